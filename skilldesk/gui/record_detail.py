"""One record to be read: its name and state, what is missing, and tabs that tell of it."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from skilldesk.core.checks import EMPTY, check
from skilldesk.core.fields import fields_of
from skilldesk.core.records import Record, RecordId
from skilldesk.gui import icons
from skilldesk.gui.columns import Reader, Row
from skilldesk.gui.desk import Desk
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.page import button
from skilldesk.gui.panes.basics import Basics
from skilldesk.gui.panes.changes import Changes
from skilldesk.gui.screen import Missing, Screen
from skilldesk.gui.tabs import TabBar
from skilldesk.gui.widgets.frames import column, frame, laid, row, scrolling
from skilldesk.gui.widgets.signs import Chip, stroke
from skilldesk.gui.widgets.words import restyle, sentence, words
from skilldesk.operations import rights
from skilldesk.progress import Progress
from skilldesk.store.queries import lists

R = TypeVar("R", bound=Record)

BASICS, CHANGES = "基本信息", "变更"

_ONE_LINE = 10
"""A longer name may need several lines."""

_NAMED = 3
"""So many empty fields are named; the others are counted."""


class RecordDetail(QFrame, Generic[R]):
    edit_wanted = Signal()
    form_wanted = Signal(object, object, str)
    """A form of another kind of record: its declaration, the record, the heading."""

    def __init__(self, desk: Desk, screen: Screen[R]) -> None:
        super().__init__()
        self._desk, self._screen = desk, screen
        self._record: R | None = None
        self._whole: RecordId = ""
        """The record whose numbers were asked to be shown whole."""
        self.setProperty("kind", "side")
        self.heading, self.beside = sentence("", "title"), words("", "label")
        self.number, self.state = words(), Chip(desk.theme)
        self.copy_button = button("复制", self._copy_number, kind="link", accessible="复制号码")
        self.whole_button = button("查看完整号码", self.show_whole, kind="link")
        self.banner = _Banner(desk)
        self.nothing = sentence("在左边选一条，这里就显示它的内容。", "hint")
        self.panes = self._make_panes()
        self.bar = TabBar(list(self.panes), gap=12)
        self.bar.setProperty("kind", "close")
        self.foot = column()
        self._lay_out()
        self.bar.currentChanged.connect(lambda _: self._show_pane())
        self.banner.wanted.connect(self._put_right)

    @property
    def lookup(self) -> Lookup:
        """What reads for this record: numbers are whole where that was asked and journalled."""
        is_whole = self._record is not None and self._record.id == self._whole
        return self._desk.lookup.whole() if is_whole else self._desk.lookup

    def kinds(self) -> frozenset[type[Record]]:
        """The kinds of records that the tabs tell of."""
        return frozenset[type[Record]]().union(*(one.KINDS for one in self.panes.values()))

    def show_record(self, record: R | None, heading: str) -> None:
        if record is None or record.id != self._whole:
            self._whole = ""
        self._record = record
        self.heading.setText(heading)
        is_long = len(heading) > _ONE_LINE
        self.heading.setWordWrap(is_long)
        self._name.setStretch(0, int(is_long))
        self._name.setStretch(2, int(not is_long))
        self.nothing_area.setVisible(record is None)
        for part in (self._top, self._scrolled, self._foot_area):
            part.setVisible(record is not None)
        if record is not None:
            self._tell_head(record)
            self.banner.say(self._missing(record))
            self._show_pane()

    def show_tab(self, title: str) -> None:
        if title in self.panes:
            self.bar.setCurrentIndex(list(self.panes).index(title))

    def turn(self, step: int) -> None:
        """The next tab, or the one before."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def show_whole(self) -> None:
        """Show the numbers of this record whole, once the journal knows of it."""
        record = self._record
        if record is None:
            return

        def write(_: Progress) -> None:
            with self._desk.database.write(self._desk.actor) as work:
                rights.show_whole(work, record)

        def done(_: None) -> None:
            if self._record is not None and self._record.id == record.id:
                self._whole = record.id
                self.show_record(self._record, self.heading.text())

        self._desk.tasks.start(self, write, done=done)

    # --- what is shown ---

    def _show_pane(self) -> None:
        pane = list(self.panes.values())[self.bar.currentIndex()]
        self._stack.setCurrentWidget(self._areas[pane])
        if self._record is not None:
            pane.show_record(self._record, self.lookup)

    def _tell_head(self, record: R) -> None:
        head = self._screen.head
        told = self._columns(record)
        self.beside.setText(
            "　".join(f"{told[name]}{after}" for name, after in head.beside if told.get(name))
        )
        number = told.get(head.number, "")
        self.number.setText(number)
        self.copy_button.setVisible(bool(number))
        state = self._screen.all_columns().get(head.state)
        word = told.get(head.state, "")
        said = getattr(record, head.state, word) if state and state.kind else word
        look = state.looks.get(str(said)) if state else None
        self.state.setVisible(look is not None)
        if look:
            self.state.show_state(look[0], word, look[1])
        masked = rights.is_masked(self._desk.rights, self._screen.kind)
        self.whole_button.setVisible(masked and self._desk.rights.allows("unmask") and not self._whole)
        self._number_line.setVisible(bool(number) or not self.whole_button.isHidden())

    def _columns(self, record: R) -> dict[str, str]:
        """What the head says, read as the list reads it."""
        head, known = self._screen.head, self._screen.all_columns()
        names = [one for one in (*dict(head.beside), head.number, head.state) if one in known]
        columns = tuple(known[name] for name in names)
        reader = Reader(
            kind=self._screen.kind, columns=columns, lookup=self.lookup, derived=self._screen.derived
        )
        with self._desk.database.read() as snapshot:
            at = lists.row_of(snapshot, self._screen.kind, record.id)
            rows: list[Row[R]] = reader.read(snapshot, [at], self._desk.today()) if at and names else []
        return dict(zip(names, rows[0].texts, strict=True)) if rows else {}

    def _missing(self, record: R) -> Missing | None:
        if self._screen.save is None:
            return None
        found = check(record, self._screen.plan.step, self._desk.today())
        empty = {one.field for one in found if one.code == EMPTY}
        labels = [one.label for one in fields_of(self._screen.kind) if one.name in empty]
        if labels:
            named = "、".join(labels[:_NAMED])
            more = f"等{len(labels)}项" if len(labels) > _NAMED else ""
            return Missing(text=f"还缺{named}{more}", detail=_NEEDED[self._screen.plan.step])
        return self._screen.banner(self._desk, record) if self._screen.banner else None

    def _put_right(self, tab: str) -> None:
        if tab:
            self.show_tab(tab)
        else:
            self.edit_wanted.emit()

    def _copy_number(self) -> None:
        known = self._screen.all_columns()[self._screen.head.number]
        QGuiApplication.clipboard().setText(known.plain(self.number.text()))

    # --- how it is laid out ---

    def _make_panes(self) -> dict[str, DetailPane]:
        above = (self._screen.head.number, self._screen.columns[0])
        panes: dict[str, DetailPane] = {BASICS: Basics(self._desk, self._screen.plan, above)}
        panes |= {one.title: one.make(self._desk) for one in self._screen.tabs}
        panes[CHANGES] = Changes(self._desk)
        for pane in panes.values():
            pane.form_wanted.connect(self.form_wanted)
        return panes

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._areas: dict[DetailPane, QScrollArea] = {}
        for pane in self.panes.values():
            area = scrolling(laid(QWidget(), column(pane, None), margins=(16, 12, 16, 16)))
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._areas[pane] = area
            self._stack.addWidget(area)
        self._name = row(self.heading, self.beside, None, self.state)
        self._number_line = laid(QWidget(), row(self.number, self.copy_button, self.whole_button, None))
        top = column(self._name, self._number_line, self.bar, spacing=4)
        self._top = laid(QWidget(), top, margins=(16, 12, 16, 0))
        banner = laid(QWidget(), column(self.banner), margins=(16, 8, 16, 0))
        self._scrolled = laid(QWidget(), column(frame("rule"), banner, self._stack, spacing=0))
        nothing = laid(QWidget(), column(self.nothing), margins=(16, 16, 16, 16))
        self.nothing_area = nothing
        inside = column(self._top, self._scrolled, nothing, spacing=0)
        inside.setStretch(1, 1)
        self._foot_area = laid(QWidget(), self.foot)
        laid(self, column(inside, self._foot_area, spacing=0))


_NEEDED = {
    "record": "没有它不能保存",
    "filing": "开班备案前要补齐",
    "claim": "申领补贴前要补齐",
    "report": "报送前要补齐",
}


class _Banner(QFrame):
    """One sentence on what is missing, and the way there."""

    wanted = Signal(str)
    """The tab in which it is put right; none for the form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._tab = ""
        self.setProperty("kind", "banner")
        restyle(self, tone="amber")
        self.text, self.detail = sentence("", "strong", tone="amber"), sentence("", "label")
        mark = words()
        mark.setPixmap(icons.pixmap("warn", stroke(desk.theme, "amber").name(), 16))
        self.link = button("去补", lambda: self.wanted.emit(self._tab), kind="link")
        line = row(mark, column(self.text, self.detail, spacing=2), self.link, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        laid(self, line, margins=(12, 8, 8, 8))
        self.hide()

    def say(self, missing: Missing | None) -> None:
        self.setVisible(missing is not None)
        if missing is not None:
            self._tab = missing.tab
            self.text.setText(missing.text)
            self.detail.setText(missing.detail)
            self.detail.setVisible(bool(missing.detail))
