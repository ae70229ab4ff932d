"""Numbers that follow one another, as certificates are issued: the digits at the end count on."""

from __future__ import annotations

import re

_SERIAL = 6
"""The last six digits of a certificate number are its serial (domain §4.6); those before say other things."""
_ENDING = re.compile(rf"(.*?)(\d{{1,{_SERIAL}}})", re.ASCII | re.DOTALL)


def following(number: str, count: int) -> list[str] | None:
    """So many numbers after this one; None if it does not end in digits or they would run over."""
    found = _ENDING.fullmatch(number)
    if found is None:
        return None
    before, serial = found.groups()
    if int(serial) + count >= 10 ** len(serial):
        return None
    return [f"{before}{int(serial) + step:0{len(serial)}}" for step in range(1, count + 1)]
