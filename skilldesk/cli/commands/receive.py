"""Any package for this PC: a receipt, an answer to the request to join, a colleague's package."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec

from skilldesk.cli import batch, session
from skilldesk.cli.batch import Outcome
from skilldesk.cli.parser import Commands, files
from skilldesk.cli.reply import Reply
from skilldesk.cli.session import Desk
from skilldesk.operations import packages
from skilldesk.operations.packages import Received
from skilldesk.sync import keys
from skilldesk.sync.payload import Fate

NAME = "receive"

_KINDS = {"RCPT": "省级回执", "START": "入网答复", "UP": "本单位另一台电脑的数据"}
_FATES = {
    "ACCEPTED": "已接收",
    "ACCEPTED_WITH_WARNING": "已接收，请核对",
    "CONFLICT": "待裁定",
    "REJECTED": "退回",
    "QUARANTINED": "暂存",
}
_TO_PUT_RIGHT = {"CONFLICT", "REJECTED", "QUARANTINED"}


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "接收发给本机的包：回执、入网答复、同事电脑的包", _run)
    files(parser, "收到的包，可以写几个")
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        return batch.each(asked.files, lambda path: take(desk, path))


def take(desk: Desk, path: Path) -> Outcome:
    """Take in one package, and tell what it brought."""
    received = packages.receive(desk.store, desk.account, packages.read_file(path))
    refused = any(one.fate in _TO_PUT_RIGHT for one in received.fates)
    return Outcome(
        document=msgspec.to_builtins(received),
        text="".join(_sentences(received)),
        wrong=refused or bool(received.waiting),
    )


def _sentences(received: Received) -> Iterator[str]:
    if received.repeated:
        yield "这个包以前接收过，数据没有变化。"
        return
    yield f"已接收{_KINDS[received.kind]}，{received.entries} 步操作。"
    if received.acknowledged:
        yield f"省级已收到本单位 {received.acknowledged} 步。"
    yield from map(_fate, received.fates)
    for device in received.waiting:
        yield f"还缺电脑 {device[:8]} 的前一部分，没有使用，数据没有变化；补上后下一个回执会带来。"
    yield from received.warnings
    if received.membership and received.membership.digits:
        yield (
            f"校验数：{keys.grouped(received.membership.digits)}。"
            "请按来函上的号码打电话给汇总端逐组核对，一致后用 enrol confirm 确认；确认前不能报送。"
        )


def _fate(fate: Fate) -> str:
    where = f"第 {fate.first} 步" if fate.first == fate.last else f"第 {fate.first}–{fate.last} 步"
    return f"{where}{_FATES.get(fate.fate, fate.fate)}：{fate.text or ''}{fate.remedy or ''}"
