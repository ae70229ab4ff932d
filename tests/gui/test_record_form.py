from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from skilldesk.core.people import PriorBenefit, Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.gui.desk import Desk
from skilldesk.gui.record_form import Group, Plan, RecordForm, Surroundings
from skilldesk.gui.screens import trainees
from tests.gui.keys import SHIFT, Keys

BLANK = Trainee(id="a0" * 16, name="")


@pytest.fixture
def around(empty_desk: Desk) -> Surroundings:
    desk = empty_desk
    return Surroundings(theme=desk.theme, lookup=desk.lookup, today=desk.today, place_of=desk.place_of)


@pytest.fixture
def form(keys: Keys, around: Surroundings) -> RecordForm[Trainee]:
    form = RecordForm(BLANK, trainees.SCREEN.plan, around)
    keys.show(form, width=600)
    form.focus_first()
    return form


def said(form: RecordForm[Trainee], name: str) -> str:
    note = form.notes[name]
    return f"{note.tone} {note.text.text()}" if note.isVisible() else ""


def test_enter_goes_through_every_field_and_skips_none(form: RecordForm[Trainee], keys: Keys) -> None:
    visited = [keys.focus.objectName()]
    for _ in range(len(form.editors)):
        keys.press(Qt.Key.Key_Return)
        if keys.focus.objectName() != visited[-1]:
            visited.append(keys.focus.objectName())

    assert visited == [name for name, editor in form.editors.items() if not editor.isReadOnly()]
    assert set(form.editors) - set(visited) == {"photo"}


@pytest.mark.usefixtures("form")
def test_shift_and_enter_goes_back(keys: Keys) -> None:
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return)

    keys.press(Qt.Key.Key_Return, SHIFT)

    assert keys.focus.objectName() == "name"


def test_a_person_is_typed_without_the_mouse(form: RecordForm[Trainee], keys: Keys) -> None:
    keys.enter("01", "周春梅", "３７０４０３１９８６０４１２９０２６", "", "", "", "汉", "61")

    record, problems = form.typed()

    assert record == replace(
        BLANK,
        name="周春梅",
        id_number="370403198604129026",
        sex="2",
        birth_date=date(1986, 4, 12),
        ethnicity="01",
        education="61",
    )
    assert all(form.is_for_later(problem) for problem in problems)


def test_a_number_tells_its_facts_when_it_is_whole(form: RecordForm[Trainee], keys: Keys) -> None:
    keys.enter("01", "周春梅")
    keys.type("37040319860412902")
    assert form.strip is not None
    assert (form.strip.state.word, form.strip.told.text()) == ("还差1位", "枣庄市薛城区")

    keys.type("6")

    assert form.strip.state.word == "校验正确"
    assert form.strip.told.text() == "1986年04月12日  女  40岁  首次登记 枣庄市薛城区"


def test_a_wrong_check_digit_is_said_while_it_is_typed(form: RecordForm[Trainee], keys: Keys) -> None:
    keys.enter("01", "周春梅")

    keys.type("370403198604129027")

    assert form.strip is not None
    assert form.strip.state.word == "必须改"
    assert "校验不对" in form.strip.told.text()


def test_a_passport_has_no_facts(form: RecordForm[Trainee], keys: Keys) -> None:
    form.editors["document_type"].setText("护照")
    form.editors["document_type"].settle()
    form.focus_field("id_number")

    keys.type("370403198604129027")

    assert form.strip is not None
    assert form.strip.isHidden()


def test_what_is_wrong_is_said_under_the_field_once_it_was_left(
    form: RecordForm[Trainee], keys: Keys
) -> None:
    form.focus_field("phone")
    keys.type("1380000021")
    assert said(form, "phone") == ""

    keys.press(Qt.Key.Key_Return)

    assert said(form, "phone").startswith("red 手机号码现在有10位")
    assert form.editors["phone"].property("tone") == "red"
    assert said(form, "name") == ""


def test_what_was_put_right_is_not_wrong_any_more(form: RecordForm[Trainee], keys: Keys) -> None:
    form.focus_field("phone")
    keys.enter("1380000021")
    form.focus_field("phone")

    keys.enter("13800000217")

    assert said(form, "phone") == ""
    assert form.editors["phone"].property("tone") == ""


def test_a_doubt_is_amber_and_does_not_hide_an_error(form: RecordForm[Trainee]) -> None:
    doubt = Problem(code="X", field="phone", text="请看一看", severity=Severity.WARNING)
    error = Problem(code="Y", field="phone", text="少一位")

    form.show_problems([doubt])
    assert said(form, "phone") == "amber 请看一看"
    form.show_problems([doubt, error])
    assert said(form, "phone") == "red 少一位"


def test_what_cannot_be_read_keeps_its_text_and_the_former_value(
    form: RecordForm[Trainee], keys: Keys
) -> None:
    form.show_record(replace(BLANK, name="周春梅", birth_date=date(1986, 4, 12)))
    form.focus_field("birth_date")

    keys.enter("1986-13-12")

    record, problems = form.typed()
    assert record.birth_date == date(1986, 4, 12)
    assert form.editors["birth_date"].text() == "1986-13-12"
    assert "birth_date" in {problem.field for problem in problems}


def test_what_a_later_step_needs_is_starred_but_not_red(form: RecordForm[Trainee]) -> None:
    _, problems = form.typed()
    form.show_problems(problems)

    assert said(form, "ethnicity") == ""
    assert said(form, "name") == "red 姓名不能为空。"
    assert {problem.field for problem in problems if form.is_for_later(problem)} >= {"ethnicity", "education"}


def test_leaving_a_field_is_told_with_its_name(form: RecordForm[Trainee], keys: Keys) -> None:
    with keys.qtbot.waitSignal(form.left) as caught:
        keys.press(Qt.Key.Key_Return)

    assert caught.args == ["document_type"]


def test_texts_come_back_as_they_were_typed(form: RecordForm[Trainee], keys: Keys) -> None:
    keys.enter("01", "周春梅", "3704031986")
    kept = form.drafts()

    form.show_record(BLANK)
    form.restore(kept)

    assert form.editors["name"].text() == "周春梅"
    assert form.editors["id_number"].text() == "3704031986"
    assert kept["document_type"] == "01"


def test_a_form_without_a_kind_of_document_takes_the_number_for_a_citizens(
    keys: Keys, around: Surroundings
) -> None:
    form = RecordForm(PriorBenefit(id="b0" * 16, id_number="", subsidy=""), Plan(), around)
    keys.show(form)
    form.focus_first()

    keys.type("370403198604129026")

    assert form.strip is not None
    assert form.strip.state.word == "校验正确"


def test_fields_outside_every_group_come_last(keys: Keys, around: Surroundings) -> None:
    form = RecordForm(BLANK, Plan(groups=(Group("账户", ("bank_account",)),)), around)
    keys.qtbot.addWidget(form)

    assert next(iter(form.editors)) == "bank_account"
    assert len(form.editors) == len(form.labels())
