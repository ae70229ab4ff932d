"""The check code of a printed form, and the QR code that carries it.

code = first 40 bits of SHA-256 over [form, version, number, [name, printed text], …] as JSON
       without spaces in UTF-8, written as 8 characters of Crockford's base 32
QR   = SD1|form|document number|code

So a signed paper can be held against the data: whoever has the same texts gets the same code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from skilldesk.core.normal import half_width

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_CODE = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")
_READ_AS = str.maketrans("OIL", "011", " -")
"""What Crockford's base 32 leaves out for looking like something else; gaps say nothing."""

_SCHEME = "SD1"
_BAR = "|"


@dataclass(frozen=True)
class PaperCode:
    """What the QR code of a printed page says."""

    form: str
    number: str
    check_code: str

    @property
    def text(self) -> str:
        parts = (_SCHEME, self.form, self.number, self.check_code)
        if any(_BAR in part for part in parts):
            raise ValueError(parts)
        return _BAR.join(parts)


def check_code(form: str, version: int, number: str, texts: Iterable[tuple[str, str]]) -> str:
    """The 8 characters for the printed texts, in the order of the form's fields."""
    said = [form, version, number, *texts]
    content = json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    bits = int.from_bytes(sha256(content).digest()[:5], "big")
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))


def grouped(code: str) -> str:
    """As it is printed and read aloud: 8F3A 21C7."""
    return f"{code[:4]} {code[4:]}"


def read_check_code(typed: str) -> str | None:
    """The code that a person typed, in any of the usual habits; None if it is none."""
    code = half_width(typed).strip().upper().translate(_READ_AS)
    return code if _CODE.fullmatch(code) else None


def read_paper_code(scanned: str) -> PaperCode | None:
    """What a scanner read from a page of ours; None if the text is something else."""
    parts = half_width(scanned).strip().split(_BAR)
    if len(parts) != 4 or parts[0] != _SCHEME or not all(parts):
        return None
    code = read_check_code(parts[3])
    return None if code is None else PaperCode(form=parts[1], number=parts[2], check_code=code)
