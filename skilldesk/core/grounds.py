"""By which documents a case is judged: those in force on the day, for the place, that speak of it.

Never the nearest one: where no document is in force, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skilldesk.core import wording
from skilldesk.core.case import Case
from skilldesk.core.policies import BY_CODE
from skilldesk.core.policy import Facts, Finding, Json, Policy, RuleUse, Sentence

IN_FORCE = "R-IN-FORCE"
FUNDING = "R-FUNDING-TO"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A document that applies, the rules of it that answer the question, and on what it stands."""

    policy: Policy
    uses: tuple[RuleUse, ...]
    findings: tuple[Finding, ...]


def grounds(case: Case, policies: Sequence[Policy]) -> tuple[tuple[Ground, ...], tuple[Finding, ...]]:
    """The documents that apply, or else none and the reasons why."""
    if not policies:
        return (), (_finding("none_found", {}),)
    standings = [(policy, _standing(case, policy)) for policy in policies]
    applying = [(policy, found) for policy, found in standings if found.outcome != "fail"]
    if not applying:
        return (), tuple(found for _, found in standings)
    speaking = tuple(
        Ground(policy=policy, uses=uses, findings=tuple(_standing_findings(case, policy, found)))
        for policy, found in applying
        if (uses := _uses(case, policy))
    )
    silent = tuple(_finding("no_criteria", {"subsidy": case.subsidy}, policy) for policy, _ in applying)
    return speaking, () if speaking else silent


def leading(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """Without those that another, for a smaller place, refines."""
    among = tuple(policies)
    return tuple(policy for policy in among if not any(other.refines(policy) for other in among))


def _standing(case: Case, policy: Policy) -> Finding:
    """Whether the document was in force on the day that picks it."""
    day = case.picked_on or case.days.on(policy.dates.set)
    facts: dict[str, Json] = {
        "set": policy.dates.set,
        "set_date": wording.iso(day),
        "year": policy.dates.year,
        "standard": policy.dates.standard,
        "picked": case.picked_on is not None,
        "valid_from_date": policy.valid_from.isoformat(),
        "valid_to_date": wording.iso(policy.valid_to),
    }
    if day is None:
        why = "project_undated" if case.ask == "instalment" else "no_day"
        return _finding(why, facts, policy)
    return _finding("in_force" if policy.in_force_on(day) else "not_in_force", facts, policy)


def _standing_findings(case: Case, policy: Policy, standing: Finding) -> Iterable[Finding]:
    yield standing
    days = (case.applied_on, case.picked_on or case.days.on(policy.dates.set))
    if policy.funding_to and any(day is not None and day > policy.funding_to for day in days):
        yield Finding(
            rule=FUNDING,
            outcome="unknown",
            facts={"why": "over", "funding_to_date": policy.funding_to.isoformat()},
            policy=policy.key,
            stops=True,
            needs_person=True,
        )
    if case.subsidy is None and len({use.texts("subsidies") for use in _uses(case, policy)}) > 1:
        yield _finding("no_subsidy", {}, policy)


def _uses(case: Case, policy: Policy) -> tuple[RuleUse, ...]:
    return tuple(
        use for use in policy.rules if case.ask in BY_CODE[use.kind].answers and use.covers(case.subsidy)
    )


_PASSING = {"in_force", "project_undated"}
_STOPPING = {"no_day", "no_subsidy"}


def _finding(why: str, facts: Facts, policy: Policy | None = None) -> Finding:
    return Finding(
        rule=IN_FORCE,
        outcome="pass" if why in _PASSING else "unknown" if why in _STOPPING else "fail",
        facts={"why": why, **facts},
        policy=policy.key if policy else "",
        stops=why in _STOPPING,
    )


def words(facts: Facts) -> dict[str, str]:
    """Until when it holds, and by which day it was judged."""
    until = facts.get("valid_to_date")
    shown = {"until": wording.day(str(until)) if until else "现在"}
    return {**shown, "set": "指定日期"} if facts.get("picked") else shown


IN_FORCE_SENTENCES = {
    "in_force": Sentence("按{set}{set_date}适用本文件；年度按{year}确定，标准按{standard}确定。"),
    "project_undated": Sentence("按指定的文件判断；没有{set}，没有核对文件当时是否有效。"),
    "no_day": Sentence("没有{set}，不能确定文件当时是否有效。", "请补录{set}。"),
    "no_subsidy": Sentence("没有填写补贴类型，不能确定适用哪些条件。", "请补录补贴类型。"),
    "not_in_force": Sentence(
        "{set}{set_date}不在本文件的有效期内（{valid_from_date}至{until}），没有可以依据的文件。",
        "请核对日期；日期无误的，请录入当时有效的文件。",
    ),
    "none_found": Sentence(
        "没有找到当时当地有效的文件，不能判断。", "请核对地区和日期，或录入当时有效的文件。"
    ),
    "no_criteria": Sentence("文件没有规定这一补贴类型的条件，任何人都不能据此享受。", "请核对补贴类型。"),
}
FUNDING_SENTENCES = {
    "over": Sentence(
        "执行期限已过，请录入现行文件。本文件的资金执行到{funding_to_date}为止。",
        "请由负责人确认是否还能按本文件办理，并录入现行文件。",
    )
}
