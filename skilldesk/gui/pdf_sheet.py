"""A PDF that is not one of the stored forms: shown, printed, and saved if somebody wants a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.pdf_view import PdfView
from skilldesk.gui.printing import Offset, Order, Printers, print_pages
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import words
from skilldesk.progress import Progress

_WIDEST = 760
"""So wide, half of an A4 page is seen at once."""

NO_PRINTER = "这台电脑还没有装打印机"


class PdfSheet(QFrame):
    """The pages, a printer to choose, and what can be done."""

    def __init__(self, desk: Desk, printers: Printers, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._desk, self._printers, self._title = desk, printers, title
        self._pdf = b""
        self._pages: PdfPages | None = None
        self.view = PdfView(desk.theme)
        self.printer = QComboBox()
        self.printer.setAccessibleName("打印机")
        self.print_button = with_icon(button("打印", self.print), desk.theme, "print")
        self.offset: Callable[[str], Offset] = desk.papers.offset
        """How far the printer of that name must be corrected."""
        self.foot = row(words("打印机", "label"), self.printer, self.print_button, None)
        line = laid(frame("foot"), self.foot, margins=(12, 8, 12, 8))
        self.view.setMaximumWidth(desk.theme.px(_WIDEST))
        middle = row(None, self.view, None, spacing=0)
        middle.setStretch(1, 100)
        laid(self, column(laid(QWidget(), middle), line, spacing=0))
        self._fill_printers()

    def show_pdf(self, pdf: bytes) -> None:
        self.clear()
        self._pdf = pdf
        self._pages = PdfPages(pdf)
        self.view.show_pages(self._pages)

    def clear(self) -> None:
        """Let the document go."""
        self.view.show_pages(None)
        if self._pages is not None:
            self._pages.close()
        self._pdf, self._pages = b"", None

    def pdf(self) -> bytes:
        return self._pdf

    def print(self) -> None:
        """Print one copy of all pages."""
        name, pdf = self.printer.currentText(), self._pdf
        if not (pdf and self.print_button.isEnabled()):
            return
        offset, printer = self.offset(name), self._printers.printer(name)
        self.print_button.setEnabled(False)

        def job(progress: Progress) -> None:
            pages = PdfPages(pdf)
            try:
                order = Order(title=self._title, pages=range(len(pages)), copies=1, offset=offset)
                print_pages(pages, order, printer, progress)
            finally:
                pages.close()

        self._desk.tasks.start(
            self,
            job,
            done=lambda _: self.print_button.setEnabled(True),
            failed=self._not_printed,
            title=f"正在打印{self._title}",
        )

    def _not_printed(self, error: BaseException) -> None:
        self.print_button.setEnabled(True)
        self._desk.dialogs.tell_error(error)

    def _fill_printers(self) -> None:
        names = self._printers.names()
        self.printer.addItems(list(names) or [NO_PRINTER])
        for control in (self.printer, self.print_button):
            control.setEnabled(bool(names))
