"""职业 of the 大典: used to confirm and to complete what was entered, never to refute it.

The list is never complete: new occupations are published every year and come by catalogue import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from skilldesk.core.aliases import folded
from skilldesk.core.normal import digits_and_marks

_BARE = re.compile(r"([1-8])(\d{2})(\d{2})(\d{2})", re.ASCII)
_INSIDE = re.compile(r"(?<![\d-])[1-8]-?\d{2}-?\d{2}-?\d{2}(?![\d-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Occupation:
    code: str
    name: str
    marks: str
    """L green, S digital."""
    edition: str


@dataclass(frozen=True)
class Occupations:
    entries: tuple[Occupation, ...]

    def with_code(self, code: str) -> Occupation | None:
        """The occupation of that code, of several editions the newest."""
        return self._by_code.get(code)

    def named(self, name: str) -> tuple[Occupation, ...]:
        """The occupations of exactly that name, the newest edition first."""
        return self._by_name.get(folded(name), ())

    @cached_property
    def _by_code(self) -> dict[str, Occupation]:
        return {one.code: one for one in sorted(self.entries, key=lambda one: one.edition)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Occupation, ...]]:
        found: dict[str, tuple[Occupation, ...]] = {}
        for one in sorted(self.entries, key=lambda one: one.edition, reverse=True):
            found[folded(one.name)] = (*found.get(folded(one.name), ()), one)
        return found


def parts(text: str) -> tuple[str, str]:
    """The code and the name in 6-31-01-03 电工, 电工（6-31-01-03）, 6310103; "" for what is not there."""
    typed = digits_and_marks(text)
    found = _INSIDE.search(typed)
    if found is None:
        return "", typed.strip("()（）")
    name = (typed[: found.start()] + typed[found.end() :]).strip("()（）[]【】:：、,，/")
    return canonical(found[0]), name


def canonical(code: str) -> str:
    """6310103 as 6-31-01-03; other texts as they are."""
    bare = _BARE.fullmatch(code.replace("-", ""))
    return "-".join(bare.groups()) if bare else code


def is_like_code(text: str) -> bool:
    """Whether the text is digits and hyphens only, so that nobody meant a name."""
    return re.fullmatch(r"[\d-]{4,}", text, re.ASCII) is not None


def names_of(occupations: Iterable[Occupation]) -> str:
    """电工（6-31-01-03）、焊工（6-18-02-04）."""
    return "、".join(f"{one.name}（{one.code}）" for one in occupations)
