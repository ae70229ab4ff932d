"""上报模板: the layout of a receiving system as a value: its sheets, its columns, where each cell comes from.

A column takes its value from a field of the record that the row is about, or of one that it refers to
(`trainee_id.name`), from what follows from records (`attended_rate`), or from the export itself (`@today`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cache
from typing import ClassVar, Literal

from skilldesk.core.fields import Data, Day, Digest, Kind, Ref, Text, Whole, fields_of
from skilldesk.core.kinds import KINDS

Purpose = Literal["report", "blank"]
Numbered = Literal["file", "data"]
Rest = Literal["open", "accepted"]
FileKind = Literal["xlsx", "csv", "txt"]

SYSTEM = "@"
"""Sources that begin like that are told by the export, not by a record."""


@dataclass(frozen=True, slots=True)
class Rate(Whole):
    """A share in ten-thousandths (出勤率)."""

    _: KW_ONLY
    largest: int = 10_000

    EXAMPLE: ClassVar[str] = "96.5%"


SYSTEM_SOURCES: Mapping[str, Kind] = {
    "@row": Whole("序号"),
    "@today": Day("填报日期"),
    "@actor": Text("经办人"),
    "@office_code": Text("单位编码"),
    "@office_name": Text("单位名称"),
}

DERIVED: Mapping[str, Mapping[str, Kind]] = {
    "trainee": {"category_fact": Ref("人员类别", to="category_fact")},
    "class": {"enrolled_count": Whole("人数")},
    "enrolment": {"attended_rate": Rate("出勤率")},
}
"""What follows from other records: the category that holds on the day, counts and shares."""


def described(record: str, source: str) -> Kind:
    """What a source holds, seen from that kind of record; ValueError says which part leads nowhere."""
    if source.startswith(SYSTEM):
        if source not in SYSTEM_SOURCES:
            raise ValueError(f"没有“{source}”，只有 {'、'.join(SYSTEM_SOURCES)}")
        return SYSTEM_SOURCES[source]
    *way, last = source.split(".")
    for name in way:
        record = _next(record, name)
    found = part(record, last)
    if not isinstance(found, Ref | Digest | Data):
        return found
    raise ValueError(f"“{last}”不是可以写在表格里的内容")


def _next(record: str, name: str) -> str:
    step = part(record, name)
    if isinstance(step, Ref):
        return step.to
    raise ValueError(f"“{name}”不指向另一条记录")


@cache
def part(record: str, name: str) -> Kind:
    """What one part of a source is, of that kind of record; ValueError if it has none of that name."""
    fields = {one.name: one.kind for one in fields_of(KINDS[record])}
    found = fields.get(name) or DERIVED.get(record, {}).get(name)
    if found is None:
        raise ValueError(f"{record} 没有“{name}”")
    return found


@dataclass(frozen=True)
class Words:
    """The texts in which a receiving system says our codes, both ways, and what a list offers.

    Several codes may have one text; reading it back gives the one that stands for them all.
    """

    texts: Mapping[str, str]
    codes: Mapping[str, str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column in the receiving system's order, under its own heading."""

    label: str
    source: str = ""
    kind: Kind | None = None
    fixed: str = ""
    """What stands in every row, or where the source says nothing."""
    format: str = ""
    words: Words | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    key: bool = False
    """Whether a result list says by this column which row it means."""
    also: tuple[str, ...] = ()
    """Other headings under which a result list brings a key."""
    longest: int | None = None
    example: str = ""
    note: str = ""
    width: int | None = None

    @property
    def by_hand(self) -> bool:
        """Whether our records cannot fill it: somebody does, in the file."""
        return not self.source and not self.fixed

    @property
    def offered(self) -> tuple[str, ...]:
        """What its drop-down offers; nothing if anything may be written."""
        return self.choices or (self.words.choices if self.words else ())


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: a row for each record of that kind. `header_row` is the row of the headings; 0: none."""

    name: str
    title: str
    record: str
    columns: tuple[Column, ...]
    header_row: int = 1
    above: tuple[str, ...] = ()
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By source, the values that a record must have to be reported here."""
    but: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.key)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How the receiving system's result list looks: its headings, its words, what it leaves out."""

    row: tuple[str, ...] = ("行号",)
    code: tuple[str, ...] = ("错误代码", "结果代码")
    message: tuple[str, ...] = ("错误信息", "失败原因", "处理结果")
    state: tuple[str, ...] = ("状态", "结果")
    accepted: tuple[str, ...] = ("成功", "导入成功", "通过", "已接收")
    rejected: tuple[str, ...] = ("失败", "导入失败", "不通过", "已退回")
    numbered: Numbered = "file"
    """Whether row numbers count all rows of our file, or only those with data."""
    rest: Rest = "open"
    """What it means that a row of our file is not in the list."""


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """How a layout is written that is no workbook."""

    encoding: str = "utf-8-sig"
    separator: str = ","


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A receiving system's layout. `files` are the kinds of files it takes, the usual one first."""

    name: str
    title: str
    receiver: str
    source: str
    purpose: Purpose = "report"
    files: tuple[FileKind, ...] = ("xlsx",)
    text: TextFile = TextFile()
    answers: Answers = Answers()
    sheets: tuple[Sheet, ...]
