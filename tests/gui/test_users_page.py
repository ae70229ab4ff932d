"""用户, by keyboard on a practice county with real keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from skilldesk.app.desk import furnished
from skilldesk.app.system import Host, alone
from skilldesk.core.claims import Claim
from skilldesk.core.offices import User
from skilldesk.errors import SkillDeskError, UnknownUser
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.printing import Printers
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.users_page import UsersPage
from skilldesk.operations import offices
from skilldesk.store import keyring
from skilldesk.store.drafts import Draft
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import CTRL, Keys
from tests.support.county import APPROVER, CLERK, LEADER, PASSWORD, REVIEWER, World
from tests.support.stores import CHEAP

ENOUGH = "long enough"
LEAVING = "sunli"


class OnePrinter(Printers):
    """Prints into a file."""

    def __init__(self, to: Path) -> None:
        self._to = to

    def names(self) -> list[str]:
        return ["窗口打印机"]

    def printer(self, name: str) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._to))
        return printer


def shown(desk: Desk, keys: Keys, printers: Printers | None = None) -> UsersPage:
    page = UsersPage(desk, printers)
    keys.show(page)
    keys.until(lambda: page.people.rowCount() > 0)
    page.take_focus()
    return page


def go_to(page: UsersPage, account: str) -> None:
    page.view.go_to(next(at for at, one in enumerate(page.people.values) if one.account == account))


def user(store: Store, account: str) -> User:
    with store.database.read() as snapshot:
        return offices.user(snapshot, account)


def said(desk: Desk) -> list[str]:
    assert isinstance(desk.dialogs, FakeDialogs)
    return [one.heading for one in desk.dialogs.said]


def test_each_user_is_listed_with_roles_and_what_they_allow(county_desk: Desk, keys: Keys) -> None:
    page = shown(county_desk, keys)

    assert [one.account for one in page.people.values] == [CLERK, REVIEWER, APPROVER, LEADER, "chengang"]
    assert page.people.index(0, 2).data() == "录入员、系统管理员"
    assert page.people.index(0, 4).data().startswith("2020-12-21")
    assert page.count == "5 人，能登录这台电脑的 5 人"


def test_an_administrator_adds_a_user_who_then_logs_in(county_desk: Desk, keys: Keys, world: World) -> None:
    page = shown(county_desk, keys)

    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("孙丽", LEAVING, ENOUGH, "another one")
    assert page.new_form.passwords.say.text() == "两次输入的不一样。"
    assert not page.new_form.act.isEnabled()
    page.new_form.passwords.again.setFocus()
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter(ENOUGH)
    assert page.new_form.act.toolTip() == "请至少选一个角色。"
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_S, CTRL)

    keys.until(lambda: page.people.rowCount() == 6)
    assert user(world.pc, LEAVING).roles == ("entry",)
    keyring.open_with_password(world.pc.folder, LEAVING, ENOUGH)
    assert keys.focus is page.view


def test_an_account_that_is_there_is_refused_and_nothing_typed_is_lost(county_desk: Desk, keys: Keys) -> None:
    page = shown(county_desk, keys)
    page.go_to(Place(page="system", act="new"))
    keys.enter("孙丽", CLERK, ENOUGH, ENOUGH)
    keys.press(Qt.Key.Key_Space)

    keys.press(Qt.Key.Key_S, CTRL)

    keys.until(lambda: said(county_desk) != [])
    assert said(county_desk) == [f"账号「{CLERK}」已经有了"]
    assert page.new_form.name.text() == "孙丽"


def test_roles_are_changed_but_never_those_of_the_last_administrator(
    county_desk: Desk, keys: Keys, world: World
) -> None:
    page = shown(county_desk, keys)
    go_to(page, APPROVER)

    keys.press(Qt.Key.Key_F2)
    page.roles_form.roles.boxes["finance"].setFocus()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: user(world.pc, APPROVER).roles == ("second_review", "finance"))

    keys.until(lambda: keys.focus is page.view)
    go_to(page, CLERK)
    keys.press(Qt.Key.Key_F2)
    page.roles_form.roles.boxes["administrator"].setFocus()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: said(county_desk) != [])
    assert said(county_desk) == ["这样就没有系统管理员了，没有办理"]
    assert "administrator" in user(world.pc, CLERK).roles


def test_what_a_role_allows_is_told_while_it_has_the_focus(county_desk: Desk, keys: Keys) -> None:
    page = shown(county_desk, keys)
    keys.press(Qt.Key.Key_F2)

    page.roles_form.roles.boxes["second_review"].setFocus()

    told = [label.text() for label in page.roles_form.findChildren(type(page.roles_form.heading))]
    assert "复核员能做什么" in told
    assert "复核通过、复核退回、撤销" in told


def test_an_administrator_sets_a_password_and_the_others_only_their_own(
    county_desk: Desk, keys: Keys, world: World, tasks: Tasks, theme: Theme
) -> None:
    page = shown(county_desk, keys)
    go_to(page, LEADER)
    page.change_password()
    keys.enter(ENOUGH, ENOUGH)
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: keys.focus is page.view)
    keyring.open_with_password(world.pc.folder, LEADER, ENOUGH)

    hers = shown(replace(furnished(world.pc, LEADER, tasks, theme), dialogs=FakeDialogs(theme)), keys)
    for act in (hers.new, hers.change_roles, hers.remove, hers.change_password):
        act()
        assert keys.focus is hers.view
    assert hers.hints() == (("↑↓", "看每个人"), ("F5", "刷新"))
    go_to(hers, LEADER)
    hers.change_password()
    keys.enter("her own choice", "her own choice")
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: keys.focus is hers.view)
    keyring.open_with_password(world.pc.folder, LEADER, "her own choice")


# A colleague leaves


@pytest.fixture
def leaving(world: World) -> World:
    """A second clerk with a claim and a draft in hand."""
    new = User(id=new_id(), account=LEAVING, name="孙丽", roles=("entry",))
    offices.add_user(world.pc, CLERK, new, ENOUGH, cost=CHEAP)
    with world.pc.database.write(LEAVING) as work:
        work.add(
            Claim(id=new_id(), number="BT990403-1-20-00901", subsidy="10", applicant_kind="1", amount=80000)
        )
    assert world.pc.drafts
    at = "2020-12-21T08:30:00+00:00"
    world.pc.drafts.keep(LEAVING, Draft("trainees", "f1" * 16, {"name": "张三丰"}, at))
    return world


def leave(page: UsersPage, keys: Keys) -> None:
    go_to(page, LEAVING)
    keys.press(Qt.Key.Key_Delete)
    keys.until(lambda: page.leave_page.items.rowCount() == 2)


def opens(path: Path, to: Path, account: str, password: str) -> bool:
    try:
        offices.restore(
            path, to, lambda folder: keyring.open_with_password(folder, account, password)
        ).close()
    except SkillDeskError:
        return False
    return True


def test_a_leaving_clerks_work_passes_on_and_the_new_backup_is_closed_to_her(
    leaving: World, keys: Keys, tasks: Tasks, theme: Theme, tmp_path: Path
) -> None:
    went_on: list[Store | None] = []
    host = replace(alone(), go_on=went_on.append)
    desk = replace(furnished(leaving.pc, CLERK, tasks, theme, host=host), dialogs=FakeDialogs(theme))
    printed = tmp_path / "printed.pdf"
    page = shown(desk, keys, OnePrinter(printed))
    leave(page, keys)
    wizard = page.leave_page
    assert [(one.sort, one.title) for one in wizard.items.values] == [
        ("申领单", "BT990403-1-20-00901"),
        ("草稿", "学员"),
    ]
    assert not wizard.next.isEnabled()

    assert keys.focus is wizard.heir
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    keys.until(wizard.next.isEnabled)
    assert leaving.pc.drafts
    assert leaving.pc.drafts.kept(CLERK)[0].texts == {"name": "张三丰"}
    wizard.sheet.print()
    keys.until(printed.exists)
    desk.dialogs.path = saved = tmp_path / "交接清单.pdf"  # type: ignore[attr-defined]  # a fake's
    wizard._save.click()
    keys.until(saved.exists)
    assert saved.read_bytes() == wizard.sheet.pdf()

    wizard.next.setFocus()
    keys.press(Qt.Key.Key_Space)
    assert keys.focus is wizard.reason
    wizard.remove.setFocus()
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: went_on != [])
    (renewed,) = went_on
    assert renewed is not None
    assert page.window().isEnabled()
    leaving.pc = renewed
    with pytest.raises(UnknownUser):
        keyring.open_with_password(renewed.folder, LEAVING, ENOUGH)
    leaving.clock.later(minutes=1)
    backup = offices.make_backup(renewed, CLERK, leaving.stick)
    assert not opens(backup, tmp_path / "hers", LEAVING, ENOUGH)
    assert opens(backup, tmp_path / "ours", CLERK, PASSWORD)


def test_a_handover_to_somebody_who_cannot_go_on_is_refused_and_nothing_moves(
    leaving: World, county_desk: Desk, keys: Keys
) -> None:
    page = shown(county_desk, keys)
    leave(page, keys)
    page.leave_page.heir.setCurrentIndex(page.leave_page.heir.findData(LEADER))

    page.leave_page.hand.click()

    keys.until(lambda: said(county_desk) != [])
    assert said(county_desk) == ["孙雅梅的角色不能办申领单"]
    assert leaving.pc.drafts
    assert len(leaving.pc.drafts.kept(LEAVING)) == 1
    assert not page.leave_page.next.isEnabled()


def test_escape_leaves_everything_as_it_was(leaving: World, county_desk: Desk, keys: Keys) -> None:
    page = shown(county_desk, keys)
    leave(page, keys)

    keys.press(Qt.Key.Key_Escape)

    assert keys.focus is page.view
    assert user(leaving.pc, LEAVING).voided is None


def test_a_removal_that_fails_leaves_the_window_working(
    world: World, county_desk: Desk, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise SkillDeskError("备份没有写成。现有数据没有变化。请腾出空间再试。")

    monkeypatch.setattr("skilldesk.store.backup.make", full)
    page = shown(county_desk, keys)
    go_to(page, LEADER)
    keys.press(Qt.Key.Key_Delete)
    wizard = page.leave_page
    keys.until(wizard.next.isEnabled)
    wizard._show_step(1)

    wizard.remove.click()

    keys.until(lambda: said(county_desk) != [])
    assert page.window().isEnabled()
    keyring.open_with_password(world.pc.folder, LEADER, PASSWORD)
    assert user(world.pc, LEADER).voided is None


def test_who_has_no_password_here_is_removed_without_new_keys(
    world: World, keys: Keys, tasks: Tasks, theme: Theme
) -> None:
    world.exchange(world.second)
    went_on: list[Store | None] = []
    host: Host = replace(alone(), go_on=went_on.append)
    desk = replace(furnished(world.second, CLERK, tasks, theme, host=host), dialogs=FakeDialogs(theme))
    page = shown(desk, keys)
    go_to(page, REVIEWER)
    assert page.people.index(page.view.current_row(), 3).data() == "没有密码"
    keys.press(Qt.Key.Key_Delete)
    wizard = page.leave_page
    keys.until(wizard.next.isEnabled)
    wizard._show_step(1)

    wizard.remove.click()

    keys.until(lambda: REVIEWER not in {one.account for one in page.people.values})
    assert went_on == []


def test_nobody_removes_herself(county_desk: Desk, keys: Keys) -> None:
    page = shown(county_desk, keys)
    go_to(page, CLERK)

    keys.press(Qt.Key.Key_Delete)

    assert keys.focus is page.view
