"""The decision: every rule of every document in force, and what they come to together.

A fail → not_eligible; else an unknown that stops → unknown; else something to say → provisional;
else eligible. No document in force, or none that speaks of the subsidy → not_covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from skilldesk.core import amounts
from skilldesk.core.case import Ask, Benefit, Case
from skilldesk.core.grounds import Ground, grounds, leading
from skilldesk.core.policies import BY_CODE, project_money
from skilldesk.core.policy import (
    MAY_BE_SUBMITTED,
    CalculationUse,
    Decision,
    Finding,
    Json,
    Policy,
    RuleUse,
    Sentence,
    Standard,
    Terms,
    Verdict,
)

DISAGREE = "R-DISAGREE"

DISAGREE_SENTENCES = {
    "outcomes": Sentence(
        "几份同时有效的文件对“{title}”的结论不同，又互不作为依据：{told}", "请由负责人判断采用哪一份文件。"
    ),
    "amounts": Sentence(
        "几份同时有效的文件算出的金额不同，又互不作为依据：{told}", "请由负责人判断采用哪一份文件。"
    ),
}


def decide(case: Case, policies: Sequence[Policy], standards: Sequence[Standard] = ()) -> Decision:
    """Judge one case by the documents named or found for its place; which are in force is looked up here."""
    standing, refused = grounds(case, policies)
    if not standing:
        return Decision(verdict="not_covered", findings=refused)
    findings = [finding for ground in standing for finding in ground.findings]
    findings += _by_rules(case, standing)
    if case.ask == "amount":
        findings.append(_amount(case, standing, standards))
    verdict = _verdict(findings)
    amount_fen, payable_fen = _money(case.ask, findings, verdict)
    return Decision(
        verdict=verdict,
        findings=tuple(findings),
        policies=tuple(ground.policy.key for ground in standing),
        nth=_nth(findings),
        amount_fen=amount_fen,
        payable_fen=payable_fen,
    )


def decide_in_order(
    cases: Iterable[Case], policies: Sequence[Policy], standards: Sequence[Standard] = ()
) -> tuple[Decision, ...]:
    """Judge the lines of one batch that belong to one person, in the stated order: earlier ones count.

    A line that may not be submitted does not count; one on which nothing could be decided leaves
    those after it open.
    """
    decisions: list[Decision] = []
    earlier: list[Benefit] = []
    for case in cases:
        decision = decide(replace(case, history=(*case.history, *earlier)), policies, standards)
        decisions.append(decision)
        if decision.verdict in MAY_BE_SUBMITTED or decision.verdict == "unknown":
            earlier.append(
                Benefit(
                    subsidy=case.subsidy,
                    occupation=case.occupation,
                    level=case.level,
                    days=case.days,
                    state="submitted" if decision.verdict in MAY_BE_SUBMITTED else "undecided",
                )
            )
    return tuple(decisions)


def _by_rules(case: Case, standing: Sequence[Ground]) -> Iterable[Finding]:
    """One kind of rule after the other, each by the most specific document that states it."""
    kinds = dict.fromkeys(use.kind for ground in standing for use in ground.uses)
    for kind in kinds:
        holders = [g for g in standing if any(use.kind == kind for use in g.uses)]
        chosen = leading(ground.policy for ground in holders)
        judged = [
            [_apply(case, ground.policy, use) for use in ground.uses if use.kind == kind]
            for ground in holders
            if ground.policy in chosen
        ]
        yield from _together(kind, judged)


def _apply(case: Case, policy: Policy, use: RuleUse) -> Finding:
    finding = BY_CODE[use.kind].decide(case, Terms(policy, use))
    stops = finding.outcome == "unknown" and (finding.needs_person or use.if_unknown == "stop")
    return replace(finding, policy=policy.key, clause=use.clause, stops=stops)


def _together(kind: str, judged: Sequence[Sequence[Finding]]) -> Iterable[Finding]:
    """All findings, or one that says that the documents disagree, with theirs in it."""
    findings = [finding for of_one in judged for finding in of_one]
    refusing = [any(finding.outcome == "fail" for finding in of_one) for of_one in judged]
    return findings if all(refusing) or not any(refusing) else [_disagreement(kind, "outcomes", findings)]


def _disagreement(kind: str, why: str, findings: Sequence[Finding]) -> Finding:
    return Finding(
        rule=DISAGREE,
        outcome="unknown",
        facts={"why": why, "kind": kind, "findings": [finding.plain() for finding in findings]},
        stops=True,
        needs_person=True,
    )


def _amount(case: Case, standing: Sequence[Ground], standards: Sequence[Standard]) -> Finding:
    """The amount by the most specific document that tells how it is worked out."""
    holders = [
        (ground.policy, use)
        for ground in standing
        for use in ground.policy.calculations
        if use.covers(case.subsidy)
    ]
    if not holders:
        return replace(amounts.no_calculation(case), policy=standing[-1].policy.key, stops=True)
    chosen = leading(policy for policy, _ in holders)
    found = [_apply_amount(case, policy, use, standards) for policy, use in holders if policy in chosen]
    if len({(finding.outcome, finding.facts.get("amount_fen")) for finding in found}) > 1:
        return _disagreement(amounts.CODE, "amounts", found)
    return found[0]


def _apply_amount(case: Case, policy: Policy, use: CalculationUse, standards: Sequence[Standard]) -> Finding:
    finding = amounts.amount(case, policy, use, standards)
    return replace(finding, policy=policy.key, clause=use.clause, stops=finding.outcome == "unknown")


def _verdict(findings: Iterable[Finding]) -> Verdict:
    found = tuple(findings)
    if any(finding.outcome == "fail" for finding in found):
        return "not_eligible"
    if any(finding.stops for finding in found):
        return "unknown"
    return "eligible" if all(finding.outcome == "pass" for finding in found) else "provisional"


def _money(ask: Ask, findings: Iterable[Finding], verdict: Verdict) -> tuple[int | None, int | None]:
    """The amount and what of it may be paid now; nothing may be where the claim is refused."""
    if ask == "eligible":
        return None, None
    told = next((one.facts for one in findings if one.rule in {amounts.CODE, project_money.CODE}), {})
    amount_fen = _whole(told.get("amount_fen"))
    if verdict == "not_eligible":
        return amount_fen, 0
    if verdict not in MAY_BE_SUBMITTED:
        return amount_fen, None
    return amount_fen, _whole(told.get("payable_fen", amount_fen))


def _nth(findings: Iterable[Finding]) -> int | None:
    """Which one of the year, or of all, the claim would be, as far as that is known."""
    return next((_whole(one.facts["nth"]) for one in findings if "nth" in one.facts), None)


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) else None
