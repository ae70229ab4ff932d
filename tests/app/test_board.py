"""The board of a real office: what it says of reporting, backups and drafts, and that its ways lead there."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from skilldesk import platform
from skilldesk.app.desk import furnished
from skilldesk.gui import theme as look
from skilldesk.gui.board_work import BoardWork
from skilldesk.gui.desk import Desk
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.operations import packages
from skilldesk.store import exchanges
from tests.support.county import CLERK, REVIEWER, World, edit


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:  # noqa: ARG001 - signals need an application
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture(scope="module")
def theme() -> Theme:
    return look.load()


def desk_of(world: World, account: str, tasks: Tasks, theme: Theme) -> Desk:
    return furnished(world.pc, account, tasks, theme)


def keys_of(board: BoardWork) -> list[str]:
    return [line.title for line in (*board.read().lines, *board.sending().lines)]


def test_what_was_not_sent_waits_for_who_sends_and_nobody_else(
    world: World, tasks: Tasks, theme: Theme
) -> None:
    edit(world.pc, world.trainees[0], phone="13800009123")

    assert "还没有报送到省里" in keys_of(desk_of(world, CLERK, tasks, theme).board)
    assert "还没有报送到省里" not in keys_of(desk_of(world, REVIEWER, tasks, theme).board)


def test_a_package_without_answer_becomes_amber_and_then_red(
    world: World, tasks: Tasks, theme: Theme
) -> None:
    edit(world.pc, world.trainees[0], phone="13800009123")
    world.export(world.pc)
    board = desk_of(world, CLERK, tasks, theme).board

    assert board.sending().packages[0].state[1:] == ("等回执", "blue")
    world.clock.later(days=11)
    assert board.sending().packages[0].state[1:] == ("未回执", "amber")
    assert "报送很久没有回执，问一问汇总端" in keys_of(board)
    world.clock.later(days=20)
    assert board.sending().packages[0].state[1:] == ("久未回执", "red")


def test_what_was_counted_holds_until_something_is_written(
    world: World, tasks: Tasks, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = desk_of(world, CLERK, tasks, theme).reports
    before = reports.state()
    with monkeypatch.context() as patch:
        patch.delattr(exchanges, "tally")
        assert reports.state() == before

    edit(world.pc, world.trainees[0], phone="13800009123")
    assert reports.state().unsent == before.unsent + 1
    data = world.export(world.pc)
    assert reports.state().unsent == before.unsent
    packages.receive(world.pc, CLERK, world.deliver(data).receipt.read_bytes())
    assert reports.state().unanswered == 0


def test_a_backup_is_asked_for_until_there_is_one_and_again_when_it_grows_old(
    world: World, tasks: Tasks, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = desk_of(world, CLERK, tasks, theme).board
    assert board.read().backups[0].state[1] == "没有备份"

    world.backup(world.pc)
    assert board.read().backups[0].state[1] == "只在本机"
    monkeypatch.setattr(platform, "same_disk", lambda *_: False)
    world.clock.later(seconds=2)
    world.backup(world.pc)
    assert board.read().backups[0].state[1] == "已备份"
    world.clock.later(days=8)

    assert board.read().backups[0].state[1] == "该备份了"


def test_it_greets_by_name(world: World, tasks: Tasks, theme: Theme) -> None:
    assert desk_of(world, CLERK, tasks, theme).board.read().greeting.startswith("李敏，")
