"""类别与事项: the categories of a person and what other offices know of them; entered and made void here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from skilldesk.core.fields import fields_of
from skilldesk.core.people import CategoryFact, StatusFact, Trainee
from skilldesk.core.records import Record, kind_of
from skilldesk.gui.desk import Desk
from skilldesk.gui.detail_pane import DetailPane, facts
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.page import button
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import category_facts, status_facts
from skilldesk.gui.void_bar import VoidBar
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import words
from skilldesk.store.queries import people
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import new_id

R = TypeVar("R", bound=Record)

TITLE = "类别与事项"


class Facts(DetailPane):
    KINDS = frozenset({CategoryFact, StatusFact})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._bars: dict[type[Record], VoidBar[Any]] = {
            one.kind: VoidBar(desk, one.kind) for one in (category_facts.SCREEN, status_facts.SCREEN)
        }
        layout = self.layout()
        assert layout is not None  # noqa: S101 - the pane is laid out
        for bar in self._bars.values():
            layout.addWidget(bar)

    def fill(self, record: Record, lookup: Lookup) -> None:
        assert isinstance(record, Trainee)  # noqa: S101 - the tab of no other page
        with self.desk.database.read() as snapshot:
            categories = people.categories(snapshot, record.id)
            statuses = people.statuses(snapshot, record.id)
            told = _told(snapshot, lookup, categories), _told(snapshot, lookup, statuses)
        new_category = partial(CategoryFact, trainee_id=record.id, category="")
        new_status = partial(StatusFact, trainee_id=record.id, kind="", value="")
        self._section("人员类别", category_facts.SCREEN, new_category, told[0])
        self.add_rule()
        self._section("身份事项", status_facts.SCREEN, new_status, told[1])

    def _section(
        self,
        heading: str,
        screen: Screen[R],
        new: Callable[..., R],
        told: Sequence[tuple[R, dict[str, str]]],
    ) -> None:
        line = row(words(heading, "lead"), None)
        if self.desk.rights.may_write(kind_of(screen.kind)):
            line.addWidget(self._ask(screen.new, lambda: new(id=new_id()), screen, screen.new))
        self.add(laid(QWidget(), line))
        if not told:
            self.add_hint(f"还没有登记{heading}。")
        for record, texts in told:
            self.add(*self._fact(screen, record, texts))

    def _fact(self, screen: Screen[R], record: R, texts: dict[str, str]) -> Iterator[QWidget]:
        name, *others = texts.items()
        title = name[1]
        line = row(words(title, "strong"), None)
        if isinstance(record, CategoryFact) and not record.evidence_kind:
            line.insertWidget(1, Chip(self.desk.theme, Sign.WARN, "缺佐证", "amber"))
        if self.desk.rights.may_write(kind_of(screen.kind)):
            line.addWidget(self._ask("修改", lambda: record, screen, f"修改 {title}"))
            line.addWidget(button("作废", partial(self._bars[screen.kind].ask, [record], title), kind="link"))
        yield laid(QWidget(), line)
        if others:
            yield facts(self.desk, others)

    def _ask(self, word: str, record: Callable[[], Record], screen: Screen[Any], heading: str) -> QPushButton:
        return button(word, lambda: self.form_wanted.emit(screen, record(), heading), kind="link")


def _told(snapshot: Snapshot, lookup: Lookup, found: Sequence[R]) -> list[tuple[R, dict[str, str]]]:
    """The records, each with what its fields say by their labels, what it is of first."""
    if not found:
        return []
    fields = [one for one in fields_of(type(found[0])) if one.name != "trainee_id"]
    texts = lookup.texts(snapshot, found, fields)
    return [
        (record, {one.label: text for one, text in zip(fields, each, strict=True) if text})
        for record, each in zip(found, texts, strict=True)
    ]
