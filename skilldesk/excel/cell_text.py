"""What a cell of a workbook or a text file can hold, and how it is kept from running as a formula."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 32_767
"""UTF-16 units in a cell (Excel specifications and limits)."""

_FORMULA_SIGNS = "=+-@"
_GUARD = "'"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = "\u2028\u2029"


def held(text: str) -> str:
    """The text as a cell keeps it: one line without spaces around it, control characters as spaces, half a
    character as �.
    """
    return (text if text.isprintable() else "".join(map(_kept, text))).strip()


def _kept(one: str) -> str:
    if one in "\ufffe\uffff" or "\ud800" <= one <= "\udfff":  # neither XML nor UTF-8 has them
        return "\ufffd"
    return " " if unicodedata.category(one) == "Cc" or one in _LINE_ENDS else one


def too_long(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute it, were it typed."""
    return text.startswith(tuple(_FORMULA_SIGNS))


def guarded(text: str) -> str:
    """The text for a CSV cell, where nothing but a sign in front keeps a spreadsheet from computing it."""
    return f"{_GUARD}{text}" if looks_like_formula(text) or text.startswith(_GUARD) else text


def unguarded(text: str) -> str:
    return text.removeprefix(_GUARD)


def escaped(text: str) -> str:
    """The text for a workbook's XML, where `_x0041_` would mean A (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub("_x005F_", text)
