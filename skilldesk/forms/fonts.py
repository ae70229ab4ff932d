"""The fonts of the paper: Noto Serif SC, read from its files when the first form is laid out."""

from __future__ import annotations

import enum
from functools import cache
from typing import Any

from skilldesk import resources

BLANK_TO_WRITE_IN = "＿"
"""Stands where the font has no shape: the character is written on it by hand."""


class Face(enum.StrEnum):
    """A weight, by the name under which reportlab knows it."""

    REGULAR = "NotoSerifSC-Regular"
    BOLD = "NotoSerifSC-Bold"


def width(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """How wide the text prints, in points."""
    outlines = typeface(face).face
    widths, usual = outlines.charWidths, outlines.defaultWidth
    units: float = sum(widths.get(ord(one), usual) for one in text)
    return units * size / 1000


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters that would not print, each once, in the order of the text; line ends need no shape."""
    shapes = typeface(Face.REGULAR).face.charToGlyph
    return tuple(dict.fromkeys(one for one in text if ord(one) not in shapes and one != "\n"))


def printable(text: str) -> str:
    """The text with a blank to write in for each character that the font does not have."""
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
