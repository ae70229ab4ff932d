"""The journal table: our entries and those received, in the order in which they were taken.

Its columns are there to find entries by. What is shown is read from the content, which the hashes protect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

import sqlalchemy as sa

from skilldesk.core.journal import START, Chain, Head, Link, Place
from skilldesk.core.records import RecordId
from skilldesk.store.tables import CONFLICT, HEADS, JOURNAL

_FOUND_BY = ("verb", "kind", "record", "group", "at", "actor", "reason")
_PLACE = tuple(JOURNAL.c[name] for name in Place._fields)
_LINK = tuple(JOURNAL.c[field.name] for field in fields(Link))

# Built once, for building a statement takes longer than running it.
_IN_CHAIN = sa.and_(JOURNAL.c.device == sa.bindparam("device"), JOURNAL.c.epoch == sa.bindparam("epoch"))
_AT = sa.and_(_IN_CHAIN, JOURNAL.c.seq == sa.bindparam("seq"))
_ABOUT = sa.bindparam("about", type_=HEADS.c.record.type)
_ABOUT_ANY: sa.BindParameter[object] = sa.bindparam("any", expanding=True)

_LAST = sa.select(JOURNAL.c.seq, JOURNAL.c.hash).where(_IN_CHAIN).order_by(JOURNAL.c.seq.desc()).limit(1)
_FIRST_CHAIN = sa.select(*_PLACE[:2]).order_by(*_PLACE).limit(1)
_NEXT_CHAIN = _FIRST_CHAIN.where(
    sa.tuple_(*_PLACE[:2]) > sa.tuple_(sa.bindparam("device", type_=_PLACE[0].type), sa.bindparam("epoch"))
)
_BEYOND = sa.select(*_LINK).where(_IN_CHAIN, JOURNAL.c.seq > sa.bindparam("after")).order_by(JOURNAL.c.seq)
_HASHES = sa.select(JOURNAL.c.seq, JOURNAL.c.hash).where(
    _IN_CHAIN, JOURNAL.c.seq.between(sa.bindparam("first"), sa.bindparam("last"))
)
_LINK_AT = sa.select(*_LINK).where(_AT)
_LINKS_ABOUT = sa.select(*_LINK).where(JOURNAL.c.record == _ABOUT).order_by(JOURNAL.c.row)
_LINKS_ABOUT_ANY = (
    sa.select(JOURNAL.c.record, *_LINK).where(JOURNAL.c.record.in_(_ABOUT_ANY)).order_by(JOURNAL.c.row)
)
_NEWEST = sa.select(*_PLACE).join(HEADS).where(HEADS.c.record == _ABOUT)
_NEWEST_ANY = sa.select(HEADS.c.record, *_PLACE).join(HEADS).where(HEADS.c.record.in_(_ABOUT_ANY))
_CONFLICTS_ANY = (
    sa.select(CONFLICT.c.record, CONFLICT.c.field, *_LINK)
    .join(JOURNAL)
    .where(CONFLICT.c.record.in_(_ABOUT_ANY))
    .order_by(JOURNAL.c.hash)
)

_APPEND = sa.insert(JOURNAL)
_ADVANCE = sa.insert(HEADS).from_select(["record", "entry"], sa.select(_ABOUT, JOURNAL.c.row).where(_AT))
_PASS = sa.delete(HEADS).where(
    HEADS.c.record == _ABOUT, HEADS.c.entry == sa.select(JOURNAL.c.row).where(_AT).scalar_subquery()
)
_SETTLE = sa.delete(CONFLICT).where(
    CONFLICT.c.record == _ABOUT, CONFLICT.c.field.in_(sa.bindparam("fields", expanding=True))
)
_FORGET_CONFLICTS = sa.delete(CONFLICT).where(CONFLICT.c.record.in_(_ABOUT_ANY))
_DISPUTE = sa.insert(CONFLICT).from_select(
    ["record", "field", "entry"],
    sa.select(_ABOUT, sa.bindparam("named", type_=CONFLICT.c.field.type), JOURNAL.c.row).where(_AT),
)


def append(connection: sa.Connection, links: Sequence[Link]) -> None:
    """Take these entries; each becomes the newest on its record, in place of those that it names.

    All that an entry names has been taken before, or comes before it here.
    """
    entries = [(link.place, link.entry) for link in links]
    arrived = [_about(entry.record, place) for place, entry in entries if entry and entry.record]
    passed = [
        _about(entry.record, each) for _, entry in entries if entry and entry.record for each in entry.after
    ]
    run(connection, _APPEND, [_row(link) for link in links])
    run(connection, _ADVANCE, arrived)
    run(connection, _PASS, passed)


def _row(link: Link) -> dict[str, object]:
    return {column.name: getattr(link, column.name) for column in _LINK} | filing(link)


def filing(link: Link) -> dict[str, object]:
    """What the columns have to say by which the entry is found."""
    return {name: getattr(link.entry, name, None) for name in _FOUND_BY}


def _about(record: RecordId, place: Place) -> dict[str, object]:
    return {"about": record, **place._asdict()}


def run(connection: sa.Connection, statement: sa.Executable, rows: Sequence[Mapping[str, object]]) -> None:
    """Execute the statement for each of the rows, however many there are."""
    if rows:
        connection.execute(statement, rows if len(rows) > 1 else rows[0])


def head(connection: sa.Connection, device: str, epoch: int) -> Head:
    """How far we have the chain of that device and epoch."""
    found = connection.execute(_LAST, {"device": device, "epoch": epoch}).first()
    return Head(*found) if found else START


def chains(connection: sa.Connection) -> dict[Chain, Head]:
    """How far we have each chain. Goes from chain to chain, not through all their entries."""
    found: dict[Chain, Head] = {}
    row = connection.execute(_FIRST_CHAIN).first()
    while row:
        found[row.device, row.epoch] = head(connection, row.device, row.epoch)
        row = connection.execute(_NEXT_CHAIN, {"device": row.device, "epoch": row.epoch}).first()
    return found


def span(connection: sa.Connection, device: str, epoch: int, *, after: int) -> list[Link]:
    """The entries of a chain beyond that seq, in order."""
    rows = connection.execute(_BEYOND, {"device": device, "epoch": epoch, "after": after})
    return [Link(**row._mapping) for row in rows]


def hashes(connection: sa.Connection, chain: Chain, first: int, last: int) -> dict[int, bytes]:
    """The hashes that we hold of that part of a chain, by seq."""
    where = {"device": chain[0], "epoch": chain[1], "first": first, "last": last}
    return {row.seq: row.hash for row in connection.execute(_HASHES, where)}


def at(connection: sa.Connection, place: Place) -> Link | None:
    """The link at that place, if it has arrived."""
    row = connection.execute(_LINK_AT, place._asdict()).first()
    return Link(**row._mapping) if row else None


def read(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[Link]:
    """Entries in the order in which they were taken; of all there are, not all at once."""
    rows = connection.execute(sa.select(*_LINK).where(*conditions).order_by(JOURNAL.c.row))
    return (Link(**row._mapping) for row in rows)


def filed(connection: sa.Connection) -> Iterator[tuple[Link, dict[str, object]]]:
    """Every entry, with what the columns say by which it is found."""
    columns = [JOURNAL.c[name] for name in _FOUND_BY]
    for row in connection.execute(sa.select(*_LINK, *columns).order_by(JOURNAL.c.row)):
        yield _link(row[: len(_LINK)]), dict(zip(_FOUND_BY, row[len(_LINK) :], strict=True))


def about(connection: sa.Connection, record: RecordId) -> list[Link]:
    """All entries on a record, in the order in which they were taken."""
    return [Link(**row._mapping) for row in connection.execute(_LINKS_ABOUT, {"about": record})]


def about_each(connection: sa.Connection, records: Collection[RecordId]) -> dict[RecordId, list[Link]]:
    """The same for many records at once."""
    found: dict[RecordId, list[Link]] = {record: [] for record in records}
    for record, *values in connection.execute(_LINKS_ABOUT_ANY, {"any": list(records)}):
        found[record].append(_link(values))
    return found


def notes(connection: sa.Connection, verb: str) -> list[Link]:
    """The entries about no record under that verb."""
    return list(read(connection, JOURNAL.c.verb == verb, JOURNAL.c.record.is_(None)))


def heads(connection: sa.Connection, record: RecordId) -> set[Place]:
    """The newest entries on a record, those from which no other descends."""
    return {Place(*row) for row in connection.execute(_NEWEST, {"about": record})}


def heads_of_each(connection: sa.Connection, records: Collection[RecordId]) -> dict[RecordId, set[Place]]:
    """The same for many records at once."""
    found: dict[RecordId, set[Place]] = {record: set() for record in records}
    for record, *place in connection.execute(_NEWEST_ANY, {"any": list(records)}):
        found[record].add(Place(*place))
    return found


def conflicts(connection: sa.Connection, record: RecordId) -> dict[str, list[Link]]:
    """The entries that contradict each other in each field, the one that is shown first."""
    return conflicts_of_each(connection, [record])[record]


def conflicts_of_each(
    connection: sa.Connection, records: Collection[RecordId]
) -> dict[RecordId, dict[str, list[Link]]]:
    """The same for many records at once."""
    found: dict[RecordId, dict[str, list[Link]]] = {record: {} for record in records}
    for record, field, *values in connection.execute(_CONFLICTS_ANY, {"any": list(records)}):
        found[record].setdefault(field, []).append(_link(values))
    return found


def settle(connection: sa.Connection, record: RecordId, names: Iterable[str]) -> None:
    """No entries contradict each other in these fields any more."""
    connection.execute(_SETTLE, {"about": record, "fields": list(names)})


def dispute(connection: sa.Connection, found: Mapping[RecordId, Mapping[str, Collection[Link]]]) -> None:
    """These are all the conflicts of these records."""
    connection.execute(_FORGET_CONFLICTS, {"any": list(found)})
    standing = [
        {**_about(record, link.place), "named": name}
        for record, fields in found.items()
        for name, links in fields.items()
        for link in links
    ]
    run(connection, _DISPUTE, standing)


def _link(values: Sequence[object]) -> Link:
    return Link(**dict(zip((column.name for column in _LINK), values, strict=True)))  # type: ignore[arg-type]  # as selected
