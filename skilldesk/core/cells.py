"""What stands in a cell of a receiving system's layout for a value of ours, and what a cell stands for."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from skilldesk.core import normal
from skilldesk.core.fields import Day, Kind, Money, Tenths, Text, Whole
from skilldesk.core.layout import Column, Rate
from skilldesk.core.records import empty

_DAY_PART = re.compile("YYYY|MM|DD")
_EXAMPLE_DAY = date(2026, 11, 20)
_REGION_LENGTH = 12


def formats(kind: Kind) -> tuple[str, ...]:
    """The formats a layout may ask for, the usual one first; for days any writing of YYYY, MM and DD."""
    return _shape(kind).formats


def fits(kind: Kind, format: str) -> bool:
    """Whether the kind can be written like that and read back."""
    if not isinstance(kind, Day):
        return format in formats(kind)
    between = _DAY_PART.sub("", format)
    return sorted(_DAY_PART.findall(format)) == ["DD", "MM", "YYYY"] and not re.search(
        r"\w", between, re.ASCII
    )


def text_of(column: Column, value: Any) -> str:
    """The text of the cell; ValueError, with a sentence, where the receiving system has no word for it."""
    if empty(value) or column.kind is None:
        return column.fixed
    if column.words is not None:
        code = column.kind.format(value)
        if code not in column.words.texts:
            raise ValueError(f"{column.label}的代码“{code}”在接收系统里没有对应的写法。")
        return column.words.texts[code]
    return _shape(column.kind).write(column.kind, _format(column, column.kind), value)


def value_of(column: Column, text: str) -> object:
    """The value a cell stands for, none for an empty one; ValueError, with a sentence, for no such value."""
    if not text.strip():
        return None
    if column.kind is None:
        return text
    try:
        if column.words is not None:
            return column.kind.parse(column.words.codes[normal.line(text)])
        return _shape(column.kind).read(column.kind, _format(column, column.kind), text)
    except (ValueError, KeyError):
        raise ValueError(f"{column.label}“{text}”看不懂，请写成“{_example(column)}”的样子。") from None


def _format(column: Column, kind: Kind) -> str:
    return column.format or formats(kind)[0]


def _example(column: Column) -> str:
    if column.offered:
        return column.offered[0]
    if isinstance(column.kind, Day):
        return text_of(column, _EXAMPLE_DAY)
    return column.kind.EXAMPLE if column.kind else ""


class _Shape:
    """How the values of a kind are written in a format, and read again."""

    kind: type[Kind] = Kind
    formats: tuple[str, ...] = ("as_is",)

    def takes(self, kind: Kind) -> bool:
        return isinstance(kind, self.kind)

    def write(self, kind: Kind, format: str, value: Any) -> str:
        return kind.format(value)

    def read(self, kind: Kind, format: str, text: str) -> object:
        return kind.parse(text)


class _Days(_Shape):
    kind = Day
    formats = ("YYYY-MM-DD", "YYYYMMDD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYY年MM月DD日")

    def write(self, kind: Kind, format: str, value: date) -> str:
        parts = {"YYYY": f"{value.year:04}", "MM": f"{value.month:02}", "DD": f"{value.day:02}"}
        return _DAY_PART.sub(lambda part: parts[part[0]], format)

    def read(self, kind: Kind, format: str, text: str) -> date:
        pattern = re.escape(format)
        for part, name in (("YYYY", "year"), ("MM", "month"), ("DD", "day")):
            pattern = pattern.replace(part, rf"(?P<{name}>\d{{{len(part)}}})")
        found = re.fullmatch(pattern, normal.line(text), re.ASCII)
        if found is None:
            raise ValueError(text)
        return date(**{name: int(digits) for name, digits in found.groupdict().items()})


class _Amounts(_Shape):
    kind = Money
    formats = ("yuan", "fen")

    def write(self, kind: Kind, format: str, value: int) -> str:
        if format == "fen":
            return str(value)
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}"

    def read(self, kind: Kind, format: str, text: str) -> object:
        return int(normal.digits_and_marks(text)) if format == "fen" else kind.parse(text)


class _Rates(_Shape):
    kind = Rate
    formats = ("percent", "share")

    def write(self, kind: Kind, format: str, value: int) -> str:
        return f"{_decimal(value, 2)}%" if format == "percent" else _decimal(value, 4)

    def read(self, kind: Kind, format: str, text: str) -> int:
        places = 2 if format == "percent" else 4
        plain = normal.compact(text).removesuffix("%" if format == "percent" else "")
        number = re.fullmatch(rf"(\d{{1,6}})(?:\.(\d{{1,{places}}}))?", plain, re.ASCII)
        if number is None:
            raise ValueError(text)
        whole, rest = number.groups(default="")
        return int(f"{whole}{rest.ljust(places, '0')}")


class _Numbers(_Shape):
    kind = Whole

    def write(self, kind: Kind, format: str, value: int) -> str:
        return str(value)


class _Hours(_Shape):
    kind = Tenths

    def write(self, kind: Kind, format: str, value: int) -> str:
        return _decimal(value, 1)


class _Texts(_Shape):
    kind = Text

    def write(self, kind: Kind, format: str, value: str) -> str:
        return value


class _Codes(_Shape):
    """Codes of places and occupations stand in fields of plain text."""

    formats = ("as_is", "region12", "occupation7")

    def takes(self, kind: Kind) -> bool:
        return type(kind) is Text

    def write(self, kind: Kind, format: str, value: str) -> str:
        if format == "region12" and re.fullmatch(r"\d{6}(\d{3})?", value, re.ASCII):
            return value.ljust(_REGION_LENGTH, "0")
        if format == "occupation7" and re.fullmatch(r"\d-\d\d-\d\d-\d\d", value, re.ASCII):
            return value.replace("-", "")
        return value

    def read(self, kind: Kind, format: str, text: str) -> object:
        """Undo what `write` did: a place without its zeros, an occupation with its hyphens."""
        plain = normal.line(text)
        if format == "region12":
            plain = _shortest_region(plain)
        if format == "occupation7":
            plain = re.sub(r"^(\d)(\d\d)(\d\d)(\d\d)$", r"\1-\2-\3-\4", plain, flags=re.ASCII)
        return kind.parse(plain)


_SHAPES: tuple[_Shape, ...] = (
    _Days(),
    _Amounts(),
    _Rates(),
    _Numbers(),
    _Hours(),
    _Codes(),
    _Texts(),
    _Shape(),
)
"""The first that takes a kind counts: a Rate is a Whole, too."""


@cache
def _shape(kind: Kind) -> _Shape:
    return next(shape for shape in _SHAPES if shape.takes(kind))


def _shortest_region(text: str) -> str:
    """A code of 12 digits that ends in 000000 is a county; one that ends in 000, a town."""
    for length in (6, 9):
        if re.fullmatch(rf"\d{{{length}}}0{{{_REGION_LENGTH - length}}}", text, re.ASCII):
            return text[:length]
    return text


def _decimal(value: int, places: int) -> str:
    """A number kept as whole parts, without zeros at its end."""
    whole, rest = divmod(abs(value), 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}}".rstrip("0").rstrip(".")
