import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from skilldesk.core.fields import Code, Field
from skilldesk.gui.editors import CodeEditor
from skilldesk.gui.lookup import Lookup
from tests.gui.keys import Keys


@pytest.fixture
def editor(keys: Keys, lookup: Lookup) -> CodeEditor:
    window = QWidget()
    layout = QVBoxLayout(window)
    editor = CodeEditor(Field("education", Code("文化程度", table="education")), lookup)
    layout.addWidget(editor)
    layout.addStretch(1)
    keys.show(window, width=600, height=500)
    editor.setFocus()
    return editor


def offered(editor: CodeEditor) -> list[str]:
    popup = editor.window().findChild(QListWidget)
    return [popup.item(at).text() for at in range(popup.count())] if popup and popup.isVisible() else []


def test_typing_opens_the_list_after_a_moment_and_enter_takes_the_first(
    editor: CodeEditor, keys: Keys
) -> None:
    keys.type("大学")
    keys.until(lambda: editor.is_open)

    first = offered(editor)[0]
    editor.settle()

    assert not editor.is_open
    assert editor.value() == first.split(" ")[0]


def test_the_arrows_choose_another_line(editor: CodeEditor, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    everything = offered(editor)
    for _ in range(3):
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Up)
    editor.settle()

    assert editor.value() == everything[1].split(" ")[0]


def test_escape_closes_the_list_and_leaves_what_was_typed(editor: CodeEditor, keys: Keys) -> None:
    keys.type("大学")
    keys.press(Qt.Key.Key_F4)

    keys.press(Qt.Key.Key_Escape)

    assert not editor.is_open
    assert editor.text() == "大学"


def test_a_code_alone_is_enough(editor: CodeEditor, keys: Keys) -> None:
    keys.type("61")
    editor.settle()

    assert editor.value() == "61"
    assert editor.text().startswith("61 ")


def test_what_may_mean_several_means_none_until_one_is_taken(editor: CodeEditor, keys: Keys) -> None:
    keys.type("学")

    with pytest.raises(ValueError, match="学"):
        editor.value()


def test_nothing_found_is_said_and_cannot_be_taken(editor: CodeEditor, keys: Keys) -> None:
    keys.type("没有这样的")
    keys.press(Qt.Key.Key_F4)

    assert offered(editor) == ["没有找到，请换几个字试试"]
    editor.settle()
    assert editor.text() == "没有这样的"


def test_what_was_chosen_last_stands_on_top(editor: CodeEditor, keys: Keys) -> None:
    keys.type("61")
    keys.press(Qt.Key.Key_F4)
    editor.settle()
    editor.clear()

    keys.press(Qt.Key.Key_F4)

    assert offered(editor)[0].startswith("61 ")


def test_clicking_a_line_takes_it(editor: CodeEditor, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F4)
    popup = editor.window().findChild(QListWidget)

    popup.itemClicked.emit(popup.item(2))

    assert editor.text().split(" ")[0] == offered_code(popup, 2)


def offered_code(popup: QListWidget, at: int) -> str:
    return popup.item(at).text().split(" ")[0]


def test_the_list_stays_inside_the_window(editor: CodeEditor, keys: Keys) -> None:
    editor.parentWidget().layout().insertStretch(0, 5)
    keys.qtbot.wait(20)

    keys.press(Qt.Key.Key_F4)

    popup = editor.window().findChild(QListWidget)
    assert editor.window().rect().contains(popup.geometry())
    assert not popup.geometry().intersects(editor.geometry())
