import io
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from skilldesk.errors import NotWritten
from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.printing import Order, Printers, print_pages
from skilldesk.progress import Cancelled, Progress
from tests.gui.fakes import pdf


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:  # noqa: ARG001 - printers need it
    return to_file(tmp_path / "printed.pdf")


def to_file(path: Path) -> QPrinter:
    """A printer whose paper can be looked at afterwards."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def printed(path: Path) -> list[QImage]:
    pages = PdfPages(path.read_bytes())
    images = [pages.image(at, 1.0) for at in range(len(pages))]
    pages.close()
    return images


def greys(images: list[QImage]) -> list[str]:
    return [image.pixelColor(297, 400).name() for image in images]


def test_paper_shows_what_is_stored(printer: QPrinter, tmp_path: Path) -> None:
    print_pages(PdfPages(pdf(3)), Order(title="表", pages=range(3), copies=1), printer, Progress())

    images = printed(tmp_path / "printed.pdf")
    assert greys(images) == ["#333333", "#666666", "#999999"]
    assert (images[0].width(), images[0].height()) == (595, 842)
    edge = [x for x in range(595) if images[0].pixelColor(x, 400).lightness() < 200]
    assert abs(edge[0] - 100) <= 1
    assert abs(edge[-1] - 494) <= 1


def test_each_copy_is_whole_before_the_next(printer: QPrinter, tmp_path: Path) -> None:
    print_pages(PdfPages(pdf(2)), Order(title="表", pages=range(2), copies=2), printer, Progress())

    assert greys(printed(tmp_path / "printed.pdf")) == ["#333333", "#666666"] * 2


def test_one_page_can_be_printed_alone(printer: QPrinter, tmp_path: Path) -> None:
    print_pages(PdfPages(pdf(3)), Order(title="表", pages=[1], copies=1), printer, Progress())

    assert greys(printed(tmp_path / "printed.pdf")) == ["#666666"]


def test_each_page_lies_on_paper_as_it_lies_in_the_file(printer: QPrinter, tmp_path: Path) -> None:
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    for size in ((595, 842), (842, 595)):
        canvas.setPageSize(size)
        canvas.rect(100, 100, 10, 10, fill=1)
        canvas.showPage()
    canvas.save()

    pages = PdfPages(written.getvalue())
    print_pages(pages, Order(title="表", pages=range(2), copies=1), printer, Progress())

    images = printed(tmp_path / "printed.pdf")
    assert [(one.width(), one.height()) for one in images] == [(595, 842), (842, 595)]


def test_a_printer_that_prints_askew_is_corrected(printer: QPrinter, tmp_path: Path) -> None:
    order = Order(title="表", pages=[0], copies=1, offset=(100, 50))
    print_pages(PdfPages(pdf(1)), order, printer, Progress())

    (image,) = printed(tmp_path / "printed.pdf")
    left = next(x for x in range(595) if image.pixelColor(x, 450).lightness() < 200)
    assert abs(left - (100 + 28.35)) <= 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said(tmp_path: Path, qapp: QApplication) -> None:  # noqa: ARG001 - printers need it
    nowhere = to_file(tmp_path / "no such folder" / "printed.pdf")

    with pytest.raises(NotWritten, match="没有打印成"):
        print_pages(PdfPages(pdf(1)), Order(title="表", pages=[0], copies=1), nowhere, Progress())


def test_printing_can_be_stopped_between_two_pages_and_says_what_came_out(printer: QPrinter) -> None:
    progress = Progress(lambda done, *_: progress.cancel() if done == 1 else None)

    sheets = print_pages(PdfPages(pdf(3)), Order(title="表", pages=range(3), copies=1), printer, progress)

    assert sheets == [0, 1]


def test_printing_that_is_stopped_before_the_first_sheet_printed_nothing(printer: QPrinter) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        print_pages(PdfPages(pdf(1)), Order(title="表", pages=[0], copies=1), printer, progress)


def test_the_printers_of_the_pc_can_be_asked_for(qapp: QApplication) -> None:  # noqa: ARG001 - printers need it
    names = Printers().names()

    assert all(isinstance(name, str) for name in names)
    assert isinstance(Printers().printer("窗口针式打印机"), QPrinter)
