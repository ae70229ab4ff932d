import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import dates
from skilldesk.core.capitals import voucher_day
from skilldesk.core.dates import certain, from_serial, read
from skilldesk.core.problems import Severity
from tests.support.monsters import ANY_TEXT, MONSTERS

THAT_DAY = date(2022, 5, 3)
USUAL = st.dates(dates.EARLIEST, dates.LATEST)
HAN = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def code(text: str) -> str | None:
    problem = read(text).problem
    return problem.code if problem else None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2022-05-03",
            "2022-5-3",
            "2022/5/3",
            "2022.5.3",
            "2022.05.03",
            "2022,5,3",
            "2022、5、3",
            "2022 5 3",
        ),
        *(
            "2022．5．3",
            "２０２２－０５－０３",
            "2022。5。3",
            "2022\\5\\3",
            "2022_5_3",
            "2022.5.3.",
            "20220503",
        ),
        *("2022年5月3日", "2022年05月03日", "2022年5月3号", "2022 年 5 月 3 日", "2022年5月3", "2022-5-3日"),
        *(
            "二〇二二年五月三日",
            "二○二二年五月三日",
            "二零二二年五月三日",
            "2022年五月三日",
            "贰零贰贰年零伍月零叁日",
        ),
        *(
            "2022-05-03 00:00:00",
            "2022/5/3 0:00",
            "2022-05-03 10:30",
            "2022年5月3日 9时30分",
            "2022-05-03 8:05:59.5",
        ),
        *("2022-05-03T00:00:00+08:00", "2022-05-02T16:00:00Z", "2022-05-03 10:30 AM", "2022年5月3日上午9点"),
        *(
            "2022年5月3日 星期二",
            "2022-05-03（周二）",
            "2022-05-03 (星期二)",
            "'2022-05-03",
            '"2022-05-03"',
            " 2022-05-03\n",
        ),
        *("May 3, 2022", "3-May-2022", "3 May 2022", "May 3rd, 2022", "Tue May 03 00:00:00 CST 2022"),
    ],
)
def test_a_day_is_read_in_every_habit_and_nothing_is_said(text: str) -> None:
    assert read(text) == dates.Reading(day=THAT_DAY)
    assert certain(text) == THAT_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二○二二年十二月三十一日", date(2022, 12, 31)),
        ("一九九〇年十月二十日", date(1990, 10, 20)),
        ("二〇〇〇年一月廿一日", date(2000, 1, 21)),
        ("二〇二二年十月卅日", date(2022, 10, 30)),
        ("贰零贰伍年零壹月壹拾伍日", date(2025, 1, 15)),
        ("贰零贰伍年零壹拾月零贰拾日", date(2025, 10, 20)),
        ("2024.2.29", date(2024, 2, 29)),
        ("5/5/2022", date(2022, 5, 5)),
    ],
)
def test_so_are_these(text: str, day: date) -> None:
    assert read(text) == dates.Reading(day=day)


@pytest.mark.parametrize(
    ("text", "expected", "days"),
    [
        ("5/3/2022", "DATE-AMBIGUOUS", ["2022-05-03", "2022-03-05"]),
        ("05-03-2022", "DATE-AMBIGUOUS", ["2022-05-03", "2022-03-05"]),
        ("22.5.3", "DATE-AMBIGUOUS", ["2022-05-03", "1922-05-03"]),
        ("22年5月3日", "DATE-AMBIGUOUS", ["2022-05-03", "1922-05-03"]),
        ("二二年五月三日", "DATE-AMBIGUOUS", ["2022-05-03", "1922-05-03"]),
        ("5/3/22", "DATE-AMBIGUOUS", ["2022-05-03", "2022-03-05", "1922-05-03", "1922-03-05"]),
        ("220503", "DATE-AMBIGUOUS", ["2022-05-03", "1922-05-03"]),
        ("201012", "DATE-AMBIGUOUS", ["2020-10-12", "1920-10-12"]),
        ("3-May-22", "DATE-AMBIGUOUS", ["2022-05-03", "1922-05-03"]),
        ("2022.5", "DATE-NO-DAY", []),
        ("2022年5月", "DATE-NO-DAY", []),
        ("202205", "DATE-NO-DAY", []),
        ("199005", "DATE-NO-DAY", []),
        ("5月3日", "DATE-NO-YEAR", []),
        ("5/3", "DATE-NO-YEAR", []),
        ("2022", "DATE-ONLY-YEAR", []),
        ("二〇二二年", "DATE-ONLY-YEAR", []),
    ],
)
def test_what_could_mean_several_days_or_lacks_one_waits_for_a_person(
    text: str, expected: str, days: list[str]
) -> None:
    reading = read(text)

    assert reading.day is None
    assert [day.isoformat() for day in reading.candidates] == days
    assert reading.problem
    assert (reading.problem.code, reading.problem.severity) == (expected, Severity.WARNING)
    assert all(day in reading.problem.text for day in days)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("25/12/2022", date(2022, 12, 25), "DATE-ORDER"),
        ("12/25/2022", date(2022, 12, 25), "DATE-ORDER"),
        ("90.1.1", date(1990, 1, 1), "DATE-SHORT-YEAR"),
        ("850607", date(1985, 6, 7), "DATE-SHORT-YEAR"),
        ("44684", THAT_DAY, "DATE-SERIAL"),
        ("44684.75", THAT_DAY, "DATE-SERIAL"),
        ("1822-05-03", date(1822, 5, 3), "DATE-FAR"),
        ("9999-12-31", date(9999, 12, 31), "DATE-FAR"),
    ],
)
def test_what_is_read_by_a_habit_is_to_be_confirmed(text: str, day: date, expected: str) -> None:
    reading = read(text)

    assert reading.day == day
    assert reading.problem
    assert (reading.problem.code, reading.problem.severity) == (expected, Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("2022.13.1", "DATE-NONE", "没有13月"),
        ("20221301", "DATE-NONE", "应为2022-01-13"),
        ("2022.2.30", "DATE-NONE", "2月最多到28日"),
        ("2024.2.30", "DATE-NONE", "2月最多到29日"),
        ("2022-00-10", "DATE-NONE", "没有0月"),
        ("2022-10-00", "DATE-NONE", "10月最多到31日"),
        ("0000-01-01", "DATE-NONE", "没有0年"),
        ("2022.13", "DATE-NONE", "没有13月"),
        ("13月1日", "DATE-NONE", "没有13月"),
        ("30/30/2022", "DATE-NONE", "没有30月"),
        ("1.1.1", "DATE-NONE", "不是一个日期"),
        ("32-May-22", "DATE-NONE", "不是一个日期"),
        ("2022.5.3-2022.5.30", "DATE-MORE", "只写一个日期"),
        ("2022年5月3日报名", "DATE-MORE", "只写一个日期"),
        ("农历五月初三", "DATE-LUNAR", "换成公历"),
        ("长期", "DATE-SHAPE", "看不懂"),
        ("", "DATE-SHAPE", "没有写日期"),
        ("60", "DATE-SHAPE", "看不懂"),
        ("99999", "DATE-SHAPE", "看不懂"),
        ("0022", "DATE-SHAPE", "看不懂"),
        ("3-Foo-2022", "DATE-SHAPE", "看不懂"),
        ("廿二年", "DATE-SHAPE", "看不懂"),
        ("２０26-1-1-1", "DATE-MORE", "只写一个日期"),
        ("2022-05-03T25:00:00Z", "DATE-MORE", "只写一个日期"),
        ("0001-01-01T00:00:00+14:00", "DATE-MORE", "只写一个日期"),
    ],
)
def test_what_is_no_day_is_refused_with_how_it_would_be_right(text: str, expected: str, said: str) -> None:
    reading = read(text)

    assert reading.day is None
    assert reading.problem
    assert (reading.problem.code, reading.problem.severity) == (expected, Severity.ERROR)
    assert said in reading.problem.text
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        certain(text)


def test_a_lost_zero_is_thought_of() -> None:
    problem = read("1990.1").problem

    assert problem
    assert "原是10月" in problem.text


def test_a_habit_that_leaves_a_choice_is_not_certain() -> None:
    for text in ("44684", "25/12/2022", "22.5.3"):
        with pytest.raises(ValueError, match=text):
            certain(text)
    assert certain("1822-05-03") == date(1822, 5, 3)


@pytest.mark.parametrize(
    ("number", "system", "day"),
    [
        (1, 1900, date(1900, 1, 1)),
        (59, 1900, date(1900, 2, 28)),
        (61, 1900, date(1900, 3, 1)),
        (44684, 1900, THAT_DAY),
        (44684.99, 1900, THAT_DAY),
        (2958465, 1900, date(9999, 12, 31)),
        (0, 1904, date(1904, 1, 1)),
        (43222, 1904, THAT_DAY),
    ],
)
def test_serial_numbers_count_in_both_systems(number: float, system: dates.System, day: date) -> None:
    assert from_serial(number, system) == day


@pytest.mark.parametrize(
    ("number", "system"), [(0, 1900), (-1, 1900), (60, 1900), (2958466, 1900), (-1, 1904), (10**12, 1904)]
)
def test_there_is_no_day_before_the_first_after_the_last_and_on_the_leap_day_of_1900(
    number: float, system: dates.System
) -> None:
    with pytest.raises(ValueError, match=str(number)):
        from_serial(number, system)


@given(day=st.dates(date(1900, 3, 1)), fraction=st.floats(0, 0.999))
def test_every_day_comes_back_from_its_number(day: date, fraction: float) -> None:
    number = (day - date(1899, 12, 30)).days

    assert from_serial(number + fraction, 1900) == day
    assert from_serial(max(number - 1462, 0), 1904) == max(day, date(1904, 1, 1))


@given(
    day=USUAL,
    write=st.sampled_from(
        [
            date.isoformat,
            lambda day: f"{day.year}.{day.month}.{day.day}",
            lambda day: f"{day:%Y%m%d}",
            lambda day: f"{day.year}年{day.month}月{day.day}日",
            lambda day: f"{day:%Y/%m/%d} 0:00",
            lambda day: f"{day:%b} {day.day}, {day.year}",
            voucher_day,
        ]
    ),
)
def test_every_day_is_read_as_it_was_written(day: date, write: object) -> None:
    assert callable(write)
    assert read(write(day)) == dates.Reading(day=day)


@given(day=USUAL)
def test_every_day_is_read_in_han_numerals(day: date) -> None:
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else f"{HAN[str(tens)]}十"
        return head + (HAN[str(ones)] if ones else "")

    year = "".join(HAN[digit] for digit in str(day.year))

    assert read(f"{year}年{small(day.month)}月{small(day.day)}日") == dates.Reading(day=day)


@given(day=st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_short_year_is_never_read_silently(day: date) -> None:
    reading = read(f"{day:%y}.{day.month}.{day.day}")

    assert reading.problem
    assert day in (reading.day, *reading.candidates)


@given(day=USUAL)
def test_the_day_in_front_of_the_year_is_among_the_candidates(day: date) -> None:
    reading = read(f"{day.day}/{day.month}/{day.year}")

    assert day in (reading.day, *reading.candidates)
    assert reading.problem or day.day == day.month


@given(day=USUAL, beyond=st.integers(32, 99))
def test_a_day_that_does_not_exist_is_never_read(day: date, beyond: int) -> None:
    assert code(f"{day.year}-{day.month:02}-{beyond}") == "DATE-NONE"
    assert code(f"{day.year}{beyond}{day.day:02}") == "DATE-NONE"


@given(text=ANY_TEXT | st.from_regex(r"\A[0-9年月日./ -]{1,12}\Z"))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    reading = read(text)

    assert reading.day or reading.problem
    if reading.problem:
        assert reading.problem.text.endswith("。")
        reading.problem.text.encode()
    if reading.day:
        assert read(reading.day.isoformat()).day == reading.day
    if reading.day is None and reading.problem:
        assert not reading.candidates or reading.problem.severity is Severity.WARNING


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_day(monster: str) -> None:
    reading = read(monster)

    assert reading.day is None
    assert reading.problem
    assert len(reading.problem.text) < 200


def test_two_days_apart_are_two_days() -> None:
    assert certain("2022-03-01") - certain("2022-02-28") == timedelta(days=1)
