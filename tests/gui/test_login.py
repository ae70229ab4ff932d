import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from skilldesk.errors import KeysDamaged, WrongPassword
from skilldesk.gui.login import TRIES, Door, Front, LoginWindow
from skilldesk.gui.people_list import Account
from skilldesk.gui.recovery import RecoveryDialog
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, SHIFT, Keys

FRONT = Front(
    office="示例县人社局", day="2026年11月20日　星期五", facts=(("数据", "本机保存"),), version="0.1"
)
ACCOUNTS = [
    Account(key=key, name=name)
    for key, name in (
        ("limin", "李敏"),
        ("wang", "王建华"),
        ("zhao", "赵立群"),
        ("xi", "系统管理员"),
        ("sun", "孙德海"),
    )
]


def unlock(account: str, password: str) -> str:
    if password != "practice":
        raise WrongPassword("密码不对。")
    return account


DOOR = Door(front=FRONT, accounts=ACCOUNTS, unlock=unlock)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def login(keys: Keys, theme: Theme, tasks: Tasks, clock: Clock) -> LoginWindow[str]:
    return shown(keys, LoginWindow(theme, DOOR, tasks, clock=clock))


def shown(keys: Keys, login: LoginWindow[str]) -> LoginWindow[str]:
    keys.show(login)
    login.take_focus()
    return login


def test_the_one_chosen_by_the_arrows_comes_in_with_the_password(login: LoginWindow[str], keys: Keys) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        keys.press(key)

    with keys.qtbot.waitSignal(login.opened) as caught:
        keys.enter("practice")

    assert caught.args == ["wang"]


def test_a_long_list_scrolls_to_the_one_chosen(login: LoginWindow[str], keys: Keys) -> None:
    for _ in range(9):
        keys.press(Qt.Key.Key_Down)

    assert login.people.current().key == "sun"
    assert not login.people.cards[-1].visibleRegion().isEmpty()


def test_a_wrong_password_is_said_and_may_be_typed_again(login: LoginWindow[str], keys: Keys) -> None:
    keys.enter("wrong")

    keys.until(lambda: login.say.text().startswith("密码不对，没有登录"))
    assert login.tries.text() == "第 2 次，连续错 5 次停用 10 分钟"
    assert login.password.text() == ""
    with keys.qtbot.waitSignal(login.opened):
        keys.enter("practice")


def test_after_five_wrong_ones_nobody_tries_for_ten_minutes(
    login: LoginWindow[str], keys: Keys, clock: Clock
) -> None:
    for at in range(TRIES):
        keys.enter("wrong")
        keys.until(lambda at=at: login._wrong == at + 1)
    assert not login.password.isEnabled()
    assert "请等 10 分钟再试" in login.say.text()

    clock.now = 9 * 60
    login._count_down()
    assert not login.enter.isEnabled()

    clock.now = 10 * 60 + 1
    login._count_down()
    assert login.enter.isEnabled()
    with keys.qtbot.waitSignal(login.opened):
        keys.enter("practice")


def test_the_capitals_lock_is_noticed(login: LoginWindow[str], keys: Keys) -> None:
    QApplication.sendEvent(login.password, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, SHIFT, "A"))
    assert login.capitals.isHidden()

    keys.type("A")
    assert login.capitals.isVisible()

    keys.type("a")
    assert login.capitals.isHidden()


def test_other_trouble_than_the_password_has_its_dialog(keys: Keys, theme: Theme, tasks: Tasks) -> None:
    def broken(*_: str) -> str:
        raise KeysDamaged("密钥文件读不出来。数据没有变化。请从备份恢复。")

    login = shown(keys, LoginWindow(theme, replace(DOOR, unlock=broken), tasks))
    told: list[BaseException] = []
    login.dialogs.tell_error = told.append  # type: ignore[method-assign,assignment]  # hears instead of showing

    keys.enter("practice")

    keys.until(lambda: bool(told))
    assert login.tries.text() == ""


def test_the_recovery_sheet_sets_a_new_password(keys: Keys, theme: Theme, tasks: Tasks) -> None:
    asked: list[tuple[str, str, str]] = []
    door = replace(DOOR, recover=lambda *given: asked.append(given))
    login = shown(keys, LoginWindow(theme, door, tasks))
    login._recover()
    dialog = login.findChild(RecoveryDialog)
    keys.back_to(dialog)

    keys.type("ABCDE-FGHJK")
    keys.press(Qt.Key.Key_Tab)
    keys.type("short")
    assert dialog.say.text() == "新密码至少8个字符。"
    keys.type("ened")
    keys.press(Qt.Key.Key_Tab)
    keys.type("shorten")
    assert dialog.say.text() == "两次输入的不一样。"
    assert not dialog.act.isEnabled()
    keys.type("ed")
    dialog.act.click()

    keys.until(lambda: asked == [("limin", "ABCDE-FGHJK", "shortened")])
    keys.until(lambda: login.say.text() == "新密码已经设好，请用新密码登录。")


def test_practice_is_one_key_away(keys: Keys, theme: Theme, tasks: Tasks) -> None:
    went: list[str] = []
    shown(keys, LoginWindow(theme, replace(DOOR, practise=lambda: went.append("practice")), tasks))

    keys.press(Qt.Key.Key_L, ALT)

    assert went == ["practice"]


def test_another_office_folder_is_opened(keys: Keys, theme: Theme, tasks: Tasks, tmp_path: Path) -> None:
    went: list[Path] = []
    login = shown(keys, LoginWindow(theme, replace(DOOR, elsewhere=went.append), tasks))
    login.dialogs = fake = FakeDialogs(theme)

    login._elsewhere()
    fake.path = tmp_path
    login._elsewhere()

    assert went == [tmp_path]


def test_without_a_password_nothing_is_tried(login: LoginWindow[str], keys: Keys) -> None:
    with keys.qtbot.assertNotEmitted(login.opened, wait=50):
        keys.press(Qt.Key.Key_Return)
        keys.press(Qt.Key.Key_A, CTRL)

    assert login.say.text() == ""


def test_the_login_needs_nothing_but_qt() -> None:
    code = "import sys, skilldesk.gui.main; print(*sorted(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {
        "sqlalchemy",
        "sqlcipher3",
        "reportlab",
        "pypdfium2",
        "openpyxl",
        "alembic",
        "pyrage",
        "zstandard",
    }
    assert heavy & set(done.stdout.split()) == set()
    assert "skilldesk" in done.stdout
