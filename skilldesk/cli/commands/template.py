"""上报模板: which layouts there are, and the empty workbook that a school fills."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import Reply
from skilldesk.core.layout import Layout
from skilldesk.operations import blank_tables, templates
from skilldesk.store.database import system_clock

NAME = "template"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "上报模板和给学校填的空表")
    listing = family.add("list", "列出上报模板", _list)
    blank = family.add("roster", "生成给学校填的空白花名册", _roster)
    blank.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个文件")
    for parser in (listing, blank):
        parser.add_argument(
            "--office", type=Path, metavar="文件夹", help="单位文件夹，里面可以有本单位自己的模板"
        )


def _list(asked: Namespace) -> Reply:
    known = templates.layouts(session.folder(asked))
    return Reply(
        document=[_told(layout) for layout in known.all],
        text="\n".join(_line(layout) for layout in known.all),
    )


def _told(layout: Layout) -> dict[str, Any]:
    return {
        "name": layout.name,
        "title": layout.title,
        "receiver": layout.receiver,
        "purpose": layout.purpose,
        "files": list(layout.files),
        "sheets": [
            {"title": sheet.title, "record": sheet.record, "columns": [one.label for one in sheet.columns]}
            for sheet in layout.sheets
        ],
    }


def _line(layout: Layout) -> str:
    columns = sum(len(sheet.columns) for sheet in layout.sheets)
    return f"{layout.name}  {layout.title}，{columns} 列，{'、'.join(layout.files)}，{layout.receiver}"


def _roster(asked: Namespace) -> Reply:
    known = templates.layouts(session.folder(asked))
    path = blank_tables.write(known.named(blank_tables.SCHOOL_ROSTER), asked.out, system_clock())
    return Reply(
        document={"file": str(path)},
        text=f"已生成 {path}，可以交给学校填写；怎么填写在“填写说明”那一页。",
    )
