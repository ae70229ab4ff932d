import dataclasses
import inspect
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import fields, normal
from skilldesk.core.fields import (
    BankAccount,
    Code,
    Codes,
    CreditCode,
    Data,
    Day,
    Digest,
    DocumentNumber,
    Kind,
    Moment,
    Money,
    PersonName,
    Phone,
    Ref,
    Tenths,
    Text,
    Whole,
    YesNo,
    fields_of,
)
from skilldesk.core.identity import facts
from skilldesk.core.kinds import RECORDS
from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record, empty

TEXTS = st.text()
MONSTERS = (
    *("\0", "\ud800王\udfff", "NaN", "1e999", "9999-12-31T23:59:00Z", "0001-01-01 00:00"),
    *("9" * 100_000, "\u3000" * 100_000, "[" * 100_000, "1." * 50_000, "1,111" * 20_000),
)

words = st.from_regex(r"\A[0-9A-Za-z_一-龥]{1,8}\Z")
lines = TEXTS.map(normal.line)
numbers_in_store = st.integers(-(2**63), 2**63 - 1)
moments = st.datetimes().map(lambda at: at.isoformat(timespec="minutes") + ":00+00:00")

KINDS: dict[type[Kind], tuple[Kind, st.SearchStrategy[object]]] = {
    Text: (Text("名称"), lines),
    PersonName: (PersonName("姓名"), TEXTS.map(normal.person_name)),
    DocumentNumber: (DocumentNumber("证件号码"), st.from_regex(r"\A[0-9A-Z]{1,20}\Z")),
    CreditCode: (CreditCode("信用代码"), st.from_regex(r"\A[0-9A-Z]{18}\Z")),
    Phone: (Phone("电话"), st.from_regex(r"\A[0-9-]{1,20}\Z")),
    BankAccount: (BankAccount("账号"), st.from_regex(r"\A[0-9]{1,30}\Z")),
    Day: (Day("日期"), st.dates()),
    Moment: (Moment("时间"), moments.filter(lambda at: "0001-01-02" < at < "9999-12-31")),
    Money: (Money("金额"), st.integers(0, 10**17 - 1)),
    Whole: (Whole("人数"), st.integers(1 - 10**15, 10**15 - 1)),
    Tenths: (Tenths("课时"), st.integers(0, 10**16 - 1)),
    YesNo: (YesNo("是否补贴"), st.booleans()),
    Code: (Code("性别", table="sex"), words),
    Codes: (Codes("角色", table="role"), st.lists(words).map(tuple)),
    Ref: (Ref("学员", to="trainee"), st.from_regex(r"\A[0-9a-f]{32}\Z")),
    Digest: (Digest("摘要"), st.from_regex(r"\A[0-9a-f]{64}\Z")),
    Data: (Data("检查"), st.just('{"a":[1,"中"]}')),
}
each_kind = pytest.mark.parametrize(
    "kind", [kind for kind, _ in KINDS.values()], ids=[kind.__name__ for kind in KINDS]
)

STORED: dict[str, st.SearchStrategy[object]] = {
    "str": TEXTS,
    "int": numbers_in_store,
    "date": st.dates(),
    "bool": st.booleans(),
    "tuple": st.lists(TEXTS).map(tuple),
}


def stored(kind: Kind) -> st.SearchStrategy[object]:
    """Whatever a store or a package might hold in such a field, sound or not."""
    match kind:
        case Day():
            return STORED["date"]
        case YesNo():
            return STORED["bool"]
        case Money() | Whole() | Tenths():
            return STORED["int"]
        case Codes():
            return STORED["tuple"]
        case _:
            return STORED["str"]


def means_nothing(kind: Kind, typed: str) -> bool:
    try:
        kind.parse(typed)
    except ValueError:
        return True
    return False


def told(kind: Kind, value: object) -> str | None:
    problem = kind.fault(value)
    return problem.code if problem else None


def test_every_kind_is_looked_at_here() -> None:
    written = {one for _, one in inspect.getmembers(fields, inspect.isclass) if issubclass(one, Kind)}

    assert set(KINDS) == written - {Kind}


@each_kind
@given(data=st.data())
def test_what_is_shown_can_be_typed_and_what_is_kept_comes_back(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(KINDS[type(kind)][1])
    plain = kind.to_plain(value)

    assert kind.parse(kind.format(value)) == value
    assert isinstance(plain, str | int)
    assert kind.from_plain(plain) == value


def look_at(kind: Kind, typed: str) -> None:
    """A text is a value, which is then shown, judged and read again without surprise, or a ValueError."""
    if not means_nothing(kind, typed):
        value = kind.parse(typed)
        kind.fault(value)
        assert kind.parse(kind.format(value)) == value


@each_kind
@given(typed=TEXTS)
def test_any_text_is_a_value_or_a_value_error(kind: Kind, typed: str) -> None:
    look_at(kind, typed)


@each_kind
def test_a_monster_is_a_value_or_a_value_error(kind: Kind) -> None:
    for monster in MONSTERS:
        look_at(kind, monster)


@each_kind
@given(data=st.data())
def test_whatever_is_stored_has_a_fault_in_chinese_or_none(kind: Kind, data: st.DataObject) -> None:
    problem = kind.fault(data.draw(stored(kind)))

    assert problem is None or (problem.text.startswith(kind.label) and problem.text.endswith("。"))


@each_kind
def test_a_blank_says_nothing(kind: Kind) -> None:
    assert empty(kind.blank())


@pytest.mark.parametrize(
    "kind",
    [kind for kind, _ in KINDS.values() if not isinstance(kind, Ref | Digest | Code | Codes)],
    ids=lambda kind: type(kind).__name__,
)
def test_the_example_that_a_message_gives_is_right(kind: Kind) -> None:
    assert kind.fault(kind.parse(kind.EXAMPLE)) is None


def test_the_example_of_a_document_number_is_sound() -> None:
    assert facts(DocumentNumber.EXAMPLE)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown", "plain"),
    [
        (Day("开班日期"), "2026-11-20", date(2026, 11, 20), "2026-11-20", "2026-11-20"),
        (Money("金额"), "1500", 150000, "1,500.00", 150000),
        (Money("金额"), "1,500.5", 150050, "1,500.50", 150050),
        (Money("金额"), "￥１，５００．０７元", 150007, "1,500.07", 150007),
        (Money("金额"), " ¥ 1500 元 ", 150000, "1,500.00", 150000),
        (Money("金额"), "0.07", 7, "0.07", 7),
        (Whole("人数"), "４５", 45, "45", 45),
        (Tenths("课时"), "111.5", 1115, "111.5", 1115),
        (Tenths("课时"), "80.0", 800, "80", 800),
        (YesNo("是否"), " 是 ", True, "是", 1),
        (YesNo("是否"), "否", False, "否", 0),
        (Code("性别", table="sex"), "1 男", "1", "1", "1"),
        (Codes("角色", table="role"), "entry、window，finance", ("entry", "window", "finance"), None, None),
        (Codes("角色", table="role"), "", (), "", ""),
        (Phone("手机"), "138 0000 1234", "13800001234", "13800001234", "13800001234"),
        (BankAccount("账号"), "6228 4800", "62284800", "6228 4800", "62284800"),
        (
            DocumentNumber("证件"),
            "370403 19920315 900x",
            "37040319920315900X",
            "370403 19920315 900X",
            "37040319920315900X",
        ),
        (
            Moment("时间"),
            "2026-11-20 7:05",
            "2026-11-19T23:05:00+00:00",
            "2026-11-20 07:05",
            "2026-11-19T23:05:00+00:00",
        ),
        (Text("名称"), "鲁南　职校", "鲁南 职校", "鲁南 职校", "鲁南 职校"),
        (Data("检查"), '{ "b": 1, "a": "中" }', '{"a":"中","b":1}', '{"a":"中","b":1}', None),
    ],
)
def test_a_value_is_read_shown_and_kept(
    kind: Kind, typed: str, value: object, shown: str | None, plain: object
) -> None:
    assert kind.parse(typed) == value
    assert shown is None or kind.format(value) == shown
    assert plain is None or kind.to_plain(value) == plain


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Day("开班日期"), "2026-13-01"),
        (Day("开班日期"), "20/11/2026"),
        (Moment("时间"), "2026-11-20"),
        (Money("金额"), "1.005"),
        (Money("金额"), "-1"),
        (Money("金额"), "1,50"),
        (Money("金额"), "1.5万"),
        (Money("金额"), "١٥٠٠"),
        (Money("金额"), "1" * 16),
        (Money("金额"), ""),
        (Whole("人数"), "1_000"),
        (Whole("人数"), "+5"),
        (Whole("人数"), "٣"),
        (Whole("人数"), "4.5"),
        (Whole("人数"), "1" * 16),
        (Tenths("课时"), "1.25"),
        (Tenths("课时"), "-1"),
        (YesNo("是否"), "对"),
        (YesNo("是否"), ""),
        (Data("检查"), "NaN"),
        (Data("检查"), "{"),
    ],
)
def test_what_means_nothing_is_not_guessed(kind: Kind, typed: str) -> None:
    assert means_nothing(kind, typed)


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (Text("名称", max_length=3), "鲁南职", None),
        (Text("名称", max_length=3), "鲁南职校", "TEXT-LONG"),
        (PersonName("姓名"), "买买提·吐尔逊", None),
        (PersonName("姓名"), "王", "NAME-SHORT"),
        (PersonName("姓名"), "王1", "NAME-CHARACTER"),
        (PersonName("姓名"), "王" * 51, "TEXT-LONG"),
        (PersonName("姓名"), "王\ufffd", "NAME-CHARACTER"),
        (CreditCode("信用代码"), "52370403MJE000013A", None),
        (CreditCode("信用代码"), "52370403MJE000013B", "USCC-CHECK"),
        (Phone("手机"), "13800138000", None),
        (Phone("手机"), "19212345678", None),
        (Phone("手机"), "12345678901", "PHONE-SHAPE"),
        (Phone("手机"), "1380013800", "PHONE-SHAPE"),
        (Phone("手机"), "١٣٨٠٠١٣٨٠٠٠", "PHONE-SHAPE"),
        (Phone("电话"), "0632-4412345", None),
        (Phone("电话"), "06324412345", None),
        (Phone("电话"), "4412345-8001", None),
        (Phone("电话"), "0632-441234", "PHONE-SHAPE"),
        (BankAccount("账号"), "6228480000000000000", None),
        (BankAccount("账号"), "62284800A", "ACCOUNT-DIGITS"),
        (Day("出生日期"), date(1900, 1, 1), None),
        (Day("出生日期"), date(1899, 12, 31), "DAY-EARLY"),
        (Moment("时间"), "2026-11-20T08:30:00+00:00", None),
        (Moment("时间"), "昨天", "MOMENT-SHAPE"),
        (Money("金额"), 0, None),
        (Money("金额"), -150, "MONEY-NEGATIVE"),
        (Whole("份数", least=1, largest=99), 1, None),
        (Whole("份数", least=1, largest=99), 0, "NUMBER-RANGE"),
        (Whole("份数", least=1, largest=99), 100, "NUMBER-RANGE"),
        (Tenths("成绩", largest=1000), 1000, None),
        (Tenths("成绩", largest=1000), 1001, "NUMBER-RANGE"),
        (Tenths("成绩"), -5, "NUMBER-RANGE"),
        (Ref("学员", to="trainee"), "a0" * 16, None),
        (Ref("学员", to="trainee"), "A0" * 16, "REF-SHAPE"),
    ],
)
def test_a_fault_is_told_by_its_code(kind: Kind, value: object, code: str | None) -> None:
    assert told(kind, value) == code


def test_amounts_below_zero_are_shown_as_they_are() -> None:
    assert Money("金额").format(-150) == "-1.50"
    assert Tenths("课时").format(-5) == "-0.5"


def test_what_may_be_right_is_to_be_confirmed_and_not_to_be_changed() -> None:
    short, early = PersonName("姓名").fault("王"), Day("日期").fault(date(1899, 1, 1))

    assert isinstance(short, Problem)
    assert isinstance(early, Problem)
    assert {short.severity, early.severity} == {Severity.WARNING}


def test_kinds_are_frozen_values() -> None:
    assert Text("名称") == Text("名称") != Text("名称", needed="record")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Text("名称").label = "别的"


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_every_record_is_described(record: type[Record]) -> None:
    own = {field.name for field in dataclasses.fields(record)} - {
        field.name for field in dataclasses.fields(Record)
    }

    assert {field.name for field in fields_of(record)} == own
    assert all(field.label for field in fields_of(record))


def test_fields_come_in_the_order_in_which_they_were_written() -> None:
    names = [field.name for field in fields_of(Trainee)]

    assert names[:4] == ["document_type", "id_number", "no_number_reason", "name"]
