"""What a list of people says beyond their own records: category, newest class, how far they are, since when.

Everything is asked for a page of people at once, never for each; the same conditions filter and order
the whole list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.fields import fields_of
from skilldesk.core.normal import CHINA, china_day
from skilldesk.core.people import CategoryFact, PriorBenefit, Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import JOURNAL, TABLES

Standing = Literal["none", "training", "finished", "certified", "paid", "lacking"]
"""未参训, 在训, 结业合格, 已取证, 已享补贴; 资料不足 for one in between who lacks what a claim needs."""

_TRAINEE, _ENROLMENT, _CLASS = TABLES[Trainee].c, TABLES[Enrolment].c, TABLES[Class].c
_FACT, _CERTIFICATE = TABLES[CategoryFact].c, TABLES[Certificate].c
_LINE, _CLAIM, _PRIOR = TABLES[ClaimLine].c, TABLES[Claim].c, TABLES[PriorBenefit].c

_LEFT = ("3", "5", "9")
_PASSED = ("4", "7")
_CERTIFIED, _SUBSIDISED = "6", "8"
"""States of an enrolment (domain §6.3): who left or failed is in no training, and has nothing of it."""

_PAID_CLAIM, _PAID_BENEFIT = "90", "paid"


@dataclass(frozen=True)
class Facts:
    """What the list says of one person."""

    standing: Standing
    categories: tuple[str, ...] = ()
    """Codes, the newest first."""
    latest_class: str = ""
    registered: date | None = None


def read(snapshot: Snapshot, ids: Sequence[RecordId]) -> dict[RecordId, Facts]:
    """Those of a page of people."""
    standings = dict(_pairs(snapshot, sa.select(_TRAINEE.id, STANDING).where(_TRAINEE.id.in_(ids))))
    categories, classes = _categories(snapshot, ids), _latest(snapshot, ids)
    registered = _registered(snapshot, ids)
    return {
        id: Facts(standing, tuple(categories[id]), classes.get(id, ""), registered.get(id))
        for id, standing in standings.items()
    }


def _categories(snapshot: Snapshot, ids: Sequence[RecordId]) -> defaultdict[RecordId, list[str]]:
    query = sa.select(_FACT.trainee_id, _FACT.category).where(
        _FACT.trainee_id.in_(ids), _FACT.voided.is_(None)
    )
    found = defaultdict[RecordId, list[str]](list)
    for id, code in _pairs(snapshot, query.order_by(_FACT.valid_from.desc(), _FACT.row.desc())):
        if code not in found[id]:
            found[id].append(code)
    return found


def _latest(snapshot: Snapshot, ids: Sequence[RecordId]) -> dict[RecordId, str]:
    query = (
        sa.select(_ENROLMENT.trainee_id, _CLASS.name)
        .join_from(TABLES[Enrolment], TABLES[Class], _CLASS.id == _ENROLMENT.class_id)
        .where(_ENROLMENT.trainee_id.in_(ids), _ENROLMENT.voided.is_(None), _CLASS.voided.is_(None))
        .order_by(_CLASS.starts_on, _ENROLMENT.row)
    )
    return dict(_pairs(snapshot, query))


def _registered(snapshot: Snapshot, ids: Sequence[RecordId]) -> dict[RecordId, date]:
    about = JOURNAL.c.record
    query = (
        sa.select(about, sa.func.min(JOURNAL.c.at))
        .where(about.in_(ids), JOURNAL.c.verb == "add")
        .group_by(about)
    )
    return {id: china_day(datetime.fromisoformat(at)) for id, at in _pairs(snapshot, query) if at is not None}


def _pairs(snapshot: Snapshot, query: sa.Select[Any]) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in snapshot.connection.execute(query)]


# --- conditions ---


def _of_person(kind: type[Record], *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That the person is named by a record like that."""
    table = TABLES[kind]
    return (
        sa.exists()
        .where(table.c.trainee_id == _TRAINEE.id, table.c.voided.is_(None), *conditions)
        .correlate(TABLES[Trainee])
    )


def _enrolled(*states: str) -> sa.ColumnElement[bool]:
    return _of_person(Enrolment, _ENROLMENT.state.in_(states))


_UNFILLED = sa.or_(
    *(_TRAINEE[one.name].is_(None) for one in fields_of(Trainee) if one.needed == "filing"),
    sa.and_(_TRAINEE.id_number.is_(None), _TRAINEE.no_number_reason.is_(None)),
)
"""Something that filing needs is not filled in."""

_LACKING = sa.or_(_UNFILLED, ~_of_person(CategoryFact, _FACT.evidence_kind.is_not(None)))

_BENEFITED = sa.or_(
    _enrolled(_SUBSIDISED),
    sa.exists()
    .where(
        _LINE.trainee_id == _TRAINEE.id,
        _LINE.voided.is_(None),
        _CLAIM.id == _LINE.claim_id,
        _CLAIM.voided.is_(None),
        _CLAIM.state == _PAID_CLAIM,
    )
    .correlate(TABLES[Trainee]),
    sa.exists()
    .where(_PRIOR.id_number == _TRAINEE.id_number, _PRIOR.voided.is_(None), _PRIOR.state == _PAID_BENEFIT)
    .correlate(TABLES[Trainee]),
)

_HAS_CERTIFICATE = sa.or_(_enrolled(_CERTIFIED), _of_person(Certificate, _CERTIFICATE.revoked_on.is_(None)))

_TRAINED = _of_person(Enrolment, sa.func.coalesce(_ENROLMENT.state, "1").not_in(_LEFT))

STANDING: sa.ColumnElement[str] = sa.case(
    (_BENEFITED, "paid"),
    (~sa.or_(_TRAINED, _HAS_CERTIFICATE), "none"),
    (_LACKING, "lacking"),
    (_HAS_CERTIFICATE, "certified"),
    (_enrolled(*_PASSED), "finished"),
    else_="training",
)


def _among(kind: type[Record], name: str) -> Callable[[Sequence[str]], sa.ColumnElement[bool]]:
    """That a record of that kind names the person and has one of these values."""
    table = TABLES[kind]

    def condition(values: Sequence[str]) -> sa.ColumnElement[bool]:
        named = sa.select(table.c.trainee_id).where(table.c[name].in_(values), table.c.voided.is_(None))
        return _TRAINEE.id.in_(named)

    return condition


def _registered_in(values: Sequence[str]) -> sa.ColumnElement[bool]:
    """That the person was entered on one of these days in China."""
    return sa.or_(*(_entered(*map(_midnight, value.split(".."), (0, 1))) for value in values))


def _entered(first: str, end: str) -> sa.ColumnElement[bool]:
    added = sa.and_(JOURNAL.c.verb == "add", JOURNAL.c.at >= first, JOURNAL.c.at < end)
    return sa.exists().where(JOURNAL.c.record == _TRAINEE.id, added).correlate(TABLES[Trainee])


def _midnight(day: str, days_on: int) -> str:
    """When that day begins in China, as the journal writes it."""
    begins = datetime.combine(date.fromisoformat(day) + timedelta(days_on), time(), CHINA)
    return begins.astimezone(UTC).isoformat(timespec="seconds")


CONDITIONS: Mapping[str, Callable[[Sequence[str]], sa.ColumnElement[bool]]] = {
    "category": _among(CategoryFact, "category"),
    "class": _among(Enrolment, "class_id"),
    "standing": STANDING.in_,
    "registered": _registered_in,
    "unfilled": lambda _: _UNFILLED,
}
"""By the keys of filters that are no fields."""


def _first(query: sa.Select[Any]) -> sa.ColumnElement[Any]:
    return query.limit(1).correlate(TABLES[Trainee]).scalar_subquery()


ORDERS: Mapping[str, sa.ColumnElement[Any]] = {
    "age": -sa.cast(sa.func.strftime("%Y%m%d", _TRAINEE.birth_date), sa.Integer),
    "categories": _first(
        sa.select(_FACT.category)
        .where(_FACT.trainee_id == _TRAINEE.id, _FACT.voided.is_(None))
        .order_by(_FACT.valid_from.desc(), _FACT.row.desc())
    ),
    "latest_class": _first(
        sa.select(_CLASS.name)
        .join_from(TABLES[Enrolment], TABLES[Class], _CLASS.id == _ENROLMENT.class_id)
        .where(_ENROLMENT.trainee_id == _TRAINEE.id, _ENROLMENT.voided.is_(None), _CLASS.voided.is_(None))
        .order_by(_CLASS.starts_on.desc(), _ENROLMENT.row.desc())
    ),
    "registered": _TRAINEE.row,
    "standing": STANDING,
}
"""By the names of columns that are no fields. People were entered in the order of their rows."""
