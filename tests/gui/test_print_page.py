from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from skilldesk.gui.desk import Desk
from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from tests.gui.fakes import FakeDialogs, Papers, pdf
from tests.gui.keys import CTRL, Keys
from tests.gui.test_printing import to_file


class FilePrinters(Printers):
    def __init__(self, path: Path, names: Sequence[str] = ("窗口针式打印机",)) -> None:
        self.path = path
        self._names = names

    def names(self) -> Sequence[str]:
        return self._names

    def printer(self, name: str) -> QPrinter:
        return to_file(self.path)


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    return FilePrinters(tmp_path / "printed.pdf")


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, papers: Papers, printers: FilePrinters) -> PrintPage:
    return opened(PrintPage(replace(empty_desk, papers=papers.work()), printers), keys)


def opened(page: PrintPage, keys: Keys) -> PrintPage:
    keys.show(page)
    page.open("c1" * 16)
    keys.until(lambda: bool(page.count))
    page.take_focus()
    return page


def words(page: PrintPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_the_stored_file_is_shown_with_its_check_code(page: PrintPage) -> None:
    assert page.count == "第1页，共3页"
    assert "校验码 8F3A 21C7" in words(page)
    assert "本文件已存档，内容不再变" in words(page)
    assert "此文件任何人都能打开" in words(page)
    assert "还没有打印过" in words(page)
    picture = page.view.grab().toImage()
    ratio = picture.devicePixelRatio()
    assert picture.pixelColor(round(picture.width() / 2 / ratio), picture.height() - 40).lightness() < 120


def test_pages_are_turned_by_key(page: PrintPage, keys: Keys) -> None:
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        keys.press(key)
        seen.append((page.count, page.list.currentIndex().row()))

    assert seen == [("第2页，共3页", 1), ("第3页，共3页", 2), ("第2页，共3页", 1)]


def test_a_small_page_leads_to_the_large_one(page: PrintPage) -> None:
    page.list.chosen.emit(2)

    assert page.count == "第3页，共3页"


def test_it_is_enlarged_and_made_to_fit_again(page: PrintPage, keys: Keys) -> None:
    fitting = page.view.sheets.boxes()[0].width()

    keys.press(Qt.Key.Key_Equal, CTRL)
    larger = page.view.sheets.boxes()[0].width()
    keys.press(Qt.Key.Key_0, CTRL)

    assert larger > fitting
    assert page.view.sheets.boxes()[0].width() == fitting
    keys.press(Qt.Key.Key_Minus, CTRL)
    assert page.view.sheets.boxes()[0].width() < fitting


def test_f9_prints_the_copies_and_enters_them_in_the_ledger(
    page: PrintPage, keys: Keys, papers: Papers, printers: FilePrinters
) -> None:
    page.copies.setValue(2)
    assert page.print_button.text() == "打印 2 份  F9"

    keys.press(Qt.Key.Key_F9)

    keys.until(lambda: "打印 2 份" in words(page))
    assert papers.notes == [("print", 2)]
    assert len(PdfPages(printers.path.read_bytes())) == 6


def test_the_page_in_sight_can_be_printed_alone(
    page: PrintPage, keys: Keys, printers: FilePrinters, papers: Papers
) -> None:
    keys.press(Qt.Key.Key_PageDown)
    page.range.setCurrentIndex(1)

    keys.press(Qt.Key.Key_F9)

    keys.until(lambda: bool(papers.notes))
    (image,) = [PdfPages(printers.path.read_bytes()).image(0, 1.0)]
    assert image.pixelColor(297, 400).name() == "#666666"


def test_a_clear_file_holds_the_stored_bytes_and_stands_in_the_ledger(
    page: PrintPage, keys: Keys, papers: Papers, empty_desk: Desk, tmp_path: Path
) -> None:
    assert isinstance(empty_desk.dialogs, FakeDialogs)
    empty_desk.dialogs.path = tmp_path / "saved.pdf"

    page.save_copy()

    keys.until(lambda: papers.notes == [("save", 1)])
    assert (tmp_path / "saved.pdf").read_bytes() == pdf(3)


def test_a_clear_file_that_cannot_be_written_is_said_and_not_entered(
    page: PrintPage, keys: Keys, papers: Papers, empty_desk: Desk, tmp_path: Path
) -> None:
    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.path = tmp_path / "no such folder" / "saved.pdf"

    page.save_copy()

    keys.until(lambda: bool(dialogs.said))
    assert dialogs.said[0].heading == "PDF 没有存成，那个地方写不进去"
    assert papers.notes == []


def test_without_a_printer_it_says_so_instead_of_printing(
    keys: Keys, empty_desk: Desk, papers: Papers, tmp_path: Path
) -> None:
    page = PrintPage(replace(empty_desk, papers=papers.work()), FilePrinters(tmp_path / "x.pdf", ()))
    opened(page, keys)

    keys.press(Qt.Key.Key_F9)

    assert page.printer.currentText() == "这台电脑还没有装打印机"
    assert not page.print_button.isEnabled()
    assert papers.notes == []


def test_a_form_of_a_batch_shows_only_its_own_pages(keys: Keys, empty_desk: Desk, tmp_path: Path) -> None:
    papers = Papers(pages=5, first=2, last=3)
    page = PrintPage(replace(empty_desk, papers=papers.work()), FilePrinters(tmp_path / "x.pdf"))

    opened(page, keys)

    assert page.count == "第1页，共2页"


def test_escape_goes_back(page: PrintPage, keys: Keys) -> None:
    with keys.qtbot.waitSignal(page.closed):
        keys.press(Qt.Key.Key_Escape)
