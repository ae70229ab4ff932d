from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.memory import Memory
from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from skilldesk.progress import Cancelled
from skilldesk.reference import roles
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

    def ask(self, printer: QPrinter, pages: int, parent: QWidget, accepted: Callable[[], object]) -> None:
        """Somebody chooses the last page, twice."""
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(pages, pages)
        printer.setCopyCount(2)
        accepted()


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


@pytest.mark.usefixtures("page")
def test_the_dialog_of_the_system_says_which_pages_and_how_many(
    keys: Keys, papers: Papers, printers: FilePrinters
) -> None:
    keys.press(Qt.Key.Key_P, CTRL)

    keys.until(lambda: papers.notes == [("print", 2)])
    pages = PdfPages(printers.path.read_bytes())
    assert [pages.image(at, 1.0).pixelColor(297, 400).name() for at in range(len(pages))] == ["#999999"] * 2


def test_printing_that_was_stopped_may_be_begun_again(
    page: PrintPage, keys: Keys, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> list[int]:
        raise Cancelled

    monkeypatch.setattr("skilldesk.gui.print_page.print_pages", stopped)

    keys.press(Qt.Key.Key_F9)

    keys.until(page.print_button.isEnabled)
    assert papers.notes == []


def test_printing_again_asks_why(page: PrintPage, keys: Keys, papers: Papers, empty_desk: Desk) -> None:
    keys.press(Qt.Key.Key_F9)
    keys.until(lambda: papers.notes == [("print", 1)] and page.print_button.isEnabled())
    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert dialogs.said == []

    keys.press(Qt.Key.Key_F9)

    assert dialogs.said[0].heading == "补打：BT370403-1-26-00513 以前打印过"
    assert dialogs.last is not None
    dialogs.last.act.click()
    keys.until(lambda: papers.notes == [("print", 1)] * 2)
    assert papers.reasons == ["", "打印不清楚"]


def test_a_spoiled_sheet_is_entered_with_its_reason(
    page: PrintPage, keys: Keys, papers: Papers, empty_desk: Desk
) -> None:
    page.panel.spoiled_button.click()
    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert dialogs.last is not None
    dialogs.last.act.click()

    keys.until(lambda: "作废 1 份" in words(page))
    assert papers.reasons == ["打印不清楚"]


def test_the_printer_used_last_is_remembered(
    keys: Keys, empty_desk: Desk, papers: Papers, tmp_path: Path
) -> None:
    memory = Memory(recall=lambda key: {"printer": "走廊打印机"}.get(key, ""))
    desk = replace(empty_desk, papers=papers.work(), memory=memory)
    page = PrintPage(desk, FilePrinters(tmp_path / "x.pdf", ("窗口针式打印机", "走廊打印机")))

    opened(page, keys)

    assert page.printer.currentText() == "走廊打印机"


def test_papers_of_a_batch_follow_each_other_and_are_entered_each(
    keys: Keys, empty_desk: Desk, papers: Papers, printers: FilePrinters
) -> None:
    page = PrintPage(replace(empty_desk, papers=papers.work()), printers)
    keys.show(page)
    page.open_all(["01" * 16, "02" * 16])
    keys.until(lambda: page.count == "第1页，共6页")
    page.take_focus()
    assert "本批第 1 份，共 2 份" in words(page)

    keys.press(Qt.Key.Key_F9)

    keys.until(lambda: papers.notes == [("print", 1)] * 2)
    assert len(PdfPages(printers.path.read_bytes())) == 6


def test_any_stored_paper_can_be_shown(
    keys: Keys, empty_desk: Desk, papers: Papers, printers: FilePrinters
) -> None:
    page = PrintPage(replace(empty_desk, papers=papers.work()), printers)
    keys.show(page)

    page.show_papers([replace(papers.open("01" * 16), title="参训人员花名册")])

    keys.until(lambda: "参训人员花名册" in words(page))


def test_who_may_not_print_or_save_is_told_so(
    keys: Keys, empty_desk: Desk, papers: Papers, printers: FilePrinters
) -> None:
    desk = replace(empty_desk, papers=papers.work(), rights=roles.rights(("third_party",)))
    page = opened(PrintPage(desk, printers), keys)

    keys.press(Qt.Key.Key_F9)

    assert papers.notes == []
    assert not page.save_button.isEnabled()
    assert "您的角色不能打印" in words(page)
    assert "您的角色不能另存 PDF" in words(page)


@pytest.mark.usefixtures("page")
def test_what_the_operations_refuse_is_not_printed(
    keys: Keys, papers: Papers, printers: FilePrinters, empty_desk: Desk
) -> None:
    papers.forbidden = "print"
    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)

    keys.press(Qt.Key.Key_F9)

    keys.until(lambda: bool(dialogs.said))
    assert dialogs.said[0].heading == "您的角色不能打印表格"
    assert not printers.path.exists()
