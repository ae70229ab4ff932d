"""The printed forms, with invented data."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from skilldesk import platform
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import Reply
from skilldesk.errors import NotFound, NotWritten
from skilldesk.forms import form
from skilldesk.operations.paper import BY_KEY
from skilldesk.progress import Progress

NAME = "form"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "查看打印表格")
    family.add("list", "列出打印表格", _list)
    drawing = family.add("draw", "用虚构的内容画一张表格", _draw)
    drawing.add_argument("key", metavar="表格", help="表格的代号，如 F10")
    drawing.add_argument("--example", required=True, action="store_true", help="用虚构的人，并标明演练")
    drawing.add_argument("--out", required=True, type=Path, metavar="文件", help="存成哪个 PDF 文件")


def _list(_asked: Namespace) -> Reply:
    found = BY_KEY.values()
    return Reply(
        document=[
            {
                "key": one.key,
                "version": one.version,
                "title": one.title,
                "basis": one.basis,
                "valid_from": one.valid_from.isoformat(),
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
                "fields": [{"name": name, "label": label} for name, label in one.fields],
            }
            for one in found
        ],
        text="\n".join(f"{one.key}　{one.title}　第 {one.version} 版" for one in found),
    )


def _draw(asked: Namespace) -> Reply:
    if asked.key not in BY_KEY:
        raise NotFound(f"没有代号是 {asked.key} 的表格。数据没有变化。现有：{'、'.join(BY_KEY)}。")
    chosen = BY_KEY[asked.key]
    sheet = chosen.example
    pdf = form.draw(chosen, [sheet], Progress()).pdf
    try:
        platform.write_file(asked.out, pdf)
    except OSError as error:
        fault = platform.disk_fault(error)
        raise NotWritten(f"没有写成 {asked.out}。数据没有变化。{fault.value}") from error
    code = chosen.check_code(sheet)
    return Reply(
        document={"key": chosen.key, "file": str(asked.out), "check_code": code},
        text=f"已画好 {chosen.title}（虚构的人），存到 {asked.out}，校验码 {code}。",
    )
