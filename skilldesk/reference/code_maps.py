"""Code maps: resources/codes/maps/<table>-<system>.csv, our codes beside those of a receiving system.

A row is read both ways, or only outwards (several of ours have one of theirs), or only inwards. Every code
that the map writes out must come back as a code that is written the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from skilldesk.core.layout import Words
from skilldesk.core.normal import line
from skilldesk.errors import TemplateFault

COLUMNS = ("our_code", "their_code", "their_label", "way", "source")

Way = Literal["both", "out", "in"]
Show = Literal["code", "name"]
_WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True)
class Pair:
    """One of our codes and what the receiving system calls it."""

    ours: str
    code: str
    label: str
    way: Way


@dataclass(frozen=True)
class CodeMap:
    name: str
    pairs: tuple[Pair, ...]

    @property
    def table(self) -> str:
        """The table of ours whose codes are mapped."""
        return self.name.partition("-")[0]

    def words(self, show: Show) -> Words:
        """What its cells hold: the receiving system's codes, or its labels."""
        told = [(pair, pair.code if show == "code" else pair.label) for pair in self.pairs]
        return Words(
            texts={pair.ours: text for pair, text in told if pair.way != "in"},
            codes={line(text): pair.ours for pair, text in told if pair.way != "out"},
            choices=tuple(dict.fromkeys(text for _, text in told)),
        )


class CodeMaps:
    """The maps of some folders, by name; a later folder's map stands for an earlier one of that name."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._files = {file.stem: file for folder in folders for file in sorted(folder.glob("*.csv"))}
        self.names = tuple(self._files)

    def named(self, name: str) -> CodeMap:
        """KeyError if there is none of that name."""
        return read(self._files[name])


def read(file: Path) -> CodeMap:
    """The map in a file; TemplateFault, with the line, unless every row is as it must be."""
    try:
        rows = csv.reader(io.StringIO(file.read_text("utf-8")), strict=True)
    except (OSError, UnicodeDecodeError) as wrong:
        raise _fault(file, "读不出来") from wrong
    try:
        _expect_columns(next(rows, []))
        found = CodeMap(file.stem, tuple(_pair(row) for row in rows))
        _expect_both_ways(found)
    except (csv.Error, ValueError) as wrong:
        raise _fault(file, f"第{rows.line_num}行有误：{wrong}") from wrong
    return found


def _fault(file: Path, what: str) -> TemplateFault:
    return TemplateFault(f"代码对照表「{file.name}」{what}。业务数据没有变化，请改正这个文件后再用。")


def _expect_columns(row: list[str]) -> None:
    if tuple(row) != COLUMNS:
        raise ValueError(f"列标题应是 {','.join(COLUMNS)}")


def _pair(row: list[str]) -> Pair:
    if len(row) != len(COLUMNS):
        raise ValueError(f"应有{len(COLUMNS)}列，现在有{len(row)}列")
    told = dict(zip(COLUMNS, row, strict=True))
    way = next((one for one in _WAYS if one == told["way"]), None)
    if way is None:
        raise ValueError(f"way 不能是“{told['way']}”，只能是 {'、'.join(_WAYS)}")
    if empty := next((name for name in COLUMNS if not told[name].strip()), None):
        raise ValueError(f"{empty} 没有填写")
    return Pair(told["our_code"], told["their_code"], told["their_label"], way)


def _expect_both_ways(found: CodeMap) -> None:
    """No code is said twice in one direction, and what goes out comes back as what goes out the same."""
    _expect_once(pair.ours for pair in found.pairs if pair.way != "in")
    for show in get_args(Show):
        words = found.words(show)
        backward = [pair for pair in found.pairs if pair.way != "out"]
        _expect_once(pair.code if show == "code" else pair.label for pair in backward)
        _expect_the_same_back(words.texts, words.codes)


def _expect_once(texts: Iterable[str]) -> None:
    seen: set[str] = set()
    for text in texts:
        if line(text) in seen:
            raise ValueError(f"“{text}”重复")
        seen.add(line(text))


def _expect_the_same_back(texts: Mapping[str, str], codes: Mapping[str, str]) -> None:
    for ours, text in texts.items():
        back = codes.get(line(text))
        if back is None or texts.get(back) != text:
            raise ValueError(f"“{ours}”写成“{text}”以后读不回来")
