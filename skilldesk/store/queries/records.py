"""Questions that pages of any kind of record ask: rows in order, a page of them, short names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from skilldesk.core.fields import Ref, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, kind_of
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

R = TypeVar("R", bound=Record)

_AT_ONCE = 500
"""Records that are read together."""

TITLES: dict[str, tuple[str, ...]] = {
    "trainee": ("name",),
    "institution": ("name",),
    "occupation": ("name", "trade"),
    "level": ("level",),
    "class": ("name",),
    "certificate": ("number",),
    "claim": ("number",),
    "user": ("name",),
    "office": ("name",),
    "category_fact": ("category",),
    "status_fact": ("kind",),
    "standard": ("document",),
}
"""The fields that say of a record, in a few words, which one it is."""


def rows(
    snapshot: Snapshot, kind: type[Record], *, order: str, descending: bool = False, text: str = ""
) -> array[int]:
    """The row numbers of all records not voided, ordered by a field; with a text, those that contain it
    in one of their typed fields. A reference counts as the title of the record that it names.
    """
    table = TABLES[kind]
    column = _as_read(kind, order)
    query = sa.select(table.c.row).where(table.c.voided.is_(None))
    if text:
        query = query.where(sa.or_(*_containing(kind, text)))
    ordered = query.order_by(column.desc() if descending else column, table.c.row)
    return array("q", snapshot.connection.execute(ordered).scalars())


def _as_read(kind: type[Record], name: str) -> sa.ColumnElement[Any]:
    """What people read in a field: its value, or the title of the record to which it refers."""
    table, other = TABLES[kind], _titled_references(kind).get(name)
    if other is None:
        return table.c[name]
    return sa.select(_title(other)).where(other.c.id == table.c[name]).correlate(table).scalar_subquery()


def _containing(kind: type[Record], text: str) -> Iterator[sa.ColumnElement[bool]]:
    table = TABLES[kind]
    for each in table.c:
        if isinstance(each.type, sa.Text) and each.name not in ("voided", "extra"):
            yield each.contains(text, autoescape=True)
    for name, other in _titled_references(kind).items():
        titled = sa.select(other.c.id).where(_title(other).contains(text, autoescape=True))
        yield table.c[name].in_(titled)


def _titled_references(kind: type[Record]) -> dict[str, sa.FromClause]:
    """The fields of a kind that refer to records with a title, and the tables of those records."""
    refs = {field.name: field.kind.to for field in fields_of(kind) if isinstance(field.kind, Ref)}
    return {name: TABLES[KINDS[to]].alias() for name, to in refs.items() if to in TITLES}


def _title(other: sa.FromClause) -> sa.ColumnElement[str]:
    return other.c[TITLES[other.element.name][0]]  # type: ignore[attr-defined]  # an alias of a table


def page(snapshot: Snapshot, kind: type[R], rows: Sequence[int]) -> list[R]:
    """The records of these row numbers, in their order."""
    table = TABLES[kind]
    query = sa.select(table).where(table.c.row.in_(rows))
    found = {
        values.pop("row"): kind(**values)
        for values in (dict(row._mapping) for row in snapshot.connection.execute(query))
    }
    return [found[row] for row in rows if row in found]


def titles(snapshot: Snapshot, kind: type[Record], ids: Iterable[RecordId]) -> dict[RecordId, str]:
    """A short name for each of these records."""
    table = TABLES[kind]
    named = [table.c[name] for name in TITLES.get(kind_of(kind), ("id",))]
    query = sa.select(table.c.id, *named).where(table.c.id.in_(list(ids)))
    return {
        row[0]: " ".join(str(part) for part in row[1:] if part) for row in snapshot.connection.execute(query)
    }


def ids(snapshot: Snapshot, kind: type[Record]) -> set[RecordId]:
    """All records of a kind that still count."""
    table = TABLES[kind]
    return set(snapshot.connection.execute(sa.select(table.c.id).where(table.c.voided.is_(None))).scalars())


def names(snapshot: Snapshot, kind: type[Record], ids: Sequence[RecordId]) -> dict[RecordId, str]:
    """The same as titles, and before it the name of the person whose record it is."""
    found: dict[RecordId, str] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        own = titles(snapshot, kind, some) if kind_of(kind) in TITLES else {}
        people = _people(snapshot, kind, some)
        found |= {id: "　".join(filter(None, (people.get(id), own.get(id)))) for id in some}
    return found


def _people(snapshot: Snapshot, kind: type[Record], ids: Sequence[RecordId]) -> dict[RecordId, str]:
    table, person = TABLES[kind], TABLES[KINDS["trainee"]]
    if "trainee_id" not in table.c:
        return {}
    query = sa.select(table.c.id, person.c.name).join(person, person.c.id == table.c.trainee_id)
    rows = snapshot.connection.execute(query.where(table.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def latest(snapshot: Snapshot, kind: type[R], *, most: int) -> list[R]:
    """The records entered last, not voided."""
    table = TABLES[kind]
    query = sa.select(table.c.row).where(table.c.voided.is_(None)).order_by(table.c.row.desc()).limit(most)
    return page(snapshot, kind, list(snapshot.connection.execute(query).scalars()))


def everything(snapshot: Snapshot, kind: type[R]) -> list[R]:
    """All records of a kind that still count."""
    return snapshot.find(kind, TABLES[kind].c.voided.is_(None))


def by_reference(snapshot: Snapshot, kind: type[R], field: str, id: RecordId) -> list[R]:
    """The records, not voided, whose field names that one."""
    table = TABLES[kind]
    return snapshot.find(kind, table.c.voided.is_(None), table.c[field] == id)
