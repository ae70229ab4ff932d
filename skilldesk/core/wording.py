"""Values as sentences show them: days, amounts, shares."""

from __future__ import annotations

from datetime import date

DATE_KINDS: dict[str, str] = {
    "certificate": "发证日期",
    "class_start": "开班日期",
    "class_end": "结课日期",
    "application": "申请日期",
}
"""The days by which a document may pick the set, the year and the standard."""


def day(iso: str) -> str:
    """2020年6月12日 for 2020-06-12."""
    told = date.fromisoformat(iso)
    return f"{told.year}年{told.month}月{told.day}日"


def iso(day_or_none: date | None) -> str | None:
    """The day as facts keep it."""
    return None if day_or_none is None else day_or_none.isoformat()


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}元"


def percent(basis_points: int) -> str:
    """60% for 6000, 84.99% for 8499."""
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") + "%" if part else f"{whole}%"


_MEGA = 1024 * 1024


def size_words(size: int) -> str:
    """The size of a file, in bytes, as people read it."""
    return f"{size / _MEGA:.1f} MB" if size >= _MEGA // 10 else f"{max(1, size // 1024)} KB"
