"""工作日: which days are worked, with the days off and the days made up (调休) of each year's notice.

A period counts its first day: five working days from Monday end on Friday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from skilldesk.errors import CalendarMissing

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known. Asking for a day of another year raises CalendarMissing."""

    years: frozenset[int]
    exceptions: Mapping[date, bool]
    """Days that are not what their weekday says, and whether they are worked."""
    documents: Mapping[int, str]
    """The notice of each year."""

    def is_workday(self, day: date) -> bool:
        if day.year not in self.years:
            raise CalendarMissing(
                f"程序里没有{day.year}年的放假调休安排，算不出工作日。数据没有变化。"
                f"请更新程序，或按国务院办公厅关于{day.year}年部分节假日安排的通知自行推算。"
            )
        return self.exceptions.get(day, day.weekday() < 5)

    def last_of(self, start: date, count: int) -> date:
        """The last of that many working days; the start is the first of them, if it is worked."""
        return self._walk(start, count, _DAY)

    def before(self, day: date, count: int) -> date:
        """The day that lies that many working days before; the day itself does not count."""
        return self._walk(day - _DAY, count, -_DAY)

    def after(self, day: date, count: int) -> date:
        """The day that lies that many working days later; the day itself does not count."""
        return self._walk(day + _DAY, count, _DAY)

    def between(self, start: date, end: date) -> int:
        """How many working days there are from one day to another, both included."""
        days = (start + _DAY * number for number in range((end - start).days + 1))
        return sum(self.is_workday(day) for day in days)

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            raise ValueError(count)
        while True:
            count -= self.is_workday(day)
            if not count:
                return day
            day += step
