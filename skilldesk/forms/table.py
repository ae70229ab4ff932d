"""A list on as many pages as it takes: the heading again on each, rows as high as they need, sums below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from skilldesk.errors import TextDoesNotFit
from skilldesk.forms.fonts import ENTRY, Face
from skilldesk.forms.paper import (
    FRAME,
    LABEL_SIZES,
    WU_HAO,
    XIAO_WU,
    Align,
    Box,
    Mark,
    Rule,
    fit,
    needed_height,
)

ROW_SIZES = (XIAO_WU, 7.5, 6.5)
"""A text that does not fit into a row in these sizes makes the row higher: it stays readable."""

NOTHING_BELOW = "以下空白"

_HEADING_SIZES = (*LABEL_SIZES, 7.5)


@dataclass(frozen=True)
class Column:
    """A column of the form; one without a field is to be written in by hand, under words of that name."""

    width: float
    field: str = ""
    words: str = ""
    align: Align = Align.CENTRE


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: tuple[Column, ...]
    left: float
    row_height: float = 5.75
    heading_height: float = 7.5

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    def boxes(self, y: float, height: float) -> tuple[Box, ...]:
        """The cells of a row."""
        edges = accumulate((column.width for column in self.columns), initial=self.left)
        return tuple(Box(left, y, right - left, height) for left, right in pairwise(edges))

    def across(self, y: float, height: float) -> Box:
        return Box(self.left, y, self.width, height)


@dataclass(frozen=True)
class Line:
    """A row of the list in its place."""

    place: int
    """Counted from 0."""
    box: Box


@dataclass(frozen=True)
class Part:
    """What one page has of a list."""

    lines: tuple[Line, ...]
    bottom: float
    """Where the list ends on this page, the closing mark included."""
    is_last: bool


def heading(table: Table, labels: Mapping[str, str], y: float) -> Iterator[Mark]:
    for column, box in zip(table.columns, table.boxes(y, table.heading_height), strict=True):
        words = labels[column.field or column.words]
        yield Rule(box)
        yield from fit(words, box, label=words, sizes=_HEADING_SIZES, align=Align.CENTRE)


def parted(table: Table, rows: Sequence[Mapping[str, str]], room: Box) -> tuple[Part, ...]:
    """The rows on their pages, as many on each as its room holds, with one more after the last of all:
    the closing mark, which never stands alone on a page. TextDoesNotFit if one row is higher than a page.
    """
    heights = [_height(table, row) for row in rows]
    pages: list[list[Line]] = [[]]
    y = room.y
    for place, height in enumerate(heights):
        needed = height + (table.row_height if place == len(rows) - 1 else 0)
        if pages[-1] and y + needed > room.bottom:
            pages.append([])
            y = room.y
        if y + needed > room.bottom:
            raise TextDoesNotFit(
                f"名单第{place + 1}行的字太多，一页纸放不下。没有生成文件，数据没有变化。"
                "请把这一行的内容改短，再生成表格。"
            )
        pages[-1].append(Line(place, table.across(y, height)))
        y += height
    return tuple(_part(table, page, room, is_last=page is pages[-1]) for page in pages)


def _part(table: Table, lines: Sequence[Line], room: Box, *, is_last: bool) -> Part:
    bottom = lines[-1].box.bottom if lines else room.y
    return Part(tuple(lines), bottom + table.row_height if is_last else bottom, is_last)


def body(
    table: Table, labels: Mapping[str, str], rows: Sequence[Mapping[str, str]], part: Part
) -> Iterator[Mark]:
    """The rows of one page, and after the last of all that there are no more."""
    for line in part.lines:
        boxes = table.boxes(line.box.y, line.box.height)
        for column, box in zip(table.columns, boxes, strict=True):
            yield Rule(box)
            if column.field:
                yield from _entry(rows[line.place][column.field], box, labels[column.field], column.align)
    if part.is_last:
        closing = table.across(part.bottom - table.row_height, table.row_height)
        yield Rule(closing)
        yield from fit(NOTHING_BELOW, closing, label="", sizes=(XIAO_WU,), align=Align.CENTRE)


def summary(table: Table, text: str, y: float, height: float) -> Iterator[Mark]:
    """What stands below the list: the sum of the page and, on the last one, of all."""
    box = table.across(y, height)
    yield Rule(box)
    yield from fit(text, box, label="小计", sizes=(WU_HAO, *ROW_SIZES, 5.5), face=Face.BOLD)


def outline(table: Table, top: float, bottom: float) -> Rule:
    return Rule(table.across(top, bottom - top), FRAME)


def _entry(text: str, box: Box, label: str, align: Align) -> Iterator[Mark]:
    yield from fit(text, box, label=label, sizes=ROW_SIZES, align=align, face=ENTRY)


def _height(table: Table, row: Mapping[str, str]) -> float:
    cells = zip(table.columns, table.boxes(0, table.row_height), strict=True)
    return max(
        needed_height(row[column.field], box, sizes=ROW_SIZES, face=ENTRY)
        for column, box in cells
        if column.field
    )
