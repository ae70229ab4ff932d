"""法定退休年龄: from which month somebody may draw a pension, raised step by step from 2025 (domain §4.7).

The numbers are those of the decision that the schedule names; this only counts months. It is a warning:
whether somebody draws a pension is a dated fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """How the age rises for one kind of worker."""

    kind: str
    base_months: int
    """The age before the change, in months."""
    first_birth: date
    """The first day of the birth month from which it rises."""
    births_per_month: int
    """How many birth months in a row share one more month."""
    longest_delay: int
    """In months."""
    document: str


def age_in_months(schedule: Schedule, born: date) -> int:
    """The age of retirement of somebody born on that day, in months."""
    births = _month(born) - _month(schedule.first_birth) + 1
    delay = -(-births // schedule.births_per_month) if births > 0 else 0
    return schedule.base_months + min(delay, schedule.longest_delay)


def month(schedule: Schedule, born: date) -> date:
    """The first day of the month of retirement."""
    years, months = divmod(_month(born) + age_in_months(schedule, born), 12)
    return date(years, months + 1, 1)


def reached(schedule: Schedule, born: date, day: date) -> bool:
    """Whether the month of retirement has come by that day."""
    return month(schedule, born) <= day


def age_text(months: int) -> str:
    """60岁整, 61岁5个月."""
    years, rest = divmod(months, 12)
    return f"{years}岁{rest}个月" if rest else f"{years}岁整"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
