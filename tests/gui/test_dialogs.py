import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from skilldesk.errors import NotFound, StickFull
from skilldesk.gui.dialogs import WIDTH, Dialogs, Notice, notice_of
from skilldesk.gui.theme import Theme
from tests.gui.keys import Keys

FULL = StickFull("U 盘空间不足，还差 12 MB。数据没有变化。请换一个 U 盘后重新导出。")


@pytest.fixture
def window(keys: Keys) -> QWidget:
    window = QWidget()
    keys.show(window)
    return window


@pytest.fixture
def dialogs(window: QWidget, theme: Theme) -> Dialogs:
    return Dialogs(theme, window)


def test_a_message_says_what_happened_what_is_safe_and_what_to_do() -> None:
    notice = notice_of(FULL)

    assert notice.heading == "U 盘空间不足，还差 12 MB"
    assert notice.lines == (("数据", "数据没有变化。"), ("怎么办", "请换一个 U 盘后重新导出。"))
    assert notice.code == str(1000 + StickFull.exit_code)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("没有这条记录。", []),
        ("没有这条记录。请刷新。", ["怎么办"]),
        ("甲。乙。丙。丁。", ["情况", "数据", "怎么办"]),
        ("", []),
    ],
)
def test_shorter_and_longer_messages_have_their_places_too(text: str, labels: list[str]) -> None:
    notice = notice_of(NotFound(text))

    assert [label for label, _ in notice.lines] == labels
    assert notice.heading


def test_a_fault_of_ours_has_a_number_and_details_but_shows_none_of_them(dialogs: Dialogs) -> None:
    try:
        1 / 0
    except ZeroDivisionError as error:
        notice, again = notice_of(error), notice_of(error)
        dialog = dialogs.tell_error(error)

    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "ZeroDivisionError" not in shown
    assert notice.code == again.code
    assert len(notice.code) == 9
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "复制详情")
    copy.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    dialog.close()


def test_a_dialog_is_as_wide_as_all_dialogs_and_shows_its_words_whole(dialogs: Dialogs, keys: Keys) -> None:
    dialog = dialogs.tell_error(FULL)
    keys.qtbot.waitExposed(dialog)

    assert dialog.width() == WIDTH
    for label in dialog.findChildren(QLabel):
        assert (
            label.height() >= label.heightForWidth(label.width()) or label.heightForWidth(label.width()) < 0
        )
    dialog.close()


def test_the_act_is_done_by_enter_and_left_by_escape(dialogs: Dialogs, keys: Keys) -> None:
    did: list[str] = []
    notice = Notice(heading="没有导出", act="换好 U 盘，重新导出", leave="以后再导出")
    for key, after in ((Qt.Key.Key_Escape, []), (Qt.Key.Key_Return, ["again"])):
        dialog = dialogs.tell(notice, act=lambda: did.append("again"))
        keys.back_to(dialog)
        dialog.act.setFocus()

        keys.press(key)

        assert did == after


def test_a_reason_may_be_chosen_or_typed(dialogs: Dialogs, keys: Keys) -> None:
    given: list[str] = []
    dialog = dialogs.ask_reason(Notice(heading="作废", act="作废"), ("录入错误", "重复登记"), given.append)
    keys.back_to(dialog)
    keys.press(Qt.Key.Key_Down)
    dialog.act.click()

    dialog = dialogs.ask_reason(Notice(heading="作废", act="作废"), ("录入错误",), given.append)
    dialog.reason.setEditText(" 本人来说明 ")
    dialog.act.click()

    assert given == ["重复登记", "本人来说明"]
