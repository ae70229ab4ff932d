"""备份与恢复, by keyboard on a practice county."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from skilldesk import platform
from skilldesk.app.desk import furnished
from skilldesk.app.system import Host, alone
from skilldesk.errors import BackupDamaged
from skilldesk.gui.backups_page import BackupsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.operations import backups, offices
from skilldesk.progress import Progress
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.county import CLERK, LEADER, PASSWORD, World


@pytest.fixture
def on_stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders named stick lie on another disk."""
    monkeypatch.setattr(platform, "_volume", lambda path: 2 if "stick" in path.parts else 1)


def desk_of(world: World, tasks: Tasks, theme: Theme, host: Host, account: str = CLERK) -> Desk:
    return replace(furnished(world.pc, account, tasks, theme, host=host), dialogs=FakeDialogs(theme))


def shown(desk: Desk, keys: Keys) -> BackupsPage:
    page = BackupsPage(desk)
    keys.show(page)
    keys.until(lambda: page.count != "")
    page.take_focus()
    return page


def answer(desk: Desk, path: Path) -> None:
    """What the dialogs choose from now on."""
    assert isinstance(desk.dialogs, FakeDialogs)
    desk.dialogs.path = path


def texts(page: BackupsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(type(page._title)) if label.isVisible())


def says(page: BackupsPage, keys: Keys, text: str) -> None:
    keys.until(lambda: text in texts(page))


@pytest.mark.usefixtures("on_stick")
def test_a_backup_goes_to_every_place_and_says_where_it_lies(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    host = alone()
    desk = desk_of(world, tasks, theme, host)
    page = shown(desk, keys)
    says(page, keys, "还没有备份过")
    answer(desk, world.stick)
    page.places.add.click()
    keys.until(lambda: host.settings().backup_folders == (world.stick,))
    answer(desk, world.folder / "pulled")
    page.places.add.click()
    keys.until(lambda: len(host.settings().backup_folders) == 2)

    keys.press(Qt.Key.Key_B, CTRL)

    keys.until(lambda: page.backups.rowCount() == 2)
    assert [one.elsewhere for one in page.backups.values] == [True, False]
    assert all(one.checked for one in page.backups.values)
    (there,) = world.stick.glob("*.skb")
    (here,) = backups.primary(world.pc).glob("*.skb")
    assert there.read_bytes() == here.read_bytes()
    says(page, keys, "备份做好了，有的位置没写到")
    says(page, keys, "这个位置现在找不到")
    says(page, keys, "上次备份到另一个盘：今天")


@pytest.mark.usefixtures("on_stick")
def test_a_place_can_be_taken_away_again_and_one_is_not_listed_twice(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    host = alone()
    host.keep(backup_folders=(world.stick,))
    desk = desk_of(world, tasks, theme, host)
    page = shown(desk, keys)
    answer(desk, world.stick)

    page.places.add.click()
    keys.until(lambda: page.places.findChildren(QPushButton)[-1].accessibleName() == f"不用{world.stick}")
    page.places.findChildren(QPushButton)[-1].click()

    keys.until(lambda: host.settings().backup_folders == ())


@pytest.mark.usefixtures("on_stick")
def test_the_page_warns_when_the_last_backup_elsewhere_is_old(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    desk = desk_of(world, tasks, theme, alone())
    backups.make(world.pc, CLERK, world.stick, Progress())
    world.clock.later(days=8)
    backups.make(world.pc, CLERK, backups.primary(world.pc), Progress())

    page = shown(desk, keys)

    says(page, keys, "上次备份到另一个盘：8 天前")
    says(page, keys, "超过 7 天了")


def test_who_may_not_sees_why(world: World, keys: Keys, tasks: Tasks, theme: Theme) -> None:
    page = shown(desk_of(world, tasks, theme, alone(), LEADER), keys)

    for key in (Qt.Key.Key_B, Qt.Key.Key_R):
        keys.press(key, CTRL)

    says(page, keys, "您的角色不能做备份；恢复备份要系统管理员来做")
    says(page, keys, "备份位置要系统管理员来设")
    assert page.hints() == (("F5", "刷新"),)
    assert page.backups.rowCount() == 0
    assert not page.restore_page.isVisible()


def test_a_backup_is_restored_step_by_step_into_an_empty_folder(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    host = alone()
    desk = desk_of(world, tasks, theme, host)
    path = backups.make(world.pc, CLERK, world.stick, Progress())
    page = shown(desk, keys)
    wizard = page.restore_page
    keys.press(Qt.Key.Key_R, CTRL)
    assert keys.focus is wizard.choose_file

    answer(desk, path)
    keys.press(Qt.Key.Key_Space)
    keys.until(wizard.next.isEnabled)
    says(page, keys, "这份备份完好")
    says(page, keys, f"到第 {offices.look_into(path).facts['seq']} 条")
    keys.press(Qt.Key.Key_Space)
    answer(desk, world.stick)
    keys.press(Qt.Key.Key_Space)
    says(page, keys, "里已经有文件")
    assert not wizard.next.isEnabled()
    to = world.folder / "back"
    answer(desk, to)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Space)
    assert keys.focus is wizard.password
    keys.enter("wrong one")
    keys.until(lambda: desk.dialogs.said != [])  # type: ignore[attr-defined]  # a fake's
    assert not to.exists()

    keys.back_to(page)
    wizard.password.setFocus()
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter(PASSWORD)

    keys.until(lambda: "恢复好了" in texts(page))
    offices.log_in(to, CLERK, PASSWORD, clock=world.clock).close()
    assert keys.focus is wizard.open_next
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: host.settings().office_folder == to)
    keys.until(lambda: keys.focus is wizard.next)
    keys.press(Qt.Key.Key_Return)
    assert page.view.isVisible()


def test_a_damaged_file_is_no_backup_and_one_can_go_back_at_every_step(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    desk = desk_of(world, tasks, theme, alone())
    path = backups.make(world.pc, CLERK, world.stick, Progress())
    broken = world.stick / "broken.skb"
    broken.write_bytes(path.read_bytes()[:-1])
    page = shown(desk, keys)
    wizard = page.restore_page
    page.restore()
    answer(desk, broken)
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: desk.dialogs.said != [])  # type: ignore[attr-defined]  # a fake's
    assert not wizard.next.isEnabled()
    with pytest.raises(BackupDamaged):
        offices.look_into(broken)

    keys.back_to(page)
    wizard.choose_file.setFocus()
    answer(desk, path)
    keys.press(Qt.Key.Key_Space)
    keys.until(wizard.next.isEnabled)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Left, ALT)
    assert wizard.choose_file.isVisible()
    keys.press(Qt.Key.Key_Escape)
    assert page.view.isVisible()


def test_a_sheet_that_is_no_sheet_restores_nothing(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    desk = desk_of(world, tasks, theme, alone())
    path = backups.make(world.pc, CLERK, world.stick, Progress())
    page = shown(desk, keys)
    wizard = page.restore_page
    page.restore()
    wizard._looked(desk.system.backups.look_into(path, Progress()))
    answer(desk, world.folder / "back")
    wizard._choose_folder()
    wizard._show_step(2)
    wizard.sheet.setFocus()

    keys.enter("AAAA")

    keys.until(lambda: desk.dialogs.said != [])  # type: ignore[attr-defined]  # a fake's
    assert not (world.folder / "back").exists()
