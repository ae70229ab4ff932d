"""What the database held at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from skilldesk.core.journal import Head, Link, Place
from skilldesk.core.records import Record, RecordId
from skilldesk.store import journal
from skilldesk.store.tables import TABLES

R = TypeVar("R", bound=Record)


class Snapshot:
    """Reads; it has no verb that writes.

    find, count and connection are for store and hub: conditions never leave them, frozen records do.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def get(self, record: type[R], id: RecordId) -> R | None:
        """The record with that id, voided or not."""
        found = self.find(record, TABLES[record].c.id == id)
        return found[0] if found else None

    def find(
        self,
        record: type[R],
        *conditions: sa.ColumnElement[bool],
        order: sa.ColumnElement[Any] | None = None,
    ) -> list[R]:
        table = TABLES[record]
        columns = (column for column in table.c if column is not table.c.row)
        query = sa.select(*columns).where(*conditions)
        rows = self.connection.execute(query.order_by(table.c.row if order is None else order))
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
        return journal.read(self.connection)

    def link(self, device: str, epoch: int, seq: int) -> Link | None:
        """The entry at that place, if it has arrived."""
        found = journal.at(self.connection, Place(device, epoch, seq))
        return found[0] if found else None

    def journalled(self) -> dict[RecordId, str]:
        """All records that entries with content are about, with their kind."""
        return journal.subjects(self.connection)

    def unjournalled(self) -> list[tuple[str, RecordId]]:
        """Records, as kind and id, that no entry is about: there should be none."""
        known = self.journalled()
        return [
            (table.name, id)
            for table in TABLES.values()
            for id in self.connection.execute(sa.select(table.c.id)).scalars()
            if id not in known
        ]

    def heads(self) -> Mapping[tuple[str, int], Head]:
        """How far we have each chain, by device and epoch."""
        return journal.chains(self.connection)
