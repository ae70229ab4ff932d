"""The validators: one JSON line for each value."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from skilldesk.cli import reading
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import DONE, PUT_RIGHT, Lines
from skilldesk.core import identity, normal
from skilldesk.core.fields import CreditCode, Phone
from skilldesk.core.normal import china_day
from skilldesk.core.problems import Problem, Severity
from skilldesk.reference import codes
from skilldesk.store.database import system_clock

NAME = "check"


@dataclass(frozen=True)
class _Finding:
    """What one value turned out to be."""

    normalised: str
    problems: tuple[Problem, ...]
    facts: dict[str, Any] = field(default_factory=dict)


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "检查号码写得对不对，每个值输出一行 JSON", _run)
    parser.add_argument(
        "kind", choices=_CHECKS, metavar="种类", help="id 证件号码，uscc 统一社会信用代码，mobile 手机号码"
    )
    parser.add_argument("values", nargs="*", metavar="值", help="要检查的值；不写就从标准输入逐行读")


def _run(asked: Namespace) -> Lines:
    judge = _CHECKS[asked.kind]
    today = china_day(system_clock())
    found = [(value, judge(value, today)) for value in asked.values or reading.lines()]
    lines = [_line(value, finding) for value, finding in found]
    wrong = any(line["verdict"] == "error" for line in lines)
    return Lines(document=lines, exit_code=PUT_RIGHT if wrong else DONE)


def _line(value: str, finding: _Finding) -> dict[str, Any]:
    return {
        "input": value,
        "normalised": finding.normalised,
        "verdict": _verdict(finding.problems),
        "problems": [{"code": one.code, "text": one.text} for one in finding.problems],
        "facts": finding.facts,
    }


def _verdict(problems: tuple[Problem, ...]) -> str:
    if any(one.severity is Severity.ERROR for one in problems):
        return "error"
    return "warn" if problems else "ok"


def _id(value: str, today: date) -> _Finding:
    number = identity.normalise(value)
    told = identity.facts(number)
    facts = {}
    if told:
        facts = {
            "birth_date": told.birth_date.isoformat(),
            "sex": told.sex,
            "region": told.region,
            "region_name": codes.load()["province"].label(told.region[:2]),
            "region_status": None,  # the table of counties is not here yet
        }
    return _Finding(number, tuple(identity.faults(number, today=today)), facts)


def _uscc(value: str, _today: date) -> _Finding:
    kind = CreditCode("统一社会信用代码")
    code = kind.parse(value)
    problem = kind.fault(code)
    return _Finding(code, (problem,) if problem else ())


def _mobile(value: str, _today: date) -> _Finding:
    """A mobile number, not a landline."""
    kind = Phone("手机号码")
    number = normal.digits_and_marks(value)
    problem = kind.fault(number)
    if problem is None and not (len(number) == 11 and number.isdecimal() and number[0] == "1"):
        problem = Problem(code="PHONE-LANDLINE", text="这是座机号码。手机号码应为11位、1开头。")
    return _Finding(number, (problem,) if problem else ())


_CHECKS: dict[str, Callable[[str, date], _Finding]] = {"id": _id, "uscc": _uscc, "mobile": _mobile}
