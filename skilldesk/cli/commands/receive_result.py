"""The result list of a receiving system, read back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, file
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply, problem_document
from skilldesk.core.records import RecordId
from skilldesk.operations import template_results, templates
from skilldesk.operations.template_results import Answered
from skilldesk.store.template_rows import Line

NAME = "receive-result"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "读入接收系统的结果名单，记到每一条上报过的记录", _run)
    file(parser, "接收系统给的结果名单")
    parser.add_argument("--template", required=True, metavar="名称", help="上报时用的模板")
    parser.add_argument("--rest-accepted", action="store_true", help="名单只列失败的行，没有列出的都算已接收")
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        layout = templates.layouts(desk.store.folder).named(asked.template)
        answered = template_results.receive(
            desk.store, desk.account, layout, asked.file, rest_accepted=asked.rest_accepted
        )
        with desk.store.database.read() as snapshot:
            names = templates.titles(snapshot, layout, [line.record for line in answered.rejected])
    wrong = bool(answered.rejected or answered.problems)
    return Reply(
        document=_document(answered),
        text="\n".join(_sentences(answered, names)),
        exit_code=PUT_RIGHT if wrong else DONE,
    )


def _document(answered: Answered) -> dict[str, Any]:
    return {
        "template": answered.layout.name,
        "repeated": answered.repeated,
        "accepted": answered.accepted,
        "rejected": [_rejected(line) for line in answered.rejected],
        "unanswered": answered.unanswered,
        "problems": [problem_document(one) for one in answered.problems],
    }


def _rejected(line: Line) -> dict[str, Any]:
    return {"record": line.record, "row": line.number, "code": line.code, "text": line.text}


def _sentences(answered: Answered, names: Mapping[RecordId, str]) -> Iterator[str]:
    if answered.repeated:
        yield "这份名单以前读入过，数据没有变化。"
        return
    yield (
        f"已读入“{answered.layout.title}”的结果：接收 {answered.accepted} 行，"
        f"退回 {len(answered.rejected)} 行，还没有结果的 {answered.unanswered} 行。"
    )
    for line in answered.rejected:
        why = " ".join(filter(None, (line.code, line.text)))
        yield f"第 {line.number} 行 {names.get(line.record, '')}：{why}"
    yield from (problem.text for problem in answered.problems)
    if answered.rejected:
        yield "改正以后再次导出，只有退回的和改动过的行会重新上报。"
