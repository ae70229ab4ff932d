"""A record that the province sends back is put right and sent again, through the real window, by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from skilldesk.app.desk import furnished
from skilldesk.core.people import Trainee
from skilldesk.gui import theme as look
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.report_page import ReportPage
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress
from skilldesk.gui.window import MainWindow
from skilldesk.operations.demo import CLERK
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Reported
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.county import World, copied, trainee, write_foreign

WRONG, RIGHT = "370403199001019913", "370403199001019914"
PERSON = "ab" * 16

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = copied(tmp_path / "world")
    yield world
    world.close()


@pytest.fixture
def window(qapp: QApplication, world: World) -> Iterator[MainWindow]:
    theme, tasks = look.load(), Tasks()
    Dress(qapp, theme)
    desk = replace(furnished(world.pc, CLERK, tasks, theme), dialogs=FakeDialogs(theme))
    window = MainWindow(desk)
    yield window
    tasks.close()


class Walk:
    def __init__(self, keys: Keys, window: MainWindow, world: World) -> None:
        self.keys, self.window, self.world = keys, window, world
        self.sent = 0
        keys.show(window)

    @property
    def page(self) -> ReportPage:
        tabs = self.window.page()
        assert isinstance(tabs, Tabs)
        page = tabs.page()
        assert isinstance(page, ReportPage)
        return page

    def reports(self) -> ReportPage:
        self.keys.press(Qt.Key.Key_8, ALT)
        self.keys.until(self.page._send.isEnabled)
        self.keys.until(lambda: self.page.count != "")
        return self.page

    def choose(self, path: Path) -> None:
        dialogs = self.window.desk.dialogs
        assert isinstance(dialogs, FakeDialogs)
        dialogs.path = path

    def send(self, page: ReportPage, *said: str) -> None:
        """Through the steps, with what must be read on the first; then the stick may go."""
        self.keys.press(Qt.Key.Key_E, CTRL)
        for text in said:
            self.keys.until(lambda text=text: text in words(page))
        self.keys.until(page.sending.next.hasFocus)
        self.keys.press(Qt.Key.Key_Return)
        self.choose(self.world.stick)
        self.keys.press(Qt.Key.Key_F4)
        self.keys.until(lambda: page.sending.next.text() == "写到「stick」")
        self.keys.press(Qt.Key.Key_Return)
        self.keys.until(lambda: "现在可以拔出 U 盘" in words(page))
        self.keys.press(Qt.Key.Key_Space)

    def answer(self, page: ReportPage) -> None:
        """The hub takes what lies on the stick, and its receipt is read in."""
        newest = max(self.world.stick.glob("*-UP-*.skd"), key=lambda path: int(path.stem.split("-")[3]))
        self.choose(self.world.deliver(newest.read_bytes()).receipt)
        self.keys.press(Qt.Key.Key_F8)
        self.keys.until(lambda: "已读入省级回执" in words(page))
        self.keys.press(Qt.Key.Key_Space)

    def state(self) -> Reported:
        with self.world.pc.database.read() as snapshot:
            return exchanges.reported(snapshot, [PERSON])[PERSON]


def words(page: ReportPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_returned_record_is_put_right_and_goes_again(
    qtbot: QtBot, window: MainWindow, world: World
) -> None:
    keys = Keys(qtbot)
    walk = Walk(keys, window, world)
    write_foreign(world.pc, kind="trainee", record=PERSON, document_type="01", name="周春梅", id_number=WRONG)
    page = walk.reports()

    walk.send(page, "1 条省里会退回（其余照收）", "证件号码校验不对")
    walk.answer(page)
    assert walk.state() is Reported.REJECTED
    keys.until(lambda: "周春梅" in words(page))
    keys.until(lambda: page.packages.values[0].state == "returned")
    keys.until(page.view.hasFocus)

    keys.press(Qt.Key.Key_F2)
    put_right(keys, window)
    assert trainee(world.pc, PERSON).id_number == RIGHT

    page = walk.reports()
    keys.until(lambda: "已经改过，进入下一包" in words(page))
    walk.send(page, "本机检查过，没有发现省里会退回的内容。")
    walk.answer(page)

    keys.until(lambda: walk.state() is Reported.ACCEPTED)
    keys.until(lambda: [one.state for one in page.packages.values[:2]] == ["accepted", "accepted"])
    assert page.packages.values[1].answer.endswith("都已改正")


def put_right(keys: Keys, window: MainWindow) -> None:
    """In the form of the record, to which the receipt has led."""
    tabs = window.page()
    assert isinstance(tabs, Tabs)
    screen = tabs.page()
    assert isinstance(screen, RecordScreen)
    assert screen.panel is not None
    panel = screen.panel
    keys.until(lambda: screen.is_editing)
    assert isinstance(panel.record, Trainee)
    while keys.focus.objectName() != "id_number":
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_A, CTRL)
    keys.type(RIGHT)
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: panel.note.text() == "已保存")
