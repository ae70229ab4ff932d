"""What every stored record has, and its plain form."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

from skilldesk.core.fields import Kind, Plain, Text, fields_of
from skilldesk.core.problems import Problem

RecordId = str
"""16 random bytes, shown as 32 hex characters."""

Extra = tuple[tuple[str, Plain], ...]
"""What a newer program wrote, by field, kept as it came and passed on."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """An immutable row: change it with dataclasses.replace and hand it back to a Work."""

    id: RecordId
    version: int = 0
    """Counts the writes in this file, to find stale ones; it is neither journalled nor sent."""
    voided: str | None = None
    """Why the record no longer counts. Nothing is ever deleted."""
    extra: Extra = ()

    def completed(self) -> Self:
        """The record with what follows from its own fields, where that was not typed."""
        return self

    def faults(self, today: date) -> Iterator[Problem]:
        """What the fields say against each other, beyond what each says alone."""
        return iter(())


R = TypeVar("R", bound=Record)


def kind_of(record: type[Record]) -> str:
    """The name of a kind of record, as the journal, the packages and the tables have it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


def plain(record: Record | None) -> dict[str, Plain]:
    """What a record says, without what is empty; no record says nothing."""
    if record is None:
        return {}
    said = dict(record.extra)
    for field in fields_of(type(record)):
        if not empty(value := getattr(record, field.name)):
            said[field.name] = field.kind.to_plain(value)
    if record.voided is not None:
        said["voided"] = record.voided
    return said


def empty(value: object) -> bool:
    """Whether nothing was said: an empty text or list says as little as none."""
    return value is None or value in ("", ())


def build(kind: type[R], said: Mapping[str, Plain], *, id: RecordId, version: int) -> R:
    """The record that says this, whatever it is: what this program does not know goes into extra."""
    known, blanks = _sayable(kind)
    told: dict[str, Any] = dict(blanks)
    unknown: list[tuple[str, Plain]] = []
    for name, value in said.items():
        if empty(value):
            continue
        if name in known and known[name].holds(value):
            told[name] = known[name].from_plain(value)
        else:
            unknown.append((name, value))
    return kind(id=id, version=version, extra=tuple(sorted(unknown)), **told)


_SAYABLE: dict[type, tuple[dict[str, Kind], dict[str, object]]] = {}


def _sayable(kind: type[Record]) -> tuple[dict[str, Kind], dict[str, object]]:
    """What may be said of a record, by name; and what its fields hold where nothing was said.

    That is what a new record begins with only where it begins empty.
    """
    if kind not in _SAYABLE:
        known = {field.name: field.kind for field in fields_of(kind)} | {"voided": Text("作废原因")}
        filled = (field.name for field in dataclasses.fields(kind) if not empty(field.default))
        _SAYABLE[kind] = known, {name: known[name].blank() for name in filled if name in known}
    return _SAYABLE[kind]
