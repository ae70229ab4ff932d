"""The validators: one JSON line for each value."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from skilldesk.cli import reading
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import DONE, PUT_RIGHT, Lines
from skilldesk.core.answers import Answer
from skilldesk.core.normal import china_day
from skilldesk.operations.checking import KINDS
from skilldesk.store.database import system_clock

NAME = "check"

_KINDS = (
    "id 证件号码，uscc 统一社会信用代码，bank-card 银行卡号，mobile 手机号码，certificate 证书编号，"
    "date 日期，money 金额（元，转为大写），initials 姓名的拼音首字母，heading 表头，occupation 职业，"
    "region 行政区划"
)


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "检查一个值写得对不对，每个值输出一行 JSON", _run)
    parser.add_argument("kind", choices=KINDS, metavar="种类", help=_KINDS)
    parser.add_argument("values", nargs="*", metavar="值", help="要检查的值；不写就从标准输入逐行读")


def _run(asked: Namespace) -> Lines:
    judge, today = KINDS[asked.kind], china_day(system_clock())
    lines = [_line(judge(value, today)) for value in asked.values or reading.lines()]
    wrong = any(line["verdict"] == "error" for line in lines)
    return Lines(document=lines, exit_code=PUT_RIGHT if wrong else DONE)


def _line(answer: Answer) -> dict[str, Any]:
    return {
        "input": answer.input,
        "normalised": answer.normalised,
        "verdict": answer.verdict,
        "problems": [{"code": one.code, "text": one.text} for one in answer.problems],
        "facts": dict(answer.facts),
    }
