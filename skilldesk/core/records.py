"""What every stored record has, and its plain form."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

from skilldesk.core.fields import Plain, fields_of
from skilldesk.core.problems import Problem

RecordId = str
"""16 random bytes, shown as 32 hex characters."""

Extra = tuple[tuple[str, Plain], ...]
"""Fields that a newer program wrote, kept as they came and passed on."""


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
    values = ((field, getattr(record, field.name)) for field in fields_of(type(record)))
    said = {field.name: field.kind.to_plain(value) for field, value in values if not empty(value)}
    said.update(record.extra)
    return said if record.voided is None else {**said, "voided": record.voided}


def empty(value: object) -> bool:
    """Whether nothing was said: an empty text or list says as little as none."""
    return value is None or value in ("", ())


def build(kind: type[R], said: Mapping[str, Plain], *, id: RecordId, version: int) -> R:
    """The record that says this. What this version of the program does not know goes into extra."""
    fields = {field.name: field.kind for field in fields_of(kind)}
    values = {
        name: fields[name].from_plain(value)
        for name, value in said.items()
        if name in fields and value is not None
    }
    blanks = {one.name: fields[one.name].blank() for one in dataclasses.fields(kind) if _must_be_said(one)}
    unknown = sorted(
        (name, value)
        for name, value in said.items()
        if name not in fields and name != "voided" and value is not None
    )
    told: dict[str, Any] = {**blanks, **values, "voided": said.get("voided"), "extra": tuple(unknown)}
    return kind(id=id, version=version, **told)


def _must_be_said(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING and field.name != "id"
