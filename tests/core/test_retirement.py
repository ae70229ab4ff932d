"""Vectors of domain §4.7."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.retirement import Schedule, age_in_months, age_text, month, reached
from skilldesk.reference import calendar

SCHEDULES = calendar.retirement()
births = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("kind", "born", "text"),
    [
        ("man", date(1964, 12, 31), "60岁整"),
        ("man", date(1965, 1, 1), "60岁1个月"),
        ("man", date(1965, 5, 20), "60岁2个月"),
        ("man", date(1970, 6, 1), "61岁5个月"),
        ("man", date(1976, 8, 31), "62岁11个月"),
        ("man", date(1976, 9, 1), "63岁整"),
        ("man", date(2000, 1, 1), "63岁整"),
        ("woman_50", date(1974, 12, 31), "50岁整"),
        ("woman_50", date(1975, 1, 1), "50岁1个月"),
        ("woman_50", date(1975, 3, 1), "50岁2个月"),
        ("woman_50", date(1984, 11, 1), "55岁整"),
        ("woman_55", date(1969, 12, 31), "55岁整"),
        ("woman_55", date(1970, 1, 1), "55岁1个月"),
        ("woman_55", date(1981, 9, 1), "58岁整"),
    ],
)
def test_the_age_rises_as_the_decision_says(kind: str, born: date, text: str) -> None:
    assert age_text(age_in_months(SCHEDULES[kind], born)) == text


@pytest.mark.parametrize(
    ("kind", "born", "first_day"),
    [
        ("man", date(1964, 12, 31), date(2024, 12, 1)),
        ("man", date(1965, 1, 15), date(2025, 2, 1)),
        ("man", date(1965, 5, 31), date(2025, 7, 1)),
        ("woman_50", date(1975, 3, 8), date(2025, 5, 1)),
    ],
)
def test_the_month_of_retirement_is_told(kind: str, born: date, first_day: date) -> None:
    assert month(SCHEDULES[kind], born) == first_day
    assert reached(SCHEDULES[kind], born, first_day)
    assert not reached(SCHEDULES[kind], born, date.fromordinal(first_day.toordinal() - 1))


def test_every_schedule_names_its_document() -> None:
    assert set(SCHEDULES) == {"man", "woman_55", "woman_50"}
    assert all("渐进式延迟法定退休年龄" in one.document for one in SCHEDULES.values())


@given(kind=st.sampled_from(sorted(SCHEDULES)), born=births, later=births)
def test_who_is_born_later_never_retires_earlier(kind: str, born: date, later: date) -> None:
    schedule: Schedule = SCHEDULES[kind]
    first, second = sorted((born, later))

    assert month(schedule, first) <= month(schedule, second)
    assert 0 <= age_in_months(schedule, born) - schedule.base_months <= schedule.longest_delay
