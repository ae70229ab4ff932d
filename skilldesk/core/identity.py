"""公民身份号码 (GB 11643-1999): what its digits say.

A citizen's number is 6 digits of the place of first registration, 8 of the birth date, 3 of sequence
(odd for a man, even for a woman) and a check character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import mul

from skilldesk.core.normal import compact
from skilldesk.core.problems import Problem, Severity

NUMBERED_LIKE_CITIZENS = frozenset({"01", "17"})
"""Document types (AAC058) whose number follows GB 11643: the resident ID, and the residence permit of
Hong Kong, Macao and Taiwan residents."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLD = re.compile(r"\d{15}", re.ASCII)
_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_PROVINCES = frozenset(
    str(code)
    for area in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(area[0], area[1] + 1)
)


def normalise(text: str) -> str:
    """The number as it is kept: half width, no spaces, large letters."""
    return compact(text).upper()


def grouped(number: str) -> str:
    """370403 19900101 9914, as people read it aloud; other numbers as they are."""
    return f"{number[:6]} {number[6:14]} {number[14:]}" if len(number) == 18 else number


def masked(number: str) -> str:
    """370403********9914, as lists for the public show it; any other number is hidden altogether."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "*" * len(number)


def check_character(first17: str) -> str:
    return _CHECKS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def check_holds(number: str) -> bool:
    """Whether the last of 18 characters fits the 17 digits before it."""
    return check_character(number[:17]) == number[17]


def lengthened(number: str) -> str:
    """The 18 characters of an old number of 15; other numbers as they are."""
    if not _OLD.fullmatch(number):
        return number
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check_character(first17)


@dataclass(frozen=True)
class Facts:
    """What a sound number says. Sex is the code of GB/T 2261.1: 1 man, 2 woman."""

    birth_date: date
    sex: str
    region: str
    """Six digits, the place of first registration; not the household's place of today."""


def facts(number: str) -> Facts | None:
    """What the number says, if it is sound."""
    return None if any(_unsound(number)) else read(number)


def read(number: str) -> Facts:
    """What the digits say of a number that has no faults."""
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return Facts(birth_date=born, sex="1" if int(number[16]) % 2 else "2", region=number[:6])


def faults(number: str, *, today: date) -> Iterator[Problem]:
    """All that is wrong with a citizen's number."""
    found = list(_unsound(number))
    yield from found
    if not found and read(number).birth_date > today:
        yield _error("ID-BIRTH", f"证件号码里的出生日期{read(number).birth_date}还没有到，请核对证件。")


def _unsound(number: str) -> Iterator[Problem]:
    if _OLD.fullmatch(number):
        yield _error("ID-OLD", f"这是15位旧号码，请核对新证件；换成18位应为{lengthened(number)}。")
    elif len(number) != 18:
        yield _error("ID-LENGTH", f"证件号码应为18位，现在是{len(number)}位。")
    elif not _SHAPE.fullmatch(number):
        yield _error("ID-CHARACTER", "证件号码前17位应为数字，第18位应为数字或X。")
    elif number.endswith("000") and not check_holds(number):
        yield _error("ID-EXCEL", "证件号码以000结尾且校验不对，像是被表格软件改坏的，请对照证件重新录入。")
    elif number[:2] not in _PROVINCES:
        yield _error("ID-PROVINCE", f"证件号码前两位{number[:2]}不是省级代码，请核对证件。")
    elif (born := _birth_date(number)) is None:
        yield _error(
            "ID-DATE",
            f"证件号码里的日期{number[6:10]}年{number[10:12]}月{number[12:14]}日不存在，请核对证件。",
        )
    elif born.year < 1900:
        yield _error("ID-CENTURY", f"证件号码里的出生年份{born.year}早于1900年，请核对证件。")
    elif not check_holds(number):
        yield _error("ID-CHECK", _check_text(number))


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _check_text(number: str) -> str:
    swaps = list(neighbour_swaps(number))
    if len(swaps) == 1:
        return f"证件号码校验不对，可能是第{swaps[0] + 1}、{swaps[0] + 2}位写反了，请对照证件核对。"
    return "证件号码校验不对，至少有一位写错，请对照证件逐位核对。"


def mended(number: str) -> str | None:
    """The sound number of which this is one with two neighbours exchanged, if there is just one such."""
    if len(number) != 18 or not _SHAPE.fullmatch(number) or check_holds(number):
        return None
    swaps = list(neighbour_swaps(number))
    if len(swaps) != 1:
        return None
    at = swaps[0]
    turned = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return None if any(_unsound(turned)) else turned


def neighbour_swaps(number: str) -> Iterator[int]:
    """Where (counted from 0) exchanging two neighbours would make the number sound."""
    for at in range(17):
        turned = swapped(number, at)
        plausible = turned != number and turned[:2] in _PROVINCES and _birth_date(turned)
        if plausible and _SHAPE.fullmatch(turned) and check_holds(turned):
            yield at


def swapped(number: str, at: int) -> str:
    """The number with the characters at that place (counted from 0) and after it exchanged."""
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _error(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, field="id_number", severity=Severity.ERROR)
