"""The declaration of a generated page: what it lists, what its form asks, what may be done there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from skilldesk.core.fields import fields_of
from skilldesk.core.records import Record
from skilldesk.gui.columns import Column, Derived, Look, of_kind
from skilldesk.gui.desk import Desk
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.filters import Filter
from skilldesk.gui.place import Place
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


@dataclass(frozen=True)
class DetailTab:
    """One line of a page's declaration is a tab of its panel."""

    title: str
    make: Callable[[Desk], DetailPane]


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the head of the panel besides the name; all by the names of columns."""

    beside: tuple[tuple[str, str], ...] = ()
    """Each with what is said after it: 44 岁."""
    number: str = ""
    """A number that is copied from here."""
    state: str = ""
    """Shown as a chip."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One sentence on what is missing, what follows from it, and where it is put right."""

    text: str
    detail: str = ""
    tab: str = ""
    """A tab of the panel; none for the form of the record."""


@dataclass(frozen=True, kw_only=True)
class FootButton(Generic[R]):
    """Goes from a record to somewhere else in the window."""

    label: str
    writes: str
    """The kind of records that it begins: who may not write these has no such button."""
    place: Callable[[R], Place]


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
    unit: str = "条"
    """What counts them: 人, 家, 张."""
    find: str = "查找　F3"
    """What the empty search box says may be typed in it."""
    filters: tuple[Filter, ...] = ()
    derived: Derived[R] | None = None
    """Further columns, worked out for a page of records at once."""
    looks: Mapping[str, Mapping[str, Look]] = field(default_factory=dict)
    """Fields that are shown as chips: by name, and there by code."""
    head: Head = field(default_factory=Head)
    tabs: tuple[DetailTab, ...] = ()
    """Further tabs of the panel at the side, between 基本信息 and 变更."""
    banner: Callable[[Desk, R], Missing | None] | None = None
    """What is missing beyond empty fields, and the tab where it is put right."""
    foot: tuple[FootButton[R], ...] = ()
    """Further buttons under the record."""
    wide_form: bool = False
    """Whether the form takes the whole page rather than the side of the list."""

    def all_columns(self) -> dict[str, Column]:
        """Everything that the list may show, by name."""
        return of_kind(self.kind, self.derived, self.looks)

    def name_of(self, record: R) -> str:
        """What to call a record in a sentence, without looking anything up."""
        texts = (
            one.kind.format(value)
            for one in fields_of(self.kind)
            if one.name in ("name", "number", "document", "account") and (value := getattr(record, one.name))
        )
        return next(texts, f"这条{self.title}")
