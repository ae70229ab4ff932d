from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skilldesk.core import normal
from skilldesk.core.cells import fits, formats, text_of, value_of
from skilldesk.core.fields import (
    BankAccount,
    Code,
    Codes,
    CreditCode,
    Day,
    DocumentNumber,
    Kind,
    Moment,
    Money,
    PersonName,
    Phone,
    Tenths,
    Text,
    Whole,
    YesNo,
)
from skilldesk.core.layout import Column, Rate, Words

TEXTS = st.text(st.characters(), max_size=30)
DIGITS = st.text("0123456789", min_size=1, max_size=19)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Text("地址"): TEXTS.map(normal.line),
    PersonName("姓名"): TEXTS.map(normal.person_name),
    DocumentNumber("证件号码"): DIGITS,
    CreditCode("信用代码"): DIGITS,
    Phone("手机"): DIGITS,
    BankAccount("账号"): DIGITS,
    Day("日期"): st.dates(),
    Money("金额"): st.integers(0, 10**15),
    Whole("人数"): st.integers(0, 999_999),
    Tenths("课时"): st.integers(0, 99_999),
    Rate("出勤率"): st.integers(0, 10_000),
    YesNo("是否"): st.booleans(),
    Moment("时间"): st.just("2026-11-20T08:30:00+00:00"),
    Codes("标签"): st.lists(st.sampled_from(["04", "11"]), min_size=1).map(tuple),
}
CASES = [(kind, format) for kind in VALUES for format in formats(kind)]


def column(kind: Kind, format: str = "", **more: Any) -> Column:
    return Column(**{"label": kind.label, "source": "x", "kind": kind, "format": format, **more})


@pytest.mark.parametrize(("kind", "format"), CASES, ids=lambda one: getattr(one, "label", one))
@settings(deadline=None)
@given(data=st.data())
def test_what_is_written_comes_back(kind: Kind, format: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assume(value not in ("", ()))
    assume(format != "occupation7" or not value.isdigit())
    assume(format != "region12" or not value.endswith("000"))

    assert value_of(column(kind, format), text_of(column(kind, format), value)) == value


@given(TEXTS, st.sampled_from(CASES))
def test_any_text_is_read_or_refused_with_a_sentence(text: str, case: tuple[Kind, str]) -> None:
    try:
        value_of(column(*case), text)
    except ValueError as refused:
        assert str(refused).startswith(f"{case[0].label}“{text}”看不懂，请写成“")  # noqa: PT017 - it may pass


@pytest.mark.parametrize(
    ("kind", "format", "value", "text"),
    [
        (Day("日期"), "", date(2026, 1, 5), "2026-01-05"),
        (Day("日期"), "YYYYMMDD", date(2026, 1, 5), "20260105"),
        (Day("日期"), "YYYY年MM月DD日", date(2026, 1, 5), "2026年01月05日"),
        (Money("金额"), "", 80_050, "800.50"),
        (Money("金额"), "fen", 80_050, "80050"),
        (Tenths("课时"), "", 1115, "111.5"),
        (Tenths("课时"), "", 1110, "111"),
        (Rate("出勤率"), "percent", 9253, "92.53%"),
        (Rate("出勤率"), "percent", 10_000, "100%"),
        (Rate("出勤率"), "share", 9250, "0.925"),
        (Text("区划"), "region12", "370403", "370403000000"),
        (Text("区划"), "region12", "370400", "370400000000"),
        (Text("区划"), "region12", "370403101", "370403101000"),
        (Text("区划"), "region12", "370403101201", "370403101201"),
        (Text("区划"), "region12", "370400-GX", "370400-GX"),
        (Text("编码"), "occupation7", "6-31-01-03", "6310103"),
        (BankAccount("账号"), "", "6228480000000000000", "6228480000000000000"),
        (YesNo("是否"), "", True, "是"),
    ],
)
def test_values_are_written_as_the_layout_asks(kind: Kind, format: str, value: object, text: str) -> None:
    assert text_of(column(kind, format), value) == text
    assert value_of(column(kind, format), text) == value


@pytest.mark.parametrize(
    ("format", "good"),
    [
        ("YYYY-MM-DD", 1),
        ("DD.MM.YYYY", 1),
        ("YYYY-MM", 0),
        ("YYYY-MM-DD hh", 0),
        ("YYYY-MM-DD-DD", 0),
        ("", 0),
    ],
)
def test_a_day_is_written_in_any_order_of_its_three_parts(format: str, good: int) -> None:
    assert fits(Day("日期"), format) == good


@given(st.dates(), st.permutations(["YYYY", "MM", "DD"]), st.sampled_from(["", "-", "/", "年"]))
def test_a_day_comes_back_in_any_order_of_its_three_parts(day: date, parts: list[str], mark: str) -> None:
    written = column(Day("日期"), mark.join(parts))

    assert value_of(written, text_of(written, day)) == day


EDUCATION = column(
    Code("文化程度", table="education"),
    words=Words(
        {"10": "研究生", "11": "研究生", "71": "初中"}, {"研究生": "10", "初中": "71"}, ("研究生", "初中")
    ),
)


def test_several_codes_may_have_one_word_which_means_the_one_that_stands_for_all() -> None:
    assert [text_of(EDUCATION, code) for code in ("10", "11", "71")] == ["研究生", "研究生", "初中"]
    assert value_of(EDUCATION, " 研究生 ") == "10"


def test_a_code_without_a_word_and_a_word_without_a_code_are_refused() -> None:
    with pytest.raises(ValueError, match="文化程度的代码“90”在接收系统里没有对应的写法。"):
        text_of(EDUCATION, "90")
    with pytest.raises(ValueError, match="文化程度“本科”看不懂，请写成“研究生”的样子。"):
        value_of(EDUCATION, "本科")


def test_what_says_nothing_is_what_the_layout_always_writes() -> None:
    fixed = Column(label="考试", fixed="新考")

    assert text_of(fixed, None) == "新考"
    assert text_of(column(Text("地址")), None) == ""
    assert value_of(column(Text("地址")), "  ") is None
    assert value_of(fixed, "补考") == "补考"
