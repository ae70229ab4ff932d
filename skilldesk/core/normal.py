"""What is put right silently: full-width digits and letters, spaces, look-alike marks, habits of dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "中国标准时间")
"""China has one time all year; every day and year of the rules is meant in it."""

_WIDE = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)
_DOTS = str.maketrans(dict.fromkeys("•・･．∙⋅‧●˙", "·"))
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def half_width(text: str) -> str:
    """The text with the ASCII letters, digits and marks that a Chinese keyboard makes wide."""
    return "".join(
        chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else " " if one == "　" else one for one in text
    )


def line(text: str) -> str:
    """One line, letters and digits in half width, without what nobody meant: doubled spaces, line ends,
    control and invisible characters. Characters that this Python does not know stay; half a one is shown.
    """
    return " ".join("".join(map(_meant, text)).split()).translate(_WIDE)


def _meant(one: str) -> str:
    if one.isprintable():
        return one
    kind = unicodedata.category(one)
    if kind == "Cs" or one in "\ufffe\uffff":  # no file and no package could keep it
        return "\ufffd"
    if kind == "Cf":
        return ""
    return one if kind in {"Cn", "Co"} else " "


def compact(text: str) -> str:
    """The text without any white space, in half width."""
    if text.isascii() and text.isalnum():  # most numbers in a long list are clean already
        return text
    return "".join(half_width(line(text)).split())


def digits_and_marks(text: str) -> str:
    return compact(text).translate(_DASHES)


def person_name(text: str) -> str:
    """A name as it is compared and printed; spaces and full stops stay only between Latin words."""
    name = unicodedata.normalize("NFC", line(text).translate(_DOTS))
    if re.fullmatch(r"[ -~À-ɏ·]*", name):
        return name
    return unicodedata.normalize("NFC", name.replace(" ", "").replace(".", "·"))


def not_in_names(name: str) -> str:
    """The characters of a name that no document has: digits, marks, control characters."""
    return "".join(one for one in name if not _in_names(one))


def _in_names(one: str) -> bool:
    """Letters; planes 2 and 3 are Han throughout, even where they are newer than this Python."""
    return (
        one in "· -'〇"
        or "\U00020000" <= one <= "\U0003fffd"
        or unicodedata.category(one) in {"Lo", "Ll", "Lu", "Mn"}
    )


def day(text: str) -> date:
    """2026-11-20, 2026/11/20, 2026.11.20, 20261120 or 2026年11月20日; ValueError otherwise."""
    found = re.fullmatch(
        r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日)",
        compact(text),
        re.ASCII,
    )
    if found is None:
        raise ValueError(text)
    year, *rest = (part for part in found.groups() if part)
    month, number = rest
    return date(int(year), int(month), int(number))


def moment(text: str) -> str:
    """The UTC moment of a China time that a person typed, as ISO 8601 text; ValueError otherwise."""
    typed = re.sub(r"\b\d\b", r"0\g<0>", half_width(line(text)).replace("/", "-"), flags=re.ASCII)
    if not _MOMENT.fullmatch(typed):
        raise ValueError(text)
    found = datetime.fromisoformat(typed)
    aware = found if found.tzinfo else found.replace(tzinfo=CHINA)
    try:
        return aware.astimezone(CHINA).astimezone(UTC).isoformat(timespec="seconds")
    except OverflowError as outside:
        raise ValueError(text) from outside


def china_day(at: datetime) -> date:
    """The day in China at that moment."""
    return at.astimezone(CHINA).date()
