"""Questions about classes, enrolments, certificates and claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from skilldesk.core.claims import Claim, ClaimLine, PolicyDocument, Printing, Standard
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Employment, Enrolment, Inspection
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

_CERTIFICATE = TABLES[Certificate].c
_CLAIM = TABLES[Claim].c
_LINE = TABLES[ClaimLine].c
_STANDARD = TABLES[Standard].c
_DOCUMENT = TABLES[PolicyDocument].c
_PRINTING = TABLES[Printing].c
_TRAINEE = TABLES[Trainee].c
_CLASS = TABLES[Class].c
_ENROLMENT = TABLES[Enrolment].c


def classes(snapshot: Snapshot) -> list[Class]:
    """All classes that count, the newest first."""
    return snapshot.find(Class, _CLASS.voided.is_(None), order=_CLASS.row.desc())


def roster(snapshot: Snapshot, class_id: RecordId) -> list[Enrolment]:
    """Who is in a class, in the order of the roster."""
    enrolled = by_reference(snapshot, Enrolment, "class_id", class_id)
    return sorted(enrolled, key=lambda one: (one.position or 0, one.id))


def inspections(snapshot: Snapshot, class_id: RecordId) -> list[Inspection]:
    return by_reference(snapshot, Inspection, "class_id", class_id)


def employments(snapshot: Snapshot, enrolment: RecordId) -> list[Employment]:
    return by_reference(snapshot, Employment, "enrolment_id", enrolment)


def certificates(snapshot: Snapshot, trainee: RecordId) -> list[Certificate]:
    """A person's certificates, the newest first."""
    return snapshot.find(
        Certificate,
        _CERTIFICATE.voided.is_(None),
        _CERTIFICATE.trainee_id == trainee,
        order=_CERTIFICATE.issued_on.desc(),
    )


def certificates_numbered(snapshot: Snapshot, number: str) -> list[Certificate]:
    return snapshot.find(Certificate, _CERTIFICATE.voided.is_(None), _CERTIFICATE.number == number)


def lines_of(snapshot: Snapshot, claim: RecordId) -> list[ClaimLine]:
    """The lines of a claim, in their order."""
    return sorted(by_reference(snapshot, ClaimLine, "claim_id", claim), key=lambda one: one.position or 0)


def lines_for(snapshot: Snapshot, id_number: str | None, trainee: RecordId) -> list[ClaimLine]:
    """All lines that pay for a person: of this record, and of every record with the same number.

    Also of one that was voided as a duplicate: what was claimed under it was claimed.
    """
    same = sa.select(_TRAINEE.id).where(_TRAINEE.id_number == id_number)
    whose = _LINE.trainee_id == trainee
    if id_number:
        whose = sa.or_(whose, _LINE.trainee_id.in_(same))
    return snapshot.find(ClaimLine, _LINE.voided.is_(None), whose)


def claims(snapshot: Snapshot, *, states: tuple[str, ...] = ()) -> list[Claim]:
    """Claims that count, the newest first; in these states, or in all."""
    chosen = [_CLAIM.state.in_(states)] if states else []
    return snapshot.find(Claim, _CLAIM.voided.is_(None), *chosen, order=_CLAIM.row.desc())


def claims_for_class(snapshot: Snapshot, class_id: RecordId) -> list[Claim]:
    return by_reference(snapshot, Claim, "class_id", class_id)


def largest_number(snapshot: Snapshot, beginning: str) -> str | None:
    """The largest claim number that begins like that, of voided claims too: none is used twice."""
    query = sa.select(_CLAIM.number).where(_CLAIM.number.startswith(beginning, autoescape=True))
    longest = query.order_by(sa.func.length(_CLAIM.number).desc(), _CLAIM.number.desc())
    return snapshot.connection.execute(longest.limit(1)).scalar()


def standards(snapshot: Snapshot) -> list[Standard]:
    return snapshot.find(Standard, _STANDARD.voided.is_(None))


def documents(snapshot: Snapshot) -> list[PolicyDocument]:
    return snapshot.find(PolicyDocument, _DOCUMENT.voided.is_(None))


def printings(snapshot: Snapshot, number: str) -> list[Printing]:
    """The ledger of a document's paper, in the order in which it was made."""
    return snapshot.find(Printing, _PRINTING.document_number == number)


def enrolled(snapshot: Snapshot, trainee: RecordId) -> list[tuple[Enrolment, Class]]:
    """Where a person is on the roster, with the class, the newest class first."""
    found = by_reference(snapshot, Enrolment, "trainee_id", trainee)
    groups = snapshot.get_each(Class, [one.class_id for one in found])
    both = [(one, groups[one.class_id]) for one in found if one.class_id in groups]
    return sorted(both, key=lambda one: str(one[1].starts_on or ""), reverse=True)


def classes_of(snapshot: Snapshot, institution: RecordId) -> list[Class]:
    """The classes of an institution, the newest first."""
    found = by_reference(snapshot, Class, "institution_id", institution)
    return sorted(found, key=lambda one: str(one.starts_on or ""), reverse=True)


def claims_with(snapshot: Snapshot, lines: Iterable[ClaimLine]) -> dict[RecordId, Claim]:
    """The claims in which these lines stand, those that count."""
    found = snapshot.get_each(Claim, sorted({one.claim_id for one in lines}))
    return {id: one for id, one in found.items() if one.voided is None}


def enrolments_of(snapshot: Snapshot, trainees: Collection[RecordId]) -> list[Enrolment]:
    """In which classes these people are, who did not leave them."""
    left = ("3", "9")
    stayed = sa.or_(_ENROLMENT.state.is_(None), _ENROLMENT.state.not_in(left))
    whose = _ENROLMENT.trainee_id.in_(sorted(trainees))
    return snapshot.find(Enrolment, _ENROLMENT.voided.is_(None), stayed, whose) if trainees else []


def class_numbers(snapshot: Snapshot, beginning: str) -> list[str]:
    """The filing numbers that begin like that, of voided classes too: none is given twice."""
    query = sa.select(_CLASS.filing_number).where(_CLASS.filing_number.startswith(beginning, autoescape=True))
    return list(snapshot.connection.execute(query).scalars())
