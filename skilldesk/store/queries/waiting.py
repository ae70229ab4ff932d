"""What waits for somebody, counted in the database: no question here reads a row for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from skilldesk.core.claims import Claim, ClaimLine, Standard
from skilldesk.core.institutions import Institution
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Employment, Enrolment, Inspection
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

_CLASS = TABLES[Class].c
_ENROLMENT = TABLES[Enrolment].c
_CERTIFICATE = TABLES[Certificate].c
_CLAIM = TABLES[Claim].c
_LINE = TABLES[ClaimLine].c
_STANDARD = TABLES[Standard].c
_EMPLOYMENT = TABLES[Employment].c
_INSPECTION = TABLES[Inspection].c
_INSTITUTION = TABLES[Institution].c

WITHDRAWN = "99"


@dataclass(frozen=True)
class InClass:
    """So many people of a class, for whom something is still to be done."""

    class_id: RecordId
    name: str
    count: int


@dataclass(frozen=True)
class Dated:
    """A record, what it is called, and the day that matters of it."""

    record: RecordId
    name: str
    day: date


def passed_without_certificate(snapshot: Snapshot) -> list[InClass]:
    """Who finished a class with success (结业合格) and has no certificate of it yet."""
    has = sa.select(_CERTIFICATE.row).where(
        _CERTIFICATE.voided.is_(None),
        _CERTIFICATE.trainee_id == _ENROLMENT.trainee_id,
        _CERTIFICATE.class_id == _ENROLMENT.class_id,
    )
    return _by_class(snapshot, _ENROLMENT.state == "4", ~has.exists())


def certified_without_claim(snapshot: Snapshot) -> list[InClass]:
    """Who obtained the certificate of a subsidised class and stands in no claim of it."""
    claimed = (
        sa.select(_LINE.row)
        .join(TABLES[Claim], _CLAIM.id == _LINE.claim_id)
        .where(
            _LINE.voided.is_(None),
            _CLAIM.voided.is_(None),
            _CLAIM.state != WITHDRAWN,
            _LINE.trainee_id == _ENROLMENT.trainee_id,
            _CLAIM.class_id == _ENROLMENT.class_id,
        )
    )
    return _by_class(snapshot, _ENROLMENT.state == "6", _CLASS.is_subsidised.is_(True), ~claimed.exists())


def finished_without_employment(snapshot: Snapshot, since: date, until: date) -> list[InClass]:
    """Who finished a class that ended between these days, and whose work nobody has asked after."""
    asked = sa.select(_EMPLOYMENT.row).where(
        _EMPLOYMENT.voided.is_(None), _EMPLOYMENT.enrolment_id == _ENROLMENT.id
    )
    return _by_class(
        snapshot,
        _ENROLMENT.state.in_(("4", "6", "7", "8")),
        _CLASS.ends_on.between(since, until),
        ~asked.exists(),
    )


def _by_class(snapshot: Snapshot, *conditions: sa.ColumnElement[bool]) -> list[InClass]:
    query = (
        sa.select(_CLASS.id, _CLASS.name, sa.func.count())
        .join(TABLES[Enrolment], _ENROLMENT.class_id == _CLASS.id)
        .where(_ENROLMENT.voided.is_(None), _CLASS.voided.is_(None), *conditions)
        .group_by(_CLASS.row)
        .order_by(_CLASS.row)
    )
    return [InClass(*row) for row in snapshot.connection.execute(query)]


def classes_starting(snapshot: Snapshot, until: date, *, states: tuple[str, ...]) -> list[Dated]:
    """Classes in these states (none counts as the first) that begin up to that day, the earliest first."""
    state = sa.func.coalesce(_CLASS.state, states[0])
    return _dated(snapshot, _CLASS, _CLASS.starts_on, _CLASS.starts_on <= until, state.in_(states))


def classes_without_inspection(snapshot: Snapshot, until: date, *, states: tuple[str, ...]) -> list[Dated]:
    """Classes in these states that begin up to that day and that nobody has inspected yet."""
    seen = sa.select(_INSPECTION.row).where(_INSPECTION.voided.is_(None), _INSPECTION.class_id == _CLASS.id)
    conditions = (_CLASS.starts_on <= until, _CLASS.state.in_(states), ~seen.exists())
    return _dated(snapshot, _CLASS, _CLASS.starts_on, *conditions)


def classes_over(snapshot: Snapshot, today: date, *, states: tuple[str, ...]) -> list[Dated]:
    """Classes in these states whose last day has passed: their results are to be entered."""
    return _dated(snapshot, _CLASS, _CLASS.ends_on, _CLASS.ends_on < today, _CLASS.state.in_(states))


def licences_ending(snapshot: Snapshot, since: date, until: date) -> list[Dated]:
    """Institutions whose licence ends between these days."""
    day = _INSTITUTION.licence_until
    return _dated(snapshot, _INSTITUTION, day, day.between(since, until))


def agreements_ending(snapshot: Snapshot, since: date, until: date) -> list[Dated]:
    """Institutions whose agreement ends between these days."""
    day = _INSTITUTION.agreement_until
    return _dated(snapshot, _INSTITUTION, day, day.between(since, until))


def standards_ending(snapshot: Snapshot, since: date, until: date) -> list[Dated]:
    """Approved standards that end between these days, by their document."""
    query = (
        sa.select(sa.func.min(_STANDARD.id), _STANDARD.document, _STANDARD.valid_until)
        .where(
            _STANDARD.voided.is_(None),
            _STANDARD.approved_by.is_not(None),
            _STANDARD.valid_until.between(since, until),
        )
        .group_by(_STANDARD.document, _STANDARD.valid_until)
        .order_by(_STANDARD.valid_until)
    )
    return [Dated(*row) for row in snapshot.connection.execute(query)]


def _dated(
    snapshot: Snapshot,
    table: Any,
    day: sa.ColumnElement[date | None],
    *conditions: sa.ColumnElement[bool],
) -> list[Dated]:
    query = sa.select(table.id, table.name, day).where(table.voided.is_(None), *conditions)
    return [Dated(*row) for row in snapshot.connection.execute(query.order_by(day, table.row))]


def certificates_unverified(snapshot: Snapshot) -> tuple[int, date | None]:
    """How many certificates were never looked up at the issuing side, and the day of the oldest."""
    query = sa.select(sa.func.count(), sa.func.min(_CERTIFICATE.issued_on)).where(
        _CERTIFICATE.voided.is_(None), _CERTIFICATE.verification.is_(None)
    )
    count, oldest = snapshot.connection.execute(query).one()
    return count, oldest


def claims_by_state(snapshot: Snapshot) -> dict[str, int]:
    """How many claims stand in each state."""
    query = (
        sa.select(_CLAIM.state, sa.func.count())
        .where(_CLAIM.voided.is_(None), _CLAIM.state.is_not(None))
        .group_by(_CLAIM.state)
    )
    return {row[0]: row[1] for row in snapshot.connection.execute(query)}


def standards_to_approve(snapshot: Snapshot, but: str) -> int:
    """How many standards wait for the approval of somebody else than who entered them."""
    return snapshot.count(
        Standard,
        _STANDARD.voided.is_(None),
        _STANDARD.approved_by.is_(None),
        sa.or_(_STANDARD.entered_by.is_(None), _STANDARD.entered_by != but),
    )
