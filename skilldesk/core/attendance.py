"""出勤课时 and 成绩 as schools write them: numbers, with their unit, or a part of the hours of the class."""

from __future__ import annotations

import re

from skilldesk.core.normal import digits_and_marks

_HOURS = re.compile(r"(\d{1,4})(?:\.(\d))?0?(?:个?(?:课时|学时|小时|节)|h)?", re.IGNORECASE | re.ASCII)
_PART = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?%", re.ASCII)
_SCORE = re.compile(r"(\d{1,3})(?:\.(\d))?0?分?", re.ASCII)
_ALL = frozenset({"全勤", "满勤", "全部"})


def hours(text: str, whole: int | None) -> int:
    """Attended hours in tenths; a percentage is that of `whole`, all hours of the class in tenths.

    A part of a tenth is rounded half up. ValueError if the text is no number of hours, or a percentage of
    nobody knows what.
    """
    typed = digits_and_marks(text)
    if found := _HOURS.fullmatch(typed):
        return int(found[1]) * 10 + int(found[2] or 0)
    if whole is None:
        raise ValueError(text)
    if typed in _ALL:
        return whole
    if found := _PART.fullmatch(typed):
        hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        if hundredths <= 10_000:
            return (whole * hundredths * 2 + 10_000) // 20_000
    raise ValueError(text)


def score(text: str) -> int:
    """A mark in tenths, up to 100; ValueError if the text is none."""
    found = _SCORE.fullmatch(digits_and_marks(text))
    if found is None:
        raise ValueError(text)
    return int(found[1]) * 10 + int(found[2] or 0)
