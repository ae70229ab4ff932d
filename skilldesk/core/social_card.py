"""社会保障卡 (domain §4.5): the card's own number, which is neither the ID number nor the bank account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skilldesk.core.normal import compact
from skilldesk.core.problems import Problem

_NUMBER = re.compile(r"[A-Z0-9]\d{7,8}", re.ASCII)
_RIGHT = "社保卡卡号在卡的正面，8位或9位，首位是字母或数字。"


def normalise(text: str) -> str:
    return compact(text).upper()


def faults(number: str) -> Iterator[Problem]:
    """What is wrong with a card number, and which other number it is taken for."""
    if _NUMBER.fullmatch(number):
        return
    if re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        reason = "这是社会保障号码（身份证号码），不是社保卡卡号。"
    elif re.fullmatch(r"\d{16}|\d{19}", number, re.ASCII):
        reason = "这是银行账号，不是社保卡卡号，请填到「社保卡金融账号」。"
    else:
        reason = f"社保卡卡号「{number[:30]}」写法不对。"
    yield Problem(code="SOCIAL-CARD", field="social_card_number", text=reason + _RIGHT)
