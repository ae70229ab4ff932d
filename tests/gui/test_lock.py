from PySide6.QtCore import Qt

from skilldesk.gui.desk import Desk
from skilldesk.gui.lock import LockPage
from tests.gui.keys import Keys


def opened(keys: Keys, desk: Desk) -> LockPage:
    page = LockPage(desk)
    keys.show(page)
    page.begin()
    return page


def test_the_right_password_opens_again(keys: Keys, empty_desk: Desk) -> None:
    page = opened(keys, empty_desk)

    with keys.qtbot.waitSignal(page.unlocked):
        keys.enter("practice")

    assert page.password.text() == ""


def test_a_wrong_password_is_said(keys: Keys, empty_desk: Desk) -> None:
    page = opened(keys, empty_desk)

    with keys.qtbot.assertNotEmitted(page.unlocked):
        keys.enter("wrong")
        keys.until(lambda: page.say.text().startswith("密码不对，没有解锁"))

    assert keys.focus is page.password


def test_it_tells_the_time_in_china_and_who_left(keys: Keys, empty_desk: Desk) -> None:
    page = opened(keys, empty_desk)

    assert page.time.text() == "16:30"
    assert page.day.text().startswith("11月20日　星期五")
    assert page.password.placeholderText() == "李敏的密码"


def test_another_may_take_over(keys: Keys, empty_desk: Desk) -> None:
    page = opened(keys, empty_desk)

    with keys.qtbot.waitSignal(page.left_to_another):
        keys.press(Qt.Key.Key_Tab)
        keys.press(Qt.Key.Key_Tab)
        keys.press(Qt.Key.Key_Space)
