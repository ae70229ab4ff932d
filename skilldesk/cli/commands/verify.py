"""Whether the office folder is whole, and what is damaged."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from skilldesk.cli import session
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply
from skilldesk.operations import search
from skilldesk.progress import Progress
from skilldesk.store import verify

NAME = "verify"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "检查数据库、操作记录、存档文件和密钥是否完好", _run)
    session.office_options(parser)
    parser.add_argument("--mend-search", action="store_true", help="查找索引和记录对不上时，先重新整理它")


def _run(asked: Namespace) -> Reply:
    with session.look_at_office(asked) as store:
        if asked.mend_search:
            search.mend(store, Progress())
        damages = list(verify.verify(store, Progress()))
    return Reply(
        document={"whole": not damages, "damages": [asdict(one) for one in damages]},
        text="\n".join(f"{one.where}：{one.text}" for one in damages) or "全部完好，没有发现损坏。",
        exit_code=PUT_RIGHT if damages else DONE,
    )
