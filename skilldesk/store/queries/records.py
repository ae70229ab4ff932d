"""Questions that pages of any kind of record ask: rows in order, a page of them, short names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from skilldesk.core.fields import BankAccount, Codes, DocumentNumber, Field, Phone, Ref, Text, fields_of
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


SHOWN_OF_A_NUMBER = 4
"""So many characters at the end of a number everybody sees."""


@dataclass(frozen=True)
class Veil:
    """What somebody is shown masked, or not at all, by the names of fields."""

    masked: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def covers(self, name: str) -> bool:
        return name in self.masked or name in self.hidden


OPEN = Veil()
"""Somebody sees everything."""


def rows(
    snapshot: Snapshot,
    kind: type[Record],
    *,
    order: str,
    descending: bool = False,
    text: str = "",
    veil: Veil = OPEN,
) -> array[int]:
    """The row numbers of all records not voided, ordered by a field; with a text, those that contain it
    in one of their typed fields. A reference counts as the title of the record that it names.
    """
    table = TABLES[kind]
    column = as_read(kind, order)
    query = sa.select(table.c.row).where(table.c.voided.is_(None))
    if text:
        query = query.where(containing(kind, text, veil))
    ordered = query.order_by(column.desc() if descending else column, table.c.row)
    return array("q", snapshot.connection.execute(ordered).scalars())


def as_read(kind: type[Record], name: str) -> sa.ColumnElement[Any]:
    """What people read in a field: its value, or the title of the record to which it refers."""
    table, other = TABLES[kind], _titled_references(kind).get(name)
    if other is None:
        return table.c[name]
    return sa.select(_title(other)).where(other.c.id == table.c[name]).correlate(table).scalar_subquery()


def containing(kind: type[Record], text: str, veil: Veil = OPEN) -> sa.ColumnElement[bool]:
    """That one of the typed fields contains the text, or the title of a record that it names does.

    Who sees numbers masked finds them whole or by their last four only: by fragments one would feel
    one's way to what the mask hides.
    """
    table = TABLES[kind]
    typed = [one for one in fields_of(kind) if isinstance(one.kind, (Text, Codes))]
    found = [_contains(table, one, text, veil) for one in typed if one.name not in veil.hidden]
    for name, other in _titled_references(kind).items():
        titled = sa.select(other.c.id).where(_title(other).contains(text, autoescape=True))
        found.append(table.c[name].in_(titled))
    return sa.or_(sa.false(), *found)


def _contains(table: sa.Table, field: Field, text: str, veil: Veil) -> sa.ColumnElement[bool]:
    column = sa.cast(table.c[field.name], sa.Text)
    if isinstance(field.kind, (DocumentNumber, BankAccount, Phone)):
        text = text.replace(" ", "").upper()  # as they are kept, in whatever groups they are typed
    if field.name not in veil.masked:
        return column.contains(text, autoescape=True)
    if len(text) == SHOWN_OF_A_NUMBER:
        return column.endswith(text, autoescape=True)
    return column == text


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
