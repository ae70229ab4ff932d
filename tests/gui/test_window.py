import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from skilldesk.core.people import Trainee
from skilldesk.gui.board_page import BoardPage
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.help_page import HelpPage
from skilldesk.gui.memory import Memory
from skilldesk.gui.place import Place
from skilldesk.gui.rail import ENTRIES
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.report_work import Enrolment
from skilldesk.gui.system_page import SystemPage
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.window import MainWindow
from skilldesk.progress import Progress
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs, Reports
from tests.gui.keys import ALT, CTRL, Keys

WORDS = [
    "工作台",
    "学员",
    "机构与企业",
    "培训班",
    "证书",
    "补贴申领",
    "资金",
    "报送与回执",
    "统计",
    "目录与政策",
]


@pytest.fixture
def window(keys: Keys, empty_desk: Desk) -> MainWindow:
    return opened(keys, empty_desk)


def opened(keys: Keys, desk: Desk) -> MainWindow:
    window = MainWindow(desk)
    keys.show(window)
    window.page().take_focus()
    return window


def test_alt_and_its_digit_opens_every_page_and_the_digits_are_fixed(window: MainWindow, keys: Keys) -> None:
    digits = {entry.word: entry.digit for entry in ENTRIES}
    assert digits == dict(zip(WORDS, "1234567890", strict=True)) | {"系统": ""}
    seen = set()
    for digit in "12345680":
        keys.press(Qt.Key(ord(digit)), ALT)
        seen.add(window.page())
        keys.qtbot.wait(1)

    assert len(seen) == 8
    assert window.rail.buttons["catalogues"].isChecked()


def test_pages_that_do_not_exist_yet_are_not_in_the_rail(window: MainWindow) -> None:
    assert set(window.rail.buttons) == {
        "board", "trainees", "institutions", "classes", "certificates", "claims", "reports", "catalogues",
        "system",
    }  # fmt: skip


def test_the_keys_of_the_page_stand_below(window: MainWindow, keys: Keys) -> None:
    def shown() -> str:
        return " ".join(label.text() for label in window.bottom.findChildren(QLabel) if label.isVisible())

    assert "F5 刷新" in shown()
    keys.press(Qt.Key.Key_2, ALT)
    keys.until(lambda: "F3 查找" in shown())
    keys.press(Qt.Key.Key_N, CTRL)
    keys.until(lambda: "F4 列出代码" in shown())
    keys.press(Qt.Key.Key_8, ALT)
    keys.until(lambda: "Ctrl+E 新的报送" in shown() and "F3" not in shown())


def test_the_search_box_is_reached_from_any_page_and_gives_the_keyboard_back(
    window: MainWindow, keys: Keys
) -> None:
    for digit in (Qt.Key.Key_2, Qt.Key.Key_8):
        keys.press(digit, ALT)
        keys.press(Qt.Key.Key_K, CTRL)
        keys.until(lambda: window.top.search.hasFocus() and window.top.search.is_open)
        keys.press(Qt.Key.Key_Escape)
        page = window.page().innermost()
        assert keys.focus is page or page.isAncestorOf(keys.focus)
        assert not window.top.search.is_open


def test_nothing_found_stays_over_a_locked_window(window: MainWindow, keys: Keys) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    keys.until(lambda: window.top.search.is_open)
    keys.press(Qt.Key.Key_L, CTRL)
    assert not window.top.search.is_open
    keys.press(Qt.Key.Key_K, CTRL)
    assert keys.focus is window.lock_page.password


def test_tabs_are_turned_by_keys(window: MainWindow, keys: Keys) -> None:
    keys.press(Qt.Key.Key_2, ALT)
    tabs = window.page()
    assert isinstance(tabs, Tabs)
    first = tabs.page()

    keys.press(Qt.Key.Key_PageDown, CTRL)
    assert tabs.bar.currentIndex() == 1
    assert isinstance(tabs.page(), RecordScreen)
    assert keys.focus is tabs.page().view  # type: ignore[attr-defined]  # a record screen

    keys.press(Qt.Key.Key_PageUp, CTRL)
    assert tabs.page() is first


def test_locking_hides_everything_and_the_password_brings_it_back(window: MainWindow, keys: Keys) -> None:
    keys.press(Qt.Key.Key_2, ALT)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅")
    keys.press(Qt.Key.Key_L, CTRL)

    assert window.lock_page.isVisible()
    assert not window.rail.isVisible()
    assert "薛城" not in window.windowTitle()
    keys.press(Qt.Key.Key_4, ALT)
    assert window.rail.buttons["trainees"].isChecked()
    window.lock_page.password.clear()
    keys.enter("practice")
    keys.until(window.rail.isVisible)
    page = window.page()
    assert isinstance(page, Tabs)
    screen = page.page()
    assert isinstance(screen, RecordScreen)
    assert screen.panel is not None
    assert screen.panel.form.editors["name"].text() == "周春梅"
    screen.panel.start_over()


@pytest.mark.parametrize(
    ("reports", "word", "tone"),
    [
        (Reports(enrolment=Enrolment(state="none")), "未入网", "amber"),
        (Reports(returned=1), "有退回 1 条", "red"),
        (Reports(), "有 2 包未回执", "amber"),
    ],
)
def test_the_pill_tells_how_reporting_stands(
    keys: Keys, empty_desk: Desk, reports: Reports, word: str, tone: str
) -> None:
    window = opened(keys, replace(empty_desk, reports=reports.work()))

    keys.until(window.top.pill.isVisible)

    assert (window.top.pill.word, window.top.pill.tone) == (word, tone)


def test_a_practice_office_says_so_across_the_window(
    keys: Keys, empty_desk: Desk, window: MainWindow
) -> None:
    def said(window: MainWindow) -> list[QLabel]:
        return [label for label in window.findChildren(QLabel) if "演练" in label.text()]

    practice = opened(keys, replace(empty_desk, office=replace(empty_desk.office, code="990403")))

    assert said(window) == []
    (band,) = said(practice)
    assert band.parentWidget().width() == practice.width()
    assert "（演练）" in practice.windowTitle()


def test_a_long_task_is_shown_and_can_be_stopped(window: MainWindow, keys: Keys, empty_desk: Desk) -> None:
    began = threading.Event()

    def job(progress: Progress) -> None:
        while True:
            progress.step(318, 1203)
            began.wait(0.02)

    empty_desk.tasks.start(window, job, done=print, title="正在核对证书编号")
    keys.until(window.running.isVisible)
    assert window.running.title.text() == "正在核对证书编号"
    assert "318 / 1,203" in window.running.told.text()
    assert window.rect().contains(window.running.geometry())

    window.running.stop.click()

    keys.until(lambda: not window.running.isVisible())


def test_an_error_nobody_else_hears_has_its_dialog(window: MainWindow, keys: Keys, empty_desk: Desk) -> None:
    empty_desk.tasks.start(window, lambda _: 1 / 0, done=print)

    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    keys.until(lambda: dialogs.last is not None)
    assert dialogs.window is window


def test_the_window_stands_where_it_stood(keys: Keys, empty_desk: Desk) -> None:
    kept: dict[str, str] = {}
    remembering = replace(empty_desk, memory=Memory(lambda key: kept.get(key, ""), kept.__setitem__))
    kept["window"] = ""
    first = opened(keys, remembering)
    first.resize(1024, 650)
    with keys.qtbot.waitSignal(first.closed):
        first.close()

    again = MainWindow(remembering)
    keys.qtbot.addWidget(again)

    assert (again.width(), again.height()) == (1024, 650)


def test_a_place_that_cannot_be_read_is_none(keys: Keys, empty_desk: Desk) -> None:
    window = MainWindow(replace(empty_desk, memory=Memory(recall=lambda _: "不是位置")))
    keys.qtbot.addWidget(window)

    assert (window.width(), window.height()) == (1366, 697)


def test_a_record_is_opened_from_elsewhere(keys: Keys, desk: Desk) -> None:
    with desk.database.write("limin") as work:
        trainee = work.add(Trainee(id=new_id(), name="周春梅", id_number="370403198604129026"))
    window = opened(keys, desk)
    window.show_page("reports")

    window.open_record("trainee", trainee.id)

    page = window.page()
    assert isinstance(page, Tabs)
    screen = page.page()
    assert isinstance(screen, RecordScreen)
    assert screen.is_editing
    assert screen.panel is not None
    assert screen.panel.record == trainee
    window.open_record("trainee", "00" * 16)
    window.open_record("nothing of the kind", trainee.id)
    assert screen.panel.record == trainee


@pytest.mark.parametrize("size", [(1366, 697), (1024, 600)])
def test_nothing_stands_outside_a_small_window(window: MainWindow, keys: Keys, size: tuple[int, int]) -> None:
    window.resize(*size)
    keys.qtbot.wait(10)

    for key in window.rail.buttons:
        window.show_page(key)
        keys.qtbot.wait(1)
        page = window.page()
        corner = page.mapTo(window, QPoint(page.width(), page.height()))
        assert corner.x() <= size[0], key
        assert corner.y() <= size[1], key
    assert (window.width(), window.height()) == size


def test_help_opens_the_chapter_that_fits_and_escape_comes_back(window: MainWindow, keys: Keys) -> None:
    window.show_page("claims")

    keys.press(Qt.Key.Key_F1)
    system = window.page()
    assert isinstance(system, SystemPage)
    page = system.page()
    assert isinstance(page, HelpPage)
    assert page.book.toPlainText().startswith("补贴申领")
    keys.press(Qt.Key.Key_Escape)
    assert isinstance(window.page(), ClaimsPage)

    window.go(Place(page="system", tab="核对"))
    keys.press(Qt.Key.Key_F1)
    assert page.book.toPlainText().startswith("核对数据是否完好")
    keys.press(Qt.Key.Key_F1)
    keys.press(Qt.Key.Key_Escape)
    assert system.words()[system.bar.currentIndex()] == "核对"


def test_a_page_that_was_left_cannot_take_the_keyboard_back(window: MainWindow, keys: Keys) -> None:
    board = window.page()
    assert isinstance(board, BoardPage)
    keys.press(Qt.Key.Key_2, ALT)
    keys.until(lambda: window.page().innermost().isVisible())

    board.tasks._area.setFocus()

    page = window.page().innermost()
    keys.until(lambda: keys.focus is page or page.isAncestorOf(keys.focus))
