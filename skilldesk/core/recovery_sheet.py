"""The recovery sheet: the 26 characters that open an office when nobody knows a password any more.

130 random bits in Crockford's base 32 (no I, L, O, U), in five groups of 5, 5, 5, 5 and 6. Behind each
group stands a check character, so that a slip is found where it was made: it tells any one wrong
character and any two exchanged ones of a group, and two groups in each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from skilldesk.core import normal
from skilldesk.core.problems import Problem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 130
GROUPS = (5, 5, 5, 5, 6)
"""How many characters stand before the check character of each group."""

_MEANT = str.maketrans("OIL", "011")
_APART = re.compile(r"[\s\-_.,·–—]+")
_PRINTED = tuple(length + 1 for length in GROUPS)


@dataclass(frozen=True)
class RecoverySheet:
    """What the sheet says, as a number below 2¹³⁰; it is never shown by accident."""

    number: int = field(repr=False)

    @property
    def secret(self) -> str:
        """The 26 characters without checks."""
        shifts = range(BITS - 5, -1, -5)
        return "".join(ALPHABET[self.number >> shift & 31] for shift in shifts)

    @property
    def groups(self) -> tuple[str, ...]:
        """As printed and typed: each group with its check character."""
        bare = _cut(self.secret, GROUPS)
        return tuple(f"{group}{_check(place, group)}" for place, group in enumerate(bare, start=1))


def parse(typed: str) -> tuple[RecoverySheet | None, tuple[Problem, ...]]:
    """What a person typed from the sheet, or what is wrong with which group.

    Small letters, wide letters, spaces and dashes are as good; O means 0, I and L mean 1.
    """
    groups = _split(typed)
    if groups is None:
        found = len("".join(_parts(typed)))
        text = f"恢复单上有5组共{sum(_PRINTED)}个字符，现在输入了{found}个。请对照恢复单逐组核对。"
        return None, (Problem(code="SHEET-LENGTH", text=text),)
    problems = tuple(_problems(groups))
    if problems:
        return None, problems
    number = 0
    for one in "".join(group[:-1] for group in groups):
        number = number << 5 | ALPHABET.index(one)
    return RecoverySheet(number), ()


def same_group(typed: str, group: str) -> bool:
    """Whether that group was typed back from the paper."""
    return "".join(_parts(typed)) == group


def _parts(typed: str) -> list[str]:
    text = normal.half_width(typed).upper().translate(_MEANT)
    return [part for part in _APART.split(text) if part]


def _split(typed: str) -> list[str] | None:
    """The five groups, as the person parted them or, without parting, by their lengths."""
    parts = _parts(typed)
    together = "".join(parts)
    if len(together) == sum(_PRINTED):
        return _cut(together, _PRINTED)
    return parts if len(parts) == len(GROUPS) else None


def _cut(text: str, lengths: tuple[int, ...]) -> list[str]:
    ends = [0, *accumulate(lengths)]
    return [text[start:end] for start, end in pairwise(ends)]


def _problems(groups: list[str]) -> Iterator[Problem]:
    for place, (group, length) in enumerate(zip(groups, _PRINTED, strict=True), start=1):
        if len(group) != length:
            text = f"第{place}组应有{length}个字符，现在是{len(group)}个。请对照恢复单重新输入这一组。"
            yield Problem(code="SHEET-GROUP", text=text)
        elif strange := "".join(sorted(set(group) - set(ALPHABET))):
            text = f"第{place}组里有恢复单上不用的字符「{strange}」。请对照恢复单重新输入这一组。"
            yield Problem(code="SHEET-CHARACTER", text=text)
        elif _check(place, group[:-1]) != group[-1]:
            text = f"第{place}组有字符抄错或颠倒。请对照恢复单重新输入这一组。"
            yield Problem(code="SHEET-CHECK", text=text)


def _check(place: int, group: str) -> str:
    """A weighted sum in the field of 32 elements, begun with the place of the group."""
    total = place
    for one in group:
        total = _twice(total ^ ALPHABET.index(one))
    return ALPHABET[total]


def _twice(value: int) -> int:
    """Times x, modulo x⁵ + x² + 1."""
    return value << 1 if value < 16 else value << 1 ^ 0b100101
