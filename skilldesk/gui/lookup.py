"""What may be chosen in a field, and how a stored value is read: codes by their names, records by titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from skilldesk.core.fields import (
    BankAccount,
    Code,
    Codes,
    Digest,
    DocumentNumber,
    Field,
    Phone,
    Ref,
    fields_of,
)
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import line
from skilldesk.core.records import Record, RecordId, empty, kind_of
from skilldesk.core.rights import HIDDEN, Rights
from skilldesk.gui.memory import Memory
from skilldesk.operations import lookups
from skilldesk.reference.codes import CodeEntry, CodeTable
from skilldesk.store.database import Database
from skilldesk.store.queries import records, search
from skilldesk.store.queries.records import Veil
from skilldesk.store.snapshot import Snapshot

MOST = 50
"""So many choices are offered at once; who wants others types more."""

_RECENT = 10
_REGIONS = "region"
"""Under which the regions chosen last are remembered, beside the tables of codes."""

_SHOWN_IN_PART = (DocumentNumber, BankAccount, Phone)
"""Of these a mask leaves the last digits; of all else it leaves nothing."""

_CATEGORIES = "person_category"

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

    def __init__(
        self,
        database: Database,
        codes: Mapping[str, CodeTable],
        rights: Rights,
        *,
        memory: Memory | None = None,
        home: str = "",
    ) -> None:
        """`home` is the region of the office: what lies nearest to it is offered first."""
        self._database = database
        self._codes = self.codes = codes
        self._rights = rights
        self._memory = memory or Memory()
        self._home = home
        self._recent: dict[str, list[str]] = {}

    def codes_like(self, table: str, text: str) -> list[Choice]:
        """The listed codes that the text may mean; those chosen last stand on top."""
        entries = self._codes[table].entries
        found = [entry for entry in self._codes[table].find(text) if entry.listed]
        by_letters = lookups.with_initials(text, ((one.code, one.words) for one in entries if one.listed))
        known = {entry.code for entry in found}
        found += [one for one in entries if one.code in by_letters and one.code not in known and one.listed]
        recent, typed = self.recent(table), line(text)

        def order(entry: CodeEntry) -> int:
            """What was typed exactly stands before all that was chosen lately."""
            if typed in (entry.code, *entry.words):
                return -1
            return recent.index(entry.code) if entry.code in recent else _RECENT

        found.sort(key=order)
        return [Choice(entry.code, f"{entry.code} {entry.shown}") for entry in found]

    def regions_like(self, text: str) -> list[Choice]:
        """The same for regions; with nothing typed, those chosen last and those around the office."""
        recent = self.recent(_REGIONS)
        found = [code for code, _ in lookups.regions_like(text, near=self._home, most=MOST)]
        exact = [code for code in found if code == text]
        first = [*exact, *(code for code in recent if code in found or not text)]
        return [Choice(code, self.region(code)) for code in dict.fromkeys([*first, *found])]

    def region(self, code: str) -> str:
        """A region as its field shows it: code and name, without the city or province of the office."""
        title = lookups.region_title(code)
        for above in (f"{self._home[:4]}00", f"{self._home[:2]}0000"):
            if self._home and code[:6] != above:
                title = title.removeprefix(lookups.region_title(above))
        return f"{code} {title}" if title else code

    def chose_region(self, code: str) -> None:
        self.chose(_REGIONS, code)

    def chose(self, table: str, code: str) -> None:
        recent = [code, *(other for other in self.recent(table) if other != code)][:_RECENT]
        if recent != self.recent(table):
            self._recent[table] = recent
            self._memory.remember(f"recent.{table}", " ".join(recent))

    def recent(self, table: str) -> list[str]:
        """The codes chosen last, the latest first; they are kept on this PC."""
        if table not in self._recent:
            self._recent[table] = self._memory.recall(f"recent.{table}").split()[:_RECENT]
        return self._recent[table]

    def label(self, table: str, code: str) -> str:
        return self._codes[table].label(code)

    def short_label(self, table: str, code: str) -> str:
        """What lists show of the code, where its name is too long for a field."""
        return self._codes[table].shown(code)

    def records_like(self, kind: str, text: str) -> list[Choice]:
        """Records that the text may mean: by their own words, or by those of the trainee they are of."""
        record = KINDS[kind]
        with self._database.read() as snapshot:
            if kind in _TOLD_BY:
                found = list(self._told_by_others(snapshot, record, text))[:MOST]
            else:
                found = records.page(snapshot, record, self._likeliest(snapshot, record, text))
            titles = self.titles(snapshot, kind, [one.id for one in found])
        return [Choice(one.id, titles[one.id]) for one in found]

    def _likeliest(self, snapshot: Snapshot, kind: type[Record], text: str) -> Sequence[int]:
        veil = self.veil(kind)
        found = search.likeliest(snapshot, kind, text, MOST, masked=bool(veil.masked))
        if found is not None:
            return found
        return records.rows(snapshot, kind, order=fields_of(kind)[0].name, text=text, veil=veil)[:MOST]

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

    def value(self, snapshot: Snapshot, field: Field, value: Any) -> str:
        """What a field says to people with that value."""
        kinds = (field.kind.to,) if isinstance(field.kind, Ref) else _OF_ANY.get(field.name, ())
        titles: dict[RecordId, str] = {}
        for kind in kinds:
            titles |= self.titles(snapshot, kind, [value])
        return self._told(field, value, titles)

    def whole(self) -> Lookup:
        """The same with numbers whole: only for what the journal has been told of."""
        seeing = replace(self._rights, sees=self._rights.sees | {"numbers"})
        return Lookup(self._database, self._codes, seeing, memory=self._memory, home=self._home)

    def veil(self, kind: type[Record]) -> Veil:
        """What the user may not search or sort by, because it is shown masked or not at all."""
        numbers, private = self._rights.shows("numbers"), self._rights.shows("private")
        sensitive = {one.name: one.kind for one in fields_of(kind) if one.kind.sensitive and not numbers}
        in_part = {name for name, one in sensitive.items() if isinstance(one, _SHOWN_IN_PART)}
        coded = {
            one.name
            for one in fields_of(kind)
            if isinstance(one.kind, Code) and one.kind.table == _CATEGORIES
        }
        unknown = set() if private else self._rights.private.fields | coded
        return Veil(
            masked=frozenset(in_part - unknown), hidden=frozenset((sensitive.keys() - in_part) | unknown)
        )

    def has_code(self, table: str, code: str) -> bool:
        return any(one.code == code for one in self._codes[table].entries)

    def may_know(self, table: str, code: str) -> bool:
        """Whether the user may know that somebody has this code."""
        kept = table == _CATEGORIES and code in self._rights.private.categories
        return self._rights.shows("private") or not kept

    def short(self, table: str, code: str) -> str:
        """The code in the words of lists."""
        return self._codes[table].shown(code) if self.may_know(table, code) else HIDDEN

    def tells_all(self, table: str) -> bool:
        """Whether no code of that table is kept from the user."""
        return all(self.may_know(table, one.code) for one in self._codes[table].entries)

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

    def _told_by_others(self, snapshot: Snapshot, kind: type[Record], text: str) -> Iterable[Record]:
        """Records of a kind without words of its own: those of people, or occupations, that were meant."""
        told_first = _TOLD_BY[kind_of(kind)][0]
        refs = {field.name: field.kind.to for field in fields_of(kind) if isinstance(field.kind, Ref)}
        other = KINDS[refs[told_first]]
        rows = records.rows(snapshot, other, order="name", text=text, veil=self.veil(other))
        for one in records.page(snapshot, other, rows[:MOST]):
            yield from records.by_reference(snapshot, kind, told_first, one.id)
