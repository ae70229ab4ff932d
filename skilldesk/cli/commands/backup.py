"""A backup that is opened and checked after it was written."""

from __future__ import annotations

from argparse import Namespace

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, folder_option
from skilldesk.cli.reply import Reply
from skilldesk.operations import backups
from skilldesk.progress import Progress

NAME = "backup"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "把整个单位加密备份成一个文件，写完打开核对", _run)
    folder_option(parser, "--to", "放备份的文件夹，最好在另一块盘上")
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        path = backups.make(desk.store, desk.account, asked.to, Progress())
    return Reply(
        document={"file": str(path), "size": path.stat().st_size},
        text=f"已备份到 {path}，已打开核对无误。备份是加密的，用备份时的密码或恢复单才能打开。",
    )
