from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.idle import Idle
from skilldesk.gui.window import MainWindow
from tests.gui.keys import Keys


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


Watching = Callable[[int], tuple[Idle, list[str]]]


@pytest.fixture
def watching(keys: Keys, clock: Clock) -> Watching:
    """A line in a window, watched, and what was told."""

    def watching(minutes: int) -> tuple[Idle, list[str]]:
        line = QLineEdit()
        keys.show(line)
        line.setFocus()
        told: list[str] = []
        idle = Idle(lambda: minutes, line, clock=clock)
        idle.left.connect(lambda: told.append("left"))
        return idle, told

    return watching


def press(keys: Keys) -> None:
    """As the system gives a key to the window, before any field has it."""
    window = keys.shown[-1].windowHandle()
    assert window is not None
    keys.qtbot.keyClick(window, Qt.Key.Key_A)


def test_after_so_many_minutes_without_a_key_it_is_told_once(watching: Watching, clock: Clock) -> None:
    idle, told = watching(10)

    clock.now = 9 * 60
    idle.look()
    assert told == []
    for clock.now in (10 * 60, 11 * 60):
        idle.look()

    assert told == ["left"]


def test_a_key_begins_the_time_anew(watching: Watching, clock: Clock, keys: Keys) -> None:
    idle, told = watching(10)
    clock.now = 9 * 60
    press(keys)

    clock.now = 18 * 60
    idle.look()
    assert told == []
    clock.now = 19 * 60
    idle.look()
    assert told == ["left"]


def test_nought_minutes_are_never(watching: Watching, clock: Clock) -> None:
    idle, told = watching(0)
    clock.now = 1e6
    idle.look()

    assert told == []


def test_the_lock_hides_dialogs_too_and_brings_them_back(keys: Keys, empty_desk: Desk) -> None:
    window = MainWindow(empty_desk)
    keys.show(window)
    dialog = empty_desk.dialogs.tell(Notice(heading="周春梅的证件号码已经有人用"))
    keys.back_to(dialog)

    window.lock()
    keys.back_to(window)
    assert dialog.isHidden()
    assert keys.focus is window.lock_page.password

    with keys.qtbot.waitSignal(window.lock_page.unlocked):
        keys.enter("practice")
    assert dialog.isVisible()
    dialog.reject()


def test_a_second_lock_changes_nothing(keys: Keys, empty_desk: Desk) -> None:
    window = MainWindow(empty_desk)
    keys.show(window)
    window.lock()
    since = window.lock_page._since

    window.lock()

    assert window.lock_page._since == since
