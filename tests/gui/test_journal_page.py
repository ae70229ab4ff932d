"""操作记录, by keyboard on a practice county."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from skilldesk.core.training import Class
from skilldesk.excel import reading
from skilldesk.gui.desk import Desk
from skilldesk.gui.journal_page import JournalPage, since
from skilldesk.gui.place import Place
from tests.gui.keys import CTRL, Keys
from tests.support.county import CLERK, World, edit, trainee


@pytest.fixture
def page(county_desk: Desk, keys: Keys) -> JournalPage:
    page = JournalPage(county_desk)
    keys.show(page)
    keys.until(lambda: page.table.rowCount() > 0)
    page.take_focus()
    return page


def count(page: JournalPage) -> int:
    return page.table.rowCount()


def test_everything_that_was_done_is_listed_the_newest_first(
    page: JournalPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.table)
    assert page._count.text() == f"共 {count(page):,} 条"
    assert page.table.index(0, 2).data() == "登录"


def test_the_list_is_narrowed_by_the_keys_alone(page: JournalPage, keys: Keys) -> None:
    all = count(page)

    keys.press(Qt.Key.Key_F3)
    keys.press(Qt.Key.Key_Down)
    keys.until(lambda: count(page) < all)
    assert page.wanted().actor
    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: count(page) == all)
    page.act.setFocus()
    keys.type("登录")
    page.act.setCurrentText("登录与密码")
    keys.until(lambda: 0 < count(page) < all)
    assert {page.table.index(row, 2).data() for row in range(count(page))} == {"登录"}
    page.kind.setCurrentText("培训班")
    keys.until(lambda: count(page) == 0)
    assert page._empty.isVisible()
    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: count(page) == all)


def test_a_period_begins_at_midnight_in_china(page: JournalPage) -> None:
    assert since(date(2020, 12, 21), 0) == "2020-12-20T16:00:00+00:00"
    assert since(date(2020, 12, 21), 6) == "2020-12-14T16:00:00+00:00"

    page.period.setCurrentText("今天")

    assert page.wanted().since == "2020-12-20T16:00:00+00:00"


def test_one_record_is_followed_through_its_life_and_opened(
    page: JournalPage, keys: Keys, world: World, county_desk: Desk
) -> None:
    person = edit(world.pc, world.trainees[0], phone="13800009100")
    wanted: list[Place] = []
    county_desk.news.wanted.connect(wanted.append)
    keys.press(Qt.Key.Key_F5)
    keys.until(lambda: page.table.index(0, 2).data() == "修改")

    keys.press(Qt.Key.Key_H, CTRL)
    keys.until(lambda: count(page) == 2)
    assert [page.table.index(row, 2).data() for row in (0, 1)] == ["修改", "新增"]
    keys.press(Qt.Key.Key_Return)

    assert wanted == [Place(page="trainees", tab="学员", record=person.id)]
    shown = {label.text() for label in page.findChildren(type(page._title))}
    assert {"手机号码", "13800009100", "原来", "现在"} <= shown


def test_a_place_names_the_record_whose_history_is_wanted(
    page: JournalPage, keys: Keys, world: World
) -> None:
    page.go_to(Place(page="system", tab="操作记录", record=world.classes[0]))

    keys.until(lambda: count(page) == 1)
    with world.pc.database.read() as snapshot:
        known = snapshot.get(Class, world.classes[0])
    assert known
    assert page.table.index(0, 4).data() == known.name


def test_what_is_shown_is_written_out_with_its_changes_and_that_is_journalled(
    page: JournalPage, keys: Keys, world: World, county_desk: Desk, tmp_path: Path
) -> None:
    to = tmp_path / "out.xlsx"
    county_desk.dialogs.path = to  # type: ignore[attr-defined]  # a fake's
    person = trainee(world.pc, world.trainees[0])
    page.show_record(person.id)
    keys.until(lambda: count(page) == 1)

    page.export()

    keys.until(lambda: page.count == "已导出 1 条")
    (sheet,) = reading.read(to.read_bytes(), to.name)
    texts = [[str(cell or "") for cell in row.cells] for row in sheet.rows]
    assert texts[0][:3] == ["时间", "谁", "做了什么"]
    assert person.name in texts[1]
    assert "证件号码" in texts[1][6]
    with world.pc.database.read() as snapshot:
        assert [link.entry.actor for link in snapshot.notes("journal.export") if link.entry] == [CLERK]


def test_an_act_about_no_record_opens_nothing(page: JournalPage, keys: Keys, county_desk: Desk) -> None:
    wanted: list[Place] = []
    county_desk.news.wanted.connect(wanted.append)

    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_H, CTRL)

    assert wanted == []
    assert not page._only.isEnabled()
    assert page.wanted().record == ""
