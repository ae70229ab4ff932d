"""Everything that no receipt has acknowledged, in one package."""

from __future__ import annotations

import time
from argparse import Namespace

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, folder_option
from skilldesk.cli.reply import Reply
from skilldesk.operations import packages

NAME = "export"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "导出上报包：上次回执以后的全部操作", _run)
    folder_option(parser, "--to", "放包的文件夹，如 U 盘")
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        done = packages.export(desk.store, desk.account, asked.to)
    time.sleep(packages.LOOK_AGAIN)
    done.look_again()
    return Reply(
        document={
            "file": str(done.path),
            "package": done.package,
            "sha256": done.sha256,
            "entries": done.entries,
            "counts": done.counts,
            "check_digits": done.check_digits,
        },
        text=f"已导出 {done.path}，{done.entries} 步操作，读回核对一致，五秒后再看仍完好，现在可以拔出。"
        f"电话核对数：{done.check_digits}。",
    )
