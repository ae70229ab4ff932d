"""What is told of an export in a receiving system's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply, problem_document
from skilldesk.core.records import RecordId
from skilldesk.operations.templates import IN_CLEAR, Exported, Held


def of(done: Exported, names: Mapping[RecordId, str]) -> Reply:
    """Files, counts, and by name who stays here and why."""
    return Reply(
        document=_document(done),
        text="\n".join(_sentences(done, names)),
        exit_code=PUT_RIGHT if done.held else DONE,
    )


def _document(done: Exported) -> dict[str, Any]:
    return {
        "template": done.layout.name,
        "files": [str(file.path) for file in done.files],
        "export": done.package,
        "rows": done.rows,
        "held": [_held(one) for one in done.held],
        "doubtful": [_held(one) for one in done.doubtful],
        "waiting": done.waiting,
        "by_hand": list(done.by_hand),
        "sensitive": done.sensitive,
    }


def _held(one: Held) -> dict[str, Any]:
    problems = [problem_document(problem) for problem in one.problems]
    return {"sheet": one.sheet, "record": one.record.id, "problems": problems}


def _sentences(done: Exported, names: Mapping[RecordId, str]) -> Iterator[str]:
    if done.files:
        written = "、".join(str(file.path) for file in done.files)
        yield f"已导出 {written}，{done.rows} 行，写完后读回核对一致，五秒后再看仍完好，现在可以拔出。"
        yield f"{IN_CLEAR}，请只交给{done.layout.receiver}，用完就删掉。"
    else:
        yield f"“{done.layout.title}”没有可以上报的行，没有写出文件。"
    if done.sensitive:
        yield f"其中 {done.sensitive} 人不得公示，这个文件不要用邮件或聊天软件发送。"
    if done.by_hand:
        yield f"这些列接收系统要求填写而本机没有，请在文件里补上：{'、'.join(done.by_hand)}。"
    if done.waiting:
        yield f"另有 {done.waiting} 行以前导出过，还没有结果，这次没有再写。"
        yield "那次的文件丢了，可以加上 --again 重新导出。"
    yield from (_line("请核对", one, names) for one in done.doubtful)
    yield from (_line("没有导出", one, names) for one in done.held)


def _line(what: str, one: Held, names: Mapping[RecordId, str]) -> str:
    reasons = "".join(problem.text for problem in one.problems)
    return f"{what}：{one.sheet}“{names.get(one.record.id, '')}”，{reasons}"
