"""Findings and decisions in words, made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from skilldesk.core import amounts, decision, grounds, wording
from skilldesk.core.levels import BY_CODE as LEVELS
from skilldesk.core.policies import BY_CODE as RULES
from skilldesk.core.policy import Decision, Facts, Finding, Json, Policy, Sentence, no_words

_DATE_KEYS = {"set", "year", "standard", "date_kind"}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A finding as a person reads it, with the document and the clause that it rests on."""

    text: str
    document: str
    clause: str
    remedy: str


@dataclass(frozen=True)
class _Speech:
    sentences: Mapping[str, Sentence]
    words: Callable[[Facts], Mapping[str, str]] = no_words


_ENGINE: dict[str, _Speech] = {
    grounds.IN_FORCE: _Speech(grounds.IN_FORCE_SENTENCES, grounds.words),
    grounds.FUNDING: _Speech(grounds.FUNDING_SENTENCES),
    amounts.CODE: _Speech(amounts.SENTENCES),
}


def explain(finding: Finding, policies: Sequence[Policy]) -> Reason:
    """Put a finding into words; `policies` are those it was made under."""
    documents = {policy.key: policy.document for policy in policies}
    if finding.rule == decision.DISAGREE:
        return _disagreement(finding, policies)
    speech = _ENGINE.get(finding.rule) or _Speech(RULES[finding.rule].sentences, RULES[finding.rule].words)
    sentence = speech.sentences[str(finding.facts["why"])]
    spoken = {**_spoken(finding.facts), **speech.words(finding.facts)}
    return Reason(
        text=_mark(finding) + sentence.text.format_map(spoken),
        document=documents.get(finding.policy, ""),
        clause=finding.clause,
        remedy=sentence.remedy.format_map(spoken),
    )


def plain(decided: Decision, policies: Sequence[Policy]) -> dict[str, Any]:
    """A decision as JSON, with its sentences."""
    return {
        "verdict": decided.verdict,
        "needs_person": decided.needs_person,
        "nth": decided.nth,
        "amount_fen": decided.amount_fen,
        "payable_fen": decided.payable_fen,
        "outcomes": [_outcome(finding, policies) for finding in decided.findings],
        "policy": "、".join(decided.policies) or None,
    }


def _outcome(finding: Finding, policies: Sequence[Policy]) -> dict[str, Any]:
    reason = explain(finding, policies)
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "facts": dict(finding.facts),
        "text": reason.text,
        "document": reason.document,
        "clause": reason.clause,
        "remedy": reason.remedy,
    }


def _mark(finding: Finding) -> str:
    if finding.outcome != "unknown":
        return ""
    if finding.needs_person:
        return "须由人判断："
    return "资料不足：" if finding.stops else "仅依据本机数据："


def _spoken(facts: Facts) -> dict[str, str]:
    return {key: _value(key, value) for key, value in facts.items()}


def _value(key: str, value: Json) -> str:
    if value is None:
        return "（未填写）"
    if key in _DATE_KEYS and str(value) in wording.DATE_KINDS:
        return wording.DATE_KINDS[str(value)]
    if key.endswith("_date"):
        return wording.day(str(value))
    if isinstance(value, int) and key.endswith("_fen"):
        return wording.yuan(value)
    if isinstance(value, int) and key.endswith("_bp"):
        return wording.percent(value)
    return LEVELS[str(value)].name if key == "level" else str(value)


def _disagreement(finding: Finding, policies: Sequence[Policy]) -> Reason:
    kept = cast("Sequence[Mapping[str, Any]]", finding.facts["findings"])
    findings = [Finding.of(one) for one in kept]
    reasons = [explain(one, policies) for one in findings]
    kind = str(finding.facts["kind"])
    sentence = decision.DISAGREE_SENTENCES[str(finding.facts["why"])]
    told = "；".join(f"《{reason.document}》：{reason.text.rstrip('。')}" for reason in reasons)
    title = RULES[kind].title if kind in RULES else ""
    return Reason(
        text=_mark(finding) + sentence.text.format(title=title, told=told + "。"),
        document="；".join(dict.fromkeys(reason.document for reason in reasons)),
        clause="；".join(dict.fromkeys(reason.clause for reason in reasons if reason.clause)),
        remedy=sentence.remedy,
    )
