"""统一社会信用代码 (GB 32100-2015): who registers, what kind of body, where, the body's own code, a check.

Characters 9 to 17 are the organisation code of GB 11714 with its own check character, in all classes,
also N (rural collectives) and Y (others).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skilldesk.core.normal import compact
from skilldesk.core.problems import Problem, Severity

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_CHECKS = "0123456789X0"
_MEANT = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}
"""Letters that the standard leaves out, and what is written in their place by mistake."""


@dataclass(frozen=True, slots=True)
class Facts:
    authority: str
    """The code of whoever registered it: the first character."""
    body_class: str
    """The first two characters: 91 an enterprise, 52 a private non-enterprise unit …"""
    region: str
    """Six digits of the place of registration."""
    organisation: str
    """组织机构代码: nine characters."""


def normalise(text: str) -> str:
    """The code as it is kept: half width, no spaces, large letters."""
    return compact(text).upper()


def holds(code: str) -> bool:
    """Whether both check characters of the 18 are right."""
    return not any(faults(code))


def facts(code: str) -> Facts | None:
    """What a sound code says."""
    if not holds(code):
        return None
    return Facts(authority=code[0], body_class=code[:2], region=code[2:8], organisation=code[8:17])


def check_character(first17: str) -> str:
    total = sum(_CHARACTERS.index(one) * weight for one, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHARACTERS[-total % 31]


def inner_check(first8: str) -> str:
    """The check character of an organisation code (GB 11714)."""
    total = sum(_BODY.index(one) * weight for one, weight in zip(first8, _BODY_WEIGHTS, strict=True))
    return _BODY_CHECKS[11 - total % 11]


def faults(code: str, label: str = "统一社会信用代码") -> Iterator[Problem]:
    """What is wrong with a code, the first reason only."""
    strange = next((one for one in code if one not in _CHARACTERS), None)
    if len(code) != 18:
        yield _error("USCC-LENGTH", label + _length(code))
    elif strange is not None:
        meant = f"，可能应为{_MEANT[strange]}" if strange in _MEANT else ""
        text = f"{label}里不会有「{strange}」{meant}（代码不用I、O、Z、S、V），请对照证书核对。"
        yield _error("USCC-CHARACTER", text)
    elif not re.fullmatch(r"\d{6}", code[2:8], re.ASCII):
        yield _error("USCC-REGION", f"{label}第3到8位「{code[2:8]}」应为6位数字的区划代码，请对照证书核对。")
    elif code[16] != inner_check(code[8:16]) and code[17] == check_character(code[:17]):
        text = f"{label}第9到17位「{code[8:17]}」（组织机构代码）校验不对，请对照证书逐位核对。"
        yield _error("USCC-INNER", text)
    elif code[16] != inner_check(code[8:16]) or code[17] != check_character(code[:17]):
        yield _error("USCC-CHECK", f"{label}校验不对，至少有一位写错，请对照证书逐位核对。")


def _length(code: str) -> str:
    if re.fullmatch(r"\d{15}", code, re.ASCII):
        return f"「{code}」是15位的旧工商注册号，请对照新证书换成18位。"
    if re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", code, re.ASCII):
        return f"「{code}」是9位的旧组织机构代码，请对照新证书换成18位。"
    return f"应为18位，现在是{len(code)}位，请对照证书核对。"


def _error(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, severity=Severity.ERROR)
