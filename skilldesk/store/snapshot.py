"""What the database held at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa

from skilldesk.core.fields import is_record_id
from skilldesk.core.journal import Chain, Head, Link, Place
from skilldesk.core.records import Record, RecordId
from skilldesk.store import journal
from skilldesk.store.tables import JOURNAL, TABLES

R = TypeVar("R", bound=Record)

_ALL = {
    record: sa.select(*(column for column in table.c if column is not table.c.row))
    for record, table in TABLES.items()
}
_GET = {record: _ALL[record].where(table.c.id == sa.bindparam("the_id")) for record, table in TABLES.items()}
_GET_ANY = {
    record: _ALL[record].where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
    for record, table in TABLES.items()
}


class Snapshot:
    """Reads; it has no verb that writes.

    find, count and connection are for store and hub: conditions never leave them, frozen records do.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def get(self, record: type[R], id: RecordId) -> R | None:
        """The record with that id, voided or not."""
        if not is_record_id(id):
            return None
        row = self.connection.execute(_GET[record], {"the_id": id}).first()
        return record(**row._mapping) if row else None

    def get_each(self, record: type[R], ids: Collection[RecordId]) -> dict[RecordId, R]:
        """Those of these records that there are, voided or not."""
        rows = self.connection.execute(_GET_ANY[record], {"ids": list(ids)})
        return {row.id: record(**row._mapping) for row in rows}

    def find(
        self,
        record: type[R],
        *conditions: sa.ColumnElement[bool],
        order: sa.ColumnElement[Any] | None = None,
    ) -> list[R]:
        query = _ALL[record].where(*conditions)
        rows = self.connection.execute(query.order_by(TABLES[record].c.row if order is None else order))
        return [record(**row._mapping) for row in rows]

    def count(self, record: type[Record], *conditions: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(TABLES[record]).where(*conditions)
        return self.connection.execute(query).scalar_one()

    def conflicts(self, id: RecordId) -> dict[str, list[Link]]:
        """The fields of a record on which a person has to rule, with the entries that disagree."""
        return journal.conflicts(self.connection, id)

    def about(self, id: RecordId) -> list[Link]:
        """All entries on a record, in the order in which they were taken."""
        return journal.about(self.connection, id)

    def notes(self, verb: str) -> list[Link]:
        """The entries about no record under that verb, in the order in which they were taken."""
        return journal.notes(self.connection, verb)

    def journal(self) -> list[Link]:
        """Every entry, ours and those received, in the order in which they were taken."""
        return list(journal.read(self.connection))

    def filed(self) -> Iterator[tuple[Link, dict[str, object]]]:
        """The same one by one, with what the columns say by which each is found."""
        return journal.filed(self.connection)

    def link(self, device: str, epoch: int, seq: int) -> Link | None:
        """The entry at that place, if it has arrived."""
        return journal.at(self.connection, Place(device, epoch, seq))

    def journalled(self, at_once: int) -> Iterator[tuple[str, list[RecordId]]]:
        """All records that the journal tells of, kind by kind, at most so many in each answer."""
        about = JOURNAL.c.kind, JOURNAL.c.record
        query = sa.select(*about).where(about[0].is_not(None)).distinct().order_by(*about)
        for kind, rows in groupby(self.connection.execute(query), key=itemgetter(0)):
            while ids := [id for _, id in islice(rows, at_once)]:
                yield kind, ids

    def unjournalled(self, record: type[Record]) -> list[RecordId]:
        """Records that no entry is about: there should be none."""
        table = TABLES[record]
        about = sa.select(JOURNAL.c.row).where(JOURNAL.c.record == table.c.id)
        return list(self.connection.execute(sa.select(table.c.id).where(~about.exists())).scalars())

    def head_of(self, device: str, epoch: int) -> Head:
        """How far we have that chain."""
        return journal.head(self.connection, device, epoch)

    def heads(self) -> Mapping[Chain, Head]:
        """How far we have each chain, by device and epoch."""
        return journal.chains(self.connection)
