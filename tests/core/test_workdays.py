"""Vectors of domain §4.8."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.workdays import Calendar
from skilldesk.errors import CalendarMissing
from skilldesk.reference import calendar

CALENDAR = calendar.load()
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
known = st.dates(FIRST, LAST)
inner = st.dates(date(2019, 3, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2023, 8, 17), 5, date(2023, 8, 23)),
        (date(2025, 9, 29), 5, date(2025, 10, 11)),
        (date(2025, 10, 4), 1, date(2025, 10, 9)),
        (date(2020, 1, 31), 1, date(2020, 2, 3)),
        (date(2026, 2, 14), 1, date(2026, 2, 14)),
    ],
)
def test_a_period_counts_its_first_day(start: date, count: int, end: date) -> None:
    assert CALENDAR.last_of(start, count) == end


def test_five_working_days_before_a_class_begins() -> None:
    assert CALENDAR.before(date(2025, 10, 9), 5) == date(2025, 9, 25)


def test_a_day_later_does_not_count_itself() -> None:
    assert CALENDAR.after(date(2025, 9, 30), 1) == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 9, 28), True),
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
        (date(2025, 10, 13), True),
        (date(2019, 5, 2), False),
        (date(2019, 5, 5), True),
        (date(2020, 2, 1), False),
        (date(2026, 1, 4), True),
    ],
)
def test_days_off_and_days_made_up_are_known(day: date, worked: bool) -> None:  # noqa: FBT001 - the expectation
    assert CALENDAR.is_workday(day) is worked


def test_a_year_that_is_not_known_is_said_in_a_sentence() -> None:
    with pytest.raises(CalendarMissing, match="没有2027年的放假调休安排") as missing:
        CALENDAR.last_of(date(2026, 12, 30), 5)

    assert "数据没有变化" in str(missing.value)
    assert missing.value.exit_code >= 10


def test_every_year_names_its_notice() -> None:
    assert CALENDAR.years == frozenset(range(2019, 2027))
    assert all(CALENDAR.documents[year].startswith(f"国办发明电〔{year - 1}〕") for year in CALENDAR.years)


def test_a_count_below_one_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="0"):
        CALENDAR.last_of(date(2025, 1, 2), 0)


@given(start=inner, count=st.integers(1, 20))
def test_that_many_working_days_lie_in_the_period(start: date, count: int) -> None:
    end = CALENDAR.last_of(start, count)

    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(start, end) == count


@given(day=inner, count=st.integers(1, 20))
def test_before_and_after_undo_each_other_on_working_days(day: date, count: int) -> None:
    earlier = CALENDAR.before(day, count)

    assert CALENDAR.between(earlier, day - timedelta(days=1)) == count
    if CALENDAR.is_workday(day):
        assert CALENDAR.after(earlier, count) == day


@given(day=known)
def test_without_exceptions_a_week_has_five_days(day: date) -> None:
    plain = Calendar(CALENDAR.years, {}, {})

    assert plain.is_workday(day) == (day.isoweekday() <= 5)
