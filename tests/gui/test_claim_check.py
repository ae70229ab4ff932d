from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from skilldesk.core.people import Trainee
from skilldesk.gui.claim_check import ClaimCheck
from skilldesk.gui.desk import Desk
from tests.gui.fakes import CLASS, Claims, person
from tests.gui.keys import ALT, CTRL, NONE, Keys

PEOPLE = [
    person(1, "eligible"),
    person(2, "not_eligible"),
    person(3, "unknown"),
    person(4, "provisional"),
    person(5, "eligible", applied="BT370403-1-26-00001"),
    person(6, "eligible"),
]


@pytest.fixture
def claims() -> Claims:
    return Claims(people=PEOPLE)


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, claims: Claims) -> ClaimCheck:
    page = ClaimCheck(replace(empty_desk, claims=claims.work()))
    keys.show(page)
    return page


@pytest.fixture
def checked(page: ClaimCheck, keys: Keys) -> ClaimCheck:
    page.check(CLASS.class_id)
    keys.until(lambda: page.people.total == len(PEOPLE))
    return page


def names(page: ClaimCheck) -> list[str]:
    return [one.name for one in page.people.values]


def words(page: ClaimCheck) -> str:
    return " ".join(label.text() for label in page.findings.findChildren(QLabel) if label.isVisible())


def test_a_class_is_named_and_its_people_have_the_focus(checked: ClaimCheck) -> None:
    assert CLASS.name in {label.text() for label in checked.findChildren(QLabel)}
    assert checked.view.hasFocus()


def test_a_class_without_people_says_where_they_come_from(
    page: ClaimCheck, keys: Keys, claims: Claims
) -> None:
    claims.people = ()
    page.check(CLASS.class_id)

    keys.until(lambda: claims.checks == 1 and page.checked is not None)

    assert any("花名册里还没有人" in label.text() for label in page.findChildren(QLabel))
    assert not page.apply.isEnabled()


@pytest.mark.parametrize("key", [(Qt.Key.Key_F3, NONE), (Qt.Key.Key_Left, ALT)])
def test_another_class_is_a_step_back(
    checked: ClaimCheck, keys: Keys, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    with keys.qtbot.waitSignal(checked.back):
        keys.press(*key)


def test_the_exceptions_stand_on_top(checked: ClaimCheck) -> None:
    assert names(checked)[:2] == ["学员2", "学员3"]


def test_the_counts_choose_a_group_by_their_digit(checked: ClaimCheck, keys: Keys) -> None:
    told = [(tab.count.word, tab.count.number) for tab in checked.counts.tabs]
    assert told == [("全部", 6), ("符合", 3), ("仅依据本机", 1), ("不符合", 1), ("资料不足", 1)]

    keys.press(Qt.Key.Key_4)

    assert names(checked) == ["学员2"]
    assert checked.count == "第1人，共1人"
    keys.press(Qt.Key.Key_1)
    assert len(names(checked)) == 6


def test_a_refusal_tells_clause_facts_and_remedy(checked: ClaimCheck) -> None:
    told = words(checked)

    for part in ("学员2", "本年已享受3次", "鲁人社字〔2019〕135号", "第六条", "2026年3月1日", "明年再申领。"):
        assert part in told
    assert "已用1次，还可2次" in told


def test_f7_goes_from_problem_to_problem(checked: ClaimCheck, keys: Keys) -> None:
    seen = []
    for _ in range(3):
        seen.append(checked.findings.name.text())
        keys.press(Qt.Key.Key_F7)

    assert seen == ["学员2", "学员3", "学员2"]


def test_only_who_may_apply_and_has_not_is_ticked(checked: ClaimCheck, keys: Keys) -> None:
    assert [one.name for one in checked.people.to_apply()] == ["学员4", "学员1", "学员6"]
    assert checked.apply.text() == "下一步：申请 3 人  Ctrl+Enter"

    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_Space)

    assert checked.people.to_apply() == []
    assert not checked.apply.isEnabled()


def test_the_sum_is_told_in_figures_and_capitals(checked: ClaimCheck) -> None:
    told = " ".join(label.text() for label in checked.findChildren(QLabel))

    assert "4,500.00 元" in told
    assert "人民币肆仟伍佰元整" in told
    assert "其余 3 人留在本班" in told


def test_nothing_is_written_here_the_ticked_go_on(checked: ClaimCheck, keys: Keys, claims: Claims) -> None:
    with keys.qtbot.waitSignal(checked.forward):
        keys.press(Qt.Key.Key_Return, CTRL)

    assert claims.created == []


@pytest.mark.usefixtures("checked")
def test_the_class_is_checked_again_when_the_facts_have_changed(
    keys: Keys, empty_desk: Desk, claims: Claims
) -> None:
    empty_desk.news.tell(Trainee)
    keys.until(lambda: claims.checks == 2)

    keys.press(Qt.Key.Key_F5)
    keys.until(lambda: claims.checks == 3)


def test_a_page_that_is_hidden_checks_when_it_is_seen_again(
    checked: ClaimCheck, keys: Keys, empty_desk: Desk, claims: Claims
) -> None:
    checked.hide()
    empty_desk.news.tell(Trainee)
    keys.qtbot.wait(20)
    assert claims.checks == 1

    checked.show()

    keys.until(lambda: claims.checks == 2)


def test_the_list_of_people_is_a_sound_model(checked: ClaimCheck, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(checked.people)
