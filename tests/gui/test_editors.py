from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from skilldesk.core import fields
from skilldesk.core.fields import Code, Codes, Day, Digest, Field, Money, Phone, Ref, Tenths, Text, YesNo
from skilldesk.core.people import Trainee
from skilldesk.gui.editors import EDITORS, editor_for, shown_for
from skilldesk.gui.lookup import Lookup
from skilldesk.reference import codes, roles
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.gui.keys import Keys

KINDS = [
    one
    for one in vars(fields).values()
    if isinstance(one, type) and issubclass(one, fields.Kind) and one is not fields.Kind
]

ONE_OF_EACH: dict[Any, Any] = {
    fields.Text("备注"): "补开证明",
    fields.PersonName("姓名"): "周春梅",
    fields.DocumentNumber("证件号码"): "370403198604129026",
    fields.CreditCode("统一社会信用代码"): "52370403MJE000013A",
    fields.Phone("电话"): "13800000217",
    fields.BankAccount("账号"): "6228480000000000000",
    fields.Day("日期"): date(2026, 11, 20),
    fields.Moment("时间"): "2026-11-20T08:30:00+00:00",
    fields.Money("金额"): 150050,
    fields.Whole("人数"): 40,
    fields.Tenths("课时"): 1115,
    fields.YesNo("原件"): False,
    fields.Code("性别", table="sex"): "2",
    fields.Codes("角色", table="role"): ("entry", "window"),
    fields.Codes("检查人"): ("王建华", "赵立群"),
    fields.Digest("文件"): "ab" * 32,
    fields.Data("检查"): '{"a":1}',
}


def field(kind: fields.Kind) -> Field:
    return Field("field", kind)


def test_every_kind_of_field_has_an_editor() -> None:
    assert set(EDITORS) == set(KINDS)


@pytest.mark.parametrize("kind", ONE_OF_EACH, ids=lambda kind: f"{type(kind).__name__}-{kind.label}")
def test_an_editor_gives_back_what_it_was_given(keys: Keys, lookup: Lookup, kind: fields.Kind) -> None:
    editor = editor_for(field(kind), lookup)
    keys.show(editor)

    editor.set_value(ONE_OF_EACH[kind])
    editor.settle()

    assert editor.value() == ONE_OF_EACH[kind]
    assert editor.accessibleName() == kind.label


@pytest.mark.parametrize("kind", ONE_OF_EACH, ids=lambda kind: f"{type(kind).__name__}-{kind.label}")
def test_a_draft_of_an_editor_brings_back_what_was_typed(lookup: Lookup, kind: fields.Kind) -> None:
    first, second = editor_for(field(kind), lookup), editor_for(field(kind), lookup)
    first.set_value(ONE_OF_EACH[kind])

    second.restore(first.draft())

    if not second.isReadOnly():
        assert second.value() == ONE_OF_EACH[kind]


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (Day("日期"), "20261120", date(2026, 11, 20), "2026-11-20"),
        (Day("日期"), "２０２６．１１．２０", date(2026, 11, 20), "2026-11-20"),
        (Money("金额"), "1500", 150000, "1,500.00"),
        (Money("金额"), "￥1，500.5", 150050, "1,500.50"),
        (Tenths("课时"), "111.5", 1115, "111.5"),
        (Phone("电话"), "138 0000 0217", "13800000217", "13800000217"),
        (
            fields.DocumentNumber("证件号码"),
            "37040319900101991x",
            "37040319900101991X",
            "370403 19900101 991X",
        ),
        (fields.PersonName("姓名"), "买买提•艾力", "买买提·艾力", "买买提·艾力"),
        (YesNo("原件"), "是", True, "1 是"),
        (YesNo("原件"), "0", False, "0 否"),
        (Codes("角色", table="role"), "录入员、初审员", ("entry", "first_review"), "录入员、初审员"),
    ],
)
def test_habits_of_typing_are_put_right_when_the_field_is_left(
    keys: Keys, lookup: Lookup, kind: fields.Kind, typed: str, value: object, shown: str
) -> None:
    editor = editor_for(field(kind), lookup)
    keys.show(editor)
    editor.setFocus()

    keys.type(typed)
    editor.settle()

    assert (editor.value(), editor.text()) == (value, shown)


@pytest.mark.parametrize(
    "kind",
    [
        Day("日期"),
        Money("金额"),
        Tenths("课时"),
        Phone("电话"),
        fields.BankAccount("账号"),
        fields.CreditCode("代码"),
    ],
)
def test_the_input_method_is_off_where_only_digits_and_marks_are_typed(
    lookup: Lookup, keys: Keys, kind: fields.Kind
) -> None:
    editor = editor_for(field(kind), lookup)
    keys.qtbot.addWidget(editor)

    assert not editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30))
@pytest.mark.parametrize(
    "kind", [Text("备注"), Day("日期"), Money("金额"), Code("性别", table="sex"), Codes("角色", table="role")]
)
def test_whatever_is_typed_has_a_value_or_none_and_stays_as_text(
    lookup: Lookup, keys: Keys, kind: fields.Kind, text: str
) -> None:
    editor = editor_for(field(kind), lookup)
    keys.qtbot.addWidget(editor)
    editor.setText(text)

    try:
        value = editor.value()
    except ValueError:
        editor.settle()
        with pytest.raises(ValueError, match=r".*"):
            editor.value()
    else:
        editor.settle()
        assert editor.value() == value


def test_what_is_empty_is_nothing(lookup: Lookup, keys: Keys) -> None:
    for kind in ONE_OF_EACH:
        editor = editor_for(field(kind), lookup)
        keys.qtbot.addWidget(editor)
        assert editor.value() in (None, ())
    needed = editor_for(field(Text("姓名", needed="record")), lookup)
    keys.qtbot.addWidget(needed)
    assert needed.value() == ""


def test_a_code_that_is_in_no_table_is_kept(lookup: Lookup, keys: Keys) -> None:
    editor = editor_for(field(Code("性别", table="sex")), lookup)
    keys.qtbot.addWidget(editor)

    editor.set_value("77")

    assert (editor.text(), editor.value()) == ("77", "77")


def test_a_record_is_chosen_by_a_part_of_its_name(keys: Keys, store: Store) -> None:
    lookup = Lookup(store.database, codes.load(), roles.rights(("entry",)))
    with store.database.write("limin") as work:
        trainee = work.add(Trainee(id=new_id(), name="周春梅", id_number="370403198604129026"))
        work.add(Trainee(id=new_id(), name="孙德海", id_number="370403197909039174"))
    editor = editor_for(field(Ref("学员", to="trainee")), lookup)
    keys.show(editor)
    editor.setFocus()

    keys.type("春梅")
    editor.settle()

    assert (editor.text(), editor.value()) == ("周春梅", trainee.id)
    assert editor.draft() == trainee.id


def test_a_digest_is_shown_and_cannot_be_typed(keys: Keys, lookup: Lookup) -> None:
    editor = editor_for(field(Digest("存档文件")), lookup)
    keys.show(editor)
    editor.set_value("ab" * 32)
    editor.setFocus(Qt.FocusReason.MouseFocusReason)

    keys.type("x")

    assert editor.value() == "ab" * 32


def test_a_fixed_field_of_any_kind_cannot_be_typed(keys: Keys, lookup: Lookup) -> None:
    for kind in ONE_OF_EACH:
        editor = shown_for(field(kind), lookup)
        keys.qtbot.addWidget(editor)
        assert editor.isReadOnly()
        assert editor.placeholderText() == ""
