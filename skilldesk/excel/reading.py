"""Tables that somebody brings: workbooks of any age and text files, as texts with the row Excel shows.

python-calamine reads the workbooks: it neither trusts a wrong dimension nor loses Strict OOXML.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from skilldesk.errors import SheetUnreadable
from skilldesk.excel import bounds
from skilldesk.excel.cell_text import held, unguarded

_EXACT = 10**15
"""Excel keeps 15 digits of a number; of a longer one the last are gone."""
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SEPARATORS = "\t,;|"
_LOOKED_AT = 20

_Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class Row:
    """A row under the number that Excel shows. `rounded` are the places of numbers that lost digits."""

    number: int
    cells: tuple[str, ...]
    rounded: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Grid:
    """A sheet, or a text file."""

    name: str
    rows: tuple[Row, ...]


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a file that hold something; SheetUnreadable says what else to bring."""
    if data.startswith((_ZIP, _OLD_WORKBOOK)):
        return tuple(grid for grid in _workbook(data, name) if grid.rows)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise _unreadable(name, "其实是网页或XML，不是Excel文件。请用Excel或WPS打开它，另存为 .xlsx 后再读")
    rows = tuple(_text_rows(_decoded(data, name), name))
    return (Grid("", rows),) if rows else ()


def _unreadable(name: str, what: str) -> SheetUnreadable:
    return SheetUnreadable(f"文件 {name} {what}。本机数据没有变化。")


def _workbook(data: bytes, name: str) -> Iterator[Grid]:
    if data.startswith(_ZIP) and (wrong := bounds.fault(data)):
        raise _unreadable(name, wrong)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        for title in book.sheet_names:
            cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield Grid(title, tuple(_rows(cells)))
    except (CalamineError, OSError) as error:
        raise _unreadable(
            name, "读不出来，可能有打开密码，或没有拷贝完整。请去掉密码、另存为 .xlsx，或重新拷贝后再读"
        ) from error


def _rows(cells: Iterable[list[_Cell]]) -> Iterator[Row]:
    for number, row in enumerate(cells, 1):
        texts = tuple(_text(cell) for cell in row)
        if any(texts):
            yield Row(number, texts, frozenset(at for at, cell in enumerate(row) if _is_rounded(cell)))


def _text(cell: _Cell) -> str:
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case str():
            return cell
        case _:
            return str(cell)


def _is_rounded(cell: _Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 or UTF-16 by its mark, otherwise UTF-8 or what Chinese Windows writes."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(name, "不是文本，也不是Excel文件。请用Excel或WPS另存为 .xlsx 或 .csv 后再读")


def _text_rows(text: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for number, row in enumerate(reader, 1):
            texts = tuple(held(unguarded(cell)) for cell in row)
            if any(texts):
                yield Row(number, texts)
    except csv.Error as error:
        raise _unreadable(name, f"第{reader.line_num}行读不出来，引号可能不成对。请改正后再读") from error


def _separator(text: str) -> str:
    """The character that parts most cells on the lines at the top."""
    top = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    return max(_SEPARATORS, key=top.count)
