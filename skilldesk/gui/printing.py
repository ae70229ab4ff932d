"""Putting stored pages on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from skilldesk.errors import NotWritten
from skilldesk.gui.pdf_pages import POINTS_PER_INCH, PdfPages
from skilldesk.progress import Progress

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


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be printed: pages counted from 0, and how often."""

    title: str
    pages: Sequence[int]
    copies: int
    offset: Offset = (0, 0)


def print_pages(pdf: PdfPages, order: Order, printer: QPrinter, progress: Progress) -> None:
    """Print the pages in order, each copy whole before the next; NotWritten if the printer takes nothing."""
    printer.setDocName(order.title)
    printer.setFullPage(True)
    _fit_paper(printer, pdf, order.pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise NotWritten(
            "没有打印成，打印机没有接受。表格存档没有变化。请看打印机是否开着、有没有纸，再打印一次。"
        )
    try:
        sheets = [page for _ in range(order.copies) for page in order.pages]
        for done, page in enumerate(sheets):
            progress.step(done, len(sheets), f"第{done + 1}张，共{len(sheets)}张")
            if done:
                printer.newPage()
            _paint(painter, printer, pdf, page, order.offset)
    finally:
        painter.end()


def _fit_paper(printer: QPrinter, pdf: PdfPages, page: int) -> None:
    size = pdf.size(page)
    upright = size.width() <= size.height()
    paper = QPageSize(size if upright else size.transposed(), QPageSize.Unit.Point)
    printer.setPageSize(paper)
    turned = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    printer.setPageOrientation(turned)


def _paint(painter: QPainter, printer: QPrinter, pdf: PdfPages, page: int, offset: Offset) -> None:
    dots = printer.resolution()
    image = pdf.image(page, min(dots, _FINEST) / POINTS_PER_INCH)
    size = pdf.size(page) * (dots / POINTS_PER_INCH)
    right, down = (part * _TENTH_MM * dots for part in offset)
    painter.drawImage(QRectF(right, down, size.width(), size.height()), image)
