"""变更: who wrote what of a record, when and why; what a field was, and what it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from PySide6.QtWidgets import QWidget

from skilldesk.core.fields import Field, Plain, Text, fields_of
from skilldesk.core.journal import Entry
from skilldesk.core.normal import CHINA
from skilldesk.core.offices import User
from skilldesk.core.records import Record, empty
from skilldesk.gui.detail_pane import DetailPane, facts
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.store.office import SYSTEM
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

MOST = 40
"""So many are listed; the others are counted."""

_VERBS = {"add": "登记", "change": "修改", "void": "作废", "rule": "裁定"}
_VOIDED = Field("voided", Text("作废原因"))


class Changes(DetailPane):
    """The newest first. Values are masked as everywhere."""

    def fill(self, record: Record, lookup: Lookup) -> None:
        with self.desk.database.read() as snapshot:
            links = snapshot.about(record.id)
            entries = [one.entry for one in reversed(links) if one.entry][:MOST]
            people = {one.account: one.name for one in records.everything(snapshot, User)}
            told = [(one, self._lines(snapshot, lookup, type(record), one)) for one in entries]
        for at, (entry, lines) in enumerate(told):
            if at:
                self.add_rule()
            self.add(*self._entry(entry, lines, people))
        if len(links) > len(entries):
            self.add_rule()
            self.add_hint(f"更早的还有{len(links) - len(entries)}次，内容都留着。")

    def _entry(
        self, entry: Entry, lines: list[tuple[str, str]], people: Mapping[str, str]
    ) -> Iterator[QWidget]:
        who = "程序" if entry.actor == SYSTEM else people.get(entry.actor, entry.actor)
        verb = words(_VERBS.get(entry.verb, "办理"), "strong")
        yield laid(QWidget(), row(verb, words(who), None, words(_when(entry.at), "hint")))
        if lines:
            yield facts(self.desk, lines)
        if entry.reason:
            yield sentence(f"原因：{entry.reason}", "label")

    def _lines(
        self, snapshot: Snapshot, lookup: Lookup, kind: type[Record], entry: Entry
    ) -> list[tuple[str, str]]:
        found = []
        for field in (*fields_of(kind), _VOIDED):
            if field.name in entry.changes:
                was, now = entry.changes[field.name]
                before, after = (_told(snapshot, lookup, field, value) for value in (was, now))
                found.append((field.label, _arrow(entry.verb, before, after)))
        return found


def _arrow(verb: str, before: str, after: str) -> str:
    if verb == "add" or not before:
        return after
    return f"{before} → {after or '（清空）'}"


def _told(snapshot: Snapshot, lookup: Lookup, field: Field, plain: Plain) -> str:
    """What the field says with that value, or nothing."""
    if empty(plain):
        return ""
    if not field.kind.holds(plain):
        return "（看不懂的内容）"
    return lookup.value(snapshot, field, field.kind.from_plain(plain))


def _when(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
