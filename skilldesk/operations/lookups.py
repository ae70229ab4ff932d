"""Places and occupations, looked up by code or by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from skilldesk.core import normal, occupations
from skilldesk.core.aliases import folded
from skilldesk.core.answers import Answer, Fact, confirm, wrong
from skilldesk.core.occupations import Occupation
from skilldesk.core.problems import Problem
from skilldesk.core.regions import Regions, Status
from skilldesk.reference import initials
from skilldesk.reference import occupations as occupation_list
from skilldesk.reference import regions as region_list

_SHOWN = 40
_CHOICES = 5
_LENGTHS = frozenset({2, 4, 6, 9, 12})

regions = cache(region_list.load)
_occupations = cache(occupation_list.load)
_initials = cache(initials.load)


def place(code: str, born: date | None = None) -> dict[str, Fact]:
    """The facts of a code: what it is called, on that day if one is given, and what has become of it."""
    name, status = _called(code, born.year if born else None)
    return {"region": code, "region_name": name, "region_status": status}


@lru_cache(maxsize=1 << 16)
def _called(code: str, year: int | None) -> tuple[str | None, Status]:
    """The name in that year, of an unknown code that of its province; and what has become of the code."""
    known, born = regions(), date(year, 1, 1) if year else None
    status = known.status(code)
    named = code if status != "unknown" else f"{code[:2]}0000"
    return known.name(named, born) if known.status(named) != "unknown" else None, status


def region(text: str) -> Answer:
    """A code of 6, 9 or 12 digits, an office's own code, or a name."""
    known = regions()
    typed = normal.digits_and_marks(text).upper()
    if typed in known.local:
        return Answer(text, typed, (), {**place(typed), "within": known.local[typed].within})
    if typed.isascii() and typed.isdigit():
        return _of_digits(text, typed)
    found = known.find(text)
    if len(found) == 1:
        return _of_code(text, found[0], found[0])
    if not found:
        why = f"没有名叫「{_shown(text)}」的行政区划，请写全称或6位代码，例如370403。"
        return Answer(text, None, (wrong("REGION-UNKNOWN", why),), {"region_status": "unknown"})
    choices = "、".join(_named(known, found[:_CHOICES]))
    more = f"等{len(found)}处" if len(found) > _CHOICES else ""
    why = f"「{_shown(text)}」可能是{choices}{more}，请写明省、市。"
    return Answer(text, None, (confirm("REGION-SEVERAL", why),), {"candidates": list(found)})


def _of_digits(text: str, typed: str) -> Answer:
    """A code; zeros that only fill it up to 12 digits are left out."""
    if len(typed) not in _LENGTHS:
        why = f"行政区划代码应为6位（乡镇9位、村12位），现在是{len(typed)}位，请核对。"
        return Answer(text, typed[:_SHOWN], (wrong("REGION-LENGTH", why),), {"region_status": "unknown"})
    code = typed[:6].ljust(6, "0")
    return _of_code(text, code, typed if typed[6:].strip("0") else code)


def _of_code(text: str, code: str, kept: str) -> Answer:
    known, facts = regions(), place(code)
    if facts["region_status"] == "unknown":
        why = f"{code}不在历年行政区划代码里，请核对；开发区、高新区没有国家代码，请写名称查本系统的代码。"
        return Answer(text, kept, (confirm("REGION-UNKNOWN", why),), facts)
    if facts["region_status"] == "abolished":
        now = known.successors(code)
        instead = f"，现为{'、'.join(_named(known, now))}" if now else ""
        why = f"{facts['region_name']}（{code}）已经撤销{instead}，请确认。"
        return Answer(text, kept, (confirm("REGION-ABOLISHED", why),), {**facts, "successors": list(now)})
    if code in known.local:
        facts["within"] = known.local[code].within
    return Answer(text, kept, (), facts)


def _named(known: Regions, found: tuple[str, ...]) -> Iterator[str]:
    return (f"{known.name(code)}（{code}）" for code in found)


def regions_like(text: str, *, near: str = "", most: int = _SHOWN) -> list[tuple[str, str]]:
    """Regions that a person may mean by digits, a part of the name, or its initials, each with its full name;
    those in use alone, the nearest to the office's own code first. A code of 9 or 12 digits is offered as it
    is, under the name of its county.
    """
    known, typed = regions(), normal.compact(text)
    if typed.isascii() and typed.isdigit() and len(typed) > 6:
        county = typed[:6]
        whole = len(typed) in _LENGTHS and known.status(county) == "current"
        return [(typed, known.name(county))] if whole else []
    found = [(code, known.name(code)) for code in _meant(typed.casefold())]
    found.sort(key=lambda one: (-_shared(one[0], near), one[0]))
    return found[:most]


def with_initials(text: str, named: Iterable[tuple[str, Iterable[str]]]) -> set[str]:
    """The codes of which a word begins with these pinyin initials; none for what is not letters."""
    typed = normal.compact(text).casefold()
    if not (typed.isascii() and typed.isalpha()):
        return set()
    letters = _initials()
    return {
        code
        for code, words in named
        if any(key.startswith(typed) for one in words for key in letters.keys(one))
    }


def region_title(code: str) -> str:
    """The full name of a region, of a town or a village that of its county; nothing for what is none."""
    known, county = regions(), code if code in regions().local else code[:6]
    return known.name(county) if known.status(county) != "unknown" else ""


def _meant(typed: str) -> Iterator[str]:
    """Codes that begin with these digits, or whose name has these characters or begins with these letters."""
    if not typed or typed.isdigit():
        yield from (code for code in _places() if code.startswith(typed))
        return
    for code, (name, keys) in _places().items():
        if any(key.startswith(typed) for key in keys) or typed in name:
            yield code


@cache
def _places() -> dict[str, tuple[str, tuple[str, ...]]]:
    """All regions in use, each with its folded full name and the initials of its own name."""
    known, letters = regions(), _initials()
    own = known.offered().items()
    return {code: (folded(known.name(code)), letters.keys(name)) for code, name in own}


def _shared(code: str, near: str) -> int:
    """How many levels two codes have in common: province, city, county."""
    return sum(code[:length] == near[:length] for length in (2, 4, 6) if near)


def occupation(text: str) -> Answer:
    """A code, a name, or both; what the list does not know is to be confirmed, never refused."""
    known = _occupations()
    code, name = occupations.parts(text)
    by_name = known.named(name) if name else ()
    found = known.with_code(code) or (by_name[0] if len(by_name) == 1 and not code else None)
    facts: dict[str, Fact] = {
        "code": found.code if found else code or None,
        "name": found.name if found else name[:_SHOWN] or None,
        "marks": found.marks if found else None,
        "edition": found.edition if found else None,
    }
    problems = tuple(_occupation_problems(code, name, found, by_name))
    kept = found.code if found else code or name or None
    return Answer(text, kept, problems, facts)


def _occupation_problems(
    code: str, name: str, found: Occupation | None, by_name: tuple[Occupation, ...]
) -> Iterator[Problem]:
    if found is None and by_name:
        choices = occupations.names_of(by_name)
        yield confirm(
            "OCCUPATION-SEVERAL", f"「{_shown(name)}」在职业目录里是{choices}，请对照目录文件选定。"
        )
    elif found is None and occupations.is_like_code(name):
        yield wrong(
            "OCCUPATION-CODE", f"职业编码「{_shown(name)}」写法不对，应写成6-31-01-03的样子，首位是1到8。"
        )
    elif found is None:
        what = code or _shown(name) or "空白"
        why = f"程序自带的职业目录里没有「{what}」。新职业可以从目录文件导入，请对照职业标准或目录确认。"
        yield confirm("OCCUPATION-UNKNOWN", why)
    elif code and name and folded(name) != folded(found.name):
        why = f"编码{code}在职业目录里是{found.name}，和写的「{_shown(name)}」不同，请对照目录文件确认。"
        yield confirm("OCCUPATION-NAME", why)


def _shown(text: str) -> str:
    return normal.line(text)[:_SHOWN]
