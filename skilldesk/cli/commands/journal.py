"""Who changed what, and when."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, day, record_id
from skilldesk.cli.reply import Reply
from skilldesk.core.claim_steps import STEPS
from skilldesk.core.fields import Moment, fields_of
from skilldesk.core.journal import Entry, Link
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import china_day

NAME = "journal"

_VERBS = {
    "add": "新增",
    "change": "修改",
    "void": "作废",
    "rule": "裁定",
    "form.draw": "生成申请表",
    "session.login": "登录",
    "user.password": "设密码",
    "backup.made": "备份",
    "package.export": "导出上报包",
    "package.copy": "再写一份上报包",
    "template.export": "按上报模板导出",
    "template.result": "读入结果名单",
    "reconcile.save": "另存对账名单",
    "package.receipt": "接收回执",
    "enrol.request": "申请入网",
    "enrol.accept": "接收入网答复",
    "enrol.confirm": "确认入网",
    "epoch.begin": "开始新的记录段",
    **{step.verb: step.label for step in STEPS},
}
_WHEN = Moment("时间")


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "显示操作记录：谁在什么时候改了什么", _run)
    parser.add_argument("--record", type=record_id, metavar="编号", help="只看这条记录的")
    parser.add_argument("--since", type=day, metavar="日期", help="只看这一天起的")
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.read_long() as snapshot:
        links = snapshot.about(asked.record) if asked.record else snapshot.journal()
    found = [link for link in links if _is_since(link.entry, asked.since)]
    return Reply(
        document=[_document(link) for link in found],
        text="\n".join(_line(link) for link in found) or "没有操作记录。",
    )


def _is_since(entry: Entry | None, first: date | None) -> bool:
    """By the clock of the PC that wrote it; what has no content has no day."""
    return first is None or (entry is not None and china_day(datetime.fromisoformat(entry.at)) >= first)


def _document(link: Link) -> dict[str, Any]:
    place = {"device": link.device, "epoch": link.epoch, "seq": link.seq, "hash": link.hash.hex()}
    entry = link.entry
    if entry is None:
        return place
    told = ("at", "actor", "verb", "kind", "record", "reason", "group")
    return {
        **place,
        **{name: getattr(entry, name) for name in told},
        "changes": {name: list(pair) for name, pair in entry.changes.items()},
    }


def _line(link: Link) -> str:
    where = f"{link.device[:8]} 第 {link.seq} 步"
    entry = link.entry
    if entry is None:
        return f"{where}　内容不在本机"
    verb = _VERBS.get(entry.verb, entry.verb)
    parts = (where, _WHEN.format(entry.at), entry.actor, verb, entry.kind or "", "，".join(_changes(entry)))
    return "　".join(part for part in (*parts, entry.reason) if part)


def _changes(entry: Entry) -> Iterator[str]:
    labels = {one.name: one.label for one in fields_of(KINDS[entry.kind])} if entry.kind in KINDS else {}
    for name, (was, now) in entry.changes.items():
        told = f"{labels.get(name, name)} {'空' if now is None else now}"
        yield told if was is None else f"{told}（原为 {was}）"
