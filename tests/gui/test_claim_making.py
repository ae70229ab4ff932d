"""The four steps, one after the other and back; nothing is written before the third."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from skilldesk.gui.claim_making import APPLY, CHECK, CLASSES, DRAWING, ClaimMaking
from skilldesk.gui.claim_work import Payee, Unprintable
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.reference import roles
from tests.gui.fakes import CLASS, Claims, FakeDialogs, person
from tests.gui.keys import ALT, CTRL, Keys

PEOPLE = [person(1, "eligible"), replace(person(2, "eligible"), account="9999 0001"), person(3, "unknown")]


@pytest.fixture
def claims() -> Claims:
    return Claims(people=PEOPLE)


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, claims: Claims) -> ClaimMaking:
    return shown(keys, replace(empty_desk, claims=claims.work()))


def shown(keys: Keys, desk: Desk) -> ClaimMaking:
    page = ClaimMaking(desk)
    keys.show(page)
    keys.until(lambda: bool(page.classes.list.values))
    page.take_focus()
    return page


def step(page: ClaimMaking) -> int:
    return (page.classes, page.check, page.apply, page.drawing).index(page.page())  # type: ignore[arg-type]  # pages


def words(page: ClaimMaking) -> str:
    return " ".join(label.text() for label in page.page().findChildren(QLabel) if label.isVisible())


def to_apply(page: ClaimMaking, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: page.check.people.total == len(PEOPLE))
    keys.press(Qt.Key.Key_Return, CTRL)
    assert step(page) == APPLY


def to_drawing(page: ClaimMaking, keys: Keys) -> None:
    to_apply(page, keys)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: step(page) == DRAWING and len(page.drawing.list.values) == 2)


def test_the_steps_are_walked_and_walked_back_and_nothing_is_written(
    page: ClaimMaking, keys: Keys, claims: Claims
) -> None:
    assert step(page) == CLASSES
    to_apply(page, keys)

    keys.press(Qt.Key.Key_Left, ALT)
    assert step(page) == CHECK
    keys.press(Qt.Key.Key_Left, ALT)

    assert step(page) == CLASSES
    assert (claims.created, claims.for_institution) == ([], [])


def test_the_third_step_tells_sums_in_capitals_and_what_would_be_written(
    page: ClaimMaking, keys: Keys
) -> None:
    to_apply(page, keys)

    told = words(page)
    assert "2 人，3,000.00 元" in told
    assert "人民币叁仟元整" in told
    assert "2 张申领单，每张 1 行明细" in told
    assert "学员1还没有填银行卡号" in told
    assert "现在还没有写入任何内容" in told
    assert page.apply.write.text() == "写入 2 张申领单  Ctrl+Enter"


def test_people_apply_each_for_himself(page: ClaimMaking, keys: Keys, claims: Claims) -> None:
    to_drawing(page, keys)

    assert claims.created == [[PEOPLE[0].trainee_id, PEOPLE[1].trainee_id]]
    assert [one.applicant for one in page.drawing.list.values] == ["学员1", "学员2"]


def test_or_the_institution_for_all_of_them(page: ClaimMaking, keys: Keys, claims: Claims) -> None:
    to_apply(page, keys)
    keys.press(Qt.Key.Key_2)
    keys.until(lambda: "1 张申领单，2 行明细" in words(page))
    assert "****0990" in words(page)

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: step(page) == DRAWING)
    assert claims.for_institution == [[PEOPLE[0].trainee_id, PEOPLE[1].trainee_id]]


def test_an_institution_without_an_account_cannot_apply(keys: Keys, empty_desk: Desk) -> None:
    payee = Payee(name="学校", account="", refusal="学校的户名、开户银行或账号没有填全。")
    page = shown(keys, replace(empty_desk, claims=Claims(people=PEOPLE, payee=payee).work()))
    to_apply(page, keys)

    keys.press(Qt.Key.Key_2)

    assert page.apply.personal.isChecked()
    assert "账号没有填全" in words(page)


def test_who_may_not_write_claims_is_told_so_beside_the_button(keys: Keys, empty_desk: Desk) -> None:
    desk = replace(empty_desk, rights=roles.rights(("window",)), claims=Claims(people=PEOPLE).work())
    page = shown(keys, desk)
    to_apply(page, keys)

    assert not page.apply.write.isEnabled()
    assert "您的角色不能生成申领单，请由录入员办理" in words(page)


def test_a_failure_to_write_is_said_and_may_be_tried_again(keys: Keys, empty_desk: Desk) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    work = replace(Claims(people=PEOPLE).work(), create=broken)  # type: ignore[arg-type]  # it never answers
    page = shown(keys, replace(empty_desk, claims=work))
    to_apply(page, keys)
    dialogs = empty_desk.dialogs
    assert isinstance(dialogs, FakeDialogs)

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: dialogs.last is not None)
    assert page.apply.write.isEnabled()
    assert step(page) == APPLY


def test_the_forms_are_drawn_and_then_printed_together(page: ClaimMaking, keys: Keys, claims: Claims) -> None:
    to_drawing(page, keys)
    assert page.drawing.draw_button.text() == "生成 2 张申请表  Ctrl+Enter"

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: page.drawing.print_button.isEnabled() and not page.drawing.is_drawing)
    keys.until(lambda: page.drawing.print_button.text() == "打印 2 张申请表  F9")
    assert claims.drawn == [[one.trainee_id] for one in PEOPLE[:2]]
    with keys.qtbot.waitSignal(page.wanted) as wanted:
        keys.press(Qt.Key.Key_F9)
    assert wanted.args == [[one.trainee_id for one in PEOPLE[:2]]]


def test_drawing_may_be_stopped_and_goes_on_with_the_rest(
    page: ClaimMaking, keys: Keys, claims: Claims
) -> None:
    claims.stop_after = 1
    to_drawing(page, keys)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: len(claims.drawn) == 1)

    page.drawing._cancel()

    keys.until(lambda: page.drawing.draw_button.text() == "继续生成其余 1 张申请表  Ctrl+Enter")
    claims.stop_after = None
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: len(claims.drawn) == 2)
    assert claims.drawn == [[one.trainee_id] for one in PEOPLE[:2]]


def test_a_missing_character_is_named_and_the_others_can_still_be_drawn(
    page: ClaimMaking, keys: Keys, claims: Claims
) -> None:
    odd = PEOPLE[0].trainee_id
    claims.missing = [Unprintable(claim_id=odd, who="BT1 张𰾄", words="姓名“张𰾄”里的“𰾄”字")]
    to_drawing(page, keys)

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: "姓名“张𰾄”里的“𰾄”字" in words(page))
    assert "留一格横线，打印后手写" in words(page)
    assert claims.drawn == []
    focused = keys.focus
    assert isinstance(focused, QPushButton)
    assert focused.text() == "先生成其余 1 张"
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: claims.drawn == [[PEOPLE[1].trainee_id]])


def test_a_place_that_names_a_class_leads_to_its_check(page: ClaimMaking, keys: Keys) -> None:
    page.go_to(Place(page="claims", record=CLASS.class_id))

    keys.until(lambda: page.check.people.total == len(PEOPLE))
    assert step(page) == CHECK


def test_the_next_class_begins_anew(page: ClaimMaking, keys: Keys) -> None:
    to_drawing(page, keys)

    keys.press(Qt.Key.Key_N, CTRL)

    assert step(page) == CLASSES
