"""What is known of one claim when it is judged: all that a rule may look at.

Whoever builds a case has done the looking up. None is what was not found, never a no.
Amounts are whole fen, hours tenths of a 课时, days days in China.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from skilldesk.core.levels import SkillLevel

Ask = Literal["eligible", "amount", "instalment"]
DateKind = Literal["certificate", "class_start", "class_end", "application"]
Stage = Literal["not_started", "implemented", "after_employment_check"]
BenefitState = Literal[
    "draft",
    "submitted",
    "approved",
    "paid",
    "rejected",
    "withdrawn",
    "recovered",
    "refunded",
    "revoked",
    "undecided",
]
"""What became of a benefit; approved counts from 复核通过; undecided is an earlier line of the same batch
on which no decision could be made yet."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days by which a document may pick the set, the year and the standard."""

    certificate: date | None = None
    class_start: date | None = None
    class_end: date | None = None
    application: date | None = None

    def on(self, kind: DateKind) -> date | None:
        return {
            "certificate": self.certificate,
            "class_start": self.class_start,
            "class_end": self.class_end,
            "application": self.application,
        }[kind]


@dataclass(frozen=True, kw_only=True)
class DatedFact:
    """What another office says of a person: yes, no, or a number, from one day to another."""

    kind: str
    value: bool | int | None
    valid_from: date | None = None
    valid_until: date | None = None
    as_of: date | None = None

    def covers(self, day: date | None) -> bool:
        """Whether it speaks of that day; of a day not known only what holds on all days speaks."""
        if day is None:
            return self.valid_from is None and self.valid_until is None
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, kw_only=True)
class DatedCategory:
    """人员类别 (domain §3.8) by its code."""

    code: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class CasePerson:
    id_number: str | None = None
    categories: tuple[DatedCategory, ...] = ()
    facts: tuple[DatedFact, ...] = ()

    def said_on(self, kind: str, day: date | None) -> frozenset[bool | int]:
        """What is said of that day: nothing, one value, or several if the sources disagree.

        The newest data decide. A yes that began later, or ended before, says no for the days outside it.
        """
        stated = [fact for fact in self.facts if fact.kind == kind and fact.value is not None]
        covering = [fact for fact in stated if fact.covers(day)]
        if covering:
            newest = max((fact.as_of for fact in covering if fact.as_of), default=None)
            undated = any(fact.as_of is None for fact in covering)
            decisive = [fact for fact in covering if undated or fact.as_of == newest]
            return frozenset(fact.value for fact in decisive if fact.value is not None)
        if day is not None and any(fact.value is True for fact in stated):
            return frozenset({False})
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class CaseClass:
    training_type: str | None = None
    mode: str | None = None
    occupation: str | None = None
    level: SkillLevel | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    province: str | None = None
    hours: int | None = None
    filed: bool | None = None
    filed_on: date | None = None
    inspections: int | None = None


@dataclass(frozen=True, kw_only=True)
class CaseEnrolment:
    attended_rate: Fraction | None = None
    passed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class CaseCertificate:
    obtained: bool | None = None
    """False if it is known that there is none; None if nothing was found."""
    certificate_kind: str | None = None
    number: str | None = None
    occupation: str | None = None
    level: SkillLevel | None = None
    issued_on: date | None = None
    revoked: bool = False
    """Whether a revocation is recorded."""


@dataclass(frozen=True, kw_only=True)
class CaseProject:
    amount_fen: int | None = None
    trained: int | None = None
    passed: int | None = None
    employed: int | None = None
    advanced_fen: int | None = None
    stage: Stage | None = None


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """An earlier benefit of the same person, or an earlier line of the same batch."""

    subsidy: str | None = None
    occupation: str | None = None
    level: SkillLevel | None = None
    days: Days = field(default_factory=Days)
    state: BenefitState | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question about one claim of one person, or about the money of one project."""

    ask: Ask = "eligible"
    subsidy: str | None = None
    applied_on: date | None = None
    picked_on: date | None = None
    """The day whose documents apply, if it was asked for instead of following from the case."""
    person: CasePerson = field(default_factory=CasePerson)
    training: CaseClass = field(default_factory=CaseClass)
    enrolment: CaseEnrolment = field(default_factory=CaseEnrolment)
    certificate: CaseCertificate = field(default_factory=CaseCertificate)
    project: CaseProject = field(default_factory=CaseProject)
    history: tuple[Benefit, ...] = ()
    history_complete: bool = False
    """Whether the history is all there is, or only what this PC happens to know."""

    @property
    def days(self) -> Days:
        return Days(
            certificate=self.certificate.issued_on,
            class_start=self.training.starts_on,
            class_end=self.training.ends_on,
            application=self.applied_on,
        )

    @property
    def occupation(self) -> str | None:
        """What the certificate is for, or if that is not known, the class."""
        return self.certificate.occupation or self.training.occupation

    @property
    def level(self) -> SkillLevel | None:
        return self.certificate.level or self.training.level
