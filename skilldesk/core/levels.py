"""技能等级: the levels of skill (domain §3.9), read in every habit of writing, compared by rank.

The printed number runs backwards (五级 is the lowest), so only the rank may be compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from skilldesk.core.normal import compact


@dataclass(frozen=True)
class SkillLevel:
    code: str
    name: str
    rank: int | None
    """Higher is more skilled; None where the certificate knows no levels."""

    def is_above(self, other: SkillLevel) -> bool:
        return self.rank is not None and other.rank is not None and self.rank > other.rank


LEVELS: tuple[SkillLevel, ...] = (
    SkillLevel("X", "学徒工", 0),
    SkillLevel("5", "五级/初级工", 1),
    SkillLevel("4", "四级/中级工", 2),
    SkillLevel("3", "三级/高级工", 3),
    SkillLevel("2", "二级/技师", 4),
    SkillLevel("1", "一级/高级技师", 5),
    SkillLevel("T", "特级技师", 6),
    SkillLevel("S", "首席技师", 7),
    SkillLevel("0", "无等级", None),
)

BY_CODE: dict[str, SkillLevel] = {level.code: level for level in LEVELS}

_HABITS = {
    "X": "X 学徒工 学徒",
    "5": "5 5级 五 五级 五级工 初级 初级工 V V级",
    "4": "4 4级 四 四级 四级工 中级 中级工 IV IV级",
    "3": "3 3级 三 三级 三级工 高级 高级工 III III级",
    "2": "2 2级 二 二级 技师 II II级",
    "1": "1 1级 一 一级 高级技师 I I级",
    "T": "T 特级 特级技师",
    "S": "S 首席 首席技师",
    "0": "0 无 无等级 无级别 不分等级 专项 专项能力 专项职业能力",
}
_BY_WORD = {word: BY_CODE[code] for code, words in _HABITS.items() for word in words.split()}
_NOISE = re.compile("国家|职业技能|职业资格|技能|等级|证书")
_BETWEEN = re.compile(r"[/\\()\[\],、·-]+")


def level(text: str) -> SkillLevel | None:
    """The level that a person meant; None if the text is no level or names two different ones."""
    typed = compact(unicodedata.normalize("NFKC", text)).upper()
    if typed in _BY_WORD:
        return _BY_WORD[typed]
    found = {_word(part) for part in _BETWEEN.split(_NOISE.sub("", typed)) if part}
    return found.pop() if len(found) == 1 else None


def _word(part: str) -> SkillLevel | None:
    """One word, or two that say the same without a mark between them, as in 五级初级工."""
    if part in _BY_WORD:
        return _BY_WORD[part]
    halves = ((_BY_WORD.get(part[:cut]), _BY_WORD.get(part[cut:])) for cut in range(2, len(part) - 1))
    return next((first for first, second in halves if first is not None and first == second), None)
