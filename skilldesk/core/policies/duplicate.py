"""R-DUP: no second benefit for the same key, such as the same occupation at the same level, ever."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from skilldesk.core import wording
from skilldesk.core.case import Benefit, Case
from skilldesk.core.normal import compact
from skilldesk.core.policy import (
    SUBSIDIES,
    Facts,
    Finding,
    Json,
    Outcome,
    Parameter,
    Rule,
    Sentence,
    Terms,
    Weight,
    all_of,
)

CODE = "R-DUP"

_OCCUPATION_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}", re.ASCII)


def decide(case: Case, terms: Terms) -> Finding:
    weighed = [(line, _weigh(case, line, terms)) for line in case.history]
    tally = Counter(weight for _, weight in weighed)
    days = (line.days.certificate for line, weight in weighed if weight == "counted")
    outcome, why = _judge(tally, complete=case.history_complete)
    facts: dict[str, Json] = {
        "why": why,
        "key": list(terms.use.texts("key")),
        "occupation": case.occupation,
        "level": case.level.code if case.level else None,
        "drafts": tally["draft"],
        "earlier_date": wording.iso(min((day for day in days if day), default=None)),
    }
    needs_person = why in {"taken_back", "undecided"}
    return Finding(rule=CODE, outcome=outcome, facts=facts, needs_person=needs_person)


def _judge(tally: Counter[Weight], *, complete: bool) -> tuple[Outcome, str]:
    if tally["counted"]:
        return "fail", "repeated"
    if tally["taken_back"]:
        return "unknown", "taken_back"
    if tally["undecided"]:
        return "unknown", "undecided"
    if tally["unsure"]:
        return "unknown", "unsure"
    return ("pass", "first") if complete else ("unknown", "local_only")


def _weigh(case: Case, line: Benefit, terms: Terms) -> Weight:
    """What a benefit weighs, if it is of the group and of the same key."""
    same = {_PARTS[name](case, line) for name in terms.use.texts("key")}
    in_group = None if line.subsidy is None else terms.use.covers(line.subsidy)
    return terms.policy.weigh(line.state, belongs=all_of(in_group, *same))


def same_occupation(case: Case, line: Benefit) -> bool | None:
    """By name, however it is spaced and widened; a code and a name are not compared by guessing."""
    if not case.occupation or not line.occupation:
        return None
    mine, theirs = (
        compact(unicodedata.normalize("NFKC", text)).casefold() for text in (case.occupation, line.occupation)
    )
    if mine == theirs:
        return True
    coded = [bool(_OCCUPATION_CODE.fullmatch(text)) for text in (mine, theirs)]
    return None if coded[0] != coded[1] else False


def same_level(case: Case, line: Benefit) -> bool | None:
    if case.level is None or line.level is None:
        return None
    return case.level == line.level


_PARTS: dict[str, Callable[[Case, Benefit], bool | None]] = {
    "occupation": same_occupation,
    "level": same_level,
}
_NAMES = {"occupation": "职业", "level": "等级"}


def words(facts: Facts) -> dict[str, str]:
    key = facts["key"]
    named = [_NAMES[str(part)] for part in key] if isinstance(key, list | tuple) else []
    drafts, earlier = facts.get("drafts"), facts.get("earlier_date")
    return {
        "same": "、".join(f"同一{name}" for name in named),
        "earlier": f"（发证日期{wording.day(str(earlier))}）" if earlier else "",
        "drafts_note": f"另有{drafts}份尚未提交的相同草稿，没有计入。" if drafts else "",
    }


RULE = Rule(
    code=CODE,
    title="不重复享受",
    parameters=(SUBSIDIES, Parameter(name="key", holds="texts", choices=tuple(_PARTS))),
    decide=decide,
    sentences={
        "first": Sentence("没有享受过{same}的补贴。{drafts_note}"),
        "repeated": Sentence(
            "已经享受过{same}的补贴{earlier}，不能重复享受。{drafts_note}",
            "请核对以往的补贴记录；记录无误的，不能再申领。",
        ),
        "local_only": Sentence(
            "本机没有{same}的享受记录；没有核对过省级的以往享受记录。{drafts_note}",
            "请导入省级的历史享受记录后再核对。",
        ),
        "taken_back": Sentence(
            "有一笔{same}的补贴已追回、退回或撤销，文件没有写明是否算作享受过。",
            "请由负责人查阅追回或撤销的原因，决定能否再次享受。",
        ),
        "undecided": Sentence("同一批中排在前面的申领{same}，还没有结论。", "请先处理排在前面的申领。"),
        "unsure": Sentence(
            "这一笔或以往的补贴记录缺少职业、等级、补贴类型或状态，不能确定是否{same}。",
            "请补全职业、等级和以往补贴记录；职业名称和职业编码请统一用一种。",
        ),
    },
    words=words,
)
