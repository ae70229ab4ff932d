"""What stands in a cell of a receiving system's layout for a value of ours, and the value that it stands for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from skilldesk.core import normal
from skilldesk.core.fields import Day, Kind, Money, Tenths, Text, Whole, YesNo
from skilldesk.core.layout import Column, Rate
from skilldesk.core.records import empty

ISO_DAY = "YYYY-MM-DD"
_DAY_PART = re.compile("YYYY|MM|DD")
_REGION_LENGTH = 12


def formats(kind: Kind) -> tuple[str, ...]:
    """The formats a layout may ask for, the usual one first; for days any writing of YYYY, MM and DD."""
    if isinstance(kind, Day):
        return (ISO_DAY, "YYYYMMDD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYY年MM月DD日")
    if isinstance(kind, Rate):
        return ("percent", "share")
    if isinstance(kind, Money):
        return ("yuan", "fen")
    if isinstance(kind, Text):
        return ("as_is", "region12", "no_hyphens")
    return ("as_is",)


def fits(kind: Kind, format: str) -> bool:
    """Whether the kind can be written like that and read back."""
    if isinstance(kind, Day):
        rest = _DAY_PART.sub("", format)
        return sorted(_DAY_PART.findall(format)) == ["DD", "MM", "YYYY"] and not re.search(r"[\w<>]", rest, re.A)
    return format in formats(kind)


def text_of(column: Column, value: Any) -> str:
    """The text of the cell; ValueError, with a sentence, where the receiving system has no word for it."""
    if empty(value) or column.kind is None:
        return column.fixed
    if column.words is not None:
        code = column.kind.format(value)
        if code not in column.words.texts:
            raise ValueError(f"{column.label}的代码“{code}”在接收系统里没有对应的写法。")
        return column.words.texts[code]
    return _shaped(column.kind, column.format or formats(column.kind)[0], value)


def value_of(column: Column, text: str) -> object:
    """The value that a cell stands for, none for an empty one; ValueError, with a sentence, for no such value."""
    if not text.strip():
        return None
    if column.kind is None:
        return text
    try:
        return _meant(column, column.kind, text)
    except (ValueError, KeyError):
        raise ValueError(f"{column.label}“{text}”看不懂，请写成“{_example(column)}”的样子。") from None


def _example(column: Column) -> str:
    if column.offered:
        return column.offered[0]
    if isinstance(column.kind, Day):
        return _shaped(column.kind, column.format or ISO_DAY, date(2026, 11, 20))
    return column.kind.EXAMPLE if column.kind else ""


def _shaped(kind: Kind, format: str, value: Any) -> str:
    match kind:
        case Day():
            parts = {"YYYY": f"{value.year:04}", "MM": f"{value.month:02}", "DD": f"{value.day:02}"}
            return _DAY_PART.sub(lambda part: parts[part[0]], format)
        case Money() if format == "yuan":
            return f"{_sign(value)}{abs(value) // 100}.{abs(value) % 100:02}"
        case Rate() if format == "percent":
            return f"{_decimal(value, 2)}%"
        case Rate():
            return _decimal(value, 4)
        case Tenths():
            return _decimal(value, 1)
        case Money() | Whole():
            return str(value)
        case Text():
            return _rewritten(value, format)
        case _:
            return kind.format(value)


def _meant(column: Column, kind: Kind, text: str) -> object:
    if column.words is not None:
        code = column.words.codes[normal.line(text)]
        return kind.parse(code) if isinstance(kind, YesNo) else code
    format = column.format or formats(kind)[0]
    match kind:
        case Day():
            return _day(format, text)
        case Money() if format == "fen":
            return int(normal.digits_and_marks(text))
        case Rate() if format == "percent":
            return _parts_of(normal.compact(text).removesuffix("%"), 2)
        case Rate():
            return _parts_of(normal.compact(text), 4)
        case Text():
            return kind.parse(_restored(normal.line(text), format))
        case _:
            return kind.parse(text)


def _day(format: str, text: str) -> date:
    pattern = re.escape(format)
    for part, digits in (("YYYY", r"(?P<year>\d{4})"), ("MM", r"(?P<month>\d\d)"), ("DD", r"(?P<day>\d\d)")):
        pattern = pattern.replace(part, digits)
    found = re.fullmatch(pattern, normal.line(text), re.ASCII)
    if found is None:
        raise ValueError(text)
    return date(**{name: int(digits) for name, digits in found.groupdict().items()})


def _rewritten(value: str, format: str) -> str:
    if format == "region12" and re.fullmatch(r"\d{6}(\d{3})?", value, re.ASCII):
        return value.ljust(_REGION_LENGTH, "0")
    return value.replace("-", "") if format == "no_hyphens" else value


def _restored(text: str, format: str) -> str:
    """Undo what `_rewritten` did: a place without its zeros, an occupation with its hyphens."""
    if format == "region12":
        return _without_villages(text)
    if format == "no_hyphens":
        return re.sub(r"^(\d)(\d\d)(\d\d)(\d\d)$", r"\1-\2-\3-\4", text, flags=re.ASCII)
    return text


def _without_villages(text: str) -> str:
    """A code of 12 digits that ends in 000000 is a county; one that ends in 000, a town."""
    for length in (6, 9):
        if re.fullmatch(rf"\d{{{length}}}0{{{_REGION_LENGTH - length}}}", text, re.ASCII):
            return text[:length]
    return text


def _decimal(value: int, places: int) -> str:
    """A number kept as whole parts, without zeros at its end."""
    whole, rest = divmod(abs(value), 10**places)
    return f"{_sign(value)}{whole}.{rest:0{places}}".rstrip("0").rstrip(".")


def _parts_of(text: str, places: int) -> int:
    number = re.fullmatch(rf"(\d{{1,6}})(?:\.(\d{{1,{places}}}))?", text, re.ASCII)
    if number is None:
        raise ValueError(text)
    return int(number[1]) * 10**places + int((number[2] or "").ljust(places, "0"))


def _sign(value: int) -> str:
    return "-" if value < 0 else ""
