"""The search box by keyboard: typed or scanned, opened, listed, left."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from skilldesk.core.claims import Claim
from skilldesk.core.people import Trainee
from skilldesk.core.training import Class
from skilldesk.gui.bars import TopBar
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.search_box import SearchBox
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.operations import search
from skilldesk.reference import roles
from tests.gui.keys import ALT, CTRL, Keys

WANG, LI, SHAN = "a1" * 16, "a2" * 16, "a3" * 16


class Window(QWidget):
    """A top bar over a field, as a page has them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.bar, self.field = TopBar(desk), QLineEdit()
        laid(self, column(self.bar, self.field, None, spacing=0))
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self.box.begin)
        self.places: list[Place] = []
        desk.news.wanted.connect(self.places.append)

    @property
    def box(self) -> SearchBox:
        return self.bar.search

    @property
    def titles(self) -> list[str]:
        return [line.title for line in self.box.popup.list.shown.lines if isinstance(line, search.Hit)]


@pytest.fixture
def window(desk: Desk, keys: Keys) -> Window:
    with desk.database.write("limin") as work:
        work.add_many(
            [
                Trainee(id=WANG, name="王国建", id_number="370403199001019914"),
                Trainee(id=LI, name="李国建", phone="13800009021"),
                Trainee(id=SHAN, name="单国建"),
            ]
        )
        work.add(Class(id="c1" * 16, name="国建电工班"))
        work.add(Claim(id="cc" * 16, number="BT370403-1-26-00001", subsidy="10", applicant_kind="1"))
    window = Window(desk)
    keys.show(window)
    window.field.setFocus()
    return window


@pytest.fixture
def asked(window: Window, keys: Keys) -> Callable[[str], None]:
    """Type something into the box and wait until it is answered."""

    def ask(typed: str) -> None:
        keys.press(Qt.Key.Key_K, CTRL)
        keys.type(typed)
        keys.until(lambda: window.box.is_open and window.box._told == window.box._asked)

    return ask


def test_it_is_reached_from_anywhere_and_left_to_where_one_was(
    window: Window, keys: Keys, asked: Callable[[str], None]
) -> None:
    keys.type("半句")
    asked("国建")
    assert window.box.hasFocus()

    keys.press(Qt.Key.Key_Escape)

    assert window.field.hasFocus()
    assert (window.box.text(), window.box.is_open, window.field.text()) == ("", False, "半句")
    assert window.places == []


def test_the_marked_line_is_opened(window: Window, keys: Keys, asked: Callable[[str], None]) -> None:
    asked("国建")
    assert window.titles == ["单国建", "李国建", "王国建", "国建电工班"]

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Return)

    assert window.places == [Place(page="trainees", tab="学员", record=LI)]
    assert not window.box.is_open
    assert window.box.text() == ""


def test_the_mark_stays_within_what_was_found(
    window: Window, keys: Keys, asked: Callable[[str], None]
) -> None:
    asked("国建")
    for _ in range(9):
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert window.places == [Place(page="classes", tab="培训班", record="c1" * 16)]


def test_everything_found_is_shown_in_its_list(
    window: Window, keys: Keys, asked: Callable[[str], None]
) -> None:
    asked("sgj")
    assert window.titles == ["单国建"]
    keys.press(Qt.Key.Key_Return, ALT)
    assert window.places == [Place(page="trainees", tab="学员", filters={"text": "sgj"})]


def test_a_scanner_opens_the_paper_before_anything_is_shown(window: Window, keys: Keys) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    keys.enter("SD1|F10|BT370403-1-26-00001|8F3A21C7")
    keys.until(lambda: bool(window.places))
    assert window.places == [Place(page="claims", tab="申领单", record="cc" * 16)]


def test_nothing_found_says_what_can_be_asked(
    window: Window, keys: Keys, asked: Callable[[str], None]
) -> None:
    asked("没有的人")
    assert window.box.popup.told().startswith("没有找到「没有的人」")
    assert "首字母" in window.box.popup.told()
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, ALT)
    assert window.places == []


def test_what_was_opened_is_offered_again_by_its_id(
    window: Window, keys: Keys, asked: Callable[[str], None]
) -> None:
    asked("")
    assert window.box.popup.told().startswith("可以这样找")
    keys.press(Qt.Key.Key_Escape)
    for typed in ("王国建", "9021"):
        asked(typed)
        keys.press(Qt.Key.Key_Return)

    asked("")

    assert window.titles == ["李国建", "王国建"]
    assert window.box._recent == [("trainee", LI), ("trainee", WANG)]
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert window.places[-1].record == WANG


def test_an_answer_to_what_is_typed_no_more_is_dropped(
    window: Window, keys: Keys, asked: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("王国建")
    heard: list[str] = []
    real = search.find

    def find(snapshot: object, typed: str, *rest: object, **options: object) -> object:
        heard.append(typed)
        return real(snapshot, typed, *rest, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(search, "find", find)
    window.box.setText("李国建")
    window.box._ask()  # it is on its way
    window.box.setText("单国建")
    keys.until(lambda: heard == ["李国建", "单国建"] and window.titles == ["单国建"])
    keys.press(Qt.Key.Key_Return)
    assert window.places == [Place(page="trainees", tab="学员", record=SHAN)]


def test_an_answer_after_one_has_gone_shows_nothing(window: Window, keys: Keys) -> None:
    keys.press(Qt.Key.Key_K, CTRL)
    keys.type("国建")
    window.box._ask()
    window.field.setFocus()
    window.box._desk.tasks.close()
    keys.qtbot.wait(1)
    assert not window.box.is_open


def test_a_line_is_opened_with_the_mouse(window: Window, keys: Keys, asked: Callable[[str], None]) -> None:
    asked("王国建")
    view = window.box.popup.list
    box = view.visualRect(view.currentIndex())
    keys.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert window.places == [Place(page="trainees", tab="学员", record=WANG)]


def test_a_masked_user_reads_masked_numbers_and_is_told_how_to_ask(desk: Desk, keys: Keys) -> None:
    with desk.database.write("limin") as work:
        work.add(Trainee(id=WANG, name="王国建", id_number="370403199001019914"))
    window = Window(replace(desk, rights=roles.rights(("leader",))))
    keys.show(window)
    window.box.begin()
    keys.type("019914")
    keys.until(lambda: "完整证件号码或末四位" in window.box.popup.told())
    window.box.setText("9914")
    keys.until(lambda: window.titles == ["王国建"])
    (line,) = [one for one in window.box.popup.list.shown.lines if isinstance(one, search.Hit)]
    assert line.detail == "370403********9914"
