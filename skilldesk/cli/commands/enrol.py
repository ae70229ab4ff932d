"""入网: how this PC gets its certificate, on paper and phone."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from skilldesk.cli import batch, session
from skilldesk.cli.commands import receive
from skilldesk.cli.parser import Commands, file, folder_option
from skilldesk.cli.reply import Reply
from skilldesk.cli.session import Desk
from skilldesk.errors import Refused
from skilldesk.operations import joining, packages
from skilldesk.operations.joining import Membership
from skilldesk.sync import keys, unseal

NAME = "enrol"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "给这台电脑办理入网")
    requesting = family.add("request", "写出入网申请，交给汇总端", _request)
    folder_option(requesting, "--to", "放申请的文件夹")
    accepting = family.add("accept", "接收汇总端的入网答复", _accept)
    file(accepting, "入网答复")
    confirming = family.add("confirm", "电话核对 20 位校验数后确认", _confirm)
    confirming.add_argument("digits", nargs="+", metavar="数字", help="电话里听到的 20 位数字，可以分组写")
    showing = family.add("status", "显示办到哪一步", _status)
    for parser in (requesting, accepting, confirming, showing):
        session.office_options(parser)


def _request(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        path = joining.request(desk.store, desk.account, asked.to)
    return Reply(
        document={"file": str(path)},
        text=f"入网申请已写到 {path}。请把它交给汇总端；以前的申请作废。",
    )


def _accept(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        return batch.each([asked.file], lambda path: _start(desk, path))


def _start(desk: Desk, path: Path) -> batch.Outcome:
    if unseal.read_manifest(packages.read_file(path)).kind != "START":
        raise Refused("这不是入网答复。没有接收，数据没有变化。别的包请用 receive 接收。")
    return receive.take(desk, path)


def _confirm(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        here = joining.confirm(desk.store, desk.account, "".join(asked.digits))
    return Reply(document=_document(here), text=f"校验数一致，本机是 {here.number} 号电脑，现在可以报送。")


def _status(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.read() as snapshot:
        here = joining.membership(snapshot, desk.store.database.device)
    digits = f"，等待核对的校验数是 {keys.grouped(here.digits)}" if here.digits else ""
    return Reply(document=_document(here), text=f"{here.standing}{digits}。")


def _document(here: Membership) -> dict[str, Any]:
    return {"standing": here.standing, "number": here.number, "digits": here.digits}
