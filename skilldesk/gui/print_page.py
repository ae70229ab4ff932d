"""打印: stored files as they are, on the screen and then on paper, with the ledger of what was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QWidget

from skilldesk import platform
from skilldesk.core.records import RecordId
from skilldesk.errors import NotWritten
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.paper_work import Paper, Printed
from skilldesk.gui.pdf_pages import Part, PdfPages
from skilldesk.gui.pdf_view import PageList, PdfView
from skilldesk.gui.print_panel import PrintPanel
from skilldesk.gui.printing import Order, Printers, chosen_in_dialog, print_pages
from skilldesk.gui.tasks import Running
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import ShortWords, words
from skilldesk.progress import Progress

_PRINTER = "printer"
"""Under which the memory keeps the printer that was used last."""

_SAVE_NOT = "您的角色不能另存 PDF，请由有这个角色的同事来办。"


@dataclass(frozen=True)
class _Opened:
    """Papers one after the other, each with its ledger."""

    papers: Sequence[Paper]
    pages: PdfPages
    ledgers: Sequence[Sequence[Printed]]
    are_printed: Sequence[bool]
    """Which of them were printed before."""

    def paper_at(self, page: int) -> int:
        return self.pages.part_of(page) if len(self.pages) else 0


class PrintPage(Page):
    HINTS = (
        ("F9", "打印"),
        ("Ctrl+P", "打印设置"),
        ("PgDn", "下一页"),
        ("Ctrl++", "放大"),
        ("Ctrl+-", "缩小"),
        ("Esc", "返回"),
    )

    closed = Signal()

    def __init__(self, desk: Desk, printers: Printers, back_to: str = "申领单") -> None:
        super().__init__()
        self._desk, self._printers, self._back_to = desk, printers, back_to
        self._opened: _Opened | None = None
        self._printing: Running | None = None
        self.view = PdfView(desk.theme)
        self.list = PageList()
        self.panel = PrintPanel(desk.theme, may_print=desk.rights.allows("print"))
        self.panel.spoiled_button.setVisible(desk.papers.spoil is not None)
        self.printer, self.range, self.copies = self.panel.printer, self.panel.range, self.panel.copies
        self.print_button = self.panel.print_button
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.view.setFocus()

    # --- which papers ---

    def open(self, claim: RecordId) -> None:
        """Show the stored form of a claim."""
        self.open_all([claim])

    def open_all(self, claims: Sequence[RecordId]) -> None:
        """Show the stored forms of these claims one after the other, to be printed together."""
        self._look(lambda: [self._desk.papers.open(claim) for claim in claims])

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Show any stored papers, whatever they are of."""
        self._look(lambda: papers)

    def leave(self) -> None:
        """Go back, and let the documents go."""
        opened, self._opened = self._opened, None
        self.view.show_pages(None)
        self.list.show_pages(None)
        if opened is not None:
            opened.pages.close()
        self.closed.emit()

    def _look(self, papers: Callable[[], Sequence[Paper]]) -> None:
        self._desk.tasks.look(
            self, lambda _: self._read(papers()), done=self._show, failed=self._not_opened, title="正在打开"
        )

    def _read(self, papers: Sequence[Paper]) -> _Opened:
        work = self._desk.papers
        return _Opened(
            papers,
            _pages_of(papers),
            [work.ledger(paper) for paper in papers],
            [work.is_printed(paper) for paper in papers],
        )

    def _show(self, opened: _Opened) -> None:
        if self._opened is not None:
            self._opened.pages.close()
        self._opened = opened
        self.view.show_pages(opened.pages)
        self.list.show_pages(opened.pages)
        self.panel.show_pages(len(opened.pages))
        self.panel.show_printers(self._printers.names(), self._desk.memory.recall(_PRINTER))
        self._tell_page(0)

    def _not_opened(self, error: BaseException) -> None:
        self._desk.dialogs.tell_error(error)
        self.leave()

    # --- printing ---

    def print(self) -> None:
        """On the printer of the panel."""
        opened, name = self._opened, self.printer.currentText()
        if opened is None or not self.print_button.isEnabled():
            return
        pages = range(len(opened.pages)) if self.range.currentIndex() == 0 else [self.view.page()]
        self._print_if_told_why(self._printers.printer(name), pages, self.copies.value())

    def ask_system(self) -> None:
        """Through the dialog of the system."""
        opened = self._opened
        if opened is None or not self.panel.settings_button.isEnabled():
            return
        name = self.printer.currentText() if self.panel.has_printer else ""
        printer, total = self._printers.printer(name), len(opened.pages)
        printer.setCopyCount(self.copies.value())

        def accepted() -> None:
            pages, copies = chosen_in_dialog(printer, total)
            self._print_if_told_why(printer, pages, copies)

        self._printers.ask(printer, total, self, accepted)

    def _print_if_told_why(self, printer: QPrinter, pages: Sequence[int], copies: int) -> None:
        """What was printed before is printed again only for a reason."""
        opened = self._opened
        if opened is None:
            return
        papers = sorted({opened.paper_at(page) for page in pages})
        again = [at for at in papers if opened.are_printed[at]] if self._desk.papers.reprint else []
        name = printer.printerName()
        order = Order(
            title=self._document(), pages=pages, copies=copies, offset=self._desk.papers.offset(name)
        )
        if not again:
            self._print(printer, order, "")
            return
        which = opened.papers[again[0]].number if len(again) == 1 else f"{len(again)} 份表格"
        notice = Notice(
            heading=f"补打：{which} 以前打印过",
            lines=(("数据", "补打的与原件一个字节不差，原来的打印记录保留。"),),
            act=f"补打 {copies} 份",
            leave="不打印",
            icon="print",
            tone="amber",
        )
        reasons = self._desk.papers.reprint_reasons
        self._desk.dialogs.ask_reason(notice, reasons, lambda reason: self._print(printer, order, reason))

    def _document(self) -> str:
        papers = self._opened.papers if self._opened else ()
        return papers[0].number if papers else ""

    def _print(self, printer: QPrinter, order: Order, reason: str) -> None:
        opened, work = self._opened, self._desk.papers
        if opened is None:
            return
        self.panel.let_print(go_on=False)
        self._desk.memory.remember(_PRINTER, printer.printerName())

        def job(progress: Progress) -> _Opened:
            work.expect("print")
            own = _pages_of(opened.papers)
            try:
                sheets = print_pages(own, order, printer, progress)
            finally:
                own.close()
            for paper, copies in _copies(opened, sheets):
                if work.reprint is not None and work.is_printed(paper):
                    work.reprint(paper, copies, reason)
                else:
                    work.note(paper, "print", copies)
            return self._again(opened)

        self._printing = self._desk.tasks.start(
            self, job, done=self._noted, failed=self._not_done, title="正在打印"
        )

    def _again(self, opened: _Opened) -> _Opened:
        """The same pages with their ledgers as they are now."""
        work = self._desk.papers
        return replace(
            opened,
            ledgers=[work.ledger(paper) for paper in opened.papers],
            are_printed=[work.is_printed(paper) for paper in opened.papers],
        )

    def _noted(self, opened: _Opened) -> None:
        self.panel.let_print(go_on=True)
        if self._opened is not None and self._opened.pages is opened.pages:
            self._opened = opened
            self._tell_page(self.view.page())

    def _ended(self, running: Running) -> None:
        """Also when it was stopped before the first sheet."""
        if running is self._printing:
            self.panel.let_print(go_on=True)

    def _not_done(self, error: BaseException) -> None:
        self.panel.let_print(go_on=True)
        self._desk.dialogs.tell_error(error)

    # --- other acts ---

    def save_copy(self) -> None:
        """Write the stored bytes into a file of the user's choice, and enter that in the ledger."""
        opened = self._opened
        if opened is None or not self.save_button.isEnabled():
            return
        paper = opened.papers[opened.paper_at(self.view.page())]
        path = self._desk.dialogs.file_to_write("另存为 PDF", f"{paper.number}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        work = self._desk.papers

        def job(_: Progress) -> _Opened:
            work.expect("save")
            _write(path, paper.pdf)
            work.note(paper, "save", 1)
            return self._again(opened)

        self._desk.tasks.start(self, job, done=self._noted, failed=self._not_done, title="正在另存")

    def _spoil(self) -> None:
        """A sheet was thrown away: the ledger tells why."""
        opened = self._opened
        if opened is None:
            return
        paper, work = opened.papers[opened.paper_at(self.view.page())], self._desk.papers
        enter = work.spoil
        if enter is None:
            return
        notice = Notice(
            heading=f"登记作废：{paper.number}",
            lines=(("数据", "只登记一张纸作废，存档的文件和申领单不变。"),),
            act="登记作废一份",
            leave="不登记",
            tone="amber",
        )

        def spoil(reason: str) -> None:
            def job(_: Progress) -> _Opened:
                enter(paper, 1, reason)
                return self._again(opened)

            self._desk.tasks.start(self, job, done=self._noted, failed=self._not_done)

        self._desk.dialogs.ask_reason(notice, work.reprint_reasons, spoil)

    # --- what happens ---

    def _tell_page(self, page: int) -> None:
        opened = self._opened
        if opened is None or not opened.papers:
            return
        self.list.mark(page)
        at = opened.paper_at(page)
        paper, papers = opened.papers[at], len(opened.papers)
        told = f"第{page + 1}页，共{len(opened.pages)}页"
        self._place.setText(told)
        self._title.setText(paper.title)
        batch = f"　本批第 {at + 1} 份，共 {papers} 份" if papers > 1 else ""
        self._detail.setText(f"{paper.number}　{paper.detail}{batch}")
        self.panel.show_paper(paper, opened.ledgers[at])
        self.say_count(told)

    def _connect(self) -> None:
        self._desk.tasks.ended.connect(self._ended)
        self.view.moved.connect(self._tell_page)
        self.view.zoomed.connect(self._zoomed)
        self.list.chosen.connect(self.view.go_to)
        self.panel.asked.connect(self.print)
        self.panel.settings.connect(self.ask_system)
        self.panel.spoiled.connect(self._spoil)
        self.on_key("F9", self.print)
        self.on_key("Ctrl+P", self.ask_system)
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
        self._title, self._detail = words("", "title"), ShortWords("hint")
        back = button(f"‹ {self._back_to}", self.leave, kind="quiet", accessible=f"返回{self._back_to}")
        self.save_button = with_icon(button("另存 PDF", self.save_copy), theme, "export")
        may_save = self._desk.rights.allows("save")
        self.save_button.setEnabled(may_save)
        self.save_button.setToolTip("" if may_save else _SAVE_NOT)
        warning = words("此文件任何人都能打开" if may_save else _SAVE_NOT, "hint")
        line = heading(theme, back, self._title, self._detail, None, warning, self.save_button)
        middle = laid(QWidget(), column(self._make_bar(), self.view, spacing=0))
        whole = row(self.list, middle, self.panel, spacing=0)
        whole.setStretch(1, 1)
        laid(self, column(line, laid(QWidget(), whole), spacing=0))

    def _make_bar(self) -> QFrame:
        self._place, self._zoom = words(), words("适合宽度", "label")
        smaller = button("−", lambda: self.view.zoom(-1), kind="small", accessible="缩小")
        larger = button("＋", lambda: self.view.zoom(1), kind="small", accessible="放大")
        bar = frame("top")
        laid(bar, row(self._place, None, smaller, self._zoom, larger), margins=(16, 4, 16, 4))
        return bar


def _copies(opened: _Opened, sheets: Sequence[int]) -> Iterator[tuple[Paper, int]]:
    """The papers of which something came out, and how many copies were begun."""
    counted = Counter(sheets)
    for at, paper in enumerate(opened.papers):
        if copies := max(
            (number for page, number in counted.items() if opened.paper_at(page) == at), default=0
        ):
            yield paper, copies


def _pages_of(papers: Sequence[Paper]) -> PdfPages:
    return PdfPages(
        *(
            Part(paper.pdf, paper.first_page - 1, None if paper.last_page is None else paper.last_page - 1)
            for paper in papers
        )
    )


def _write(path: Path, pdf: bytes) -> None:
    try:
        platform.write_file(path, pdf)
    except OSError as error:
        raise NotWritten(
            "PDF 没有存成，那个地方写不进去。表格存档没有变化。请换一个文件夹再存一次。"
        ) from error
