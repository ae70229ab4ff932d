"""The declaration of a generated page: what it lists, what its form asks, what may be done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from skilldesk.core.fields import fields_of
from skilldesk.core.records import Record
from skilldesk.gui.record_form import Plan
from skilldesk.operations import records
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work

R = TypeVar("R", bound=Record)

PLAIN = Plan()
"""All fields in their order, under no heading."""


@dataclass(frozen=True)
class Action:
    """A further button on a record; whoever holds the page hears its key."""

    key: str
    label: str
    shortcut: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Screen(Generic[R]):
    """One is declared in each module of gui.screens."""

    key: str
    title: str
    page: str
    """The entry of the rail under which it stands."""
    kind: type[R]
    columns: tuple[str, ...]
    plan: Plan = PLAIN
    blank: Callable[[], R] | None = None
    """A new record to fill in; None if nothing is entered here by hand."""
    new: str = ""
    """The words of the button that begins one: 登记学员."""
    empty: str
    """What belongs here, while there is nothing."""
    save: Callable[[Work, R, date], R] | None = records.save
    """None if the program alone writes these records."""
    duplicates: Callable[[Snapshot, R], Sequence[R]] | None = None
    """Other records that may be the same; a person decides."""
    actions: tuple[Action, ...] = ()
    order: str = ""
    """The column by which the list is sorted at first; the first, if it is not said."""
    descending: bool = False
    """Whether it begins with the largest."""

    def name_of(self, record: R) -> str:
        """What to call a record in a sentence, without looking anything up."""
        texts = (
            field.kind.format(value)
            for field in fields_of(self.kind)
            if field.name in ("name", "number", "document", "account")
            and (value := getattr(record, field.name))
        )
        return next(texts, f"这条{self.title}")
