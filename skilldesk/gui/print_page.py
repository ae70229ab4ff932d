"""打印: the stored file as it is, on the screen and then on paper, with the ledger of what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSpinBox, QWidget

from skilldesk import platform
from skilldesk.core.records import RecordId
from skilldesk.errors import NotWritten
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.paper_work import Paper, Printed
from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.pdf_view import PageList, PdfView
from skilldesk.gui.printing import Order, Printers, print_pages
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.progress import Progress

_PANEL = 328
_NO_PRINTER = "这台电脑还没有装打印机"


@dataclass(frozen=True)
class _Opened:
    paper: Paper
    pages: PdfPages
    ledger: Sequence[Printed]


class PrintPage(Page):
    HINTS = (("F9", "打印"), ("PgDn", "下一页"), ("Ctrl++", "放大"), ("Ctrl+-", "缩小"), ("Esc", "返回"))

    closed = Signal()

    def __init__(self, desk: Desk, printers: Printers, back_to: str = "申领单") -> None:
        super().__init__()
        self._desk, self._printers, self._back_to = desk, printers, back_to
        self._opened: _Opened | None = None
        self.view = PdfView(desk.theme)
        self.list = PageList()
        self.printer, self.range, self.copies = QComboBox(), QComboBox(), QSpinBox()
        self.print_button = with_icon(button("打印  F9", self.print, kind="primary"), desk.theme, "print")
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.view.setFocus()

    def open(self, claim: RecordId) -> None:
        """Show the stored form of a claim."""
        self._desk.tasks.look(self, lambda _: self._read(claim), done=self._show)

    def leave(self) -> None:
        """Go back, and let the document go."""
        opened, self._opened = self._opened, None
        self.view.show_pages(None)
        self.list.show_pages(None)
        if opened is not None:
            opened.pages.close()
        self.closed.emit()

    def _read(self, claim: RecordId) -> _Opened:
        papers = self._desk.papers
        paper = papers.open(claim)
        return _Opened(paper, _pages_of(paper), papers.ledger(paper))

    def _show(self, opened: _Opened) -> None:
        if self._opened is not None:
            self._opened.pages.close()
        self._opened = opened
        paper, pages = opened.paper, len(opened.pages)
        self._title.setText(paper.title)
        self._detail.setText(f"{paper.number}　{paper.detail}")
        self._check.setText(f"校验码 {paper.check_code}，重印与原件完全一致")
        self.view.show_pages(opened.pages)
        self.list.show_pages(opened.pages)
        self.range.clear()
        self.range.addItems([f"全部 {pages} 页", "只印当前页"] if pages > 1 else [f"全部 {pages} 页"])
        self._fill_printers()
        self._show_ledger(opened.ledger)
        self._tell_page(0)

    def _fill_printers(self) -> None:
        names = self._printers.names()
        self.printer.clear()
        self.printer.addItems(names or [_NO_PRINTER])
        self.printer.setEnabled(bool(names))
        self.print_button.setEnabled(bool(names))

    def print(self) -> None:
        opened = self._opened
        if opened is None or not self.print_button.isEnabled():
            return
        copies, name = self.copies.value(), self.printer.currentText()
        pages = range(len(opened.pages)) if self.range.currentIndex() == 0 else [self.view.page()]
        offset = self._desk.papers.offset(name)
        order = Order(title=opened.paper.number, pages=pages, copies=copies, offset=offset)
        printer = self._printers.printer(name)
        self.print_button.setEnabled(False)

        def job(progress: Progress) -> Sequence[Printed]:
            own = _pages_of(opened.paper)
            try:
                print_pages(own, order, printer, progress)
            finally:
                own.close()
            self._desk.papers.note(opened.paper, "print", copies)
            return self._desk.papers.ledger(opened.paper)

        self._desk.tasks.start(self, job, done=self._printed, failed=self._not_done, title="正在打印")

    def _printed(self, ledger: Sequence[Printed]) -> None:
        self.print_button.setEnabled(True)
        self._show_ledger(ledger)

    def _not_done(self, error: BaseException) -> None:
        self.print_button.setEnabled(True)
        self._desk.dialogs.tell_error(error)

    def save_copy(self) -> None:
        """Write the stored bytes into a file of the user's choice, and enter that in the ledger."""
        opened = self._opened
        if opened is None:
            return
        path = self._desk.dialogs.file_to_write("另存为 PDF", f"{opened.paper.number}.pdf", "PDF (*.pdf)")
        if path is None:
            return

        def job(_: Progress) -> Sequence[Printed]:
            _write(path, opened.paper.pdf)
            self._desk.papers.note(opened.paper, "save", 1)
            return self._desk.papers.ledger(opened.paper)

        self._desk.tasks.start(self, job, done=self._printed, failed=self._not_done, title="正在另存")

    def _tell_page(self, page: int) -> None:
        if self._opened is not None:
            self.list.mark(page)
            told = f"第{page + 1}页，共{len(self._opened.pages)}页"
            self._place.setText(told)
            self.say_count(told)

    def _tell_copies(self, copies: int) -> None:
        self.print_button.setText(f"打印 {copies} 份  F9")

    def _show_ledger(self, ledger: Sequence[Printed]) -> None:
        empty_out(self._ledger)
        if not ledger:
            self._ledger.addWidget(words("还没有打印过。", "hint"))
        for printed in ledger:
            line = row(SignMark(self._desk.theme, Sign.CHECK, "green"), words(printed.who), spacing=8)
            line.addWidget(words(printed.what, "label"))
            line.addStretch(1)
            line.addWidget(words(printed.when, "hint"))
            self._ledger.addWidget(laid(QWidget(), line))

    def _connect(self) -> None:
        self.view.moved.connect(self._tell_page)
        self.view.zoomed.connect(self._zoomed)
        self.list.chosen.connect(self.view.go_to)
        self.copies.valueChanged.connect(self._tell_copies)
        self.on_key("F9", self.print)
        self.on_key("Esc", self.leave)
        for key in ("Ctrl++", "Ctrl+="):
            self.on_key(key, lambda: self.view.zoom(1))
        self.on_key("Ctrl+-", lambda: self.view.zoom(-1))
        self.on_key("Ctrl+0", self.view.fit_width)

    def _zoomed(self, text: str) -> None:
        self._zoom.setText(text)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title, self._detail = words("", "title"), words("", "hint")
        back = button(f"‹ {self._back_to}", self.leave, kind="quiet", accessible=f"返回{self._back_to}")
        save = with_icon(button("另存 PDF", self.save_copy), theme, "export")
        warning = words("此文件任何人都能打开", "hint")
        line = heading(theme, back, self._title, self._detail, None, warning, save)
        middle = laid(QWidget(), column(self._make_bar(), self.view, spacing=0))
        whole = row(self.list, middle, self._make_panel(), spacing=0)
        whole.setStretch(1, 1)
        laid(self, column(line, laid(QWidget(), whole), spacing=0))

    def _make_bar(self) -> QFrame:
        self._place, self._zoom = words(), words("适合宽度", "label")
        smaller = button("−", lambda: self.view.zoom(-1), kind="small", accessible="缩小")
        larger = button("＋", lambda: self.view.zoom(1), kind="small", accessible="放大")
        bar = frame("top")
        laid(bar, row(self._place, None, smaller, self._zoom, larger), margins=(16, 4, 16, 4))
        return bar

    def _make_panel(self) -> QFrame:
        self.copies.setRange(1, 99)
        for control, name in ((self.printer, "打印机"), (self.range, "范围"), (self.copies, "份数")):
            control.setAccessibleName(name)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (label, widget) in enumerate(
            (("打印机", self.printer), ("范围", self.range), ("份数", self.copies))
        ):
            grid.addWidget(
                words(label, "label"), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            grid.addWidget(widget, at, 1)
        self._tell_copies(1)
        self._ledger = column(spacing=6)
        inside = column(
            words("打印", "lead"),
            laid(QWidget(), grid),
            4,
            self.print_button,
            8,
            rule(),
            4,
            words("存档", "lead"),
            self._make_banner(),
            8,
            words("打印记录", "label"),
            self._ledger,
            None,
        )
        panel = laid(frame("side"), column(scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 12)))))
        panel.setFixedWidth(self._desk.theme.px(_PANEL))
        return panel

    def _make_banner(self) -> QFrame:
        banner = frame("banner", tone="green")
        self._check: QLabel = sentence("", "label")
        text = column(words("本文件已存档，内容不再变", "strong", tone="green"), self._check, spacing=2)
        laid(banner, text, margins=(12, 8, 12, 8))
        return banner


def _pages_of(paper: Paper) -> PdfPages:
    last = None if paper.last_page is None else paper.last_page - 1
    return PdfPages(paper.pdf, paper.first_page - 1, last)


def _write(path: Path, pdf: bytes) -> None:
    try:
        platform.write_file(path, pdf)
    except OSError as error:
        raise NotWritten(
            "PDF 没有存成，那个地方写不进去。表格存档没有变化。请换一个文件夹再存一次。"
        ) from error
