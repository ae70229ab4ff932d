"""拼音首字母: under which letters a person's name is found.

The letter of a character is that of its usual reading (pypinyin); surnames, compound surnames and characters
with several current readings stand in tables of our own, because there the usual reading is often wrong.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from skilldesk.core.normal import person_name
from skilldesk.reference import lists

MOST_KEYS = 16
"""How many keys a name has at most; the likeliest come first."""

_LONGEST_NAME = 50
_LONGEST_SURNAME = 4


@dataclass(frozen=True)
class Initials:
    surnames: Mapping[str, tuple[str, ...]]
    """The letters of a surname, one for each of its characters; several if it is read in several ways."""
    readings: Mapping[str, tuple[str, ...]]
    """The letters of characters that are read in several ways, the usual first."""
    usual: Mapping[int, str]
    """The readings of every other character by its code point, parted by commas, the usual first."""

    def keys(self, name: str) -> tuple[str, ...]:
        """All small letters under which the name is found, the likeliest first: 单小红 has sxh.

        A character that nobody can read is left out; a Latin name gives the first letter of each word.
        """
        plain = person_name(name)[:_LONGEST_NAME]
        ways = islice(product(*self._parts(plain)), MOST_KEYS)
        return tuple(dict.fromkeys(key for key in map("".join, ways) if key))

    def _parts(self, name: str) -> Iterator[tuple[str, ...]]:
        """What each part of the name may contribute."""
        surname = "" if "·" in name else self._surname(name)
        if surname:
            yield self.surnames[surname]
        within_word = False
        for one in name[len(surname) :]:
            letter = unicodedata.normalize("NFD", one)[0].lower()
            if letter.isascii():
                if letter.isalnum() and not within_word:
                    yield (letter,)
                within_word = letter.isalnum()
            else:
                within_word = False
                yield self._letters(one)

    def _surname(self, name: str) -> str:
        """The surname with which the name begins, if it stands in the table."""
        beginnings = (name[:length] for length in range(min(_LONGEST_SURNAME, len(name)), 0, -1))
        return next((one for one in beginnings if one in self.surnames), "")

    def _letters(self, one: str) -> tuple[str, ...]:
        if one in self.readings:
            return self.readings[one]
        usual = self.usual.get(ord(one), "").partition(",")[0]
        return (unicodedata.normalize("NFD", usual)[:1],)


def load() -> Initials:
    """The tables that the program ships, and the readings of pypinyin without its phrases."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import (
        pinyin_dict,
    )  # a quarter of a second with its phrases, so only when asked for

    return Initials(
        surnames=_letters_of("surnames", "surname"),
        readings=_letters_of("readings", "character"),
        usual=pinyin_dict,
    )


def _letters_of(name: str, column: str) -> dict[str, tuple[str, ...]]:
    return {word: tuple(letters.split()) for word, letters in lists.rows(name, (column, "initials"))}
