"""What the list of a page remembers, ticks, saves and is told from elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from skilldesk.core.people import Trainee
from skilldesk.excel.reading import read
from skilldesk.gui.desk import Desk
from skilldesk.gui.memory import Memory
from skilldesk.gui.place import Place
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import trainees
from skilldesk.gui.tabs import Tabs
from skilldesk.operations.lists import SAVED
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, SHIFT, Keys

NUMBERS = ("370403198604129026", "370403197909039174", "37040319820409977X")
NAMES = ("周春梅", "曹立军", "陈桂芳")


@pytest.fixture
def people(desk: Desk) -> Sequence[Trainee]:
    known = [
        Trainee(id=new_id(), name=name, id_number=number) for name, number in zip(NAMES, NUMBERS, strict=True)
    ]
    with desk.database.write("limin") as work:
        return work.add_many(known)


@pytest.fixture
def remembering(desk: Desk, people: Sequence[Trainee]) -> Desk:  # noqa: ARG001 - they are in the store
    held: dict[str, str] = {}
    return replace(desk, memory=Memory(lambda key: held.get(key, ""), held.__setitem__))


@pytest.fixture
def screen(keys: Keys, remembering: Desk) -> RecordScreen[Trainee]:
    return opened(keys, remembering)


def opened(keys: Keys, desk: Desk, **declared: object) -> RecordScreen[Trainee]:
    screen = RecordScreen(desk, replace(trainees.SCREEN, **declared))  # type: ignore[arg-type]  # told by the test
    keys.show(screen)
    screen.take_focus()
    keys.until(lambda: screen.table.rowCount() == len(NAMES))
    return screen


def names(screen: RecordScreen[Trainee]) -> list[str]:
    return [screen.table.index(row, 0).data() for row in range(screen.table.rowCount())]


def headings(screen: RecordScreen[Trainee]) -> list[str]:
    return [column.label for column in screen.table.columns]


# --- ticks ---


def test_space_ticks_rows_and_the_arrows_keep_them(screen: RecordScreen[Trainee], keys: Keys) -> None:
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Down)
    assert screen.view.chosen_rows() == [0]
    keys.press(Qt.Key.Key_Space)

    assert screen.view.chosen_rows() == [0, 2]
    assert screen.count == "已勾选2行，第3行，共3行"
    keys.press(Qt.Key.Key_Escape)
    assert screen.view.chosen_rows() == [2]
    keys.press(Qt.Key.Key_Up)
    assert screen.view.chosen_rows() == [1]


def test_space_takes_a_tick_back_and_shift_chooses_a_span(screen: RecordScreen[Trainee], keys: Keys) -> None:
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Space)
    assert screen.view.chosen_rows() == []

    screen.view.untick()
    screen.view.go_to(0)
    keys.press(Qt.Key.Key_Down, SHIFT)

    assert screen.view.chosen_rows() == [0, 1]


# --- columns and order ---


def test_columns_are_chosen_moved_and_remembered(
    screen: RecordScreen[Trainee], keys: Keys, remembering: Desk
) -> None:
    choice = screen.choose_columns()
    keys.qtbot.keyClick(choice.list, Qt.Key.Key_Down)
    keys.qtbot.keyClick(choice.list, Qt.Key.Key_Space)
    keys.qtbot.keyClick(choice.list, Qt.Key.Key_Down)
    keys.qtbot.keyClick(choice.list, Qt.Key.Key_Down, ALT)
    keys.qtbot.keyClick(choice.list, Qt.Key.Key_Return)

    assert headings(screen)[:3] == ["姓名", "年龄", "性别"]
    assert "证件号码" not in headings(screen)
    again = opened(keys, remembering)
    assert headings(again) == headings(screen)


def test_with_no_column_ticked_the_list_is_as_it_was_declared(screen: RecordScreen[Trainee]) -> None:
    choice = screen.choose_columns()
    for at in range(choice.list.count()):
        choice.list.item(at).setCheckState(Qt.CheckState.Unchecked)

    choice.take()

    assert screen.columns.look.columns == trainees.SCREEN.columns


def test_the_order_is_remembered(screen: RecordScreen[Trainee], keys: Keys, remembering: Desk) -> None:
    up = names(screen)
    keys.press(Qt.Key.Key_F6)
    keys.until(lambda: names(screen) == up[::-1])

    again = opened(keys, remembering)

    assert names(again) == up[::-1]
    assert again.view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_a_list_is_sorted_by_what_is_worked_out(screen: RecordScreen[Trainee], keys: Keys) -> None:
    at = headings(screen).index("登记日期")

    screen.view.sortByColumn(at, Qt.SortOrder.AscendingOrder)

    keys.until(lambda: names(screen) == list(NAMES))


def test_widths_are_remembered(screen: RecordScreen[Trainee], keys: Keys, remembering: Desk) -> None:
    screen.view.setColumnWidth(1, 222)
    keys.until(lambda: "222" in remembering.memory.recall("list/trainees"))

    assert opened(keys, remembering).view.columnWidth(1) == 222


# --- a file of it ---


def test_a_list_is_saved_as_it_is_filtered_and_with_its_columns(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk, tmp_path: Path
) -> None:
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.path = tmp_path / "名单"
    screen.filters.narrow({"text": "曹"})
    keys.until(lambda: names(screen) == ["曹立军"])

    screen.file_button.click()

    keys.until(lambda: screen.count == "已导出1行到名单.xlsx")
    path = tmp_path / "名单.xlsx"
    (grid,) = read(path.read_bytes(), path.name)
    assert list(grid.rows[0].cells) == headings(screen)
    assert grid.rows[1].cells[:2] == ("曹立军", NUMBERS[1])
    with desk.database.read() as snapshot:
        assert len(snapshot.notes(SAVED)) == 1


def test_without_a_place_for_the_file_nothing_is_saved(screen: RecordScreen[Trainee], desk: Desk) -> None:
    screen.file_button.click()

    with desk.database.read() as snapshot:
        assert snapshot.notes(SAVED) == []


# --- from elsewhere ---


def test_a_place_narrows_the_list(screen: RecordScreen[Trainee], keys: Keys) -> None:
    screen.go_to(Place(page="trainees", filters={"text": "桂", "standing": "none training"}))

    keys.until(lambda: names(screen) == ["陈桂芳"])
    assert screen.filters.buttons["standing"].text() == "状态：2 项"


def test_a_place_shows_a_record_whatever_was_filtered(
    screen: RecordScreen[Trainee], keys: Keys, people: Sequence[Trainee]
) -> None:
    screen.filters.narrow({"text": "曹"})
    keys.until(lambda: names(screen) == ["曹立军"])

    screen.go_to(Place(page="trainees", tab="变更", record=people[0].id))

    keys.until(lambda: screen.detail.heading.text() == "周春梅")
    assert screen.detail.bar.tabText(screen.detail.bar.currentIndex()) == "变更"


def test_a_place_begins_a_new_record_or_the_form_of_one(
    screen: RecordScreen[Trainee], keys: Keys, people: Sequence[Trainee]
) -> None:
    screen.go_to(Place(page="trainees", act="new"))
    assert screen.is_editing

    screen.go_to(Place(page="trainees", record=people[2].id, act="edit"))

    keys.until(lambda: screen.panel is not None and screen.panel.record.id == people[2].id)
    assert screen.is_editing


def test_a_reading_that_was_overtaken_never_leads_to_the_form_of_another(
    screen: RecordScreen[Trainee], keys: Keys, people: Sequence[Trainee]
) -> None:
    for wanted in people:
        screen.refresh()  # still on its way while the place is asked for
        screen.go_to(Place(page="trainees", record=wanted.id, act="edit"))
        screen.refresh()
        keys.until(lambda: screen.is_editing)
        assert screen.panel is not None
        assert screen.panel.record.id == wanted.id
        screen.panel.leave()


def test_a_record_that_is_not_there_begins_no_form(screen: RecordScreen[Trainee], keys: Keys) -> None:
    screen.go_to(Place(page="trainees", record="f" * 32, act="edit"))
    keys.until(lambda: not screen._goal.record)

    assert not screen.is_editing


def test_a_place_goes_through_the_tabs_of_an_entry(keys: Keys, desk: Desk, people: Sequence[Trainee]) -> None:
    made = RecordScreen(desk, trainees.SCREEN)
    tabs = Tabs(desk.theme, [("学员", lambda: made)])
    keys.show(tabs)

    tabs.go_to(Place(page="trainees", tab="学员", record=people[1].id))

    keys.until(lambda: made.detail.heading.text() == "曹立军")


def test_a_page_that_nobody_looks_at_reads_when_somebody_does(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    screen.hide()
    with desk.database.write("limin") as work:
        work.add(Trainee(id=new_id(), name="孙德海"))
    desk.news.tell(Trainee)
    assert screen.table.rowCount() == 3

    screen.show()

    keys.until(lambda: screen.table.rowCount() == 4)


# --- a form over the whole page ---


def test_a_wide_form_takes_the_whole_page_and_escape_comes_back(keys: Keys, remembering: Desk) -> None:
    screen = opened(keys, remembering, wide_form=True)

    keys.press(Qt.Key.Key_F2)

    assert screen.panel is not None
    assert screen.is_editing
    assert not screen.view.isVisible()
    assert screen.panel.width() == screen.width()
    keys.press(Qt.Key.Key_Escape)
    assert screen.view.isVisible()
    assert not screen.is_editing
    assert keys.focus is screen.view
