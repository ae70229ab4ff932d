"""What a text that somebody searches for may mean: a name, 首字母, a number or its end, a scanned paper.

What is stored and what is typed are folded alike, so that a habit of writing hides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from skilldesk.core import phone
from skilldesk.core.check_code import PaperCode, read_paper_code
from skilldesk.core.normal import digits_and_marks, person_name

LONGEST = 100
"""Characters of a name by which it is found; names that people have are shorter."""

ENDING = 6
"""So many last characters of an ID number are kept to find it by."""

PHONE_ENDING = 4

_LATER_HAN = "\U00020000"
"""From here on all is Han, also what is newer than this Python."""

_ID_ENDING = re.compile(r"\d{3,5}[\dX]", re.ASCII)
_ID_BEGINNING = re.compile(r"\d{6,17}", re.ASCII)
_ID_WHOLE = re.compile(r"[A-Z\d]{6,18}", re.ASCII)
_CREDIT_CODE = re.compile(r"[A-Z\d]{6,18}", re.ASCII)
_PHONE = re.compile(r"(\d{3,4}-?)?\d{7,11}(-\d{1,6})?", re.ASCII)


def folded(text: str) -> str:
    """The characters and digits of a name without marks, spaces and widths; letters small."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return "".join(one for one in plain if one.isalnum() or one >= _LATER_HAN)


def pairs(text: str) -> list[str]:
    """Each two adjacent characters of a folded text, in order, each once; the only one of a single one."""
    if len(text) < 2:
        return [text] if text else []
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))


def number(text: str) -> str:
    """A number of any kind, as its beginning is compared: no spaces, half width, capitals."""
    return digits_and_marks(text).upper()


def ending(id_number: str) -> str:
    """The last characters of an ID number from the last on, so that shorter ends begin it."""
    return number(id_number)[-ENDING:][::-1]


def phone_ending(told: str) -> str:
    return told[-PHONE_ENDING:]


@dataclass(frozen=True)
class Asked:
    """A typed text, and what it may mean; "" or none where it cannot mean that."""

    typed: str

    @cached_property
    def paper(self) -> PaperCode | None:
        """The printed page whose QR code was scanned."""
        return read_paper_code(self.typed)

    @cached_property
    def name(self) -> str:
        """The beginning of a name, as it is written."""
        return person_name(self.typed)

    @cached_property
    def folded(self) -> str:
        return folded(self.typed)

    @cached_property
    def pairs(self) -> list[str]:
        return pairs(self.folded)

    @cached_property
    def letters(self) -> str:
        """首字母."""
        typed = number(self.typed)
        return typed.lower() if typed.isascii() and typed.isalpha() else ""

    @cached_property
    def number(self) -> str:
        """The beginning of a number of a paper: two characters at least, or it would mean too many."""
        typed = number(self.typed)
        return typed if len(typed) > 1 else ""

    @cached_property
    def small(self) -> str:
        """The same in small letters, where it has any."""
        small = self.number.lower()
        return small if small != self.number else ""

    @cached_property
    def id_number(self) -> str:
        """A whole number of a document."""
        return self.number if _ID_WHOLE.fullmatch(self.number) else ""

    @cached_property
    def id_beginning(self) -> str:
        return self.number if _ID_BEGINNING.fullmatch(self.number) else ""

    @cached_property
    def id_ending(self) -> str:
        """Four to six last characters of an ID number, from the last on."""
        return self.number[::-1] if _ID_ENDING.fullmatch(self.number) else ""

    @cached_property
    def phone(self) -> str:
        """A whole telephone number."""
        typed = phone.normalise(self.typed)
        return typed if _PHONE.fullmatch(typed) else ""

    @cached_property
    def phone_ending(self) -> str:
        return self.number if self.number.isdecimal() and len(self.number) == PHONE_ENDING else ""

    @cached_property
    def credit_code(self) -> str:
        return self.number if _CREDIT_CODE.fullmatch(self.number) else ""
