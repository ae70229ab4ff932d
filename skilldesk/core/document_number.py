"""文号: issuing office, year in 〔〕, number, as in 鲁财社〔2024〕56号 (GB/T 9704-2012)."""

from __future__ import annotations

import re

from skilldesk.core.normal import compact
from skilldesk.core.problems import Problem, Severity

_OPEN, _CLOSE = "[(【〈<﹝{（［", "])】〉>﹞}）］"
_BRACKETS = str.maketrans(_OPEN + _CLOSE, "〔" * len(_OPEN) + "〕" * len(_CLOSE))
_SHAPE = re.compile(r"(?P<office>[^\W\d_A-Za-z]+)〔(?P<year>\d{4})〕(?P<number>\d+)号")
_LOOSE = re.compile(r"([^\W\d_A-Za-z]+?)〔?(\d{4})〕?(?:年)?第?0*([1-9]\d*)号?")
_RIGHT = "请写成鲁财社〔2024〕56号的样子。"


def normalise(text: str) -> str:
    """With the brackets of the standard, without spaces."""
    return compact(text).translate(_BRACKETS)


def proper(text: str) -> str:
    """As the standard writes it: also without 第 and zeros in front of the number; others as they are."""
    typed = normalise(text)
    found = _LOOSE.fullmatch(typed)
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else typed


def fault(text: str) -> Problem | None:
    """What is wrong with a document number, and how it would be right."""
    typed = normalise(text)
    if _SHAPE.fullmatch(typed) and typed == proper(typed):
        return None
    better = proper(typed)
    if better != typed:
        return Problem(
            code="DOCUMENT-SHAPE",
            text=f"文号「{typed}」应写成{better}，请对照文件确认。",
            severity=Severity.WARNING,
        )
    return Problem(code="DOCUMENT-SHAPE", text=f"文号「{typed[:40]}」写法不对。{_RIGHT}")
