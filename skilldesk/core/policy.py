"""What a policy file says, what a rule finds under it, and what a decision is.

A rule is code; what it is to enforce is data. Amounts (whole fen), limits, ratios (basis points) and
dates come from the file, so that another year or another province needs no new program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, Protocol

from skilldesk.core.case import Ask, BenefitState, Case, DateKind

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Facts = Mapping[str, Json]

Outcome = Literal["pass", "fail", "warn", "unknown"]
Verdict = Literal["eligible", "provisional", "unknown", "not_eligible", "not_covered"]
IfUnknown = Literal["stop", "say"]
Recovered = Literal["person", "counts", "does_not_count"]
Weight = Literal["counted", "taken_back", "undecided", "unsure", "draft", "none"]
"""What an earlier benefit is to a rule that counts: surely counted, for a person to judge because it was
taken back or because its line of the batch is open, not told by its data, a draft, or nothing."""

MAY_BE_SUBMITTED: frozenset[Verdict] = frozenset({"eligible", "provisional"})

_COUNT: frozenset[BenefitState] = frozenset({"submitted", "approved", "paid"})
_NOTHING: frozenset[BenefitState] = frozenset({"rejected", "withdrawn"})
_TAKEN_BACK: frozenset[BenefitState] = frozenset({"recovered", "refunded", "revoked"})


def all_of(*answers: bool | None) -> bool | None:
    """False if one is; else None if one is not known; else True."""
    if False in answers:
        return False
    return None if None in answers else True


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Which day picks the set of documents, the year in which is counted, and the standard."""

    set: DateKind
    year: DateKind
    standard: DateKind


@dataclass(frozen=True, kw_only=True)
class _Use:
    """Something that a file switches on, with the parameters it sets (checked when the file was read)."""

    clause: str
    parameters: Mapping[str, Json] = field(default_factory=dict)

    def number(self, name: str) -> int:
        value = self.parameters[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

    def text(self, name: str, otherwise: str = "") -> str:
        return str(self.parameters.get(name, otherwise))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.parameters.get(name, ())
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(name)
        return tuple(str(one) for one in value)

    def covers(self, subsidy: str | None) -> bool:
        """Whether it speaks of that subsidy; without a list of subsidies it speaks of all."""
        named = self.texts("subsidies")
        return subsidy is None or not named or subsidy in named


@dataclass(frozen=True, kw_only=True)
class RuleUse(_Use):
    """A rule that a file switches on: no rule holds that its document does not state."""

    kind: str
    if_unknown: IfUnknown


@dataclass(frozen=True, kw_only=True)
class CalculationUse(_Use):
    """How a file says the amount of a subsidy is worked out."""

    method: str


@dataclass(frozen=True, kw_only=True)
class StandardEntry:
    """An amount of the file; None is EMPTY: an office must enter its own."""

    subsidy: str
    key: str
    amount_fen: int | None
    clause: str


@dataclass(frozen=True, kw_only=True)
class PolicyCase:
    """One of a file's own test cases, in the plain form of `assess`."""

    name: str
    scenario: Mapping[str, Json]
    expect: Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy file. `scope` is a region of GB/T 2260, `based_on` keys or document numbers."""

    key: str
    document: str
    issuer: str
    scope: str
    based_on: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    funding_to: date | None = None
    dates: Dates
    recovered: Recovered
    rules: tuple[RuleUse, ...]
    calculations: tuple[CalculationUse, ...] = ()
    standards: tuple[StandardEntry, ...] = ()
    ordinary: Mapping[str, Json] = field(default_factory=dict)
    cases: tuple[PolicyCase, ...] = ()
    file_sha256: str = ""

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def governs(self, region: str) -> bool:
        """Whether a place of that code lies in its scope."""
        return region.startswith(self.reach)

    def refines(self, other: Policy) -> bool:
        """Whether it speaks for a smaller place and names the other as its basis: then it wins."""
        named = other.key in self.based_on or other.document in self.based_on
        return named and self.reach.startswith(other.reach) and self.reach != other.reach

    def weigh(self, state: BenefitState | None, *, belongs: bool | None) -> Weight:
        """What an earlier benefit in that state weighs, if it belongs to what is counted (None: not told)."""
        recovered = state in _TAKEN_BACK and self.recovered != "person"
        if belongs is False or state in _NOTHING or (recovered and self.recovered == "does_not_count"):
            return "none"
        if state == "draft":
            return "draft"
        if state == "undecided":
            return "undecided"
        if belongs is None or state is None:
            return "unsure"
        return "counted" if recovered or state in _COUNT else "taken_back"

    @property
    def reach(self) -> str:
        """The digits of the scope that say something: none for the nation, 2, 4 or 6."""
        pairs = self.scope
        while pairs.endswith("00") and len(pairs) % 2 == 0:
            pairs = pairs[:-2]
        return pairs


@dataclass(frozen=True)
class Terms:
    """A rule as one document switches it on: what the rule is given beside the case."""

    policy: Policy
    use: RuleUse


class Standard(Protocol):
    """An amount that an office entered where a file says EMPTY (the record of core.claims fits)."""

    @property
    def id(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def subsidy(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def document(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def entered_by(self) -> str | None: ...
    @property
    def approved_by(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found, as it is kept: no wording, only what the wording is made from.

    `facts["why"]` names the sentence of the rule. `stops` holds for an unknown that may not be submitted.
    """

    rule: str
    outcome: Outcome
    facts: Facts
    policy: str = ""
    clause: str = ""
    stops: bool = False
    needs_person: bool = False

    def plain(self) -> dict[str, Json]:
        """The form in which a claim line keeps it."""
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "facts": self.facts,
            "policy": self.policy,
            "clause": self.clause,
            "stops": self.stops,
            "needs_person": self.needs_person,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Finding:
        """The finding that a claim line kept."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer to one case. Amounts are whole fen, None where they are not known or not asked."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    policies: tuple[str, ...] = ()
    nth: int | None = None
    amount_fen: int | None = None
    payable_fen: int | None = None

    @property
    def needs_person(self) -> bool:
        return any(finding.needs_person for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter that a file sets, so that a wrong one is refused when the file is read."""

    name: str
    holds: Literal["number", "text", "texts"]
    choices: tuple[str, ...] = ()
    needed: bool = True

    @property
    def wanted(self) -> str:
        """What it should be, for the sentence that refuses a wrong one."""
        names = {"number": "不小于 0 的整数", "text": "文字", "texts": "文字的列表"}
        return f"{names[self.holds]}（{'、'.join(self.choices)}）" if self.choices else names[self.holds]

    def fits(self, value: Json) -> bool:
        if self.holds == "number":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if self.holds == "text":
            return isinstance(value, str) and (not self.choices or value in self.choices)
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            return False
        return all(isinstance(one, str) and (not self.choices or one in self.choices) for one in value)


SUBSIDIES = Parameter(name="subsidies", holds="texts", needed=False)
"""The subsidies (domain §3.11) that a rule or a calculation speaks of, and counts together."""


@dataclass(frozen=True)
class Sentence:
    """What a finding says and what to do about it; {names} are filled from its facts."""

    text: str
    remedy: str = ""


def no_words(_facts: Facts) -> Mapping[str, str]:
    """For rules whose sentences need nothing but their facts."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of rule. `decide` fills rule, outcome, facts and needs_person; the engine adds the source.

    The keys of `sentences` stand in claim lines (`facts["why"]`): more may come, none is renamed or dropped.
    """

    code: str
    title: str
    answers: frozenset[Ask] = frozenset({"eligible", "amount"})
    parameters: tuple[Parameter, ...]
    decide: Callable[[Case, Terms], Finding]
    sentences: Mapping[str, Sentence]
    words: Callable[[Facts], Mapping[str, str]] = no_words
