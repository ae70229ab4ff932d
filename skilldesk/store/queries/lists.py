"""Lists of one kind of records as pages show them: narrowed, ordered and counted by the database.

Values come in as plain texts by the keys of the filters. The conditions they mean stay here.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from skilldesk.core.fields import Day, Ref, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.store.queries import search, trainee_lists
from skilldesk.store.queries.records import OPEN, Veil, as_read, containing
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

NOTHING = "-"
"""The value of a filter that wants the records which say nothing there."""

_UNTIL = ".."

_CONDITIONS: Mapping[type[Record], Mapping[str, Callable[[Sequence[str]], sa.ColumnElement[bool]]]] = {
    Trainee: trainee_lists.CONDITIONS
}
_ORDERS: Mapping[type[Record], Mapping[str, sa.ColumnElement[Any]]] = {Trainee: trainee_lists.ORDERS}


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What is wanted of a list: records with that text, and of each filter one of the chosen values."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    veil: Veil = OPEN

    @property
    def is_open(self) -> bool:
        return not self.text and not any(self.chosen.values())


def period(first: date, last: date) -> str:
    """The value of a filter by days: both days included."""
    return f"{first}{_UNTIL}{last}"


def rows(
    snapshot: Snapshot, kind: type[Record], *, order: str, descending: bool, wanted: Narrowing
) -> array[int]:
    """The row numbers of the records wanted, in that order. KeyError for a filter that nobody knows."""
    table = TABLES[kind]
    column = _ORDERS.get(kind, {}).get(order)
    column = as_read(kind, order) if column is None else column
    column = sa.func.coalesce(column, sa.null())  # to walk an index takes five times as long as to sort
    query = sa.select(table.c.row).where(table.c.voided.is_(None), *_conditions(snapshot, kind, wanted))
    ordered = query.order_by(column.desc() if descending else column, table.c.row)
    return array("q", snapshot.connection.execute(ordered).scalars())


def total(snapshot: Snapshot, kind: type[Record]) -> int:
    """How many records count, whatever is wanted."""
    return snapshot.count(kind, TABLES[kind].c.voided.is_(None))


def row_of(snapshot: Snapshot, kind: type[Record], id: RecordId) -> int | None:
    """The row number of a record."""
    table = TABLES[kind]
    return snapshot.connection.execute(sa.select(table.c.row).where(table.c.id == id)).scalar()


def said(snapshot: Snapshot, kind: type[Record], name: str) -> list[str]:
    """All that the records say in a field, each once."""
    table = TABLES[kind]
    query = sa.select(table.c[name]).where(table.c.voided.is_(None), table.c[name].is_not(None)).distinct()
    return list(snapshot.connection.execute(query.order_by(table.c[name])).scalars())


def _conditions(snapshot: Snapshot, kind: type[Record], wanted: Narrowing) -> list[sa.ColumnElement[bool]]:
    found = [_condition(kind, key, values) for key, values in wanted.chosen.items() if values]
    return [*found, _saying(snapshot, kind, wanted)] if wanted.text else found


def _saying(snapshot: Snapshot, kind: type[Record], wanted: Narrowing) -> sa.ColumnElement[bool]:
    """That a record says the text. Of people there are many: they, and what names them, are found as the
    search box finds them, and only where it finds nobody are all their words read through.
    """
    meant = search.matching(snapshot, kind, wanted.text, masked=bool(wanted.veil.masked))
    read = containing(kind, wanted.text, wanted.veil)
    if meant is None:
        return read
    if _OF_PEOPLE.isdisjoint({kind, *_named_by(kind)}):
        return sa.or_(meant, read)
    table = TABLES[kind].c
    found = sa.select(table.row).where(table.voided.is_(None), meant).limit(1)
    return meant if snapshot.connection.execute(found).first() else read


_OF_PEOPLE = frozenset({Trainee})


def _named_by(kind: type[Record]) -> set[type[Record]]:
    return {KINDS[one.kind.to] for one in fields_of(kind) if isinstance(one.kind, Ref)}


def _condition(kind: type[Record], key: str, values: Sequence[str]) -> sa.ColumnElement[bool]:
    own = _CONDITIONS.get(kind, {}).get(key)
    if own is not None:
        return own(values)
    described = {one.name: one.kind for one in fields_of(kind)}[key]
    column = TABLES[kind].c[key]
    if isinstance(described, Day):
        return sa.or_(*(column.between(*bounds(value)) for value in values))
    named = column.in_([value for value in values if value != NOTHING])
    return sa.or_(named, column.is_(None)) if NOTHING in values else named


def bounds(value: str) -> tuple[date, date]:
    """The days of a period; ValueError if the text is none."""
    first, _, last = value.partition(_UNTIL)
    return date.fromisoformat(first), date.fromisoformat(last)
