import pytest
from pytestqt.qtbot import QtBot

from skilldesk.gui.desk import Desk
from skilldesk.gui.login import Door, Front
from skilldesk.gui.main import House, Program
from skilldesk.gui.people_list import Account
from skilldesk.gui.window import MainWindow
from tests.gui.keys import Keys


@pytest.fixture
def left() -> list[str]:
    return []


@pytest.fixture
def program(empty_desk: Desk, left: list[str], qtbot: QtBot) -> Program[str]:
    def window(_: str) -> MainWindow:
        made = MainWindow(empty_desk)
        qtbot.addWidget(made)
        return made

    door = Door(
        front=Front(office="示例县", day="", facts=(), version=""),
        accounts=[Account(key="limin", name="李敏")],
        unlock=lambda account, _: account,
    )
    house = House(door=lambda: door, window=window, leave=lambda: left.append("left"))
    return Program(empty_desk.theme, empty_desk.tasks, house)


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
