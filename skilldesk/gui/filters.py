"""The filters that a page declares: what may be chosen in each, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from skilldesk.gui.lookup import Choice, Lookup
from skilldesk.store.queries import lists

ON = "1"
"""The value of a switch."""

NOT_SAID = Choice(lists.NOTHING, "（没有填）")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A button over a list. The key is a field of the record, or a condition that the store knows."""

    key: str
    label: str
    choices: Callable[[Asked, str], Sequence[Choice]]
    """What may be chosen, given what somebody types; asked off the GUI thread."""
    title: Callable[[Asked, str], str]
    """How a value is said; empty if there is no such value."""
    several: bool = True
    measure: str = "项"
    """What counts several chosen: 类, 个班."""
    is_switch: bool = False
    """It holds or is not asked for: its button turns it, and nothing is listed."""
    searched: bool = False
    """Whether there may be more choices than are listed at once, so that one types a part of them."""


@dataclass(frozen=True)
class Asked:
    """What the choices are taken from."""

    lookup: Lookup
    today: date


def by_code(key: str, label: str, table: str, *, empty: bool = False, measure: str = "项") -> Filter:
    """One or several codes of a table; with `empty`, also the records that say nothing."""

    def choices(asked: Asked, text: str) -> list[Choice]:
        found = asked.lookup.codes_like(table, text)
        known = [Choice(one.key, asked.lookup.short(table, one.key)) for one in found]
        return [one for one in known if asked.lookup.may_know(table, one.key)] + [NOT_SAID] * (
            empty and not text
        )

    def title(asked: Asked, value: str) -> str:
        if value == lists.NOTHING:
            return NOT_SAID.text if empty else ""
        known = asked.lookup.may_know(table, value) and asked.lookup.has_code(table, value)
        return asked.lookup.short(table, value) if known else ""

    return Filter(key=key, label=label, choices=choices, title=title, measure=measure)


def by_record(key: str, label: str, kind: str, *, measure: str = "项") -> Filter:
    """One or several records of a kind, such as classes."""
    return Filter(
        key=key,
        label=label,
        choices=lambda asked, text: asked.lookup.records_like(kind, text),
        title=lambda asked, value: asked.lookup.title(kind, value),
        measure=measure,
        searched=True,
    )


def by_day(key: str, label: str) -> Filter:
    """A year or a month."""
    return Filter(
        key=key,
        label=label,
        choices=lambda asked, _: [Choice(lists.period(*days), word) for word, days in periods(asked.today)],
        title=_period,
        several=False,
    )


def by_words(key: str, label: str, words: Sequence[tuple[str, str]], *, several: bool = True) -> Filter:
    """Values with their words, for conditions that are no code table."""
    said = dict(words)
    return Filter(
        key=key,
        label=label,
        choices=lambda _, text: [Choice(*one) for one in words if text in one[1]],
        title=lambda _, value: said.get(value, ""),
        several=several,
    )


def only(key: str, label: str) -> Filter:
    """A condition that holds or is not asked for."""
    return Filter(
        key=key,
        label=label,
        choices=lambda *_: [Choice(ON, label)],
        title=lambda _, value: label if value == ON else "",
        several=False,
        is_switch=True,
    )


def periods(today: date) -> list[tuple[str, tuple[date, date]]]:
    """The spans of time that a clerk asks for, by their words."""
    year, month = today.replace(month=1, day=1), today.replace(day=1)
    last_month_ends = month - timedelta(days=1)
    next_month = (month + timedelta(days=31)).replace(day=1)
    last_year = year.replace(year=year.year - 1)
    return [
        (f"{today.year}年", (year, year.replace(month=12, day=31))),
        (f"本月（{today.month}月）", (month, next_month - timedelta(days=1))),
        (f"上月（{last_month_ends.month}月）", (last_month_ends.replace(day=1), last_month_ends)),
        (f"{last_year.year}年", (last_year, last_year.replace(month=12, day=31))),
        ("今天", (today, today)),
    ]


def _period(asked: Asked, value: str) -> str:
    try:
        first, last = lists.bounds(value)
    except ValueError:
        return ""
    known = {days: word for word, days in periods(asked.today)}
    return known.get((first, last), f"{first} 至 {last}")
