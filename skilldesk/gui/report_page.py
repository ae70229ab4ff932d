"""报送与回执: what goes to the province on a stick, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.enrolment_card import EnrolmentCard
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.receipt_panel import ReceiptPanel
from skilldesk.gui.record_view import RowView
from skilldesk.gui.report_cards import TakenCard, WrittenCard
from skilldesk.gui.report_work import Package, PackageState, Receipt, Reporting, Taken, Written
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import words
from skilldesk.progress import Progress

STATES: dict[PackageState, State] = {
    "waiting": (Sign.DOT, "待送出", "blue"),
    "unanswered": (Sign.CLOCK, "未回执", "amber"),
    "returned": (Sign.CROSS, "有退回", "red"),
    "disputed": (Sign.WARN, "待裁定", "amber"),
    "accepted": (Sign.CHECK, "已接收", "green"),
    "replaced": (Sign.RING, "已代替", ""),
}

PACKAGES = "报送包 (*.skd)"

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


class ReportPage(Page):
    HINTS = (("Ctrl+E", "新的报送"), ("F8", "读入回执"), ("↑↓", "看每包的回执"), ("F5", "刷新"))

    put_right = Signal(str, str)
    """Somebody wants to open the record of that kind with that id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.packages = Listing(_COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _COLUMNS))
        self.view.setModel(self.packages)
        self.receipt = ReceiptPanel(desk.theme)
        self.enrolment = EnrolmentCard(desk)
        self._card: WrittenCard | TakenCard | None = None
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.view.setFocus()

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show)

    def _read(self, _: Progress) -> _State:
        reports = self._desk.reports
        return _State(reports.state(), reports.packages())

    def _show(self, state: _State) -> None:
        reporting = state.reporting
        self.enrolment.show_enrolment(reporting.enrolment)
        let_in = reporting.enrolment.state == "confirmed"
        self._send.setEnabled(let_in)
        self._send.setToolTip("" if let_in else "入网确认以后才能报送")
        self._waiting.setText(
            f"有 {reporting.unsent} 条还没有报送" if reporting.unsent else "没有新的内容要报送"
        )
        row = max(0, self.view.current_row())
        self.packages.show_values(state.packages)
        self._stack.setCurrentWidget(self.view if state.packages else self._empty)
        self.view.fit_columns()
        self.view.go_to(min(row, len(state.packages) - 1))
        self._history.setText(f"共 {len(state.packages)} 包")
        self.say_count(
            f"{len(state.packages)} 包　未回执 {reporting.unanswered}　有退回 {reporting.returned}"
        )
        self._show_receipt()

    def send(self) -> None:
        """Write everything not yet acknowledged into a folder that the user chooses."""
        folder = self._desk.dialogs.folder("选择 U 盘或文件夹") if self._send.isEnabled() else None
        if folder is None:
            return
        reports = self._desk.reports
        self._send.setEnabled(False)
        self._desk.tasks.start(
            self,
            lambda progress: reports.send(folder, progress),
            done=self._written,
            failed=self._not_sent,
            title="正在写入并读回核对",
        )

    def read_in(self) -> None:
        """Take in a package that the user chooses: a receipt, or the answer to our request."""
        path = self._desk.dialogs.file_to_read("选择省里发来的包", PACKAGES)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        reports = self._desk.reports
        self._desk.tasks.start(
            self, lambda progress: reports.read(path, progress), done=self._taken, title="正在读入"
        )

    def _written(self, written: Written) -> None:
        self._show_card(WrittenCard(self._desk.theme, written))
        self._desk.news.tell()
        QTimer.singleShot(round(written.again_in * 1000), self, partial(self._look_again, written))

    def _look_again(self, written: Written) -> None:
        self._desk.tasks.look(self, lambda _: written.look_again(), done=lambda _: None)

    def _not_sent(self, error: BaseException) -> None:
        self._send.setEnabled(True)
        self._desk.dialogs.tell_error(error)

    def _taken(self, taken: Taken) -> None:
        self._show_card(TakenCard(self._desk.theme, taken))
        self._desk.news.tell(*taken.kinds)

    def _show_card(self, card: WrittenCard | TakenCard) -> None:
        self._hide_card()
        self._card = card
        card.closed.connect(self._hide_card)
        self._cards.addWidget(card)
        card.done.setFocus()

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
            self.view.setFocus()

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _hear(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_receipt())
        self.receipt.put_right.connect(self.put_right)
        self.enrolment.changed.connect(self._desk.news.tell)
        self.enrolment.answered.connect(self.read_in)
        self._desk.news.changed.connect(lambda _: self._hear())
        self.on_key("Ctrl+E", self.send)
        self.on_key("F8", self.read_in)
        self.on_key("F5", self.refresh)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._waiting, self._history = words("", "hint"), words("", "hint")
        read = with_icon(button("读入回执  F8", self.read_in), theme, "import")
        self._send = with_icon(button("新的报送  Ctrl+E", self.send, kind="primary"), theme, "send")
        line = heading(theme, words("报送与回执", "title"), self._waiting, None, read, self._send)
        self._cards = column(self.enrolment, spacing=12)
        self._empty = EmptyPage(theme, "还没有报送过。按 Ctrl+E 把没报的内容写到 U 盘，交到省里。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        left = laid(QFrame(), column(self._cards, self._make_history(), spacing=12), margins=(16, 0, 12, 12))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.receipt)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(838), theme.px(388)])
        laid(self, column(line, split, spacing=0))

    def _make_history(self) -> QFrame:
        head = laid(QFrame(), row(words("报送记录", "lead"), self._history, None), margins=(16, 0, 16, 0))
        head.setFixedHeight(self._desk.theme.px(36))
        return laid(frame("card"), column(head, self._stack, spacing=0), margins=(1, 1, 1, 1))
