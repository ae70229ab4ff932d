"""What may be chosen in a field, and how a stored value is read: codes by their names, records by titles."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from skilldesk.core.fields import Code, Codes, Digest, Field, Ref, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, empty, kind_of
from skilldesk.core.rights import Rights, Sight
from skilldesk.reference.codes import CodeTable
from skilldesk.store.database import Database
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

MOST = 50
"""So many choices are offered at once; who wants others types more."""

_RECENT = 10

_TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "enrolment": ("trainee_id", "class_id"),
    "category_fact": ("trainee_id", "category"),
    "status_fact": ("trainee_id", "kind"),
    "level": ("occupation_id", "level"),
}
"""Kinds without a name of their own: the fields that tell which one it is, each read as people read it."""

_OF_ANY: Mapping[str, tuple[str, ...]] = {
    "applicant_id": ("trainee", "institution"),
    "owner": ("trainee", "class", "certificate", "claim", "institution"),
}
"""Texts that hold the id of a record of one of several kinds."""


class Choice(NamedTuple):
    key: str
    """What is stored: a code, or the id of a record."""
    text: str
    """What the field shows once it is chosen."""


class Lookup:
    """Reads for one user: what their rights do not show stands masked."""

    def __init__(self, database: Database, codes: Mapping[str, CodeTable], rights: Rights) -> None:
        self._database = database
        self._codes = self.codes = codes
        self._rights = rights
        self._recent: dict[str, list[str]] = {}

    def codes_like(self, table: str, text: str) -> list[Choice]:
        """The listed codes that the text may mean; those chosen last stand on top."""
        found = [entry for entry in self._codes[table].find(text) if entry.listed]
        recent = self._recent.get(table, [])
        found.sort(key=lambda entry: recent.index(entry.code) if entry.code in recent else _RECENT)
        return [Choice(entry.code, f"{entry.code} {entry.shown}") for entry in found]

    def chose(self, table: str, code: str) -> None:
        recent = [code, *(other for other in self._recent.get(table, []) if other != code)]
        self._recent[table] = recent[:_RECENT]

    def label(self, table: str, code: str) -> str:
        return self._codes[table].label(code)

    def records_like(self, kind: str, text: str) -> list[Choice]:
        """Records that the text may mean: by their own words, or by those of the trainee they are of."""
        record = KINDS[kind]
        with self._database.read() as snapshot:
            if kind in _TOLD_BY:
                found = list(_told_by_others(snapshot, record, text))[:MOST]
            else:
                order = fields_of(record)[0].name
                rows = records.rows(snapshot, record, order=order, text=text)
                found = records.page(snapshot, record, rows[:MOST])
            titles = self.titles(snapshot, kind, [one.id for one in found])
        return [Choice(one.id, titles[one.id]) for one in found]

    def title(self, kind: str, id: RecordId) -> str:
        with self._database.read() as snapshot:
            return self.titles(snapshot, kind, [id]).get(id, "（没有这条记录）")

    def titles(self, snapshot: Snapshot, kind: str, ids: Iterable[RecordId]) -> dict[RecordId, str]:
        """A short name for each of these records that exists."""
        if kind not in _TOLD_BY:
            return records.titles(snapshot, KINDS[kind], ids)
        found = [one for id in ids if (one := snapshot.get(KINDS[kind], id))]
        told = [field for field in fields_of(KINDS[kind]) if field.name in _TOLD_BY[kind]]
        texts = self.texts(snapshot, found, told)
        return {one.id: " ".join(parts) for one, parts in zip(found, texts, strict=True)}

    def texts(
        self, snapshot: Snapshot, shown: Sequence[Record], fields: Sequence[Field]
    ) -> list[tuple[str, ...]]:
        """For each record, what its fields say to people."""
        titles: dict[Field, dict[RecordId, str]] = {}
        for field in fields:
            kinds = (field.kind.to,) if isinstance(field.kind, Ref) else _OF_ANY.get(field.name, ())
            ids = sorted({id for one in shown if (id := getattr(one, field.name))}) if kinds else []
            titles[field] = {
                id: title for kind in kinds for id, title in self.titles(snapshot, kind, ids).items()
            }
        return [
            tuple(self._told(field, getattr(one, field.name), titles.get(field, {})) for field in fields)
            for one in shown
        ]

    def whole(self) -> Lookup:
        """The same for somebody who sees everything: only for what the journal has been told of."""
        return Lookup(self._database, self._codes, Rights(sees=frozenset(typing.get_args(Sight))))

    def _told(self, field: Field, value: Any, titles: Mapping[RecordId, str]) -> str:
        return self._rights.told(field, value, self._text(field, value, titles))

    def _text(self, field: Field, value: Any, titles: Mapping[RecordId, str]) -> str:
        match field.kind:
            case _ if empty(value):
                text = ""
            case _ if value in titles:
                text = titles[value]
            case Ref():
                text = "（没有这条记录）"
            case Code(table=table):
                text = self.label(table, value)
            case Codes(table=str(table)):
                text = "、".join(self.label(table, code) for code in value)
            case Digest():
                text = f"{value[:8]}…"
            case kind:
                text = kind.format(value)
        return text


def _told_by_others(snapshot: Snapshot, kind: type[Record], text: str) -> Iterable[Record]:
    """Records of a kind without words of its own: those of the trainees, or occupations, that were meant."""
    told_first = _TOLD_BY[kind_of(kind)][0]
    refs = {field.name: field.kind.to for field in fields_of(kind) if isinstance(field.kind, Ref)}
    other = KINDS[refs[told_first]]
    rows = records.rows(snapshot, other, order="name", text=text)
    for one in records.page(snapshot, other, rows[:MOST]):
        yield from records.by_reference(snapshot, kind, told_first, one.id)
