"""申领, first step: a class is chosen whose people may apply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Institution
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.gui.claim_work import ClaimableClass
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.record_view import RowView
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import words

_COUNTED_BY: frozenset[type[Record]] = frozenset(
    {Class, Enrolment, Certificate, Claim, ClaimLine, Institution}
)
"""A change in one of these makes the numbers on the page old."""


def _left(one: ClaimableClass) -> State:
    if one.left:
        return (Sign.CHECK, f"还可 {one.left} 人", "green")
    if one.certified:
        return (Sign.RING, "都已申领", "")
    return (Sign.WARN, "没有证书", "amber")


COLUMNS: tuple[Column[ClaimableClass], ...] = (
    Column("班期", lambda one: one.name),
    Column("职业等级", lambda one: one.detail),
    Column("培训机构", lambda one: one.institution),
    Column("起止", lambda one: one.days),
    Column("状态", lambda one: one.state),
    Column("花名册", lambda one: f"{one.enrolled}", right=True),
    Column("取证", lambda one: f"{one.certified}", right=True),
    Column("已申领", lambda one: f"{one.claimed}", right=True),
    Column("可申领", lambda one: _left(one)[1], state=_left),
)


class ClaimClasses(Page):
    HINTS = (("F3", "查找"), ("↑↓", "逐班看"), ("Enter", "检查这个班"), ("F5", "重新读取"))

    chosen = Signal(str)
    """The id of the class that was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[ClaimableClass] = ()
        self._stale = True
        self.list: Listing[ClaimableClass] = Listing(COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, COLUMNS))
        self.view.setModel(self.list)
        self.search = QLineEdit()
        self.next_button = button("检查这个班  Enter", self._choose, kind="primary")
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        (self.view if self.list.values else self.search).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_stale()

    def read(self) -> None:
        self._stale = False
        self._desk.tasks.look(self, self._desk.claims.classes, done=self._show)

    def _read_if_stale(self) -> None:
        if self._stale:
            self.read()

    def _show(self, classes: Sequence[ClaimableClass]) -> None:
        self._all = classes
        self._stack.setCurrentWidget(self.view if classes else self._empty)
        self._filter()

    def _filter(self) -> None:
        was = self.list.at(self.view.current_row())
        text = self.search.text().strip()
        shown = [one for one in self._all if text in f"{one.name} {one.detail} {one.institution}"]
        self.list.show_values(shown)
        self.view.fit_columns()
        ids = [one.class_id for one in shown]
        self.view.go_to(ids.index(was.class_id) if was and was.class_id in ids else 0)
        self.next_button.setEnabled(bool(shown))
        self._tell()

    def _tell(self) -> None:
        shown = len(self.list.values)
        self.say_count(f"第{self.view.current_row() + 1}个班，共{shown}个" if shown else "")

    def _choose(self) -> None:
        one = self.list.at(self.view.current_row())
        if one is not None:
            self.chosen.emit(one.class_id)

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        self.view.setFocus()

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        self._stale = self._stale or bool(kinds & _COUNTED_BY)
        if self.isVisible():
            self._read_if_stale()

    def _connect(self) -> None:
        self.view.opened.connect(lambda _: self._choose())
        self.view.moved.connect(lambda _: self._tell())
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.returnPressed.connect(self._choose)
        self._desk.news.changed.connect(self._hear)
        self.on_key("F3", self._search)
        self.on_key("F5", self.read)
        self.on_key("Esc", self._leave_search, inside=self.search)
        self.on_key("Down", self.view.setFocus, inside=self.search)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.search.setPlaceholderText("班名、职业或机构里的几个字　F3")
        self.search.setAccessibleName("查找培训班")
        self.search.setFixedWidth(theme.px(300))
        line = heading(theme, words("选一个班", "lead"), self.search, None)
        text = "还没有可以申领的班。培训班结课或评价以后、有了证书，就会列在这里。"
        self._empty = EmptyPage(theme, text)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        laid(self, column(line, laid(frame("plain"), column(self._stack)), self._make_foot(), spacing=0))

    def _make_foot(self) -> QFrame:
        safe = words("只列已结课、已评价的班；选班和检查都不写入任何内容", "hint")
        foot = frame("foot")
        self.next_button.setEnabled(False)
        return laid(foot, row(safe, None, self.next_button), margins=(16, 8, 16, 8))
