"""The filters over a list, by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Class, Enrolment
from skilldesk.gui import filters
from skilldesk.gui.desk import Desk
from skilldesk.gui.filter_bar import FilterBar
from skilldesk.gui.filter_choices import FilterChoices
from skilldesk.gui.filters import Asked
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import trainees
from skilldesk.store.work import new_id
from tests.gui.keys import Keys

PEOPLE = (("陈桂芳", "04"), ("曹立军", "05"), ("周春梅", "05"))


@pytest.fixture
def group(desk: Desk) -> Class:
    with desk.database.write("limin") as work:
        group = work.add(Class(id=new_id(), name="2026电工五级02班", starts_on=date(2026, 3, 1)))
        work.add(Class(id=new_id(), name="2026焊工五级03班"))
        for name, category in PEOPLE:
            person = work.add(Trainee(id=new_id(), name=name))
            work.add(CategoryFact(id=new_id(), trainee_id=person.id, category=category))
            if name == "周春梅":
                work.add(Enrolment(id=new_id(), trainee_id=person.id, class_id=group.id, state="1"))
        return group


@pytest.fixture
def screen(keys: Keys, desk: Desk, group: Class) -> RecordScreen[Trainee]:  # noqa: ARG001 - it is in the store
    screen = RecordScreen(desk, trainees.SCREEN)
    keys.show(screen)
    screen.take_focus()
    keys.until(lambda: screen.table.rowCount() == len(PEOPLE))
    return screen


def names(screen: RecordScreen[Trainee]) -> list[str]:
    return [screen.table.index(row, 0).data() for row in range(screen.table.rowCount())]


def opened(keys: Keys, bar: FilterBar, key: str) -> FilterChoices:
    """The list under a filter, when its lines are there."""
    listed = bar.open(key)
    keys.until(lambda: listed.list.count() > 0)
    return listed


def press(keys: Keys, widget: QWidget, *several: Qt.Key) -> None:
    for key in several:
        keys.qtbot.keyClick(widget, key)


def lines(listed: FilterChoices) -> list[str]:
    return [listed.list.item(at).text() for at in range(listed.list.count())]


def test_several_values_are_ticked_by_space_and_taken_by_enter(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    listed = opened(keys, screen.filters, "category")
    wanted = [desk.lookup.short("person_category", code) for code in ("04", "05")]

    for word in wanted:
        listed.list.setCurrentRow(lines(listed).index(word))
        press(keys, listed.list, Qt.Key.Key_Space)
    press(keys, listed.list, Qt.Key.Key_Return)

    each = screen.filters.buttons["category"]
    keys.until(lambda: screen.count_label.text() == "筛选后 3 人，共 3 人")
    assert each.text() == "人员类别：2 类"
    assert each.property("on") == "1"
    assert each.toolTip() == "、".join(wanted)


def test_enter_alone_takes_the_line_of_the_cursor_and_escape_changes_nothing(
    screen: RecordScreen[Trainee], keys: Keys
) -> None:
    listed = opened(keys, screen.filters, "standing")
    press(keys, listed.list, Qt.Key.Key_Down, Qt.Key.Key_Return)
    keys.until(lambda: names(screen) == [])
    assert screen.filters.buttons["standing"].text() == "状态：在训"

    listed = opened(keys, screen.filters, "standing")
    press(keys, listed.list, Qt.Key.Key_Space, Qt.Key.Key_Escape)

    assert screen.filters.chosen() == {"standing": ("training",)}


def test_a_class_is_found_by_a_part_of_its_name(
    screen: RecordScreen[Trainee], keys: Keys, group: Class
) -> None:
    listed = opened(keys, screen.filters, "class")
    assert len(lines(listed)) == 2

    listed.search.setText("电工")
    keys.until(lambda: lines(listed) == [group.name])
    press(keys, listed.search, Qt.Key.Key_Return)

    keys.until(lambda: names(screen) == ["周春梅"])
    assert screen.filters.buttons["class"].text() == f"培训班：{group.name}"


def test_a_switch_is_turned_by_its_button_and_all_filters_are_cleared_at_once(
    screen: RecordScreen[Trainee], keys: Keys
) -> None:
    assert screen.filters.clear_button.isHidden()
    screen.filters.buttons["unfilled"].click()
    keys.until(lambda: "筛选后" in screen.count_label.text())
    assert screen.filters.chosen() == {"unfilled": ("1",)}

    screen.filters.clear_button.click()

    keys.until(lambda: screen.count_label.text() == "共 3 人")
    assert screen.filters.is_open
    assert keys.focus is screen.view


def test_what_is_no_value_of_a_filter_is_left_out(screen: RecordScreen[Trainee]) -> None:
    screen.filters.narrow({"category": "04 zz", "registered": "gestern", "colour": "red", "text": "桂"})

    assert screen.filters.chosen() == {"category": ("04",)}
    assert screen.filters.text == "桂"


def test_typing_on_gives_up_the_search_before(screen: RecordScreen[Trainee], keys: Keys) -> None:
    for text in ("陈", "曹"):
        screen.filters.narrow({"text": text})

    keys.until(lambda: names(screen) == ["曹立军"])


@pytest.mark.parametrize(
    ("today", "word", "first", "last"),
    [
        (date(2026, 11, 20), "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 11, 20), "本月（11月）", date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 31), "本月（12月）", date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 5), "上月（12月）", date(2026, 12, 1), date(2026, 12, 31)),
        (date(2028, 3, 1), "上月（2月）", date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), "2027年", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_spans_of_time_by_their_words(today: date, word: str, first: date, last: date) -> None:
    assert dict(filters.periods(today))[word] == (first, last)


def test_any_two_days_are_a_period_in_words(desk: Desk) -> None:
    declared = filters.by_day("issued_on", "发证")
    asked = Asked(desk.lookup, date(2026, 11, 20))

    assert declared.title(asked, "2026-11-01..2026-11-30") == "本月（11月）"
    assert declared.title(asked, "2026-02-03..2026-05-06") == "2026-02-03 至 2026-05-06"
    assert declared.title(asked, "soon") == ""
