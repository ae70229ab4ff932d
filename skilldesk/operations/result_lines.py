"""A line of 成绩与证书 as a clerk types it: read into hours, marks and a certificate, with what is odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from skilldesk.core import attendance, certificate_number, dates, levels, normal
from skilldesk.core.certificate_number import Stated
from skilldesk.core.fields import Tenths
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.provinces import PROVINCES
from skilldesk.core.records import RecordId, empty
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.operations import checking
from skilldesk.operations.roster_lines import Found
from skilldesk.reference import codes

_codes = cache(codes.load)
_TENTHS = Tenths("课时")

HOURS, SCORE, STATE = "attended_hours", "score", "result"
CERTIFICATE, KIND, LEVEL, ISSUED, ISSUER = "number", "certificate_kind", "level", "issued_on", "issuer"

CELLS = (HOURS, SCORE, STATE, CERTIFICATE, KIND, LEVEL, ISSUED, ISSUER)
TABLES: Mapping[str, str] = {STATE: "enrolment_state", KIND: "certificate_kind", LEVEL: "level"}
LABELS: Mapping[str, str] = {
    HOURS: "出勤课时",
    SCORE: "结业成绩",
    STATE: "结果",
    CERTIFICATE: "证书编号",
    KIND: "证书类型",
    LEVEL: "等级",
    ISSUED: "发证日期",
    ISSUER: "发证机构",
}
_EXAMPLES: Mapping[str, str] = {
    HOURS: "116、116.5或95%",
    SCORE: "85或85.5",
    STATE: "结业合格",
    KIND: "职业技能等级证书",
    LEVEL: "五级",
    ISSUED: "2026-11-20",
}
_HELD = "6"
"""已取证."""
_ISSUERS = {"Y": "用人单位", "S": "社会评价"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a line says of one person; None where it says nothing, which changes nothing."""

    enrolment: RecordId
    attended_hours: int | None = None
    score: int | None = None
    result: str | None = None
    number: str | None = None
    certificate_kind: str | None = None
    level: str | None = None
    issued_on: date | None = None
    issuer: str | None = None

    def of_enrolment(self) -> dict[str, Any]:
        said = {"attended_hours": self.attended_hours, "score": self.score, "state": self.result}
        return {name: value for name, value in said.items() if value is not None}

    def of_certificate(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in (CERTIFICATE, KIND, LEVEL, ISSUED, ISSUER)}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class ReadResult:
    result: Result
    found: tuple[Found, ...]
    told: str
    """What the number of the certificate says: 社会评价 山东 2026 五级."""


def read(enrolment: RecordId, texts: Mapping[str, str], one: Class, today: date) -> ReadResult:
    """A line, read for that class."""
    values: dict[str, Any] = {}
    found: list[Found] = []
    for cell in CELLS:
        try:
            values[cell] = _value(cell, texts.get(cell, ""), one)
        except ValueError:
            found.append(_garbled(cell, texts[cell]))
    result = Result(enrolment=enrolment, **values)
    found += _odd(result, one, today)
    return ReadResult(result=result, found=tuple(found), told=_told(result.number, today))


def settled(cell: str, text: str, one: Class) -> str:
    """A cell as it is shown once it was left; what cannot be read stays as typed."""
    try:
        return shown(cell, _value(cell, text, one))
    except ValueError:
        return text.strip()


def shown(cell: str, value: Any) -> str:
    if empty(value):
        return ""
    if cell in TABLES:
        name = _codes()[TABLES[cell]].shown(value)
        return value if name == value else f"{value} {name}"
    return _TENTHS.format(value) if cell in (HOURS, SCORE) else str(value)


def texts_of(enrolment: Enrolment, certificate: Certificate | None) -> dict[str, str]:
    """What is stored, as cells."""
    said = {HOURS: enrolment.attended_hours, SCORE: enrolment.score, STATE: enrolment.state}
    if certificate:
        said |= {name: getattr(certificate, name) for name in (CERTIFICATE, KIND, LEVEL, ISSUED, ISSUER)}
    return {cell: text for cell, value in said.items() if (text := shown(cell, value))}


def following(cell: str, texts: Mapping[str, str], one: Class) -> dict[str, str]:
    """What a certificate of this class is, once its number is typed."""
    if cell != CERTIFICATE or not texts.get(CERTIFICATE):
        return {}
    said = {KIND: shown(KIND, one.certificate_kind), LEVEL: shown(LEVEL, one.level)}
    return {**said, STATE: shown(STATE, _HELD)}


def _value(cell: str, text: str, one: Class) -> Any:
    """The value that a text means; ValueError if it means none."""
    typed = normal.line(text)
    return _READERS[cell](typed, one) if typed else None


def _level(text: str) -> str:
    """五级, 5, 初级工 or 5 五级; ValueError if it is no level."""
    known = _codes()["level"].meant(text)
    found = levels.level(text)
    if known is None and found is None:
        raise ValueError(text)
    return known.code if known else found.code if found else ""


def _code(table: str, text: str) -> str:
    entry = _codes()[table].meant(text)
    if entry is None:
        raise ValueError(text)
    return entry.code


_READERS: Mapping[str, Callable[[str, Class], Any]] = {
    HOURS: lambda text, one: attendance.hours(text, one.hours),
    SCORE: lambda text, _: attendance.score(text),
    STATE: lambda text, _: _code("enrolment_state", text),
    CERTIFICATE: lambda text, _: certificate_number.normalise(text),
    KIND: lambda text, _: _code("certificate_kind", text),
    LEVEL: lambda text, _: _level(text),
    ISSUED: lambda text, _: dates.certain(text),
    ISSUER: lambda text, _: text,
}


def _garbled(cell: str, text: str) -> Found:
    """A date may say what it could have meant; all else is shown an example."""
    problem = dates.read(text).problem if cell == ISSUED else None
    said = problem.text if problem else f"{LABELS[cell]}「{text}」看不懂，请写成{_EXAMPLES[cell]}的样子。"
    return Found(cell=cell, problem=Problem(code=f"RESULT-{cell.upper()}", text=said))


def _odd(result: Result, one: Class, today: date) -> Iterator[Found]:
    """What the cells say against each other and against the class."""
    if result.attended_hours is not None and one.hours and result.attended_hours > one.hours:
        text = f"出勤{_TENTHS.format(result.attended_hours)}课时，多于全班的{_TENTHS.format(one.hours)}课时。"
        yield _warned(HOURS, "RESULT-MORE", text)
    if result.score is not None and result.score > 1000:
        yield _warned(SCORE, "RESULT-SCORE", "成绩一般不超过100分，请核对。")
    if result.issued_on and result.issued_on > today:
        problem = Problem(code="CERT-FUTURE", text=f"发证日期{result.issued_on}还没有到，请核对证书。")
        yield Found(cell=ISSUED, problem=problem)
    if result.number:
        stated = Stated(
            kind=result.certificate_kind,
            level=result.level,
            issued_on=result.issued_on,
            province=one.province,
        )
        for each in checking.certificate_problems(result.number, stated, today):
            yield Found(cell=CERTIFICATE, problem=each)
        if one.certificate_kind and result.certificate_kind not in (None, one.certificate_kind):
            name = _codes()["certificate_kind"].shown(one.certificate_kind)
            yield _warned(KIND, "RESULT-KIND", f"这个班备案的取证类型是{name}，请核对证书。")
    elif any((result.certificate_kind, result.issued_on, result.issuer)):
        yield _warned(CERTIFICATE, "RESULT-NUMBER", "没有证书编号，这一行的证书不会保存，请补上编号。")


def _told(number: str | None, today: date) -> str:
    if not number:
        return ""
    facts = checking.certificate(number, today).facts
    parts = (
        _ISSUERS.get(str(facts["issuer_class"]), ""),
        PROVINCES.get(str(facts["province"]), "").removesuffix("省").removesuffix("市"),
        str(facts["year"] or ""),
        str(facts["level_name"] or "").partition("/")[0],
    )
    return " ".join(part for part in parts if part)


def _warned(cell: str, code: str, text: str) -> Found:
    return Found(cell=cell, problem=Problem(code=code, text=text, severity=Severity.WARNING))
