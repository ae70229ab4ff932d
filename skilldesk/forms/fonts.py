"""The typefaces of paper: Song and Fangsong, read from their files when the first form is laid out."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from itertools import groupby
from typing import Any

from skilldesk import resources

BLANK_TO_WRITE_IN = "＿"
"""Stands where no typeface has a shape: the character is written on it by hand."""


class Face(enum.StrEnum):
    """A typeface, by the name of its file, under which reportlab knows it."""

    REGULAR = "NotoSerifSC-Regular"
    BOLD = "NotoSerifSC-Bold"
    FANGSONG = "ZhuqueFangsong-Regular"


LABEL, TITLE, ENTRY = Face.REGULAR, Face.BOLD, Face.FANGSONG
"""What the words of a form, its title and what is filled in are set in (domain §7.1)."""

_INSTEAD = {
    Face.REGULAR: (Face.FANGSONG,),
    Face.BOLD: (Face.REGULAR, Face.FANGSONG),
    Face.FANGSONG: (Face.REGULAR,),
}
"""Which faces print the characters that a face does not have."""


def width(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """How wide the text prints, in points."""
    return sum(map(_advances(face).__getitem__, text)) * size / 1000


def runs(text: str, face: Face) -> Iterator[tuple[Face, str]]:
    """The text in pieces, each with the face that has the shapes of it."""
    for shown, piece in groupby(text, key=partial(_shown_in, face)):
        yield shown, "".join(piece)


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters that would not print, each once, in the order of the text; line ends need no shape."""
    return tuple(dict.fromkeys(one for one in text if one != "\n" and not _is_printed(one)))


def printable(text: str) -> str:
    """The text with a blank to write in for each character that no face has."""
    return text.translate({ord(one): BLANK_TO_WRITE_IN for one in missing_characters(text)})


@cache
def typeface(face: Face) -> Any:
    """The loaded font (about 0.1 s, once), known to reportlab from then on."""
    from reportlab.pdfbase import pdfmetrics

    from skilldesk.forms.typeface import Typeface

    file = resources.path("fonts", f"{face}.ttf")
    font = Typeface(face, str(file), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def _shown_in(face: Face, character: str) -> Face:
    """The face that prints a character of a text in this face: the face itself, if no other has a shape."""
    return next((one for one in (face, *_INSTEAD[face]) if _shows(one, character)), face)


def _is_printed(character: str) -> bool:
    return _shows(_shown_in(Face.REGULAR, character), character)


def _shows(face: Face, character: str) -> bool:
    """Whether the face is to print the character. Fangsong gives its ideographs only, and the space of
    their width: its figures are of an old style, and office documents have those of Song.
    """
    if ord(character) not in typeface(face).face.charToGlyph:
        return False
    return face is not Face.FANGSONG or unicodedata.category(character) == "Lo" or character == "　"


class _Advances(dict[str, float]):
    """How wide each character of a text in that face is, in thousandths of its size."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        outlines = typeface(_shown_in(self._face, character)).face
        self[character] = outlines.charWidths.get(ord(character), outlines.defaultWidth)
        return self[character]


@cache
def _advances(face: Face) -> _Advances:
    return _Advances(face)
