"""Empty workbooks for a school to fill: drop-downs, an example, text cells, and how each column is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from skilldesk.core.layout import Column, Layout, Sheet
from skilldesk.errors import Refused
from skilldesk.excel import workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import templates
from skilldesk.sync import stick

SCHOOL_ROSTER = "school-roster"

_ROOM_FOR = 300
"""Rows that are made ready to be filled."""
_NOTES = "填写说明"
_NOTE_HEADINGS = (
    Heading(label="工作表", width=14),
    Heading(label="列", width=18),
    Heading(label="必填", width=8),
    Heading(label="怎么填", width=60),
    Heading(label="可以填的内容", width=60),
)


def write(layout: Layout, to: Path, made: datetime) -> Path:
    """The blank workbook of such a layout, under that name, or with a number if there is such a file."""
    if layout.purpose != "blank":
        raise Refused(f"“{layout.title}”是上报用的，不是空表。没有写出文件，数据没有变化。")
    pages = [_blank(sheet) for sheet in layout.sheets]
    data = workbook.write([*pages, _notes(layout)], made=made)
    return stick.save(data, to.parent, to.name)


def _blank(sheet: Sheet) -> Page:
    example = tuple(column.example for column in sheet.columns)
    return replace(templates.page(sheet), example=example if any(example) else (), spare=_ROOM_FOR)


def _notes(layout: Layout) -> Page:
    rows = [
        (sheet.title, column.label, "是" if column.required else "", column.note or _usual_note(column), told)
        for sheet in layout.sheets
        for column, told in _choices(sheet)
    ]
    return Page(title=_NOTES, headings=_NOTE_HEADINGS, rows=rows, wrapped=True)


def _choices(sheet: Sheet) -> Iterator[tuple[Column, str]]:
    for column in sheet.columns:
        yield column, "、".join(column.offered)


def _usual_note(column: Column) -> str:
    if column.offered:
        return "从下拉列表中选择。"
    return f"例如：{column.example}" if column.example else "没有的不填。"
