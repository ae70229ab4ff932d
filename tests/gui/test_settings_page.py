"""设置 of this PC."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from skilldesk.app.system import Host, System, alone
from skilldesk.gui.desk import Desk
from skilldesk.gui.printing import Printers
from skilldesk.gui.settings_page import SettingsPage
from skilldesk.reference import codes
from skilldesk.settings import Offset, TextSize
from tests.gui.keys import Keys


class TwoPrinters(Printers):
    def names(self) -> list[str]:
        return ["激光", "针式"]


@pytest.fixture
def redressed() -> list[str]:
    return []


@pytest.fixture
def host(redressed: list[str]) -> Host:
    return replace(alone(), redress=lambda: redressed.append("redressed"))


@pytest.fixture
def page(desk: Desk, keys: Keys, host: Host) -> SettingsPage:
    system = System(desk.store, desk.actor, codes.load(), host)
    papers = replace(desk.papers, offset=system.offset)
    page = SettingsPage(replace(desk, system=system.work(), papers=papers), TwoPrinters())
    keys.show(page)
    page.take_focus()
    return page


def test_the_text_grows_and_the_contrast_rises_at_once(
    page: SettingsPage, keys: Keys, host: Host, redressed: list[str]
) -> None:
    assert not page._wear.isEnabled()

    keys.press(Qt.Key.Key_End)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)

    keys.until(lambda: redressed == ["redressed"])
    assert (host.settings().text_size, host.settings().contrast) == (TextSize.LARGEST, True)


def test_when_the_window_locks_itself_is_chosen_by_keyboard(
    page: SettingsPage, keys: Keys, host: Host
) -> None:
    assert page.lock.currentText() == "10 分钟没人用"
    page.lock.setFocus()

    keys.press(Qt.Key.Key_Down)
    keys.until(lambda: host.settings().lock_minutes == 15)
    keys.press(Qt.Key.Key_End)

    keys.until(lambda: host.settings().lock_minutes == 0)
    assert page.lock.currentText() == "不自动锁定"


def test_each_printer_keeps_its_own_correction(page: SettingsPage, keys: Keys, host: Host) -> None:
    page.printer.setCurrentText("针式")
    page.right.setFocus()
    page.right.setValue(-1.5)
    page.down.setValue(2)

    page.keep_offset()

    keys.until(lambda: "已存好" in page._kept.text())
    assert host.settings().printer_offsets == {"针式": Offset(-15, 20)}
    page.printer.setCurrentText("激光")
    assert (page.right.value(), page.down.value()) == (0, 0)
    page.printer.setCurrentText("针式")
    assert (page.right.value(), page.down.value()) == (-1.5, 2)
    assert page._desk.papers.offset("针式") == (-15, 20)


def test_the_test_page_is_shown_for_that_printer_and_escape_comes_back(
    page: SettingsPage, keys: Keys
) -> None:
    page.printer.setCurrentText("针式")
    page.right.setValue(1)

    page.show_test_page()
    keys.until(page.sheet.isVisible)

    assert page.sheet.printer.currentText() == "针式"
    assert page.sheet.offset("针式") == (10, 0)
    assert page.sheet.pdf().startswith(b"%PDF")
    assert keys.focus is page.sheet.view
    keys.press(Qt.Key.Key_Escape)
    assert keys.focus is page.right


def test_without_a_printer_there_is_nothing_to_correct(desk: Desk, keys: Keys) -> None:
    class NoPrinter(Printers):
        def names(self) -> list[str]:
            return []

    page = SettingsPage(desk, NoPrinter())
    keys.show(page)

    assert not page.right.isEnabled()
    assert page.printer.currentText() == "这台电脑还没有装打印机"
    assert not page.places.add.isEnabled()
