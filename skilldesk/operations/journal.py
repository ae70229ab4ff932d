"""操作记录: written out for somebody who may save files in clear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skilldesk.excel import workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import rights
from skilldesk.store.office import Store
from skilldesk.sync import stick

EXPORTED = "journal.export"
"""The act under which the journal keeps that it was written out."""

MOST_ROWS = 100_000
"""An Excel sheet holds a million; nobody reads so many."""

_WIDTHS = (18, 14, 16, 14, 26, 30, 60)


def export(store: Store, actor: str, rows: Sequence[Sequence[str]], to: Path) -> Path:
    """These rows, headings first, as a workbook in clear; NotAllowed for who may not read or save it."""
    with store.database.read() as snapshot:
        rights.expect(snapshot, actor, "journal", "看操作记录")
        rights.expect(snapshot, actor, "save", "导出操作记录")
    headings, *lines = rows
    page = Page(
        title="操作记录",
        headings=tuple(
            Heading(label=label, width=width) for label, width in zip(headings, _WIDTHS, strict=True)
        ),
        rows=lines,
        wrapped=True,
    )
    path = stick.save(workbook.write([page], made=store.database.now()), to.parent, to.name)
    with store.database.write(actor) as work:
        work.note(EXPORTED, rows=len(lines))
    return path
