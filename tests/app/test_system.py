"""The program around the pages under 系统: its window goes on over new keys, and in another look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from skilldesk import app as program
from skilldesk import settings
from skilldesk.app import App
from skilldesk.errors import SkillDeskError
from skilldesk.gui.system_page import SystemPage
from skilldesk.gui.window import MainWindow
from skilldesk.progress import Progress
from skilldesk.store import keyring
from tests.support.county import CLERK, LEADER, PASSWORD, World, copied

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The program with the window of the county's clerk open."""
    monkeypatch.setattr(program.platform, "user_folder", lambda: tmp_path / "user")
    world: World = copied(tmp_path / "world")
    app = App(qapp, world.folder / "first")
    app._actor = CLERK
    app.program.let_in(world.pc)
    yield app
    app.close()
    for window in (app.program.main, app.program.login):
        if isinstance(window, MainWindow):
            window.desk.tasks.close()
        if window is not None:
            window.close()


def window(app: App) -> MainWindow:
    assert isinstance(app.program.main, MainWindow)
    return app.program.main


def test_after_a_removal_the_window_stands_over_the_new_store(app: App, qtbot: QtBot) -> None:
    before = window(app)
    users = before.desk.system.users

    users.remove(LEADER, "退休")
    assert users.go_on()

    after = window(app)
    assert after is not before
    assert isinstance(after.page(), SystemPage)
    assert app.store is after.desk.store is not before.desk.store
    assert any("密钥已更换" in notice for notice in after.desk.store.notices)
    qtbot.waitUntil(lambda: len(after.desk.system.users.people()) == 4)
    with after.desk.database.write(CLERK) as work:
        work.note("session.login")
    assert LEADER not in keyring.holders(app.folder).users


def test_a_removal_that_broke_off_in_the_middle_leads_to_the_login_and_is_finished_there(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = window(app).desk.system.users

    def cut_off(*_: object) -> None:
        raise SkillDeskError("密钥没有换完。数据没有变化。请重新登录。")

    with monkeypatch.context() as cut:
        cut.setattr("skilldesk.store.office.finish_renewal", cut_off)
        with pytest.raises(SkillDeskError):
            users.remove(LEADER, "退休")
    users.go_on()

    assert app.program.main is None
    assert app.program.login is not None
    assert app.program.login.isVisible()
    store = app._unlock(CLERK, PASSWORD)
    assert any("中断" in notice for notice in store.notices)
    assert LEADER not in keyring.holders(app.folder).users
    store.close()


def test_the_look_changes_at_once_and_is_kept(app: App) -> None:
    before = window(app)
    size = before.desk.theme.sizes["body"]

    before.desk.system.pc.set_look("特大", True)

    after = window(app)
    assert after is not before
    assert after.desk.theme.sizes["body"] > size
    assert after.desk.store is before.desk.store
    assert isinstance(after.page(), SystemPage)
    kept = settings.load(app.user_folder).settings
    assert (kept.text_size.value, kept.contrast) == ("特大", True)
    before.desk.system.pc.set_look("标准", False)


def test_what_was_restored_is_opened_at_the_next_start(app: App, tmp_path: Path) -> None:
    work = window(app).desk.system
    done = work.backups.make(Progress())
    assert done.written == ["单位文件夹"]

    work.backups.open_next(tmp_path / "back")
    work.pc.set_look("大", False)

    assert settings.load(app.user_folder).settings.office_folder == tmp_path / "back"
    work.pc.set_look("标准", False)


def test_a_printers_correction_reaches_the_print_page(app: App) -> None:
    desk = window(app).desk

    desk.system.pc.set_offset("针式", (-15, 20))

    assert desk.papers.offset("针式") == (-15, 20)
    assert desk.papers.offset("激光") == (0, 0)
    assert settings.load(app.user_folder).settings.printer_offsets == {"针式": (-15, 20)}
