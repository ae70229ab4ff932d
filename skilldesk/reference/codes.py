"""Code tables: resources/codes/*.csv as frozen values.

Records and packages hold the code; people read its name, and write it in every habit (`aliases`, words
parted by spaces). A row says from which document the code comes, from when to when it holds (both days
included, empty: always), how sure that is (S sourced, C common practice, A assumption) and whether pick
lists offer it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from skilldesk import resources
from skilldesk.core.aliases import Meanings
from skilldesk.core.normal import compact
from skilldesk.errors import ProgramFileDamaged

_DAY = r"(\d{4}-\d\d-\d\d)?"
COLUMNS = {
    "code": r"\S+",
    "name": ".+",
    "short": ".*",
    "aliases": r"(\S+( \S+)*)?",
    "rank": r"\d*",
    "source": ".+",
    "edition": ".*",
    "date": _DAY,
    "valid_from": _DAY,
    "valid_to": _DAY,
    "confidence": "[SCA]",
    "listed": "[01]",
}
"""The columns of every file, in their order, and what a cell may hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeEntry:
    """A code and what it means."""

    code: str
    name: str
    short: str = ""
    """What lists show, where the name is too long for them."""
    aliases: tuple[str, ...] = ()
    """Other words for it: older and clipped names, what schools write."""
    rank: int | None = None
    """The place in an order of levels, the lowest first; never compare the codes themselves."""
    source: str
    edition: str = ""
    published: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: str
    listed: bool = True

    @property
    def shown(self) -> str:
        return self.short or self.name

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is called."""
        return tuple(word for word in (self.name, self.short, *self.aliases) if word)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class CodeTable:
    name: str
    entries: tuple[CodeEntry, ...]

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(
            (text, entry.code)
            for entry in self.entries
            for word in entry.words
            for text in (entry.code, word, entry.code + word)
        )

    def meant(self, text: str, day: date | None = None) -> CodeEntry | None:
        """The entry that a person meant by a code, a name or any habit of writing it; None if the text is
        none of them, means several codes, or a code that does not hold on that day.
        """
        code = self._meanings.one(text)
        of_code = [entry for entry in self.entries if entry.code == code]
        held = [entry for entry in of_code if day is None or entry.holds_on(day)]
        return held[-1] if held else None

    def label(self, code: str) -> str:
        """The name of the code, of several the one that stands last; a code that is not there, as it is."""
        names = {entry.code: entry.name for entry in self.entries}
        return names.get(code, code)

    def shown(self, code: str) -> str:
        """What lists show of the code; a code that is not there, as it is."""
        return next((entry.shown for entry in self.entries if entry.code == code), code)

    def on(self, day: date) -> tuple[CodeEntry, ...]:
        """What holds on that day, listed or not."""
        return tuple(entry for entry in self.entries if entry.holds_on(day))

    def find(self, text: str) -> tuple[CodeEntry, ...]:
        """Entries with that code or with that text in a name, the nearest first; all for an empty text."""
        wanted = _folded(text)
        found = [(_distance(entry, wanted), entry) for entry in self.entries]
        near = [(distance, entry) for distance, entry in found if distance is not None]
        return tuple(entry for _, entry in sorted(near, key=lambda one: one[0]))


class Codes(Mapping[str, CodeTable]):
    """All code tables by name; each is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.csv"))}
        self._tables: dict[str, CodeTable] = {}

    def __getitem__(self, name: str) -> CodeTable:
        if name not in self._tables:
            self._tables[name] = read(self._files[name])
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load() -> Codes:
    """The tables that the program ships."""
    return Codes(resources.path("codes"))


def read(file: Path) -> CodeTable:
    """The table in a file; ProgramFileDamaged, with the line, unless every row is as it must be."""
    try:
        rows = csv.reader(io.StringIO(file.read_text("utf-8")), strict=True)
    except (OSError, UnicodeDecodeError) as wrong:
        raise _damaged(file, "读不出来") from wrong
    try:
        return CodeTable(file.stem, tuple(_entries(rows)))
    except csv.Error as wrong:
        raise _damaged(file, f"第{rows.line_num}行引号不成对") from wrong
    except ValueError as wrong:
        raise _damaged(file, f"第{rows.line_num}行有误：{wrong}") from wrong


def _damaged(file: Path, what: str) -> ProgramFileDamaged:
    return ProgramFileDamaged(f"程序自带的代码表「{file.name}」{what}。业务数据没有变化，请重新安装程序。")


def _entries(rows: Iterator[list[str]]) -> Iterator[CodeEntry]:
    if next(rows, []) != [*COLUMNS]:
        raise ValueError("列标题和程序要求的不一样")
    found: list[CodeEntry] = []
    for row in rows:
        entry = _entry(row)
        if any(_overlap(entry, other) for other in found):
            raise ValueError(f"代码「{entry.code}」重复")
        found.append(entry)
        yield entry


def _entry(row: list[str]) -> CodeEntry:
    if len(row) != len(COLUMNS):
        raise ValueError(f"应有{len(COLUMNS)}列，现在有{len(row)}列")
    cells = dict(zip(COLUMNS, row, strict=True))
    for column, pattern in COLUMNS.items():
        if not re.fullmatch(pattern, cells[column], re.ASCII):
            raise ValueError(f"{column}不能是「{cells[column]}」")
    entry = CodeEntry(
        code=cells["code"],
        name=cells["name"],
        short=cells["short"],
        aliases=tuple(cells["aliases"].split()),
        rank=int(cells["rank"]) if cells["rank"] else None,
        source=cells["source"],
        edition=cells["edition"],
        published=_day(cells["date"]),
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
        confidence=cells["confidence"],
        listed=cells["listed"] == "1",
    )
    if not _overlap(entry, entry):
        raise ValueError("有效期的止早于起")
    return entry


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"没有「{text}」这一天") from None


def _overlap(one: CodeEntry, other: CodeEntry) -> bool:
    """Whether one code means both on some day."""
    return (
        one.code == other.code
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
    )


def _folded(text: str) -> str:
    return compact(text).casefold()


def _distance(entry: CodeEntry, wanted: str) -> int | None:
    """0 the same, 1 begins like that, 2 has it in its name, None otherwise."""
    words = [_folded(word) for word in (entry.code, *entry.words)]
    if wanted in words:
        return 0
    if any(word.startswith(wanted) for word in words):
        return 1
    return 2 if any(wanted in word for word in words[1:]) else None
