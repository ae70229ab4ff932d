"""导出表格: what a list shows, filtered and sorted as it stands, saved as a workbook."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from skilldesk.gui.columns import Reader
from skilldesk.gui.desk import Desk
from skilldesk.operations import lists
from skilldesk.operations.lists import Table
from skilldesk.progress import Progress

WARNING = "此文件任何人都能打开"

_AT_ONCE = 1000
"""Rows read together: other pages may read between them."""


def ask_and_save(
    desk: Desk,
    owner: QObject,
    title: str,
    asked: tuple[Reader[Any], array[int]],
    done: Callable[[str], object],
) -> None:
    """Ask where to, and write these rows there; `done` hears in a sentence what was written."""
    path = desk.dialogs.file_to_write(f"导出表格（{WARNING}）", f"{title}.xlsx", "Excel 表格 (*.xlsx)")
    if path is None:
        return
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    reader, numbers = asked

    def write(progress: Progress) -> int:
        return _write(desk, title, reader, numbers, path, progress)

    desk.tasks.start(
        owner, write, done=lambda rows: done(f"已导出{rows:,}行到{path.name}"), title=f"导出{title}表格"
    )


def _write(
    desk: Desk, title: str, reader: Reader[Any], numbers: array[int], path: Path, progress: Progress
) -> int:
    lists.expect_may_save(desk.store, desk.actor)
    rows: list[list[str]] = []
    today = desk.today()
    for first in range(0, len(numbers), _AT_ONCE):
        progress.step(first, len(numbers), "正在读取")
        with desk.database.read_long() as snapshot:
            read = reader.read(snapshot, numbers[first : first + _AT_ONCE], today)
        rows += [_plain(reader, one.texts) for one in read]
    table = Table(title=title, kind=reader.kind, headings=[one.label for one in reader.columns], rows=rows)
    return lists.save(desk.store, desk.actor, table, path, progress)


def _plain(reader: Reader[Any], texts: tuple[str, ...]) -> list[str]:
    return [column.plain(text) for column, text in zip(reader.columns, texts, strict=True)]
