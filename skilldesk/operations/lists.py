"""A list of a page as a workbook: what its user sees there, in a file that anybody can open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from skilldesk import platform
from skilldesk.core.records import Record, kind_of
from skilldesk.errors import NotWritten, Refused
from skilldesk.excel import workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import rights
from skilldesk.progress import Progress
from skilldesk.store.office import Store

SAVED = "list.saved"
"""The act under which the journal keeps that a list left the store in clear."""

MOST = 1_048_575
"""Rows that a sheet has under its headings."""

_WIDEST = 48
_MEASURED = 200
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Table:
    """The texts of a list under its headings, masked as its user sees them."""

    title: str
    kind: type[Record]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def expect_may_save(store: Store, actor: str) -> None:
    """NotAllowed for a user whose roles do not save files in clear."""
    with store.database.read_long() as snapshot:
        rights.expect(snapshot, actor, "save", "把列表另存为文件")


def save(store: Store, actor: str, table: Table, path: Path, progress: Progress) -> int:
    """Write the list as a workbook; how many rows went.

    The journal is told first: of which kind and how many, never of whom. NotAllowed for a user whose roles
    do not save files in clear; NotWritten if the place cannot be written.
    """
    expect_may_save(store, actor)
    if len(table.rows) > MOST:
        raise Refused(
            f"列表有{len(table.rows):,}行，一张表格最多放{MOST:,}行。没有写出文件，数据没有变化。请先筛选再导出。"
        )
    headings = tuple(
        Heading(label=label, width=_width(label, [row[at] for row in table.rows[:_MEASURED]]))
        for at, label in enumerate(table.headings)
    )
    page = Page(title=table.title, headings=headings, rows=_Watched(table.rows, progress))
    data = workbook.write([page], made=store.database.now())
    with store.database.write(actor) as work:
        work.note(SAVED, kind=kind_of(table.kind), rows=len(table.rows))
    try:
        platform.write_file(path, data)
    except OSError as error:
        fault = platform.disk_fault(error)
        raise NotWritten(f"表格没有存成。数据没有变化。{fault.value}") from error
    return len(table.rows)


def _width(label: str, texts: Sequence[str]) -> int:
    """In letters, of which a Chinese character takes two."""
    broadest = max(sum(1 + (one > "\xff") for one in text) for text in (label, *texts))
    return min(broadest + 2, _WIDEST)


class _Watched(Sequence[Sequence[str]]):
    """Rows that tell how far their reader is, and stop it when it is asked to stop."""

    def __init__(self, rows: Sequence[Sequence[str]], progress: Progress) -> None:
        self._rows, self._progress = rows, progress

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        return self._rows[at]

    def __iter__(self) -> Iterator[Sequence[str]]:
        for number, row in enumerate(self._rows):
            if number % _AT_ONCE == 0:
                self._progress.step(number, len(self._rows), "正在写表格")
            yield row
