"""培训班: the list of classes; one class with its parts; its papers on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from skilldesk.core.records import RecordId
from skilldesk.core.training import Class
from skilldesk.gui.class_part import INFO, INSPECTIONS, LESSONS, RESULTS, ROSTER
from skilldesk.gui.class_view import ClassView
from skilldesk.gui.class_work import PaperKind
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page
from skilldesk.gui.place import Place
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import classes, employments, enrolments, inspections, lessons
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.gui.widgets.words import Hint

PARTS = (ROSTER, RESULTS, LESSONS, INSPECTIONS, INFO)

_OTHERS: tuple[Screen[Any], ...] = (
    enrolments.SCREEN,
    lessons.SCREEN,
    inspections.SCREEN,
    employments.SCREEN,
)
"""What stands beside the list of classes: the same records of all classes together."""


class ClassList(RecordScreen[Class]):
    """Opens a class on a page of its own; only a new one is begun beside the list."""

    opened = Signal(str)

    def edit(self) -> None:
        if record := self.current():
            self.opened.emit(record.id)

    def go_to_record(self, record: Class) -> None:
        self.opened.emit(record.id)


class ClassPage(Page):
    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__()
        self._desk, self._printers = desk, printers or Printers()
        self.list = ClassList(desk, classes.SCREEN)
        self.tabs = Tabs(
            desk.theme,
            [
                (classes.SCREEN.title, lambda: self.list),
                *((screen.title, partial(RecordScreen, desk, screen)) for screen in _OTHERS),
            ],
        )
        self.view = ClassView(desk)
        self._papers: dict[PaperKind, PrintPage] = {}
        self._stack = QStackedWidget()
        laid(self, column(self._stack, spacing=0))
        for page in (self.tabs, self.view):
            self._add(page)
        self.list.opened.connect(self.open)
        self.view.closed.connect(self.show_list)
        self.view.paper_wanted.connect(self._draw)

    def hints(self) -> tuple[Hint, ...]:
        return self._now().hints()

    def innermost(self) -> Page:
        return self._now().innermost()

    def take_focus(self) -> None:
        self._now().take_focus()

    def go_to(self, place: Place) -> None:
        """A record is a class, and the tab one of its parts; without a record both are of the lists."""
        if place.record:
            with self._desk.database.read() as snapshot:
                found = snapshot.get(Class, place.record)
            if found is not None:
                self.open(found.id, place.tab or ROSTER)
                return
        self.show_list()
        self.tabs.go_to(place)
        if place.act == "new":
            self.list.new()

    def open(self, class_id: RecordId, part: str = ROSTER) -> None:
        self.view.open(class_id, part)
        self._show(self.view)

    def show_list(self) -> None:
        self._show(self.tabs)

    # --- papers ---

    def _draw(self, kind: PaperKind, class_id: RecordId) -> None:
        """Draw the paper, or find the stored one that still says what the records say; then show it."""
        self._desk.tasks.start(
            self,
            lambda progress: self._desk.classes.draw(kind, class_id, progress),
            done=lambda _: self.open_paper(kind, class_id),
            title="正在生成表格",
        )

    def open_paper(self, kind: PaperKind, class_id: RecordId) -> None:
        if kind not in self._papers:
            page = PrintPage(replace(self._desk, papers=self._desk.classes.papers[kind]), self._printers)
            page.closed.connect(lambda: self._show(self.view))
            self._papers[kind] = page
            self._add(page)
        self._papers[kind].open(class_id)
        self._show(self._papers[kind])

    @property
    def papers(self) -> Mapping[PaperKind, PrintPage]:
        return self._papers

    # --- which of them is shown ---

    def _now(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - the stack holds nothing else
        return page

    def _add(self, page: Page) -> None:
        self._stack.addWidget(page)
        page.counted.connect(self._hear_count)
        page.hinted.connect(self.hinted)

    def _show(self, page: Page) -> None:
        self._stack.setCurrentWidget(page)
        self.say_count(page.count)
        self.hinted.emit()
        if self.isVisible():
            page.take_focus()

    def _hear_count(self, text: str) -> None:
        if self.sender() is self._now():
            self.say_count(text)
