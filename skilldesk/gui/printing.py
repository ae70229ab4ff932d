"""Putting stored pages on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from skilldesk.errors import NotWritten
from skilldesk.gui.pdf_pages import POINTS_PER_INCH, PdfPages
from skilldesk.progress import Cancelled, Progress

_FINEST = 300
"""Dots to an inch; more only makes the print file of a form larger."""

_TENTH_MM = 1 / 254
"""In inches."""

Offset = tuple[int, int]
"""How far everything must move right and down, in tenths of a millimetre."""


class Printers:
    """The printers that this PC knows."""

    def names(self) -> Sequence[str]:
        """The usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != usual)

    def printer(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer

    def ask(self, printer: QPrinter, pages: int, parent: QWidget, accepted: Callable[[], object]) -> None:
        """Open the dialog of the system, in which printer, copies, pages and paper tray are chosen."""
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            accepted()
        dialog.deleteLater()


def chosen_in_dialog(printer: QPrinter, pages: int) -> tuple[Sequence[int], int]:
    """The pages, counted from 0, and the copies that were chosen; we make the copies, not the printer."""
    copies = max(1, printer.copyCount())
    printer.setCopyCount(1)
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        last = min(printer.toPage() or pages, pages)
        return range(printer.fromPage() - 1, last), copies
    return range(pages), copies


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be printed: pages counted from 0, and how often."""

    title: str
    pages: Sequence[int]
    copies: int
    offset: Offset = (0, 0)


def print_pages(pdf: PdfPages, order: Order, printer: QPrinter, progress: Progress) -> list[int]:
    """Print the pages in order, each copy whole before the next; NotWritten if the printer takes nothing.

    The pages that came out, sheet by sheet: fewer than were ordered, if somebody stopped it after the first.
    """
    printer.setDocName(order.title)
    printer.setFullPage(True)
    _fit_paper(printer, pdf, order.pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise NotWritten(
            "没有打印成，打印机没有接受。表格存档没有变化。请看打印机是否开着、有没有纸，再打印一次。"
        )
    sheets = [page for _ in range(order.copies) for page in order.pages]
    done = 0
    try:
        for done, page in enumerate(sheets):
            progress.step(done, len(sheets), f"第{done + 1}张，共{len(sheets)}张")
            if done:
                _fit_paper(printer, pdf, page)
                printer.newPage()
            _paint(painter, printer, pdf, page, order.offset)
    except Cancelled:
        if not done:
            raise
        return sheets[:done]
    finally:
        painter.end()
    return sheets


def _fit_paper(printer: QPrinter, pdf: PdfPages, page: int) -> None:
    """Lay the paper as the page lies: a claim of an institution has upright pages and others across."""
    size = pdf.size(page)
    upright = size.width() <= size.height()
    paper = QPageSize(size if upright else size.transposed(), QPageSize.Unit.Point)
    turned = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    layout = printer.pageLayout()
    if (layout.pageSize(), layout.orientation()) != (paper, turned):
        printer.setPageSize(paper)
        printer.setPageOrientation(turned)


def _paint(painter: QPainter, printer: QPrinter, pdf: PdfPages, page: int, offset: Offset) -> None:
    dots = printer.resolution()
    image = pdf.image(page, min(dots, _FINEST) / POINTS_PER_INCH)
    size = pdf.size(page) * (dots / POINTS_PER_INCH)
    right, down = (part * _TENTH_MM * dots for part in offset)
    painter.drawImage(QRectF(right, down, size.width(), size.height()), image)
