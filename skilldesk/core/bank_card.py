"""Bank cards and accounts (domain §4.3, §3.14): check digit by kind of account, the bank as a hint.

Only a personal card has a check digit (Luhn, ISO/IEC 7812-1); a corporate account and a passbook have none.
A card whose digit is wrong may still be right: who has seen the card says so, and gives a reason.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from skilldesk.core.normal import digits_and_marks
from skilldesk.core.problems import Problem, Severity

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_CARD_LENGTHS = range(15, 20)
_LONGEST_ACCOUNT = 30
_FLOAT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_EXCEL_DIGITS = 15


class AccountKind(enum.Enum):
    CARD = "个人银行卡"
    SEEN_CARD = "个人银行卡（已核对卡面）"
    PASSBOOK = "存折"
    CORPORATE = "对公账户"


@dataclass(frozen=True, slots=True)
class CardRange:
    """What the first digits of a card say; a hint, never a reason to refuse."""

    bank: str
    kind: str
    """DC debit, CC credit, SCC semi-credit, PC prepaid."""
    digits: int


CREDIT = frozenset({"CC", "SCC"})
"""Kinds of cards to which no subsidy should be paid."""


def normalise(text: str) -> str:
    """The number as it is kept: digits without spaces or marks between groups."""
    typed = digits_and_marks(text)
    plain = typed.replace("-", "")
    return plain if _DIGITS.fullmatch(plain) else typed


def luhn_holds(number: str) -> bool:
    """Whether the last digit fits the others."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in number[::-2])) % 10 == 0


def check_digit(number: str) -> str:
    """The digit that makes a card number of the digits before it."""
    return next(digit for digit in "0123456789" if luhn_holds(number + digit))


def faults(number: str, kind: AccountKind = AccountKind.CARD) -> Iterator[Problem]:
    """All that is wrong with an account number of that kind."""
    if _FLOAT.fullmatch(number):
        yield _error("CARD-EXCEL", "账号被表格软件改成了科学计数法，后几位已经丢失，请对照卡面重新录入。")
    elif not _DIGITS.fullmatch(number):
        yield _error("CARD-DIGITS", "账号只能是数字，请对照卡面核对。")
    elif kind in {AccountKind.PASSBOOK, AccountKind.CORPORATE}:
        if len(number) > _LONGEST_ACCOUNT:
            yield _error("CARD-LENGTH", f"账号最多{_LONGEST_ACCOUNT}位，现在有{len(number)}位，请核对。")
    elif len(number) not in _CARD_LENGTHS:
        text = f"银行卡号应为15到19位，现在是{len(number)}位，请对照卡面核对；存折账号请把账户种类改为存折。"
        yield _error("CARD-LENGTH", text)
    elif not luhn_holds(number):
        yield from _wrong_digit(number, kind)


def _wrong_digit(number: str, kind: AccountKind) -> Iterator[Problem]:
    if kind is AccountKind.SEEN_CARD:
        text = "银行卡号的校验位不对，已由经办人核对卡面并写明原因，请复核。"
        yield Problem(code="CARD-SEEN", text=text, severity=Severity.WARNING)
    elif len(number) > _EXCEL_DIGITS and set(number[_EXCEL_DIGITS:]) == {"0"}:
        yield _error("CARD-EXCEL", "卡号后几位都是0且校验不对，像是被表格软件改坏的，请对照卡面重新录入。")
    else:
        text = "银行卡号校验不对，至少有一位写错，请对照卡面逐位核对；卡面确实如此的，写明原因后可以保留。"
        yield _error("CARD-CHECK", text)


def _error(code: str, text: str) -> Problem:
    return Problem(code=code, text=text)
