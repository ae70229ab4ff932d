"""A table as Excel and WPS put it on the clipboard: tabs between cells, line ends between rows.

A cell with a tab, a line end or a quotation mark stands in quotation marks, and those in it are doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_ROW_END = re.compile(r"\r\n|\r|\n")


def read(text: str) -> list[list[str]]:
    """The rows of cells. The line end after the last row, which every program writes, begins no other."""
    rows: list[list[str]] = []
    at = 0
    while at < len(text):
        row, at = _row(text, at)
        rows.append(row)
    return rows


def _row(text: str, at: int) -> tuple[list[str], int]:
    """The cells from there to the next line end, and where the row after it begins."""
    row: list[str] = []
    while True:
        found = _CELL.match(text, at)
        assert found is not None  # noqa: S101 - the second way of the pattern matches anywhere
        row.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        at = found.end()
        if text[at : at + 1] != "\t":
            end = _ROW_END.match(text, at)
            return row, end.end() if end else at
        at += 1


def write(rows: Sequence[Sequence[str]]) -> str:
    return "".join("\t".join(map(_written, row)) + "\r\n" for row in rows)


def _written(cell: str) -> str:
    if any(one in cell for one in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def without_blanks(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows in which something stands."""
    return (row for row in rows if any(cell.strip() for cell in row))
