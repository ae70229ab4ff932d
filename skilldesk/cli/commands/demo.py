"""An invented county on disk."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from skilldesk.cli import passwords
from skilldesk.cli.parser import Commands, count
from skilldesk.cli.reply import Reply
from skilldesk.hub import practice
from skilldesk.operations import demo, offices

NAME = "demo"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "在空文件夹里生成虚构的示例县，供练习", _run)
    parser.add_argument("folder", type=Path, metavar="文件夹", help="放示例县的空文件夹")
    parser.add_argument("--trainees", type=count, default=40, metavar="人数", help="学员人数，默认 40")
    parser.add_argument("--seed", type=count, default=1, metavar="数", help="相同的数生成相同的县，默认 1")


def _run(asked: Namespace) -> Reply:
    made = practice.found(asked.folder, trainees=asked.trainees, seed=asked.seed, cost=passwords.COST)
    with made.county.store.database.read() as snapshot:
        accounts = [one.account for one in offices.users(snapshot)]
    made.county.store.close()
    made.hub.close()
    return Reply(
        document={
            "folder": str(asked.folder),
            "office": demo.CODE,
            "hub": str(made.hub.folder),
            "users": accounts,
            "classes": list(made.county.classes),
            "trainees": list(made.county.trainees),
        },
        text=f"已在 {asked.folder} 生成虚构的示例县，{asked.trainees} 名学员。"
        f"用户是 {'、'.join(accounts)}，密码都是 {demo.PASSWORD}。",
    )
