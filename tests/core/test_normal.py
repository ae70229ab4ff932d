import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import normal

CLEANERS = [
    normal.half_width,
    normal.line,
    normal.compact,
    normal.digits_and_marks,
    normal.person_name,
]
MONSTERS = {
    "nul": "\0",
    "surrogate": "王\ud842小明",
    "backwards": "\udfff\ud800",
    "long": "１" * 100_000,
    "spaces": "\u3000\t " * 30_000,
    "marks": "e" + "\u0301" * 100_000,
    "right_to_left": "\u202e王\u202c",
    "noncharacter": "王\uffff\ufffe",
    "newest": "\U000323af\U0003fffd",
}

rough_text = st.text() | st.text(
    alphabet=st.sampled_from("王明ÉA e\u0301\u0308·.．•・ \u3000\u200b\u00ad\ue863\ud800１Ａ－—"), max_size=12
)


def means_nothing(read: Callable[[str], object], typed: str) -> bool:
    try:
        read(typed)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  鲁南　职业  学校 ", "鲁南 职业 学校"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("ＡＢｃ１２３", "ABc123"),
        ("薛城区（新城），１号：Ａ座", "薛城区（新城），1号：A座"),
        ("张\u200b三\ufeff", "张三"),
        ("a\x07b\x00c", "a b c"),
        ("\ue863", "\ue863"),
        ("\ud800", "\ufffd"),
        ("", ""),
        (" \t\u3000\u00a0\u2028", ""),
    ],
)
def test_a_line_keeps_what_was_meant(typed: str, kept: str) -> None:
    assert normal.line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ ００００ １２３４", "13800001234"),
        ("0632－4412345", "0632-4412345"),
        ("0632—4412345", "0632-4412345"),
        ("0632–4412345", "0632-4412345"),
        ("0632−4412345", "0632-4412345"),
        ("6228 4800 0000 0000 000", "6228480000000000000"),
    ],
)
def test_digits_and_their_marks_are_written_in_one_way(typed: str, kept: str) -> None:
    assert normal.digits_and_marks(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王 小 明", "王小明"),
        (" 周春梅\u3000", "周春梅"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"),
        ("John  Smith", "John Smith"),
        ("ＪＯＨＮ SMITH", "JOHN SMITH"),
        ("Jose\u0301 Garci\u0301a", "José García"),
        ("王\U00020bb7", "王\U00020bb7"),
        ("王\U000312a5", "王\U000312a5"),
        ("王\U00031350", "王\U00031350"),
        ("王\ue863", "王\ue863"),
    ],
)
def test_a_name_is_written_as_on_the_document(typed: str, kept: str) -> None:
    assert normal.person_name(typed) == kept


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("买买提·吐尔逊", ""),
        ("O'Neil-Smith", ""),
        ("贺〇", ""),
        ("王\U00020bb7\U000312a5\U00031350", ""),
        ("㐂\u9fff", ""),
        ("王小明1", "1"),
        ("王小明（女）", "（）"),
        ("王○", "○"),
        ("王\ufffd", "\ufffd"),
        ("王\ue863", "\ue863"),
        ("王，明", "，"),
    ],
)
def test_what_is_in_no_name_is_found(name: str, wrong: str) -> None:
    assert normal.not_in_names(name) == wrong


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "20261120",
        "2026年11月20日",
        "２０２６－１１－２０",
    ],
)
def test_a_day_is_read_in_every_habit(typed: str) -> None:
    assert normal.day(typed) == date(2026, 11, 20)


def test_a_day_of_single_digits_is_read() -> None:
    assert normal.day("2026-1-5") == normal.day("2026年1月5日") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "typed", ["", "2026-13-01", "2026-02-29", "20/11/2026", "2026", "0000-01-01", "２０26-1", "٢٠٢٦-١١-٢٠"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert means_nothing(normal.day, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-20 16:30",
        "2026/11/20 16:30",
        "2026-11-20 16：30",
        "2026-11-20T08:30:00Z",
        "2026-11-20T08:30:00+00:00",
    ],
)
def test_a_typed_moment_is_china_time_and_kept_as_utc(typed: str) -> None:
    assert normal.moment(typed) == "2026-11-20T08:30:00+00:00"


def test_a_moment_of_single_digits_is_read() -> None:
    assert normal.moment("2026-1-5 9:05") == "2026-01-05T01:05:00+00:00"


@pytest.mark.parametrize(
    "typed",
    ["", "16:30", "2026-11-31 16:30", "0001-01-01 00:00", "2026-11-20 25:00", "2026-11-20"],
)
def test_what_is_no_moment_is_not_guessed(typed: str) -> None:
    assert means_nothing(normal.moment, typed)


def test_the_new_year_of_china_begins_at_four_in_the_afternoon_of_greenwich() -> None:
    assert normal.china_day(datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2025, 12, 31)
    assert normal.china_day(datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC)) == date(2026, 1, 1)


@pytest.mark.parametrize("clean", CLEANERS)
@given(typed=rough_text)
def test_putting_right_twice_changes_nothing_more(clean: Callable[[str], str], typed: str) -> None:
    once = clean(typed)

    assert clean(once) == once


@pytest.mark.parametrize("clean", CLEANERS[1:])
@given(typed=rough_text)
def test_what_was_put_right_can_be_kept_anywhere(clean: Callable[[str], str], typed: str) -> None:
    kept = clean(typed)

    assert kept.encode().decode() == kept
    assert kept == kept.strip()
    assert not {unicodedata.category(one) for one in kept} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(typed=st.text(alphabet=st.characters(categories=["Lo", "Ll", "Lu", "Nd", "Co", "Cn"])))
def test_no_letter_or_digit_is_ever_lost(typed: str) -> None:
    assert len(normal.line(typed)) == len(typed)


@pytest.mark.parametrize("clean", [*CLEANERS, normal.not_in_names])
@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_a_cleaner(clean: Callable[[str], str], monster: str) -> None:
    assert clean(clean(monster)) == clean(monster)


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_a_monster_is_neither_day_nor_moment(monster: str) -> None:
    assert means_nothing(normal.day, monster)
    assert means_nothing(normal.moment, monster)


@given(day=st.dates(), marks=st.sampled_from(["--", "//", "..", "年月日"]))
def test_every_day_is_read_as_it_was_written(day: date, marks: str) -> None:
    first, second, *last = marks

    assert normal.day(f"{day.year:04}{first}{day.month}{second}{day.day}{''.join(last)}") == day
    assert normal.day(day.isoformat()) == day


@given(at=st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001 - typed so
def test_every_moment_is_kept_to_the_second(at: datetime) -> None:
    kept = normal.moment(at.isoformat(sep=" ", timespec="seconds"))

    read = datetime.fromisoformat(kept).astimezone(normal.CHINA)
    assert read.replace(tzinfo=None) == at.replace(microsecond=0)
    assert normal.moment(kept) == kept


@given(typed=st.text())
def test_any_text_is_a_day_and_a_moment_or_a_value_error(typed: str) -> None:
    assert means_nothing(normal.day, typed) in {True, False}
    assert means_nothing(normal.moment, typed) in {True, False}
