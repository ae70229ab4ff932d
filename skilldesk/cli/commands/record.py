"""Any described record as JSON: listed, shown, added, changed, voided."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from skilldesk.cli import reading, session
from skilldesk.cli.parser import Commands, Parser, record_id
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply, problem_document
from skilldesk.cli.session import Desk
from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import people, records
from skilldesk.store import exchanges
from skilldesk.store.queries import records as pages
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work

NAME = "record"

_TOLD_BESIDE = ("id", "voided", "reported", "disputed")
"""What `show` tells of a record and nobody changes by writing it."""

_PAGE = 500


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "以 JSON 查看、增加、修改、作废各类记录")
    listing = family.add("list", "列出一类记录", _list)
    _kind(listing)
    listing.add_argument("--text", default="", metavar="文字", help="只列出含有这段文字的")
    showing = family.add("show", "显示一条记录，连同报送状态和待裁定的字段", _show)
    _one(showing)
    adding = family.add("add", "增加一条记录", _add)
    _kind(adding)
    changing = family.add("change", "修改一条记录里写到的字段", _change)
    _one(changing)
    for parser in (adding, changing):
        parser.add_argument(
            "--from",
            dest="source",
            required=True,
            type=Path,
            metavar="文件",
            help="JSON 文件，字段用英文名；写 - 从标准输入读",
        )
    voiding = family.add("void", "作废一条记录；记录仍保留，不再计入", _void)
    _one(voiding)
    voiding.add_argument("--reason", required=True, metavar="原因", help="为什么作废")
    for parser in (listing, showing, adding, changing, voiding):
        session.office_options(parser)


def _kind(parser: Parser) -> None:
    parser.add_argument("kind", metavar="种类", help="记录的种类，如 trainee、class、certificate")


def _one(parser: Parser) -> None:
    _kind(parser)
    parser.add_argument("id", type=record_id, metavar="编号", help="记录的 32 位编号")


def _list(asked: Namespace) -> Reply:
    kind = records.kind_named(asked.kind)
    with session.open_office(asked) as desk, desk.store.database.read_long() as snapshot:
        return Reply(document=list(_listed(snapshot, kind, asked.text)))


def _listed(snapshot: Snapshot, kind: type[Record], text: str) -> Iterator[dict[str, Any]]:
    rows = pages.rows(snapshot, kind, order="row", text=text)
    for start in range(0, len(rows), _PAGE):
        found = pages.page(snapshot, kind, rows[start : start + _PAGE])
        states = exchanges.reported(snapshot, [one.id for one in found])
        for one in found:
            yield {**records.told(one), "reported": states.get(one.id)}


def _show(asked: Namespace) -> Reply:
    kind = records.kind_named(asked.kind)
    with session.open_office(asked) as desk, desk.store.database.read() as snapshot:
        record = _found(snapshot, kind, asked.id)
        state = exchanges.reported(snapshot, [record.id]).get(record.id)
        return Reply(
            document={**records.told(record), "reported": state, "disputed": _disputed(snapshot, record)}
        )


def _disputed(snapshot: Snapshot, record: Record) -> dict[str, list[object]]:
    """The values between which a person has to choose, by field."""
    return {
        name: sorted({entry.changes[name][1] for link in links if (entry := link.entry)}, key=str)
        for name, links in snapshot.conflicts(record.id).items()
    }


def _add(asked: Namespace) -> Reply:
    kind = records.typed_kind(asked.kind)
    said = reading.json_object(asked.source)
    if "id" in said:
        raise Refused("增加记录时不写 id，编号由程序给。数据没有变化。修改已有的记录请用 change。")
    record, unreadable = records.filled(records.blank(kind), said)
    with session.open_office(asked) as desk, desk.store.database.write(desk.account) as work:
        return _saved(desk, work, record, unreadable)


def _change(asked: Namespace) -> Reply:
    kind = records.typed_kind(asked.kind)
    said = reading.json_object(asked.source)
    if said.get("id", asked.id) != asked.id:
        raise Refused("文件里的 id 和命令里的编号不同。数据没有变化。请核对要修改的是哪一条。")
    fields = {name: value for name, value in said.items() if name not in (*_TOLD_BESIDE, "version")}
    with session.open_office(asked) as desk, desk.store.database.write(desk.account) as work:
        before = _living(work, kind, asked.id)
        seen = said.get("version", before.version)
        record, unreadable = records.filled(replace(before, version=seen), fields)
        return _saved(desk, work, record, unreadable)


def _saved(desk: Desk, work: Work, record: Record, unreadable: Sequence[Problem]) -> Reply:
    stored = records.save(work, record, desk.today)
    told = {one.field for one in unreadable}
    found = [*records.examine(stored, desk.today), *records.astray(work, stored)]
    problems = [*unreadable, *(one for one in found if one.field not in told)]
    twins = people.duplicates(work, stored) if isinstance(stored, Trainee) else []
    return _written(stored, problems, [one.id for one in twins])


def _void(asked: Namespace) -> Reply:
    kind = records.typed_kind(asked.kind)
    with session.open_office(asked) as desk, desk.store.database.write(desk.account) as work:
        return _written(records.void(work, _living(work, kind, asked.id), asked.reason), [], [])


def _written(record: Record, problems: Sequence[Problem], duplicates: Sequence[str]) -> Reply:
    wrong = any(one.severity is Severity.ERROR for one in problems)
    return Reply(
        document={
            "id": record.id,
            "version": record.version,
            "problems": [problem_document(one) for one in problems],
            "duplicates": list(duplicates),
        },
        exit_code=PUT_RIGHT if wrong else DONE,
    )


def _found(snapshot: Snapshot, kind: type[Record], id: str) -> Record:
    record = snapshot.get(kind, id)
    if record is None:
        raise NotFound("没有这个编号的记录。数据没有变化。请用 record list 查到编号再试。")
    return record


def _living(snapshot: Snapshot, kind: type[Record], id: str) -> Record:
    record = _found(snapshot, kind, id)
    if record.voided is not None:
        raise Refused("这条记录已经作废，不能再改。数据没有变化。")
    return record
