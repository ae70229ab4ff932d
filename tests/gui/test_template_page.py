"""上报模板 over a real office: what is due, written in clear, answered, and only the failed again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skilldesk.core.people import Trainee
from skilldesk.core.rights import Rights
from skilldesk.gui.desk import Desk
from skilldesk.gui.template_page import MAY_NOT, TemplatePage
from skilldesk.store.office import Store
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import CTRL, Keys
from tests.support.reporting import NAMES, NUMBERS, id_of, reporting_office
from tests.support.stores import USER


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    store = reporting_office(tmp_path / "reporting")
    yield store
    store.close()


@pytest.fixture
def at(empty_desk: Desk, office: Store) -> Desk:
    assert empty_desk.actor == USER
    return replace(empty_desk, store=office)


@pytest.fixture
def page(keys: Keys, at: Desk) -> TemplatePage:
    page = TemplatePage(at)
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.count))
    names = [one.name for one in page.layouts.values]
    for _ in range(names.index("people")):
        keys.press(Qt.Key.Key_Down)
    keys.until(lambda: page._name.text() == "人员" and page._write.isEnabled())
    return page


def words(page: TemplatePage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def choose(at: Desk, path: Path) -> None:
    assert isinstance(at.dialogs, FakeDialogs)
    at.dialogs.path = path


def answer(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("证件号码,状态,错误代码,错误信息", *lines)), "utf-8")
    return path


def test_only_layouts_that_are_reported_are_offered(page: TemplatePage) -> None:
    assert "school-roster" not in [one.name for one in page.layouts.values]


def test_out_and_back_and_only_the_failed_rows_again(
    page: TemplatePage, keys: Keys, at: Desk, tmp_path: Path
) -> None:
    rows = int(page._write.text().split()[1])
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(at, stick)

    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: "现在可以拔出 U 盘" in words(page))
    assert len(list(stick.glob("*.xlsx"))) == 1
    assert "此文件任何人都能打开" in words(page)
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: page._sum.text() == "没有可以写出的行")

    choose(at, answer(stick / "结果.csv", f"{NUMBERS[0]},失败,E102,证件号码与姓名不符"))
    keys.press(Qt.Key.Key_F8)
    keys.until(page.result.isVisible)
    assert [(one.name, one.code, one.text) for one in page.result.lines.values] == [
        (NAMES[0], "E102", "证件号码与姓名不符")
    ]
    page.result.rest.click()
    keys.until(lambda: f"接收 {rows - 1} 行" in words(page))
    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: "结果已经读入" in words(page))
    keys.until(lambda: page._sum.text() == "可以写出 1 行")
    assert [(one.name, one.state[1]) for one in page.rows.values if one.state[1] == "上次退回"] == [
        (NAMES[0], "上次退回")
    ]


def test_a_list_that_is_not_taken_in_changes_nothing(
    page: TemplatePage, keys: Keys, at: Desk, tmp_path: Path
) -> None:
    choose(at, tmp_path)
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: "现在可以拔出 U 盘" in words(page))
    choose(at, answer(tmp_path / "结果.csv", f"{NUMBERS[0]},失败,E102,不符"))
    keys.press(Qt.Key.Key_F8)
    keys.until(page.result.isVisible)

    keys.press(Qt.Key.Key_Escape)

    assert not page.result.isVisible()
    keys.press(Qt.Key.Key_F5)
    keys.until(lambda: page._sum.text() == "没有可以写出的行")


def test_what_stays_is_named_with_the_gap_and_leads_to_its_form(keys: Keys, at: Desk, office: Store) -> None:
    with office.database.write(USER) as work:
        person = work.get(Trainee, id_of(1, 0))
        assert person
        work.change(replace(person, id_number="370403199001019913"))
    page = TemplatePage(at)
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.count))
    page.list.go_to([one.name for one in page.layouts.values].index("people"))
    keys.until(lambda: "留下 1 行" in words(page))
    assert page.rows.index(0, 0).data() == NAMES[0]
    page.view.setFocus()

    with keys.qtbot.waitSignal(at.news.wanted) as caught:
        keys.press(Qt.Key.Key_Return)

    assert caught.args[0].record == id_of(1, 0)


def test_who_may_not_report_reads_why(keys: Keys, at: Desk) -> None:
    page = TemplatePage(replace(at, rights=Rights()))
    keys.show(page)
    keys.until(lambda: bool(page.count))

    assert not page._write.isEnabled()
    assert not page._read.isEnabled()
    assert MAY_NOT in words(page)
