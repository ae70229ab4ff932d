from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from skilldesk.core.people import Trainee
from skilldesk.gui.claim_check import ClaimCheck
from skilldesk.gui.desk import Desk
from tests.gui.fakes import CLASS, Claims, FakeDialogs, person
from tests.gui.keys import CTRL, Keys

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
    page.take_focus()
    return page


@pytest.fixture
def checked(page: ClaimCheck, keys: Keys) -> ClaimCheck:
    keys.enter("电工")
    keys.until(lambda: page.people.total == len(PEOPLE))
    return page


def names(page: ClaimCheck) -> list[str]:
    return [one.name for one in page.people.values]


def words(page: ClaimCheck) -> str:
    return " ".join(label.text() for label in page.findings.findChildren(QLabel) if label.isVisible())


def test_nothing_is_checked_before_a_class_is_chosen(page: ClaimCheck, keys: Keys, claims: Claims) -> None:
    keys.press(Qt.Key.Key_F3)
    assert page.choice.is_open

    keys.press(Qt.Key.Key_F5)

    assert claims.checks == 0
    assert not page.apply.isVisible()


def test_a_class_is_chosen_by_a_part_of_its_name_and_checked_at_once(checked: ClaimCheck) -> None:
    assert checked.choice.text() == CLASS.text
    assert checked.choice.key() == CLASS.key
    assert checked.view.hasFocus()


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
    assert checked.apply.text() == "生成 3 人申请  Ctrl+Enter"

    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_Space)

    assert checked.people.to_apply() == []
    assert not checked.apply.isEnabled()


def test_the_sum_is_told_in_figures_and_capitals(checked: ClaimCheck) -> None:
    told = " ".join(label.text() for label in checked.findChildren(QLabel))

    assert "4,500.00 元" in told
    assert "人民币肆仟伍佰元整" in told
    assert "其余 3 人留在本班" in told


def test_claims_are_made_for_the_ticked(checked: ClaimCheck, keys: Keys, claims: Claims) -> None:
    with keys.qtbot.waitSignal(checked.created):
        keys.press(Qt.Key.Key_Return, CTRL)

    assert claims.created == [[PEOPLE[3].trainee_id, PEOPLE[0].trainee_id, PEOPLE[5].trainee_id]]


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


def test_a_failure_to_make_claims_is_said_and_may_be_tried_again(
    keys: Keys, empty_desk: Desk, claims: Claims
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    work = replace(claims.work(), create=broken)  # type: ignore[arg-type]  # it never answers
    page = ClaimCheck(replace(empty_desk, claims=work))
    keys.show(page)
    page.choice.setFocus()
    keys.enter("电工")
    keys.until(lambda: page.apply.isEnabled() and page.apply.isVisible())

    page.apply.click()

    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    keys.until(lambda: dialogs.last is not None)
    assert page.apply.isEnabled()


def test_the_list_of_people_is_a_sound_model(checked: ClaimCheck, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(checked.people)
