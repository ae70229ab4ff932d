"""Dates in every habit of a school's workbook: 2022.5.3, 二〇二二年五月三日, 20220503, serials, 22/5/3.

A text that can mean only one day is read; one that could mean several, or that lacks the day, waits for a
person and says which days it could mean; one that means none says how it would be right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from skilldesk.core.normal import CHINA, half_width, line
from skilldesk.core.problems import Problem, Severity

System = Literal[1900, 1904]
"""From which year a workbook counts its days; Excel for Mac long used 1904."""

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
"""Days outside this span are read, and are to be confirmed."""

FAR = "DATE-FAR"

_SHORT_YEARS = range(1900, 2050)
"""What a year of two digits can mean."""
_LONGEST = 60
_NO_LEAP = 60
"""The 1900 system counts a 29 February 1900 that never was."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a text says of a day: the day, or the days it could mean, and what is to be put right."""

    day: date | None = None
    candidates: tuple[date, ...] = ()
    problem: Problem | None = None


def read(text: str) -> Reading:
    """What a person meant by the text; `day` only if no choice is left."""
    typed = _tidied(text)
    if len(typed) > _LONGEST:
        return _refused("DATE-SHAPE", f"日期看不懂，内容太长。{_WRITE}")
    if moment := _with_offset(typed):
        return _sound(moment)
    typed = _in_digits(_TIME.sub("", _WEEKDAY.sub("", typed)).strip())
    for pattern, habit in _HABITS:
        if found := pattern.fullmatch(typed):
            return habit(typed, *(group or "" for group in found.groups()))
    return _unreadable(typed)


def certain(text: str) -> date:
    """The day of a text that leaves no choice, however long ago; ValueError otherwise."""
    reading = read(text)
    if reading.day is None or (reading.problem and reading.problem.code != FAR):
        raise ValueError(text)
    return reading.day


def from_serial(number: float, system: System) -> date:
    """The day of a workbook's serial number, its time of day cut off; ValueError if it is none."""
    whole = int(number)
    if system == 1904:
        first, least = date(1904, 1, 1), 0
    elif whole < _NO_LEAP:
        first, least = date(1899, 12, 31), 1
    else:
        first, least = date(1899, 12, 30), _NO_LEAP + 1
    if whole < least:
        raise ValueError(number)
    try:
        return first + timedelta(days=whole)
    except OverflowError as outside:
        raise ValueError(number) from outside


_WRITE = "请写成2022-05-03的样子。"
_HAN_VALUES = {
    han: value
    for value, same in enumerate(
        ("〇○零", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for han in same
}
_HAN = f"[{''.join(_HAN_VALUES)}十拾廿卅]"
_HAN_DATE = re.compile(
    rf"({_HAN}{{4}}|{_HAN}{{2}}|\d{{2,4}})年(?:({_HAN}{{1,3}}|\d\d?)月(?:({_HAN}{{1,4}}|\d\d?)[日号]?)?)?",
    re.ASCII,
)
_WEEKDAY = re.compile(r"[(]?(?:星期|礼拜|周)[一二三四五六日天1-7][)]?")
_TIME = re.compile(
    r"[ T]*(?:上午|下午|[AP]M)? ?\d{1,2}"
    r"(?::\d{1,2}(?::\d{1,2}(?:\.\d*)?)?|[时点](?:\d{1,2}分(?:\d{1,2}秒)?)?)(?: ?[AP]M)?$"
)
_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_LUNAR = re.compile("农历|阴历|正月|冬月|腊月|闰|初[一二三四五六七八九十]")
_MARK = r"[-/.,、。·_年月\\ ]{1,3}"
_INSIDE = re.compile(rf"\d{{4}}{_MARK}\d{{1,2}}{_MARK}\d{{1,2}}", re.ASCII)
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905 - plainer
}


def _tidied(text: str) -> str:
    return half_width(line(text)).strip("'\"‘’“” ")


def _with_offset(typed: str) -> date | None:
    """The day in China of a moment with its offset."""
    if not _OFFSET.fullmatch(typed):
        return None
    try:
        return datetime.fromisoformat(typed).astimezone(CHINA).date()
    except (ValueError, OverflowError):
        return None


def _in_digits(typed: str) -> str:
    """二〇二二年五月三日 as 2022年5月3日; other texts as they are."""
    found = _HAN_DATE.fullmatch(typed.replace(" ", ""))
    if found is None:
        return typed
    year, month, day = found.groups()
    if not set(year) & set("十拾廿卅"):
        typed = f"{_digits(year)}年"
        typed += f"{_han_number(month)}月" if month else ""
        typed += f"{_han_number(day)}日" if day else ""
    return typed


def _digits(text: str) -> str:
    return "".join(str(_HAN_VALUES.get(one, one)) for one in text)


def _han_number(text: str) -> int:
    """十二 is 12, 廿一 21, 三十 30, 零五 5."""
    plain = text.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = plain.rpartition("十")
    low = int(_digits(ones) or 0)
    return 10 * (int(_digits(tens).replace("十", "") or 0) or 1) + low if ten else low


def _full(typed: str, year: str, month: str, day: str) -> Reading:
    found = _day(int(year), int(month), int(day))
    return _sound(found) if found else _none(typed, int(year), int(month), int(day))


def _reversed(typed: str, first: str, second: str, year: str) -> Reading:
    """25/12/2022 or 12/25/2022: one of them may be impossible."""
    found = _days((int(year), int(second), int(first)), (int(year), int(first), int(second)))
    if not found:
        return _none(typed, int(year), int(second), int(first))
    if len(found) > 1:
        return _open(found, f"「{typed}」可能是{_either(found)}，请对照原件选定，并把年份写在最前面。")
    if first == second:
        return _sound(found[0])
    return _confirm("DATE-ORDER", found[0], f"「{typed}」的年份写在最后，按{found[0]}理解，请确认。")


def _short(typed: str, first: str, second: str, third: str) -> Reading:
    """A year of two digits, in front or at the end."""
    one, two, three = int(first), int(second), int(third)
    orders = [(one, two, three)] if len(first) == 2 else []
    if len(third) == 2 and "年" not in typed:
        orders += [(three, two, one), (three, one, two)]
    return _of_short_year(typed, _days(*(_centuries(orders))), "")


def _six_digits(typed: str, first: str, second: str, third: str) -> Reading:
    """220503, or a year and a month as 202205."""
    month = int(third)
    as_month = 1 <= month <= 12 and EARLIEST.year <= int(first + second) <= LATEST.year
    days = _days(*_centuries([(int(first), int(second), month)]))
    if as_month and not days:
        return _without_day(typed, first + second, third)
    return _of_short_year(typed, days, f"，也可能是{first + second}年{month}月" if as_month else "")


def _of_short_year(typed: str, days: tuple[date, ...], also: str) -> Reading:
    if not days:
        return _refused("DATE-NONE", f"「{typed}」不是一个日期。{_WRITE}")
    if len(days) == 1 and not also:
        return _confirm("DATE-SHORT-YEAR", days[0], f"「{typed}」的年份只有两位，按{days[0]}理解，请确认。")
    return _open(days, f"「{typed}」的年份只有两位，可能是{_either(days)}{also}，请对照原件补全四位年份。")


def _without_day(typed: str, year: str, month: str) -> Reading:
    if not 1 <= int(month) <= 12:
        return _none(typed, int(year), int(month), 1)
    lost = "，也可能原是10月（表格软件会去掉末尾的0）" if typed.endswith(".1") else ""
    text = f"「{typed}」只有{year}年{int(month)}月，没有写哪一天{lost}，请对照原件补上。"
    return Reading(problem=_problem("DATE-NO-DAY", text, Severity.WARNING))


def _without_year(typed: str, month: str, day: str) -> Reading:
    if not _day(2000, int(month), int(day)):
        return _none(typed, 2000, int(month), int(day))
    text = f"「{typed}」没有写年份，请对照原件补上。"
    return Reading(problem=_problem("DATE-NO-YEAR", text, Severity.WARNING))


def _only_year(typed: str, year: str) -> Reading:
    if not EARLIEST.year <= int(year) <= LATEST.year:
        return _refused("DATE-SHAPE", f"「{typed}」看不懂。{_WRITE}")
    text = f"「{typed}」只有年份，没有写月和日，请对照原件补上。"
    return Reading(problem=_problem("DATE-ONLY-YEAR", text, Severity.WARNING))


def _serial(typed: str, number: str) -> Reading:
    usual, other = from_serial(int(number), 1900), from_serial(int(number), 1904)
    if usual > LATEST:
        return _unreadable(typed)
    text = (
        f"「{typed}」是表格软件的日期序号，按常用的1900日期系统是{usual}"
        f"（1904日期系统则是{other}），请对照原表确认。"
    )
    problem = _problem("DATE-SERIAL", text, Severity.WARNING)
    return Reading(day=usual, candidates=(usual, other), problem=problem)


def _english(typed: str, day: str, name: str, year: str) -> Reading:
    month = _MONTHS.get(name[:3].lower())
    if month is None:
        return _unreadable(typed)
    if len(year) == 2:
        return _of_short_year(typed, _days(*_centuries([(int(year), month, int(day))])), "")
    return _full(typed, year, str(month), day)


def _english_month_first(typed: str, name: str, day: str, year: str) -> Reading:
    return _english(typed, day, name, year)


_Habit = Callable[..., Reading]
_HABITS: tuple[tuple[re.Pattern[str], _Habit], ...] = tuple(
    (re.compile(pattern, re.ASCII), habit)
    for pattern, habit in (
        (rf"(\d{{4}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})[日号.]?", _full),
        (r"(\d{4})(\d{2})(\d{2})", _full),
        (rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{4}})年?", _reversed),
        (rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})[日号]?", _short),
        (r"(\d{2})(\d{2})(\d{2})", _six_digits),
        (rf"(\d{{4}}){_MARK}(\d{{1,2}})月?", _without_day),
        (r"(\d{1,2})[月/-](\d{1,2})[日号]?", _without_year),
        (r"(\d{4})年?", _only_year),
        (r"(\d{5})(?:\.\d+)?", _serial),
        (r"(\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}([A-Za-z]{3,9})[-/., ]{1,2}(\d{4}|\d{2})", _english),
        (r"([A-Za-z]{3,9})[-/., ]{1,2}(\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}(\d{4})", _english_month_first),
        (r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) \d\d:\d\d:\d\d [A-Z]{3,4} (\d{4})", _english_month_first),
    )
)


def _unreadable(typed: str) -> Reading:
    if _LUNAR.search(typed):
        return _refused("DATE-LUNAR", f"「{typed}」是农历日期，请换成公历。{_WRITE}")
    if _INSIDE.search(typed):
        return _refused("DATE-MORE", f"「{typed}」里除了一个日期还有别的内容，请只写一个日期。{_WRITE}")
    return _refused(
        "DATE-SHAPE", f"「{typed}」看不懂是哪一天。{_WRITE}" if typed else f"没有写日期。{_WRITE}"
    )


def _none(typed: str, year: int, month: int, day: int) -> Reading:
    """Says why there is no such day."""
    if not 1 <= month <= 12:
        turned = _day(year, day, month)
        order = f"如果写成了年、日、月的顺序，应为{turned}；" if turned else ""
        return _refused("DATE-NONE", f"「{typed}」里没有{month}月这个月份。{order}{_WRITE}")
    if not 1 <= year <= 9999:
        return _refused("DATE-NONE", f"「{typed}」里没有{year}年这个年份。{_WRITE}")
    last = monthrange(year, month)[1]
    return _refused("DATE-NONE", f"「{typed}」这一天不存在，{month}月最多到{last}日，请对照原件改正。")


def _sound(found: date) -> Reading:
    if EARLIEST <= found <= LATEST:
        return Reading(day=found)
    return _confirm(FAR, found, f"日期是{found}，离现在太远，请对照原件确认。")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(*orders: tuple[int, int, int]) -> tuple[date, ...]:
    """The days that there are, each once, the latest first."""
    return tuple(sorted({found for order in orders if (found := _day(*order))}, reverse=True))


def _centuries(orders: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    for year, month, day in orders:
        for century in (1900, 2000):
            if century + year in _SHORT_YEARS:
                yield century + year, month, day


def _either(days: tuple[date, ...]) -> str:
    *most, last = (day.isoformat() for day in days)
    return f"{'、'.join(most)}或{last}" if most else last


def _open(candidates: tuple[date, ...], text: str) -> Reading:
    return Reading(candidates=candidates, problem=_problem("DATE-AMBIGUOUS", text, Severity.WARNING))


def _confirm(code: str, day: date, text: str) -> Reading:
    return Reading(day=day, problem=_problem(code, text, Severity.WARNING))


def _refused(code: str, text: str) -> Reading:
    return Reading(problem=_problem(code, text, Severity.ERROR))


def _problem(code: str, text: str, severity: Severity) -> Problem:
    return Problem(code=code, text=text, severity=severity)
