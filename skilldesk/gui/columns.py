"""The columns of a list: described fields, and what a page works out for many records at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from skilldesk.core.fields import (
    BankAccount,
    Data,
    Digest,
    DocumentNumber,
    Field,
    Kind,
    Money,
    Tenths,
    Whole,
    fields_of,
)
from skilldesk.core.records import Record
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.widgets.signs import Sign, Tone
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)
Look = tuple[Sign, Tone]

_NUMBERS = (Money, Whole, Tenths)
_SPACED = (DocumentNumber, BankAccount)
"""Shown in groups, copied without."""

_OF_NO_USE = (Data, Digest)
"""Nobody reads these in a list."""


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    kind: Kind | None = None
    """None for what is worked out."""
    right: bool = False
    looks: Mapping[str, Look] = field(default_factory=dict)
    """By the code of a field, or by the word of what is worked out: it is painted as a chip."""

    table: str = ""
    """The code table of what is worked out; who may not know all its codes cannot sort by it."""

    @property
    def is_spaced(self) -> bool:
        return isinstance(self.kind, _SPACED)

    def plain(self, text: str) -> str:
        """The text as other programs want it: numbers without spaces, one line."""
        return text.replace(" ", "") if self.is_spaced else text.replace("\t", " ").replace("\n", " ")


@dataclass(frozen=True)
class Derived(Generic[R]):
    """Columns that are no fields, read for a page of records at once."""

    columns: tuple[Column, ...]
    read: Callable[[Snapshot, Lookup, date, Sequence[R]], Sequence[Mapping[str, str]]]
    """For each of the records, the texts by the names of the columns."""


@dataclass(frozen=True)
class Row(Generic[R]):
    record: R
    texts: tuple[str, ...]


def of_kind(
    kind: type[R], derived: Derived[R] | None = None, looks: Mapping[str, Mapping[str, Look]] | None = None
) -> dict[str, Column]:
    """All columns that a list of that kind may have, by name."""
    described = [_described(one, (looks or {}).get(one.name, {})) for one in fields_of(kind)]
    return {one.name: one for one in (*described, *(derived.columns if derived else ()))}


def offered(columns: Mapping[str, Column]) -> list[Column]:
    """Those that a person may want to see."""
    return [one for one in columns.values() if not isinstance(one.kind, _OF_NO_USE)]


def _described(one: Field, looks: Mapping[str, Look]) -> Column:
    return Column(one.name, one.label, one.kind, right=isinstance(one.kind, _NUMBERS), looks=looks)


@dataclass(frozen=True, kw_only=True)
class Reader(Generic[R]):
    """Reads rows of a list as they are shown."""

    kind: type[R]
    columns: tuple[Column, ...]
    lookup: Lookup
    derived: Derived[R] | None = None

    def read(self, snapshot: Snapshot, numbers: Sequence[int], today: date) -> list[Row[R]]:
        """These rows, those that are there, in their order."""
        found = records.page(snapshot, self.kind, numbers)
        wanted = {one.name for one in self.columns}
        fields = [one for one in fields_of(self.kind) if one.name in wanted]
        texts = self.lookup.texts(snapshot, found, fields)
        told = [dict(zip((one.name for one in fields), each, strict=True)) for each in texts]
        if self.derived and any(one.name in wanted for one in self.derived.columns):
            worked_out = self.derived.read(snapshot, self.lookup, today, found)
            told = [one | dict(more) for one, more in zip(told, worked_out, strict=True)]
        return [
            Row(record, tuple(one[column.name] for column in self.columns))
            for record, one in zip(found, told, strict=True)
        ]
