"""What the rules are told of a person in a class: the records as a case."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from skilldesk.core import levels
from skilldesk.core.case import (
    Benefit,
    BenefitState,
    CaseCertificate,
    CaseClass,
    CaseEnrolment,
    CasePerson,
    DatedCategory,
    DatedFact,
    Days,
)
from skilldesk.core.claim_steps import ENTERED, benefit_state
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Occupation
from skilldesk.core.people import PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.store import exchanges
from skilldesk.store.queries import people, training
from skilldesk.store.snapshot import Snapshot

PASSED = frozenset({"4", "6", "8"})
_FAILED = frozenset({"3", "5", "7", "9"})
"""States of an enrolment (domain §6.3) that say whether somebody finished."""


def person_of(snapshot: Snapshot, trainee: Trainee) -> CasePerson:
    return CasePerson(
        id_number=trainee.id_number,
        categories=tuple(
            DatedCategory(code=one.category, valid_from=one.valid_from, valid_until=one.valid_until)
            for one in people.categories(snapshot, trainee.id)
        ),
        facts=tuple(map(_fact, people.statuses(snapshot, trainee.id))),
    )


def _fact(status: StatusFact) -> DatedFact:
    spoken: dict[str, bool] = {"是": True, "否": False}
    value = spoken.get(status.value, int(status.value) if status.value.isdecimal() else None)
    return DatedFact(
        kind=status.kind,
        value=value,
        valid_from=status.valid_from,
        valid_until=status.valid_until,
        as_of=status.as_of,
    )


def training_of(snapshot: Snapshot, one: Class) -> CaseClass:
    return CaseClass(
        training_type=one.training_type,
        mode=one.mode,
        occupation=_occupation(snapshot, one.occupation_id),
        level=levels.BY_CODE.get(one.level or ""),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        province=one.province,
        hours=one.hours,
        filed=one.filing_number is not None or None,
        filed_on=one.filed_on,
        inspections=len(training.inspections(snapshot, one.id)),
    )


def _occupation(snapshot: Snapshot, id: RecordId | None) -> str | None:
    found = snapshot.get(Occupation, id) if id else None
    return found.name if found else None


def attendance_of(one: Class, enrolment: Enrolment) -> CaseEnrolment:
    rate = None
    if one.hours and enrolment.attended_hours is not None:
        rate = Fraction(enrolment.attended_hours, one.hours)
    passed = True if enrolment.state in PASSED else False if enrolment.state in _FAILED else None
    return CaseEnrolment(attended_rate=rate, passed=passed)


def obtained(snapshot: Snapshot, certificate: Certificate | None) -> CaseCertificate:
    if certificate is None:
        return CaseCertificate()
    return CaseCertificate(
        obtained=True,
        certificate_kind=certificate.certificate_kind,
        number=certificate.number,
        occupation=_occupation(snapshot, certificate.occupation_id),
        level=levels.BY_CODE.get(certificate.level or ""),
        issued_on=certificate.issued_on,
        revoked=certificate.revoked_on is not None,
    )


def history(snapshot: Snapshot, trainee: Trainee, *, but: str) -> Iterable[Benefit]:
    """Every benefit this PC knows of: claims of this person under any record, and imported ones."""
    for line in training.lines_for(snapshot, trainee.id_number, trainee.id):
        claim = snapshot.get(Claim, line.claim_id)
        if claim and claim.voided is None and claim.id != but:
            yield _benefit(snapshot, claim, line)
    for prior in people.prior_benefits(snapshot, trainee.id_number) if trainee.id_number else ():
        if not prior.repeats:
            yield _prior(prior)


def _benefit(snapshot: Snapshot, claim: Claim, line: ClaimLine) -> Benefit:
    certificate = snapshot.get(Certificate, line.certificate_id) if line.certificate_id else None
    held = obtained(snapshot, certificate)
    state = "rejected" if _refused_by_province(snapshot, claim) else benefit_state(claim.state)
    if held.revoked and state in ("submitted", "approved", "paid"):
        state = "revoked"
    return Benefit(
        subsidy=claim.subsidy,
        occupation=held.occupation,
        level=held.level,
        days=Days(certificate=held.issued_on, application=claim.applied_on),
        state=cast("BenefitState", state),
    )


def _refused_by_province(snapshot: Snapshot, claim: Claim) -> bool:
    """Whether the receiving side rejected the newest submission."""
    submitted = [link for link in snapshot.about(claim.id) if link.entry and link.entry.verb == ENTERED]
    return bool(submitted) and exchanges.fate_at(snapshot, submitted[-1].place) == "REJECTED"


def _prior(prior: PriorBenefit) -> Benefit:
    return Benefit(
        subsidy=prior.subsidy,
        occupation=prior.occupation,
        level=levels.BY_CODE.get(prior.level or ""),
        days=Days(certificate=prior.certificate_date),
        state=cast("BenefitState", prior.state) if prior.state else None,
    )
