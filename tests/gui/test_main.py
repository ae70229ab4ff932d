from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from skilldesk.gui.desk import Desk
from skilldesk.gui.idle import Idle
from skilldesk.gui.login import Door, Front
from skilldesk.gui.main import House, Program
from skilldesk.gui.people_list import Account
from skilldesk.gui.window import MainWindow
from tests.gui.keys import Keys


@pytest.fixture
def left() -> list[str]:
    return []


@pytest.fixture
def program(empty_desk: Desk, left: list[str], qtbot: QtBot) -> Iterator[Program[str]]:  # noqa: ARG001 - windows need an application
    windows: list[MainWindow] = []

    def window(_: str) -> MainWindow:
        windows.append(MainWindow(empty_desk))
        return windows[-1]

    door = Door(
        front=Front(office="示例县", day="", facts=(), version=""),
        accounts=[Account(key="limin", name="李敏")],
        unlock=lambda account, _: account,
    )
    house = House(door=lambda: door, window=window, leave=lambda: left.append("left"))
    yield Program(empty_desk.theme, empty_desk.tasks, house)
    for one in windows:
        if shiboken6.isValid(one):
            one.close()


def test_who_logs_in_works_and_may_hand_over(program: Program[str], keys: Keys, left: list[str]) -> None:
    program.show_login()
    login = program.login
    assert login is not None
    keys.back_to(login)
    login.take_focus()
    keys.enter("practice")
    keys.until(lambda: program.main is not None)
    assert program.login is None
    window = program.main
    assert isinstance(window, MainWindow)

    window.left_to_another.emit()

    assert left == ["left"]
    assert program.main is None
    assert program.login is not None
    assert program.login.isVisible()
    program.login.close()


def test_the_practice_county_needs_no_login(program: Program[str], left: list[str]) -> None:
    program.let_in("practice")

    assert program.main is not None
    program.main.close()
    assert left == ["left"]


def test_who_calls_from_a_second_start_finds_the_window_in_front(
    program: Program[str], qtbot: QtBot, keys: Keys
) -> None:
    program.show_front()
    login = program.login
    assert login is not None
    qtbot.addWidget(login)
    login.showMinimized()
    called = [True]

    program.listen(lambda: bool(called) and called.pop())

    keys.until(lambda: not login.isMinimized())
    assert login.isVisible()


def test_a_window_that_nobody_uses_locks_itself(program: Program[str]) -> None:
    program._house = replace(program._house, lock_minutes=lambda: 10)
    program.let_in("practice")
    main = program.main
    assert isinstance(main, MainWindow)
    idle = main.findChild(Idle)
    assert isinstance(idle, Idle)
    idle._clock = lambda: idle._last + 600

    idle.look()

    assert main.lock_page.isVisible()
    main.close()


def test_the_window_is_made_anew_over_another_key_and_nothing_is_closed_with_the_old_one(
    program: Program[str], keys: Keys, left: list[str]
) -> None:
    program.let_in("one")
    before = program.main
    assert isinstance(before, MainWindow)

    program.go_on("two")

    after = program.main
    assert isinstance(after, MainWindow)
    assert after is not before
    assert after.isVisible()
    assert not before.isVisible()
    assert left == []
    keys.back_to(after)
    after.close()
    assert left == ["left"]
