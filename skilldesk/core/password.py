"""How soon a password is guessed, said in a sentence while it is typed."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

SHORTEST = 8
"""Characters. Longer is better than odd signs."""

_LONG = 12
_FEWEST_DIFFERENT = 5
_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN = 4
"""So many neighbours of a row, forwards or backwards, count as one character."""
_DAY = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_KNOWN = ("password", "skilldesk", "admin", "woaini", "iloveyou", "letmein", "welcome")


class Strength(Enum):
    SHORT = "太短"
    EASY = "容易猜到"
    FAIR = "够用"
    GOOD = "很好"

    @property
    def may_be_used(self) -> bool:
        return self is not Strength.SHORT


class Judged(NamedTuple):
    strength: Strength
    sentence: str


def judge(password: str, *names: str) -> Judged:
    """What a thief would think of it; `names` are what he knows of its owner, such as the account."""
    typed = unicodedata.normalize("NFKC", password)
    if len(typed) < SHORTEST:
        return Judged(Strength.SHORT, f"至少要{SHORTEST}个字符，还差{SHORTEST - len(typed)}个。")
    if why := _easy(typed.lower(), names):
        return Judged(Strength.EASY, f"{why}，容易猜到，最好换一个，例如几个不相干的词连在一起。")
    if len(typed) < _LONG:
        return Judged(Strength.FAIR, f"够用；再长一些更好，{_LONG}个字符以上就很难猜了。")
    return Judged(Strength.GOOD, "很好，很难猜到。请记牢，或写下来锁好。")


def _easy(typed: str, names: tuple[str, ...]) -> str:
    """Why it is soon guessed; nothing if it is not."""
    if any(len(name) > 1 and name.lower() in typed for name in names):
        return "里面有您的姓名或账号"
    if any(word in typed for word in _KNOWN):
        return "里面有人人都会先试的词"
    if len(set(typed)) < _FEWEST_DIFFERENT:
        return "重复的字符太多"
    if _without_runs(typed) <= SHORTEST // 2:
        return "是键盘上或数字里连着的一串"
    if typed.isdecimal() and (_DAY.search(typed) or len(typed) < _LONG):
        return "全是数字"
    return ""


def _without_runs(typed: str) -> int:
    """How many characters are left if each run of neighbours counts as one."""
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    left, at = 0, 0
    while at < len(typed):
        left += 1
        at += max((_run(typed, at, row) for row in rows), default=1)
    return left


def _run(typed: str, at: int, row: str) -> int:
    """The length of the run of that row at that place; 1 if it is too short for one."""
    start = row.find(typed[at])
    if start < 0:
        return 1
    length = 1
    while at + length < len(typed) and row[start + length : start + length + 1] == typed[at + length]:
        length += 1
    return length if length >= _RUN else 1
