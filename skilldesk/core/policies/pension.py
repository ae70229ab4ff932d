"""R-PENSION: who is entitled to a monthly pension, or draws one, is left out: by dated facts, not by age."""

from __future__ import annotations

from datetime import date

from skilldesk.core import wording
from skilldesk.core.case import Case, CasePerson
from skilldesk.core.policy import SUBSIDIES, Facts, Finding, Json, Outcome, Parameter, Rule, Sentence, Terms

CODE = "R-PENSION"

ENTITLED = "entitled"
RESIDENT = "pension_resident"
PENSIONS = ("pension_employee", "pension_office")
"""Pensions that only an entitled person draws; what a resident's pension means the document must say."""

_NAMES = {
    ENTITLED: "具有按月领取养老金资格",
    "pension_employee": "按月领取城镇职工养老金",
    "pension_office": "按月领取机关事业单位养老金",
    RESIDENT: "按月领取城乡居民养老金",
}


def decide(case: Case, terms: Terms) -> Finding:
    day = case.days.on(terms.policy.dates.set)
    later = _begins_later(case.person, day)
    said = {kind: case.person.said_on(kind, day) for kind in (ENTITLED, *PENSIONS, RESIDENT)}
    outcome, why, kinds = _judge(said, terms.use.text("resident"), begins_later=later)
    facts: dict[str, Json] = {
        "why": why,
        "kinds": list(kinds),
        "date_kind": terms.policy.dates.set,
        "reference_date": wording.iso(day),
    }
    return Finding(
        rule=CODE,
        outcome=outcome,
        facts=facts,
        needs_person=why in {"sources_differ", "resident_open"},
    )


def _judge(
    said: dict[str, frozenset[bool | int]], resident: str, *, begins_later: bool
) -> tuple[Outcome, str, list[str]]:
    """Outcome, why, and the kinds of facts that led to it."""
    yes, no = frozenset({True}), frozenset({False})
    drawn = [kind for kind in (ENTITLED, *PENSIONS) if said[kind] == yes]
    if drawn:
        return "fail", "entitled", drawn
    if said[RESIDENT] == yes and resident == "fail":
        return "fail", "entitled", [RESIDENT]
    differing = [kind for kind, values in said.items() if len(values) > 1]
    if differing:
        return "unknown", "sources_differ", differing
    if said[RESIDENT] == yes and resident == "person":
        return "unknown", "resident_open", [RESIDENT]
    if said[ENTITLED] == no or begins_later:
        return "pass", "not_entitled", [ENTITLED]
    return "unknown", "not_known", []


def _begins_later(person: CasePerson, day: date | None) -> bool:
    """Whether a pension is known to begin after that day: with it begins what it is drawn by."""
    return day is not None and any(
        fact.kind in PENSIONS and fact.value is True and fact.valid_from is not None and fact.valid_from > day
        for fact in person.facts
    )


def words(facts: Facts) -> dict[str, str]:
    kinds, on = facts["kinds"], facts["reference_date"]
    named = [_NAMES[str(kind)] for kind in kinds] if isinstance(kinds, list | tuple) else []
    return {"on_day": wording.day(str(on)) if on else "", "kinds": "、".join(named)}


RULE = Rule(
    code=CODE,
    title="养老金资格",
    parameters=(
        SUBSIDIES,
        Parameter(name="resident", holds="text", choices=("pass", "fail", "person")),
    ),
    decide=decide,
    sentences={
        "not_entitled": Sentence("{on_day}不具有按月领取养老金资格。"),
        "entitled": Sentence(
            "{on_day}{kinds}，不在补贴范围内。", "请核对养老金的资料和起止日期；资料无误的，不能申领。"
        ),
        "resident_open": Sentence(
            "{on_day}{kinds}，文件没有写明城乡居民养老金是否属于“按月领取养老金资格”。",
            "请由负责人判断，或向上级询问后再决定。",
        ),
        "sources_differ": Sentence(
            "几份资料对是否{kinds}（{on_day}）说法不一。",
            "请核对各份资料的来源和数据截至日期，作废错误的一份。",
        ),
        "not_known": Sentence(
            "没有{on_day}是否具有按月领取养老金资格的资料。",
            "请向社保经办机构查询，并录入养老金领取资格的资料。",
        ),
    },
    words=words,
)
