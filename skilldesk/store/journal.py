"""The journal table: our entries and those received, in the order in which they were taken.

Its columns are there to find entries by. What is shown is read from the content, which the hashes protect.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields

import sqlalchemy as sa

from skilldesk.core.journal import START, Head, Link, Place
from skilldesk.core.records import RecordId
from skilldesk.store.tables import CONFLICT, HEADS, JOURNAL

_FOUND_BY = ("verb", "kind", "record", "group", "at", "actor", "reason")
_PLACE = tuple(JOURNAL.c[name] for name in Place._fields)
_LINK = tuple(JOURNAL.c[field.name] for field in fields(Link))


def _at(places: Collection[Place]) -> sa.ColumnElement[bool]:
    return sa.tuple_(*_PLACE).in_(places)


def head(connection: sa.Connection, device: str, epoch: int) -> Head:
    """How far we have the chain of that device and epoch."""
    rows = connection.execute(
        sa.select(JOURNAL.c.seq, JOURNAL.c.hash)
        .where(JOURNAL.c.device == device, JOURNAL.c.epoch == epoch)
        .order_by(JOURNAL.c.seq.desc())
        .limit(1)
    )
    found = rows.first()
    return Head(*found) if found else START


def append(connection: sa.Connection, link: Link) -> None:
    entry = link.entry
    connection.execute(sa.insert(JOURNAL), _row(link))
    if entry and entry.record:
        _advance(connection, entry.record, link.place, after=entry.after)


def append_first(connection: sa.Connection, links: Sequence[Link]) -> None:
    """Append the entries, in the order of their chain, that are each the first on a new record."""
    first, last = links[0], links[-1]
    connection.execute(sa.insert(JOURNAL), [_row(link) for link in links])
    newest = sa.select(JOURNAL.c.record, JOURNAL.c.row).where(
        JOURNAL.c.device == first.device,
        JOURNAL.c.epoch == first.epoch,
        JOURNAL.c.seq.between(first.seq, last.seq),
    )
    connection.execute(sa.insert(HEADS).from_select(["record", "entry"], newest))


def _row(link: Link) -> dict[str, object]:
    entry = link.entry
    return {**asdict(link), **{name: getattr(entry, name, None) for name in _FOUND_BY}}


def _advance(connection: sa.Connection, record: RecordId, place: Place, *, after: Collection[Place]) -> None:
    passed = sa.select(JOURNAL.c.row).where(_at(after))
    newest = sa.select(sa.literal(record, HEADS.c.record.type), JOURNAL.c.row).where(_at([place]))
    connection.execute(sa.delete(HEADS).where(HEADS.c.record == record, HEADS.c.entry.in_(passed)))
    connection.execute(sa.insert(HEADS).from_select(["record", "entry"], newest))


def heads(connection: sa.Connection, record: RecordId) -> set[Place]:
    """The newest entries on a record, those from which no other descends."""
    rows = connection.execute(sa.select(*_PLACE).join(HEADS).where(HEADS.c.record == record))
    return {Place(*row) for row in rows}


def chains(connection: sa.Connection) -> dict[tuple[str, int], Head]:
    """How far we have each chain, by device and epoch."""
    newest = (
        sa.select(JOURNAL.c.device, JOURNAL.c.epoch, sa.func.max(JOURNAL.c.seq).label("seq"))
        .group_by(JOURNAL.c.device, JOURNAL.c.epoch)
        .subquery()
    )
    same = sa.and_(*(JOURNAL.c[name] == newest.c[name] for name in Place._fields))
    rows = connection.execute(sa.select(*_PLACE, JOURNAL.c.hash).join(newest, same))
    return {(row.device, row.epoch): Head(row.seq, row.hash) for row in rows}


def span(connection: sa.Connection, device: str, epoch: int, *, after: int) -> list[Link]:
    """The entries of a chain beyond that seq, in order."""
    chain = JOURNAL.c.device == device, JOURNAL.c.epoch == epoch
    query = sa.select(*_LINK).where(*chain, JOURNAL.c.seq > after).order_by(JOURNAL.c.seq)
    return [Link(**row._mapping) for row in connection.execute(query)]


def read(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Link]:
    rows = connection.execute(sa.select(*_LINK).where(*conditions).order_by(JOURNAL.c.row))
    return [Link(**row._mapping) for row in rows]


def subjects(connection: sa.Connection) -> dict[RecordId, str]:
    """The records that entries are about, with their kind."""
    query = sa.select(JOURNAL.c.record, JOURNAL.c.kind).where(JOURNAL.c.record.is_not(None)).distinct()
    return {row.record: row.kind for row in connection.execute(query)}


def about(connection: sa.Connection, record: RecordId) -> list[Link]:
    return read(connection, JOURNAL.c.record == record)


def notes(connection: sa.Connection, verb: str) -> list[Link]:
    """The entries about no record under that verb."""
    return read(connection, JOURNAL.c.verb == verb, JOURNAL.c.record.is_(None))


def at(connection: sa.Connection, place: Place) -> list[Link]:
    """The link at that place, or nothing."""
    return read(connection, _at([place]))


def holds(connection: sa.Connection, link: Link) -> bool:
    """Whether we have this very link."""
    return bool(read(connection, _at([link.place]), JOURNAL.c.hash == link.hash))


def knows(connection: sa.Connection, places: Collection[Place]) -> bool:
    """Whether all these entries have arrived."""
    return not places or len(read(connection, _at(places))) == len(places)


def conflicts(connection: sa.Connection, record: RecordId) -> dict[str, list[Link]]:
    """The entries that contradict each other in each field, the one that is shown first."""
    query = sa.select(CONFLICT.c.field, *_LINK).join(JOURNAL).where(CONFLICT.c.record == record)
    found: dict[str, list[Link]] = {}
    for field, *values in connection.execute(query.order_by(JOURNAL.c.hash)):
        link = Link(**dict(zip((column.name for column in _LINK), values, strict=True)))
        found.setdefault(field, []).append(link)
    return found


def settle(connection: sa.Connection, record: RecordId, names: Collection[str]) -> None:
    """No entries contradict each other in these fields any more."""
    connection.execute(sa.delete(CONFLICT).where(CONFLICT.c.record == record, CONFLICT.c.field.in_(names)))


def dispute(connection: sa.Connection, record: RecordId, found: Mapping[str, Collection[Link]]) -> None:
    """These are all the conflicts of the record."""
    connection.execute(sa.delete(CONFLICT).where(CONFLICT.c.record == record))
    for name, links in found.items():
        values = (sa.literal(record, CONFLICT.c.record.type), sa.literal(name), JOURNAL.c.row)
        standing = sa.select(*values).where(_at([link.place for link in links]))
        connection.execute(sa.insert(CONFLICT).from_select(["record", "field", "entry"], standing))
