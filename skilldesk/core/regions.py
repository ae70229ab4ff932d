"""行政区划 (GB/T 2260): every code ever, what it was called in which years, and what it became.

The years are those of the published lists: a code stood in the lists from `since` to `until`, both included;
no `since` means from the first list (1980) on, no `until` that the code is in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from skilldesk.core.aliases import folded

Status = Literal["current", "abolished", "local", "unknown"]

_SUMMARY = re.compile("市辖区|县|市区|(省|自治区)直辖(县级)?行政(单位|区划)")
"""Names of levels that stand only in code lists; nobody says them in an address."""
_PEOPLES = (
    "各|满|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春"
)
_AUTONOMOUS = re.compile(f"(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克)*自治([州县旗])$")
_AUTONOMOUS_REGION = re.compile("(?:壮族|回族|维吾尔)?自治区$")
_SUFFIX = re.compile("(特别行政区|地区|林区|[省市县区盟州旗])$")
_LONGEST_ADDRESS = 60


class Place(NamedTuple):
    """What a code meant in some years."""

    code: str
    name: str
    since: int | None
    until: int | None
    successors: tuple[str, ...]
    """Codes in use today that cover it; none where the name changed and the code stayed."""


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """An office's area that has no code of its own, such as a high-tech zone, under a code that we made."""

    code: str
    name: str
    within: str
    """The code under which it is reported."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regions:
    places: Mapping[str, tuple[Place, ...]]
    """Each code with its meanings, the oldest first."""
    local: Mapping[str, LocalPlace]

    def status(self, code: str) -> Status:
        """What has become of a code of six digits, or of an office's own code."""
        if code in self.local:
            return "local"
        meanings = self.places.get(code)
        if meanings is None:
            return "unknown"
        return "current" if meanings[-1].until is None else "abolished"

    def name(self, code: str, born: date | None = None) -> str:
        """山东省枣庄市薛城区: the full name on that day, or the last one; an unknown code as it is.

        Whoever was born before the code existed gets its first name.
        """
        if code in self.local:
            return self.name(f"{code[:2]}0000") + self.local[code].name
        own = self._at(code, born)
        if own is None:
            return code
        above = (self._at(upper, born) for upper in _above(code))
        return "".join(one.name for one in above if one and not _SUMMARY.fullmatch(one.name)) + own.name

    def offered(self) -> dict[str, str]:
        """What one may choose today: codes in use and the offices' own, by their own names; no levels."""
        in_use = {code: meanings[-1].name for code, meanings in self.places.items() if not meanings[-1].until}
        real = {code: name for code, name in in_use.items() if not _SUMMARY.fullmatch(name)}
        return real | {code: one.name for code, one in self.local.items()}

    def successors(self, code: str) -> tuple[str, ...]:
        """The codes in use today that cover what an abolished code covered last."""
        meanings = self.places.get(code)
        return meanings[-1].successors if meanings else ()

    def find(self, text: str) -> tuple[str, ...]:
        """The codes of that name, written with or without the names above it and without 省, 市 or 县;
        abolished ones only if none is in use.
        """
        address = folded(text)[:_LONGEST_ADDRESS]
        for index in (self._in_use, self._abolished):
            for cut in range(len(address)):
                codes = index.get(address[cut:], ())
                if found := tuple(code for code in codes if address[:cut] in self._heads(code)):
                    return found
        return ()

    def _at(self, code: str, born: date | None) -> Place | None:
        meanings = self.places.get(code)
        if meanings is None:
            return None
        if born is None:
            return meanings[-1]
        begun = [one for one in meanings if (one.since or 0) <= born.year]
        lasting = [one for one in begun if (one.until or 9999) >= born.year]
        return (lasting or begun[-1:] or meanings[:1])[0]

    def _heads(self, code: str) -> set[str]:
        """What may stand before the name of a place in an address."""
        own = self.local[code].within if code in self.local else code
        uppers = (*_above(own), own) if code in self.local else _above(own)
        heads = {""}
        for upper in uppers:
            if (place := self._at(upper, None)) and not _SUMMARY.fullmatch(place.name):
                heads |= {head + form for head in heads for form in _forms(place.name)}
        return heads

    @cached_property
    def _in_use(self) -> dict[str, tuple[str, ...]]:
        local = ((place.code, name) for place in self.local.values() for name in (place.name, *place.aliases))
        return _index((*self._named(in_use=True), *local))

    @cached_property
    def _abolished(self) -> dict[str, tuple[str, ...]]:
        return _index(self._named(in_use=False))

    def _named(self, *, in_use: bool) -> Iterable[tuple[str, str]]:
        return (
            (place.code, place.name)
            for meanings in self.places.values()
            for place in meanings
            if (place.until is None) is in_use and not _SUMMARY.fullmatch(place.name)
        )


def _above(code: str) -> tuple[str, ...]:
    """The codes of the province and of the city around a place."""
    return tuple(upper for upper in (f"{code[:2]}0000", f"{code[:4]}00") if upper < code)


def _forms(name: str) -> set[str]:
    """薛城区 and 薛城; 延边朝鲜族自治州, 延边州 and 延边; a stem of one character is no name."""
    short = _AUTONOMOUS.sub(r"\1", _AUTONOMOUS_REGION.sub("", name))
    stem = _SUFFIX.sub("", short)
    return {name, short, stem} if len(stem) > 1 else {name}


def _index(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in named:
        for form in _forms(name):
            if code not in found.get(form, ()):
                found[form] = (*found.get(form, ()), code)
    return found
