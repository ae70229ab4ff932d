"""Amounts and days as a form shows them: in Chinese capitals and in figures.

The wording follows 《支付结算办法》附件一. Where it allows two ways, the shorter one is written
(…元叁角贰分, not …元零叁角贰分), and 整 also stands after 角.
"""

from __future__ import annotations

from datetime import date

LIMIT = 10**18
"""In fen: far beyond any budget, and still a number that one can read aloud."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def capitals(fen: int) -> str:
    """150000 → 人民币壹仟伍佰元整."""
    yuan, rest = divmod(_amount(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"人民币{_whole(yuan)}元" if yuan or not rest else "人民币"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan and cents:
        text += "零"
    return f"{text}{_DIGITS[cents]}分" if cents else f"{text}整"


def figures(fen: int) -> str:
    """150000 → ¥1,500.00."""
    yuan, rest = divmod(_amount(fen), 100)
    return f"¥{yuan:,}.{rest:02}"


def voucher_day(day: date) -> str:
    """2025-01-15 → 贰零贰伍年零壹月壹拾伍日: with 零 where a figure could be put in front."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04}")
    month = _guarded(day.month, (1, 2, 10))
    return f"{year}年{month}月{_guarded(day.day, (*range(1, 11), 20, 30))}日"


def _guarded(number: int, open_ones: tuple[int, ...]) -> str:
    return ("零" if number in open_ones else "") + _whole(number)


def _amount(fen: int) -> int:
    if not 0 <= fen < LIMIT:
        raise ValueError(fen)
    return fen


def _whole(number: int) -> str:
    """Largest unit first; one 零 wherever the next lower place is empty."""
    for value, unit in _UNITS:
        if number >= value:
            high, low = divmod(number, value)
            gap = "零" if 0 < low < value // 10 else ""
            return _whole(high) + unit + (gap + _whole(low) if low else "")
    return _DIGITS[number]
