"""报送与回执: what goes to the province on a stick, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.enrolment_card import EnrolmentCard
from skilldesk.gui.live_page import LivePage
from skilldesk.gui.page import Page, button, dress, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from skilldesk.gui.receipt_panel import ReceiptPanel
from skilldesk.gui.record_view import RowView
from skilldesk.gui.report_cards import Card, FailedCard, TakenCard, WrittenCard
from skilldesk.gui.report_lines import go_to_record
from skilldesk.gui.report_send import SendSteps
from skilldesk.gui.report_work import Package, PackageState, Receipt, ReceiptLine, Reporting, Taken, Written
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, parted, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import Hint, words
from skilldesk.progress import Progress

STATES: dict[PackageState, State] = {
    "waiting": (Sign.DOT, "等回执", "blue"),
    "unanswered": (Sign.CLOCK, "未回执", "amber"),
    "overdue": (Sign.CROSS, "久未回执", "red"),
    "returned": (Sign.CROSS, "有退回", "red"),
    "disputed": (Sign.WARN, "待裁定", "amber"),
    "accepted": (Sign.CHECK, "已接收", "green"),
    "replaced": (Sign.RING, "已代替", ""),
}

FILTERS: dict[str, tuple[str, frozenset[PackageState]]] = {
    "": ("全部", frozenset(STATES)),
    "open": ("未回执", frozenset({"waiting", "unanswered", "overdue"})),
    "returned": ("有退回", frozenset({"returned"})),
    "disputed": ("待裁定", frozenset({"disputed"})),
    "accepted": ("已接收", frozenset({"accepted"})),
}
"""The groups into which the history is parted; their keys are those of a place's filter `state`."""

PACKAGES = "报送包 (*.skd)"

MAY_NOT = "您的角色只能查看，报送由录入人员办理"

_COLUMNS: tuple[Column[Package], ...] = (
    Column("包号", lambda one: one.number),
    Column("内容", lambda one: one.content),
    Column("数量", lambda one: f"{one.count:,}", right=True),
    Column("导出时间", lambda one: one.written_at),
    Column("状态", lambda one: STATES[one.state][1], state=lambda one: STATES[one.state]),
    Column("回执", lambda one: one.answer),
)


@dataclass(frozen=True)
class _State:
    reporting: Reporting
    packages: Sequence[Package]


class ReportPage(LivePage):
    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__(desk.news)
        self._desk = desk
        self._all: Sequence[Package] = ()
        self._filter = ""
        self._await_newest = False
        self.packages = Listing(_COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _COLUMNS))
        self.view.setModel(self.packages)
        self.counts = CountTabs(desk.theme)
        self.receipt = ReceiptPanel(desk.theme)
        self.enrolment = EnrolmentCard(desk)
        self.sending = SendSteps(desk)
        on_paper = replace(desk, papers=desk.reports.hand_over)
        self.paper = PrintPage(on_paper, printers or Printers(), "报送与回执")
        self._card: Card | None = None
        self._lay_out()
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        inner = self._inner()
        if inner is not None:
            return inner.hints()
        may = self._desk.rights.allows("report")
        return (
            *((("Ctrl+E", "新的报送"), ("F8", "读入回执")) if may else ()),
            ("↑↓", "看每包的回执"),
            ("1–5", "按状态看"),
            ("F2", "去改正"),
            ("F9", "打印交接单"),
        )

    def innermost(self) -> Page:
        return self._inner() or self

    def take_focus(self) -> None:
        inner = self._inner()
        if inner is not None:
            inner.take_focus()
        elif self._card is not None:
            self._card.take_focus()
        else:
            (self.view if self.packages.values else self._base).setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        if place.act == "send":
            self.send()
        elif place.act == "read":
            self.read_in()
        if place.filters.get("state", "") in FILTERS:
            self._narrow(place.filters.get("state", ""))

    def _inner(self) -> Page | None:
        """The page that lies over this one: the steps of sending, or a sheet on the screen."""
        shown = self._whole.currentWidget()
        return shown if isinstance(shown, Page) else None

    # --- reading ---

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show)

    def _read(self, _: Progress) -> _State:
        reports = self._desk.reports
        return _State(reports.state(), reports.packages())

    def _show(self, state: _State) -> None:
        reporting = state.reporting
        self.enrolment.show_enrolment(reporting.enrolment)
        self._allow(let_in=reporting.enrolment.state == "confirmed")
        self._waiting.setText(
            f"有 {reporting.unsent:,} 条还没有报送" if reporting.unsent else "没有新的内容要报送"
        )
        self._all = state.packages
        self._narrow(self._filter)
        self.say_count(
            f"{len(state.packages)} 包　未回执 {reporting.unanswered}　有退回 {reporting.returned}"
        )

    def _allow(self, *, let_in: bool) -> None:
        may = self._desk.rights.allows("report")
        why = "" if let_in and may else MAY_NOT if not may else "入网确认以后才能报送"
        self._send.setEnabled(not why)
        self._send.setToolTip(why)
        self._first.setEnabled(not why)
        self._read_button.setEnabled(may)
        self.enrolment.setEnabled(may)
        self._why.setText(why)

    def _narrow(self, key: str) -> None:
        """Only the packages in those states."""
        self._filter = key
        was = None if self._await_newest else self.packages.at(self.view.current_row())
        self._await_newest = False
        shown = [one for one in self._all if one.state in FILTERS[key][1]]
        self.counts.show_counts(
            [
                Count(name, word, sum(one.state in states for one in self._all))
                for name, (word, states) in FILTERS.items()
            ],
            key,
        )
        self.packages.show_values(shown)
        self._stack.setCurrentWidget(self.view if shown else self._nothing if self._all else self._empty)
        self.view.fit_columns()
        numbers = [one.number for one in shown]
        self.view.go_to(numbers.index(was.number) if was and was.number in numbers else 0)
        self._show_receipt()

    # --- doing ---

    def send(self) -> None:
        """Write everything not yet acknowledged, step by step."""
        if self._send.isEnabled():
            self._hide_card()
            self._lay_over(self.sending)
            self.sending.begin()

    def read_in(self) -> None:
        """Take in a package that the user chooses: a receipt, or the answer to our request."""
        if not self._desk.rights.allows("report"):
            return
        path = self._desk.dialogs.file_to_read("选择省里发来的包", PACKAGES)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        reports = self._desk.reports
        self._desk.tasks.start(
            self, lambda progress: reports.read(path, progress), done=self._taken, title="正在读入"
        )

    def print_sheet(self) -> None:
        """The hand-over sheet of the package that was just written, or of the one in the list."""
        package = self.packages.at(self.view.current_row())
        if isinstance(self._card, WrittenCard):
            self._open_sheet(self._card.written.package)
        elif package is not None and self._desk.rights.allows("print"):
            self._open_sheet(package.id)

    def _open_sheet(self, package: str) -> None:
        reports = self._desk.reports
        self._desk.tasks.start(
            self,
            lambda progress: reports.draw_sheet(package, progress),
            done=lambda _: self._show_sheet(package),
            title="正在生成交接单",
        )

    def _show_sheet(self, package: str) -> None:
        self._lay_over(self.paper)
        self.paper.open(package)

    def _written(self, written: Written) -> None:
        self._lay_over(None)
        card = WrittenCard(self._desk.theme, written)
        card.print_asked.connect(self._open_sheet)
        card.again_asked.connect(partial(self._write_again, written))
        self._show_card(card)
        self._await_newest = True
        self._desk.news.tell()
        QTimer.singleShot(round(written.again_in * 1000), card, partial(self._look_again, card))

    def _write_again(self, written: Written) -> None:
        if written.write_again is not None:
            self._lay_over(self.sending)
            self.sending.choose_place(written.write_again)

    def _look_again(self, card: WrittenCard) -> None:
        self._desk.tasks.look(
            card,
            lambda _: card.written.look_again(),
            done=lambda _: card.say_still_there(),
            failed=self._not_there,
        )

    def _not_there(self, error: BaseException) -> None:
        """What lies on the stick is not what was written: say it where the good news stood."""
        card = FailedCard(self._desk.theme, "U 盘里的文件不能用", error)
        card.anew.connect(self._anew)
        self._show_card(card)

    def _anew(self) -> None:
        self._hide_card()
        self._lay_over(self.sending)
        self.sending.choose_place()

    def _taken(self, taken: Taken) -> None:
        self._show_card(TakenCard(self._desk.theme, taken))
        self._await_newest = True
        self._desk.news.tell(*taken.kinds)

    def _lay_over(self, page: Page | None) -> None:
        self._whole.setCurrentWidget(page or self._base)
        self.hinted.emit()
        self.take_focus()

    def _show_card(self, card: Card) -> None:
        self._hide_card()
        self._card = card
        card.closed.connect(self._hide_card)
        self._cards.addWidget(card)
        dress(self._send, self._desk.theme, "send", "")
        card.take_focus()

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
            dress(self._send, self._desk.theme, "send", "primary")
            self.take_focus()

    # --- the receipt ---

    def mend(self) -> None:
        """Go to the first record of the receipt that somebody must put right."""
        for line in self.receipt.lines:
            if line.record and not line.since:
                self._go(line)
                return

    def _go(self, line: ReceiptLine) -> None:
        go_to_record(self._desk, line.kind, line.record)

    def _show_receipt(self) -> None:
        package = self.packages.at(self.view.current_row())
        if package is None:
            self.receipt.show_receipt(None, None)
        else:
            self._desk.tasks.look(
                self,
                lambda _: self._desk.reports.receipt(package.number),
                done=lambda receipt: self._show_if_current(package, receipt),
            )

    def _show_if_current(self, package: Package, receipt: Receipt) -> None:
        if package is self.packages.at(self.view.current_row()):
            self.receipt.show_receipt(package, receipt)

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_receipt())
        self.view.opened.connect(lambda _: self.mend())
        self.counts.chosen.connect(self._narrow)
        self.receipt.put_right.connect(self._go)
        self.enrolment.changed.connect(self._desk.news.tell)
        self.enrolment.answered.connect(self.read_in)
        self.sending.written.connect(self._written)
        self.sending.closed.connect(lambda: self._lay_over(None))
        self.paper.closed.connect(lambda: self._lay_over(None))
        for page in (self.sending, self.paper):
            page.hinted.connect(self.hinted)
        for key, act in (
            ("Ctrl+E", self.send),
            ("F8", self.read_in),
            ("F2", self.mend),
            ("F5", self.refresh),
            ("F9", self.print_sheet),
        ):
            self.on_key(key, act, inside=self._base)
        for at in range(len(FILTERS)):
            self.on_key(str(at + 1), partial(self.counts.choose, at), inside=self.view)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._waiting, self._why = words("", "hint"), words("", "hint")
        self._title = words("报送与回执", "title")
        self._read_button = with_icon(button("读入回执  F8", self.read_in), theme, "import")
        self._send = with_icon(button("新的报送  Ctrl+E", self.send, kind="primary"), theme, "send")
        line = heading(theme, self._title, self._waiting, None, self._why, self._read_button, self._send)
        self._cards = column(self.enrolment, spacing=12)
        self._first = with_icon(button("开始第一次报送", self.send), theme, "send")
        text = "还没有报送过。把没报的内容写到 U 盘，交到省里，再读入回执。"
        self._empty = EmptyPage(theme, text, self._first)
        self._nothing = EmptyPage(theme, "这一类里没有报送包。")
        self._stack = QStackedWidget()
        for part in (self._empty, self._nothing, self.view):
            self._stack.addWidget(part)
        self._stack.setMinimumHeight(theme.px(64))  # a card above it needs its room in a low window
        left = laid(QFrame(), column(self._cards, self._make_history(), spacing=12), margins=(16, 0, 12, 12))
        split = parted(QSplitter(), left, self.receipt, sizes=(theme.px(838), theme.px(388)))
        split.setStretchFactor(0, 1)
        self._base = laid(QWidget(), column(line, split, spacing=0))
        self._base.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._whole = QStackedWidget()
        for over in (self._base, self.sending, self.paper):
            self._whole.addWidget(over)
        laid(self, column(self._whole, spacing=0))
        self._allow(let_in=False)

    def _make_history(self) -> QFrame:
        head = laid(QFrame(), row(words("报送记录", "lead"), 8, self.counts, None), margins=(16, 4, 12, 4))
        return laid(frame("card"), column(head, self._stack, spacing=0), margins=(1, 1, 1, 1))
