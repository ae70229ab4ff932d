"""政策文件 over a real county: what holds on a day, in words, with the file's own cases."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.policy_page import PolicyPage
from skilldesk.operations.assess import CaseResult
from tests.gui.keys import Keys
from tests.support.county import World


@pytest.fixture
def at(empty_desk: Desk, world: World) -> Desk:
    return replace(empty_desk, store=world.pc)


@pytest.fixture
def page(keys: Keys, at: Desk) -> PolicyPage:
    page = PolicyPage(at)
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.count))
    return page


def words(page: PolicyPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_today_is_the_day_at_first_and_the_document_is_told_in_words(page: PolicyPage) -> None:
    assert page.day.text() == "2020-12-21"
    assert page.count == "1 个文件　当天有效 1"
    for text in ("享受次数", "3 次", "一个自然年", "先行拨付", "60%", "空"):
        assert text in words(page)


def test_another_day_is_typed_in_any_habit(page: PolicyPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.enter("2022.1.1")

    keys.until(lambda: page.count == "1 个文件　当天有效 0")
    assert keys.focus is page.view
    assert page.documents.index(0, 2).data() == "不在有效期"


def test_a_day_that_cannot_be_read_is_said_and_nothing_moves(page: PolicyPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.enter("哪天")

    assert keys.focus is page.day
    assert "看不懂这个日期" in words(page)
    assert page.count == "1 个文件　当天有效 1"


def test_a_place_says_the_day(page: PolicyPage, keys: Keys) -> None:
    page.go_to(Place(page="catalogues", tab="政策文件", filters={"on": "2018-12-31"}))

    keys.until(lambda: page.count == "1 个文件　当天有效 0")
    assert page.day.text() == "2018-12-31"


def test_the_cases_of_the_file_are_run_and_all_agree(page: PolicyPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F7)

    keys.until(lambda: "个案例全部一致" in words(page))
    assert "就业率正好85%，全额拨付" in words(page)


def test_a_case_that_differs_stands_first_with_what_was_expected_and_found(page: PolicyPage) -> None:
    page.detail.show_results(
        [
            CaseResult(name="对的", differences=()),
            CaseResult(name="错的", differences=("R-CNT 应是 fail，得到 pass。",)),
        ]
    )

    told = words(page)
    assert "2 个案例，1 个不一致" in told
    assert told.index("错的") < told.index("对的")
    assert "R-CNT 应是 fail，得到 pass。" in told


@pytest.mark.usefixtures("page")
def test_enter_leads_to_the_standards(keys: Keys, at: Desk) -> None:
    with keys.qtbot.waitSignal(at.news.wanted) as caught:
        keys.press(Qt.Key.Key_Return)

    assert caught.args == [Place(page="catalogues", tab="补贴标准")]
