"""A unit of work: one actor, one transaction, and a journal entry for every change."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import sqlalchemy as sa

from skilldesk.core.fields import Plain
from skilldesk.core.journal import (
    SCHEMA,
    Changes,
    Entry,
    Head,
    Link,
    Place,
    differences,
    merge,
    seal,
)
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, build, kind_of, plain
from skilldesk.errors import Refused, StaleRecord
from skilldesk.store import journal, search
from skilldesk.store.arrivals import Arrivals
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_ADD = {record: sa.insert(table) for record, table in TABLES.items()}
_CHANGE = {
    record: sa.update(table).where(table.c.id == sa.bindparam("the_id")) for record, table in TABLES.items()
}

_AT_ONCE = 500
"""Records that are written or told anew together, so that they and their entries fit in memory."""


def new_id() -> RecordId:
    return secrets.token_hex(16)


def new_epoch() -> int:
    return secrets.randbits(63)


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who writes, on which device, when, and for which import or merge: one for each unit of work."""

    device: str
    epoch: int
    actor: str
    at: str
    group: str | None


class Work(Snapshot):
    """What may be done inside one transaction. Nothing is ever deleted."""

    def __init__(self, connection: sa.Connection, author: Author) -> None:
        super().__init__(connection)
        self.author = author
        self.has_written = False
        """Whether the journal has grown."""
        self._head: Head | None = None

    def add(self, record: R, *, reason: str = "") -> R:
        """Keep a new record; the reason says what a person confirmed about it."""
        return self._added([record], reason)[0]

    def add_many(self, records: Sequence[R]) -> list[R]:
        """Add many new records of one kind at once; as if each had been added, but quicker."""
        return [stored for part in _parts(records) for stored in self._added(part)]

    def _added(self, records: Sequence[R], reason: str = "") -> list[R]:
        stored: list[R] = []
        links: list[Link] = []
        head = self.head()
        for record in records:
            said = plain(record)
            stored.append(_as_said(record, said, version=1))
            changes = differences({}, said)
            links.append(self._sealed(head, "add", stored[-1], changes, reason=reason))
            head = links[-1].head
        kind = type(stored[0])
        journal.run(self.connection, _ADD[kind], [vars(record) for record in stored])
        search.keep(self.connection, kind, stored, {})
        self._append(links)
        return stored

    def change(self, record: R, *, reason: str = "") -> R:
        """Keep the new state of a record, unless somebody changed it first."""
        return self.act("change", record, reason=reason)

    def void(self, record: R, reason: str) -> R:
        """Keep the record, and why it no longer counts."""
        if not reason:
            raise Refused("作废要写明原因。没有作废，数据没有变化。请写上原因再试。")
        return self.act("void", replace(record, voided=reason), reason=reason)

    def rule(self, record: R, *fields: str, reason: str) -> R:
        """Settle the conflicts in these fields everywhere: what the record says in them now is right."""
        return self.act("rule", record, reason=reason, settled=fields)

    def act(
        self,
        verb: str,
        record: R,
        *,
        reason: str = "",
        settled: Collection[str] = (),
        made_from: Collection[RecordId] = (),
    ) -> R:
        """Change a record under the name of the command that does it, such as claim.submit.

        The entry also descends from what is known of the records that it was made from.
        """
        before = self.get(type(record), record.id)
        if before is None or before.version != record.version:
            raise StaleRecord("这条记录刚被别人改过。您的修改没有保存，原有数据没有变化。请重新打开后再改。")
        said = plain(record)
        stored = _as_said(record, said, version=before.version + 1)
        changes = differences(plain(before), said, settled=settled)
        known = self._known([stored.id, *made_from])
        if verb == "rule":
            known |= self._disputed(stored.id, changes)
        self.connection.execute(_CHANGE[type(stored)], {**vars(stored), "the_id": stored.id})
        search.keep(self.connection, type(stored), [stored], {stored.id: before})
        self._append([self._sealed(self.head(), verb, stored, changes, after=known, reason=reason)])
        journal.settle(self.connection, stored.id, changes)
        return stored

    def note(self, verb: str, reason: str = "", **values: Plain) -> None:
        """Journal an act that is about no record, such as a log-in or a new epoch."""
        changes = {name: (None, value) for name, value in values.items()}
        self._append([self._sealed(self.head(), verb, None, changes, reason=reason)])

    def head(self) -> Head:
        """How far our own chain goes."""
        if self._head is None:
            self._head = self.head_of(self.author.device, self.author.epoch)
        return self._head

    def apply(self, links: Iterable[Link]) -> list[Link]:
        """Take entries of another device, each once and under its own number; return those that must wait.

        An entry waits while the one before it, or one that its writer knew, has not arrived. If one of
        them is refused, none has been taken.
        """
        arrivals = Arrivals(self.connection, links)
        for part in _parts(arrivals.taken):
            journal.append(self.connection, part)
        self._head = None  # entries of our own may have come back
        self.has_written |= bool(arrivals.taken)
        touched: dict[str, list[RecordId]] = {}
        for entry in (link.entry for link in arrivals.taken):
            if entry and entry.kind and entry.record:
                touched.setdefault(entry.kind, []).append(entry.record)
        for kind, ids in touched.items():
            self._rebuild(kind, list(dict.fromkeys(ids)))
        return arrivals.waiting

    def rebuild(self, kind: str, id: RecordId) -> None:
        """Tell a record anew from its entries. Kinds of a newer program stay in the journal."""
        self._rebuild(kind, [id])

    def catch_up(self) -> None:
        """Tell what a newer program wrote and this one has learned to read since."""
        for kind, ids in list(self.journalled(_AT_ONCE)):
            if kind in KINDS:
                told = self.get_each(KINDS[kind], ids)
                self._rebuild(kind, [id for id in ids if id not in told or told[id].extra])

    def _rebuild(self, kind: str, ids: Sequence[RecordId]) -> None:
        if kind not in KINDS:
            return
        for part in _parts(ids):
            self._retell(KINDS[kind], part)

    def _retell(self, kind: type[Record], ids: Sequence[RecordId]) -> None:
        ours = self.get_each(kind, ids)
        links = journal.about_each(self.connection, ids)
        merged = {id: merge(found) for id, found in links.items() if found}
        told = [
            build(kind, said, id=id, version=ours[id].version + 1 if id in ours else 1)
            for id, (said, _) in merged.items()
        ]
        new = [vars(record) for record in told if record.id not in ours]
        changed = [{**vars(record), "the_id": record.id} for record in told if record.id in ours]
        journal.run(self.connection, _ADD[kind], new)
        journal.run(self.connection, _CHANGE[kind], changed)
        search.keep(self.connection, kind, told, ours)
        journal.dispute(self.connection, {id: conflicts for id, (_, conflicts) in merged.items()})

    def _append(self, links: Sequence[Link]) -> None:
        """Entries of our own, after the last."""
        journal.append(self.connection, links)
        self._head = links[-1].head
        self.has_written = True

    def _sealed(
        self,
        head: Head,
        verb: str,
        record: Record | None,
        changes: Changes,
        *,
        after: Collection[Place] = (),
        reason: str = "",
    ) -> Link:
        """What we did, as the link of our chain after this head."""
        entry = Entry(
            **vars(self.author),
            seq=head.seq + 1,
            schema=SCHEMA,
            verb=verb,
            kind=kind_of(type(record)) if record else None,
            record=record.id if record else None,
            after=tuple(sorted(after)),
            changes=changes,
            reason=reason,
            salt=secrets.token_hex(16),
        )
        return seal(head, entry)

    def _known(self, ids: Collection[RecordId]) -> set[Place]:
        """All that we know of these records: what our entry descends from, so that it stands alone."""
        return set[Place]().union(*journal.heads_of_each(self.connection, ids).values())

    def _disputed(self, id: RecordId, fields: Iterable[str]) -> set[Place]:
        disputed = self.conflicts(id)
        return {link.place for name in fields for link in disputed.get(name, ())}


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))


def _as_said(record: R, said: Mapping[str, Plain], *, version: int) -> R:
    """The record as its entries will tell it: what is empty is none.

    ValueError if a field holds what no entry can say of it.
    """
    stored = build(type(record), said, id=record.id, version=version)
    if wrong := dict(stored.extra).keys() - dict(record.extra).keys():
        raise ValueError(sorted(wrong))
    return stored
