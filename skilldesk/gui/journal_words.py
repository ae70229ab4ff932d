"""Entries of the journal as people read them: who did what to which record, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skilldesk.core import acts
from skilldesk.core.fields import Data, Field, Moment, Ref, fields_of, is_record_id
from skilldesk.core.journal import Entry, Link
from skilldesk.core.kinds import KINDS
from skilldesk.core.offices import User
from skilldesk.core.records import Record, RecordId, build, empty, kind_of
from skilldesk.core.wording import size_words
from skilldesk.gui.lookup import Lookup
from skilldesk.operations import rights
from skilldesk.store.office import SYSTEM
from skilldesk.store.queries.records import TITLES
from skilldesk.store.snapshot import Snapshot

COLUMNS = ("时间", "谁", "做了什么", "种类", "对象", "原因", "改动")

_WHEN = Moment("时间")
_NOT_HERE = "内容不在本机"
_PROGRAM = "程序"
_DATA = "（程序数据）"
_OTHER_KINDS = {
    "office": "单位",
    "device": "电脑",
    "user": "用户",
    "policy_document": "政策文件",
    "claim_line": "申领明细",
    "printing": "打印台账",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry in words."""

    when: str
    who: str
    what: str
    kind: str = ""
    title: str = ""
    reason: str = ""
    of: str = ""
    """The kind of the record, as the program calls it; empty where the act is about none."""
    record: RecordId = ""
    entry: Entry | None = None

    def row(self, changes: str = "") -> tuple[str, ...]:
        return (self.when, self.who, self.what, self.kind, self.title, self.reason, changes)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A field, what it said before, and what it says since."""

    label: str
    was: str
    now: str


def kind_word(kind: str) -> str:
    """What people call records of that kind, by the program's name for it."""
    if kind in _OTHER_KINDS:
        return _OTHER_KINDS[kind]
    return rights.label_of(KINDS[kind]) if kind in KINDS else "其他记录"


def names(snapshot: Snapshot) -> Mapping[str, str]:
    """Who stands behind each account, also of those who are no longer users."""
    return {one.account: one.name for one in snapshot.find(User)} | {SYSTEM: _PROGRAM}


class JournalWords:
    """Reads entries for one user: what the rights do not show stands masked."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def told(self, snapshot: Snapshot, links: Sequence[Link]) -> list[Told]:
        people = names(snapshot)
        about: dict[str, list[RecordId]] = {}
        for kind, record in filter(None, (_about(link.entry) for link in links)):
            about.setdefault(kind, []).append(record)
        titles = {
            id: title
            for kind, ids in about.items()
            for id, title in self._titles(snapshot, kind, list(dict.fromkeys(ids))).items()
        }
        return [_told(link, people, titles) for link in links]

    def changes(self, snapshot: Snapshot, entry: Entry) -> list[Changed]:
        """What each field was and is, by the labels of the forms and the names of the codes."""
        if entry.kind is None:
            return list(self._values(snapshot, entry))
        if entry.kind not in KINDS:
            return []
        kind = KINDS[entry.kind]
        known = [field for field in fields_of(kind) if field.name in entry.changes]
        was, now = (self._texts(snapshot, kind, entry, known, side) for side in (0, 1))
        told = [
            Changed(label=field.label, was=before, now=after)
            for field, before, after in zip(known, was, now, strict=True)
        ]
        if "voided" in entry.changes:
            before, after = entry.changes["voided"]
            told.append(Changed(label="作废原因", was=str(before or ""), now=str(after or "")))
        return told

    def in_one_line(self, snapshot: Snapshot, entry: Entry) -> str:
        """The same as one text, for a cell."""
        parts = (
            f"{one.label}：{one.was} → {one.now}" if one.was else f"{one.label}：{one.now or '（清空）'}"
            for one in self.changes(snapshot, entry)
        )
        return "；".join(parts)

    def _texts(
        self, snapshot: Snapshot, kind: type[Record], entry: Entry, known: Sequence[Field], side: int
    ) -> list[str]:
        said = {name: pair[side] for name, pair in entry.changes.items()}
        record = build(kind, said, id=entry.record or "", version=0)
        (texts,) = self._lookup.texts(snapshot, [record], known)
        return [
            _DATA if isinstance(field.kind, Data) and text else self._unreadable(field, said, text)
            for field, text in zip(known, texts, strict=True)
        ]

    @staticmethod
    def _unreadable(field: Field, said: Mapping[str, Any], text: str) -> str:
        """What another program wrote into a field and this one cannot read stands as such."""
        return "（读不出来）" if not text and not empty(said[field.name]) else text

    def _titles(self, snapshot: Snapshot, kind: str, ids: Sequence[RecordId]) -> dict[RecordId, str]:
        titles = self._lookup.titles(snapshot, kind, ids)
        if kind in TITLES or all(title != id for id, title in titles.items()):
            return titles
        fields = fields_of(KINDS[kind])
        shown = next((one for one in fields if isinstance(one.kind, Ref)), fields[0])
        found = list(snapshot.get_each(KINDS[kind], ids).values())
        texts = self._lookup.texts(snapshot, found, [shown])
        return {one.id: " ".join(parts) for one, parts in zip(found, texts, strict=True)}

    def _values(self, snapshot: Snapshot, entry: Entry) -> list[Changed]:
        people, about = names(snapshot), _about(entry)
        told = []
        for name, (_, value) in entry.changes.items():
            if name not in acts.LABELS or value is None:
                continue
            text = acts.VALUES.get(str(value), str(value))
            if name in ("account", "gone", "heir"):
                text = f"{people[text]}（{text}）" if text in people else text
            elif name == "record" and about:
                text = self._titles(snapshot, about[0], [text]).get(text, "")
            elif name == "at":
                text = _when(text)
            elif name == "size" and isinstance(value, int):
                text = size_words(value)
            told.append(Changed(label=acts.LABELS[name], was="", now=text))
        return told


def _told(link: Link, people: Mapping[str, str], titles: Mapping[RecordId, str]) -> Told:
    entry = link.entry
    if entry is None:
        return Told(when="", who="", what=_NOT_HERE)
    of, record = _about(entry) or ("", "")
    return Told(
        when=_when(entry.at),
        who=people.get(entry.actor, entry.actor),
        what=acts.word(entry.verb),
        kind=kind_word(of or entry.kind or "") if of or entry.kind else "",
        title=titles.get(record, ""),
        reason=entry.reason,
        of=entry.kind or "",
        record=entry.record or "",
        entry=entry,
    )


def _about(entry: Entry | None) -> tuple[str, RecordId] | None:
    """The kind and the id of the record of an entry, or of the one that an act was about."""
    if entry is None:
        return None
    said = {name: now for name, (_, now) in entry.changes.items()} if entry.kind is None else {}
    kind, record = entry.kind or said.get("kind"), entry.record or said.get("record")
    known = isinstance(kind, str) and kind in KINDS and isinstance(record, str) and is_record_id(record)
    return (str(kind), str(record)) if known else None


def _when(at: str) -> str:
    return _WHEN.format(at) if _WHEN.holds(at) else at


def known_kinds() -> list[tuple[str, str]]:
    """All kinds of records with their words, for a choice."""
    return [(kind_of(record), kind_word(kind_of(record))) for record in KINDS.values()]
