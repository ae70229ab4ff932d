"""Telephone numbers: mobiles of 11 digits, landlines with or without their area code (domain §4.4).

There is no list of number ranges: new ones are opened every year.
"""

from __future__ import annotations

import re

from skilldesk.core.normal import digits_and_marks
from skilldesk.core.problems import Problem, Severity

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?", re.ASCII)
_COUNTRY = re.compile(r"(?:\+|00)?86-?(?=1[3-9]\d{9}$)", re.ASCII)
_GROUPED = re.compile(r"(1\d{2})[-.](\d{4})[-.](\d{4})", re.ASCII)
_BETWEEN = re.compile(r"[/、,;和或]")
_LETTERS = str.maketrans("OoIlSsZzB", "001155228")


def normalise(text: str) -> str:
    """The number as it is kept: without spaces, country code, and the marks between groups of a mobile."""
    typed = digits_and_marks(text)
    typed = _COUNTRY.sub("", _GROUPED.sub(r"\1\2\3", typed))
    return typed.removesuffix(".0") if _MOBILE.fullmatch(typed.removesuffix(".0")) else typed


def is_mobile(number: str) -> bool:
    return _MOBILE.fullmatch(number) is not None


def fault(label: str, number: str) -> Problem | None:
    """What is wrong with a mobile or a landline."""
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return None
    return Problem(code="PHONE-SHAPE", text=f"{label}{_reason(number)}")


def mobile_fault(label: str, number: str) -> Problem | None:
    """What is wrong with a number that should be a mobile; a landline is to be confirmed."""
    if not _MOBILE.fullmatch(number) and _LANDLINE.fullmatch(number):
        text = f"{label}「{number}」是座机号码。手机应为11位、1开头，请确认有没有手机号码。"
        return Problem(code="PHONE-LANDLINE", text=text, severity=Severity.WARNING)
    return fault(label, number)


def _reason(number: str) -> str:
    right = "手机应为11位、1开头；座机请带区号，写成0632-3311234的样子。"
    meant = number.translate(_LETTERS)
    if len(_BETWEEN.split(number)) > 1:
        return f"里不止一个号码，请只留一个。{right}"
    if meant != number and _MOBILE.fullmatch(meant):
        return f"里有字母，应为数字，可能是{meant}，请核对。"
    digits = sum(one in "0123456789" for one in number)
    if len(number) == digits == 11:
        return f"以{number[:2]}开头，没有这样的手机号码，请核对。{right}"
    return f"现在有{digits}位数字。{right}"
