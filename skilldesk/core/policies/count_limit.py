"""R-CNT: so many benefits of one group in a calendar year, or in a lifetime, and no more.

The year is that of the day which the policy names (China time), 1 January to 31 December.
"""

from __future__ import annotations

from collections import Counter

from skilldesk.core import wording
from skilldesk.core.case import Benefit, Case
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

CODE = "R-CNT"


def decide(case: Case, terms: Terms) -> Finding:
    limit, window = terms.use.number("limit"), terms.use.text("window")
    facts: dict[str, Json] = {"window": window, "limit": limit, "date_kind": terms.policy.dates.year}
    day = case.days.on(terms.policy.dates.year)
    if window == "calendar_year" and day is None:
        return Finding(rule=CODE, outcome="unknown", facts={"why": "no_day", **facts})
    if terms.use.text("per") == "subsidy" and case.subsidy is None:
        return Finding(rule=CODE, outcome="unknown", facts={"why": "no_subsidy", **facts})
    if window == "calendar_year" and day is not None:
        facts["year"] = day.year
    tally = Counter(_weigh(line, case, terms) for line in case.history)
    outcome, why, needs_person = _judge(tally, limit, complete=case.history_complete)
    facts |= {"counted": tally["counted"], "drafts": tally["draft"]}
    if why in {"within", "over", "local_only"}:
        facts["nth"] = tally["counted"] + 1
    return Finding(rule=CODE, outcome=outcome, facts={"why": why, **facts}, needs_person=needs_person)


def _weigh(line: Benefit, case: Case, terms: Terms) -> Weight:
    """What a benefit weighs in the group and the window of the rule."""
    group = (case.subsidy,) if terms.use.text("per") == "subsidy" else terms.use.texts("subsidies")
    in_group = None if line.subsidy is None and group else not group or line.subsidy in group
    in_window = terms.use.text("window") == "lifetime" or _same_year(line, case, terms)
    return terms.policy.weigh(line.state, belongs=all_of(in_group, in_window))


def _same_year(line: Benefit, case: Case, terms: Terms) -> bool | None:
    day, own = (days.on(terms.policy.dates.year) for days in (line.days, case.days))
    return None if day is None or own is None else day.year == own.year


def _judge(tally: Counter[Weight], limit: int, *, complete: bool) -> tuple[Outcome, str, bool]:
    """Outcome, why, and whether only a person can settle it."""
    least = tally["counted"]
    if least >= limit:
        return "fail", "over", False
    if tally["taken_back"]:
        return "unknown", "taken_back", True
    if tally["undecided"] and least + tally["undecided"] >= limit:
        return "unknown", "undecided", True
    if tally["unsure"] and least + tally["undecided"] + tally["unsure"] >= limit:
        return "unknown", "unsure", False
    return ("pass", "within", False) if complete else ("unknown", "local_only", False)


def words(facts: Facts) -> dict[str, str]:
    lifetime = facts["window"] == "lifetime"
    drafts, dated = facts.get("drafts"), wording.DATE_KINDS[str(facts["date_kind"])]
    return {
        "span": "历年累计" if lifetime else f"{facts.get('year')}年",
        "cap": "累计最多" if lifetime else "每年最多",
        "drafts_note": f"另有{drafts}份尚未提交的草稿，没有计入。" if drafts else "",
        "wait": "次数已经用完，不能再申领。" if lifetime else "本年不能再申领。",
        "later": "" if lifetime else f"记录无误的，{dated}在下一年度的才能再申领。",
    }


RULE = Rule(
    code=CODE,
    title="享受次数",
    parameters=(
        SUBSIDIES,
        Parameter(name="limit", holds="number"),
        Parameter(name="window", holds="text", choices=("calendar_year", "lifetime")),
        Parameter(name="per", holds="text", choices=("group", "subsidy")),
    ),
    decide=decide,
    sentences={
        "within": Sentence("{span}已享受{counted}次，这是第{nth}次，{cap}{limit}次。{drafts_note}"),
        "over": Sentence(
            "{span}已享受{counted}次，{cap}{limit}次，{wait}{drafts_note}", "请核对以往的补贴记录。{later}"
        ),
        "local_only": Sentence(
            "{span}本机记有{counted}次，这是第{nth}次，{cap}{limit}次；没有核对过省级的以往享受记录。{drafts_note}",
            "请导入省级的历史享受记录后再核对。",
        ),
        "taken_back": Sentence(
            "{span}有已追回、退回或撤销的补贴，文件没有写明是否计入次数；其余已享受{counted}次，{cap}{limit}次。",
            "请由负责人查阅追回或撤销的原因，决定是否计入次数。",
        ),
        "undecided": Sentence(
            "同一批中排在前面的申领还没有结论，这一笔是第几次现在不能确定。", "请先处理排在前面的申领。"
        ),
        "unsure": Sentence(
            "以往的补贴记录缺少日期、补贴类型或状态，{span}享受过几次不能确定，已知{counted}次，{cap}{limit}次。",
            "请补全以往补贴记录的日期、补贴类型和状态。",
        ),
        "no_day": Sentence("没有{date_kind}，不能确定按哪一年计次数。", "请补录{date_kind}。"),
        "no_subsidy": Sentence("没有填写补贴类型，不能计次数。", "请补录补贴类型。"),
    },
    words=words,
)
