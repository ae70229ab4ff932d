"""A new office in an empty folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from skilldesk.cli import passwords, recovery, session
from skilldesk.cli.parser import Commands, code_of
from skilldesk.cli.reply import Reply
from skilldesk.operations import offices
from skilldesk.operations.offices import Founding

NAME = "init"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "建立一个单位，同时建立第一个用户", _run)
    parser.add_argument("--office", type=Path, metavar="文件夹", help="单位文件夹，默认在本用户的数据文件夹")
    parser.add_argument(
        "--code", required=True, metavar="编码", help="单位编码，如 370403；演练单位以 99 开头"
    )
    parser.add_argument("--name", required=True, metavar="名称", help="单位名称")
    parser.add_argument("--level", type=code_of("office_level"), metavar="层级", help="单位层级，如 县级")
    parser.add_argument(
        "--region", action="append", default=[], metavar="区划", help="辖区的六位区划代码，可以写几次"
    )
    parser.add_argument("--account", required=True, metavar="账号", help="第一个用户的账号")
    parser.add_argument("--user-name", required=True, metavar="姓名", help="第一个用户的姓名")
    passwords.option(parser, passwords.OFFICE)


def _run(asked: Namespace) -> Reply:
    folder = session.folder(asked)
    founding = Founding(
        code=asked.code,
        name=asked.name,
        level=asked.level,
        regions=tuple(asked.region),
        account=asked.account,
        user_name=asked.user_name,
    )
    password = passwords.chosen(asked.password_file, passwords.OFFICE, of=f"{asked.account} ")
    store, sheet = offices.found(folder, founding, password, cost=passwords.COST)
    device = store.database.device
    store.close()
    recovery.show(sheet)
    return Reply(
        document={"folder": str(folder), "office": asked.code, "account": asked.account, "device": device},
        text=f"已在 {folder} 建立单位 {asked.code}，第一个用户是 {asked.account}。",
    )
