"""A unit of work: one actor, one transaction, and a journal entry for every change."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
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
    follows,
    merge,
    seal,
)
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, build, kind_of, plain
from skilldesk.errors import BrokenJournal, ForkedJournal, StaleRecord
from skilldesk.store import journal
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

R = TypeVar("R", bound=Record)


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

    @property
    def moment(self) -> datetime:
        """When this is written, by the clock of the store."""
        return datetime.fromisoformat(self.author.at)

    def add(self, record: R) -> R:
        return self._write("add", None, record)

    def add_many(self, records: Sequence[R]) -> list[R]:
        """Add many new records of one kind at once; as if each had been added, but quicker."""
        stored = [_as_said(record, version=1) for record in records]
        if not stored:
            return []
        head = self.head()
        links = []
        for record in stored:
            links.append(seal(head, self._entry(head, "add", record, differences({}, plain(record)))))
            head = Head(links[-1].seq, links[-1].hash)
        self.connection.execute(sa.insert(TABLES[type(stored[0])]), [_columns(record) for record in stored])
        journal.append_first(self.connection, links)
        return stored

    def change(self, record: R) -> R:
        """Keep the new state of a record, unless somebody changed it first."""
        return self.act("change", record)

    def void(self, record: R, reason: str) -> R:
        """Keep the record, and why it no longer counts."""
        return self.act("void", replace(record, voided=reason), reason=reason)

    def rule(self, record: R, *fields: str, reason: str) -> R:
        """Settle the conflicts in these fields everywhere: what the record says in them now is right."""
        return self.act("rule", record, reason=reason, settled=fields)

    def act(self, verb: str, record: R, *, reason: str = "", settled: Collection[str] = ()) -> R:
        """Change a record under the name of the command that does it, such as claim.submit."""
        before = self.get(type(record), record.id)
        if before is None or before.version != record.version:
            raise StaleRecord("这条记录刚被别人改过。您的修改没有保存，原有数据没有变化。请重新打开后再改。")
        return self._write(verb, before, record, reason=reason, settled=settled)

    def note(self, verb: str, reason: str = "", **values: Plain) -> None:
        """Journal an act that is about no record, such as a log-in or a new epoch."""
        head = self.head()
        changes = {name: (None, value) for name, value in values.items()}
        journal.append(self.connection, seal(head, self._entry(head, verb, None, changes, reason=reason)))

    def head(self) -> Head:
        """How far our own chain goes."""
        return journal.head(self.connection, self.author.device, self.author.epoch)

    def apply(self, links: Iterable[Link]) -> list[Link]:
        """Take entries of another device, each once and under its own number; return those that must wait.

        An entry waits while the one before it, or one that its writer knew, has not arrived.
        """
        left = list(links)
        touched: dict[RecordId, str] = {}
        while left != (waiting := [link for link in left if not self._took(link, touched)]):
            left = waiting
        for record, kind in touched.items():
            self.rebuild(kind, record)
        return left

    def rebuild(self, kind: str, id: RecordId) -> None:
        """Tell a record anew from its entries. Kinds of a newer program stay in the journal."""
        if kind not in KINDS:
            return
        ours = self.get(KINDS[kind], id)
        said, conflicts = merge(journal.about(self.connection, id))
        self._put(build(KINDS[kind], said, id=id, version=ours.version + 1 if ours else 1))
        journal.dispute(self.connection, id, conflicts)

    def _took(self, link: Link, touched: dict[RecordId, str]) -> bool:
        head = journal.head(self.connection, link.device, link.epoch)
        if link.seq <= head.seq:
            self._expect_the_same(link)
            return True
        if link.seq > head.seq + 1:
            return False
        if not follows(head, link):
            raise BrokenJournal("收到的数据在途中被改动过。本机数据没有变化。请对方重新导出后再接收。")
        entry = link.entry
        if entry and not journal.knows(self.connection, entry.after):
            return False
        journal.append(self.connection, link)
        if entry and entry.kind and entry.record:
            touched[entry.record] = entry.kind
        return True

    def _expect_the_same(self, link: Link) -> None:
        if not journal.holds(self.connection, link):
            raise ForkedJournal(
                "收到的数据与本机已有的同号数据不一致，可能有一台电脑恢复过备份。"
                "本机数据没有变化。请先与对方核对，再重新接收。"
            )

    def _put(self, record: Record) -> None:
        table = TABLES[type(record)]
        new = record.version == 1
        statement = sa.insert(table) if new else sa.update(table).where(table.c.id == record.id)
        self.connection.execute(statement.values(_columns(record)))

    def _write(
        self, verb: str, before: R | None, record: R, *, reason: str = "", settled: Collection[str] = ()
    ) -> R:
        stored = _as_said(record, version=before.version + 1 if before else 1)
        changes = differences(plain(before), plain(stored), settled=settled)
        self._put(stored)
        head = self.head()
        entry = self._entry(head, verb, stored, changes, reason=reason)
        journal.append(self.connection, seal(head, entry))
        journal.settle(self.connection, stored.id, changes)
        return stored

    def _entry(
        self, head: Head, verb: str, record: Record | None, changes: Changes, *, reason: str = ""
    ) -> Entry:
        """What we did; it descends from all that we know of the record, so it stands alone."""
        known = set(self._known(verb, record, changes)) if record and record.version > 1 else set()
        return Entry(
            **asdict(self.author),
            seq=head.seq + 1,
            schema=SCHEMA,
            verb=verb,
            kind=kind_of(type(record)) if record else None,
            record=record.id if record else None,
            after=tuple(sorted(known)),
            changes=changes,
            reason=reason,
            salt=secrets.token_hex(16),
        )

    def _known(self, verb: str, record: Record, changes: Mapping[str, object]) -> Iterator[Place]:
        yield from journal.heads(self.connection, record.id)
        if verb == "rule":
            disputed = journal.conflicts(self.connection, record.id)
            yield from (link.place for name in changes for link in disputed.get(name, ()))


def _as_said(record: R, *, version: int) -> R:
    """The record as its entries will tell it: what is empty is none."""
    return build(type(record), plain(record), id=record.id, version=version)


def _columns(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in TABLES[type(record)].c.keys() if name != "row"}  # noqa: SIM118 - columns, not keys
