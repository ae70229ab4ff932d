"""Where things stand on a sheet of paper: boxes, text that fits into them, rules and QR codes.

Places and sizes are millimetres from the top left corner; sizes of type are points.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from skilldesk.errors import TextDoesNotFit
from skilldesk.forms import fonts
from skilldesk.forms.fonts import Face

MM = 72 / 25.4
"""Points in a millimetre."""

Size = tuple[float, float]
"""Width and height of a sheet."""

A4: Size = (210.0, 297.0)
A4_ACROSS: Size = (297.0, 210.0)

XIAO_ER, XIAO_SI, WU_HAO, XIAO_WU = 18.0, 12.0, 10.5, 9.0
"""The sizes 小二, 小四, 五号, 小五 of Chinese office documents, in points."""

LABEL_SIZES = (WU_HAO, XIAO_WU)

ENTRY_SIZES = (XIAO_SI, WU_HAO, XIAO_WU, 7.5, 6.5, 5.5)
"""What is filled in starts with 小四 and shrinks to 七号 before it is refused."""

HAIRLINE, FRAME = 0.5, 1.2
"""Weights of rules, in points."""

_LEADING = 1.15
_PADDING = 1.2
_ASCENT = 0.88
"""Of an em, for the ideographs of the font."""

_UNIT = re.compile(r"[（《〈「『〔【“]*(?:[!-~¥]+|.)[·，。、；：？！）》〉」』〕】”]*")
"""What must stay on one line: a number or a word, with the marks that cling to it."""


class Align(enum.Enum):
    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, gap: float) -> Box:
        return Box(self.x + gap, self.y + gap, self.width - 2 * gap, self.height - 2 * gap)


@dataclass(frozen=True, slots=True)
class Text:
    """One line; x and y are the left end of its base line."""

    x: float
    y: float
    text: str
    size: float = WU_HAO
    face: Face = Face.REGULAR


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or, with a height and a width, the outline of a box."""

    box: Box
    weight: float = HAIRLINE


@dataclass(frozen=True, slots=True)
class QrCode:
    """Square, with its quiet zone inside the box."""

    box: Box
    text: str


Mark = Text | Rule | QrCode


@dataclass(frozen=True, eq=False)
class Template:
    """What is the same on every sheet of a form; it is kept once in the PDF."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Page:
    template: Template
    marks: tuple[Mark, ...]
    watermark: str = ""
    size: Size = A4


def line(text: str, box: Box, size: float, *, align: Align = Align.LEFT, face: Face = Face.REGULAR) -> Text:
    """One line, as long as it is, in the middle of the box's height."""
    return _place([text], box, size, align, face)[0]


def fit(
    text: str,
    box: Box,
    *,
    label: str,
    sizes: Sequence[float] = ENTRY_SIZES,
    align: Align = Align.LEFT,
    face: Face = Face.REGULAR,
) -> tuple[Text, ...]:
    """The text in the largest size at which all of it fits, on as many lines as that takes.

    Numbers and words are parted only in the smallest size.
    """
    inner = _inner(box)
    if found := _set(text, inner, sizes, face):
        size, lines = found
        shown = _balanced(text, lines, inner.width * MM, size, face) if align is Align.CENTRE else lines
        return _place(shown, inner, size, align, face)
    raise TextDoesNotFit(
        f"「{label}」有{len(text)}个字，表格的格子里放不下。"
        "没有生成文件，数据没有变化。请把这一项改短，再生成表格。"
    )


def needed_height(text: str, box: Box, *, sizes: Sequence[float], face: Face = Face.REGULAR) -> float:
    """The height of the box, or that of a higher one in which the text fits in the smallest size."""
    inner = _inner(box)
    if _set(text, inner, sizes, face):
        return box.height
    return len(wrap(text, inner.width * MM, sizes[-1], face)) * sizes[-1] * _LEADING / MM + _PADDING


def _inner(box: Box) -> Box:
    return replace(box, x=box.x + _PADDING, width=box.width - 2 * _PADDING)


def _set(text: str, inner: Box, sizes: Sequence[float], face: Face) -> tuple[float, list[str]] | None:
    """The largest size in which all of the text fits, with its lines."""
    room = inner.width * MM
    for size in sizes:
        lines = wrap(text, room, size, face)
        fits = len(lines) * size * _LEADING <= inner.height * MM
        if fits and (size == sizes[-1] or len(lines) < 2 or _keeps_units(text, room, size, face)):
            return size, lines
    return None


def paragraph(text: str, box: Box, size: float = WU_HAO, *, leading: float = 1.6) -> tuple[Text, ...]:
    """Running text from the top of the box, with lines as far apart as a document has them."""
    step = size * leading / MM
    lines = wrap(text, box.width * MM, size, Face.REGULAR)
    return tuple(
        Text(box.x, box.y + index * step + size * _ASCENT / MM, said, size)
        for index, said in enumerate(lines)
    )


def wrap(text: str, room: float, size: float, face: Face = Face.REGULAR) -> list[str]:
    """Lines no wider than the room (in points).

    No mark that closes begins a line, no bracket that opens ends one; only a number or a word that is
    wider than a whole line is parted.
    """
    lines: list[str] = []
    for said in text.splitlines():
        if fonts.width(said, size, face) <= room:
            lines.append(said)
        else:
            lines += _broken(said, room, size, face)
    return lines


def _broken(text: str, room: float, size: float, face: Face) -> Iterator[str]:
    begun, used = "", 0.0
    for unit in _UNIT.findall(text):
        for piece in [unit] if fonts.width(unit, size, face) <= room else unit:
            needed = fonts.width(piece, size, face)
            if begun and used + needed > room:
                yield begun
                begun, used = "", 0.0
            begun, used = begun + piece, used + needed
    yield begun


def _keeps_units(text: str, room: float, size: float, face: Face) -> bool:
    return all(fonts.width(unit, size, face) <= room for unit in _UNIT.findall(text))


def _balanced(text: str, lines: list[str], room: float, size: float, face: Face) -> list[str]:
    """The same text on as many lines: a bracket on its own, or else all of nearly one length."""
    if len(lines) < 2 or "\n" in text:
        return lines
    before, bracket, after = text.partition("（")
    parted = [before, bracket + after]
    if len(lines) == 2 and all(parted) and max(fonts.width(part, size, face) for part in parted) <= room:
        return parted
    narrow = fonts.width(text, size, face) / len(lines)
    while narrow < room:
        if len(tried := wrap(text, narrow, size, face)) == len(lines):
            return tried
        narrow += size / 2
    return lines


def _place(lines: list[str], box: Box, size: float, align: Align, face: Face) -> tuple[Text, ...]:
    step = size * _LEADING / MM
    top = box.y + (box.height - len(lines) * step) / 2 + (step - size / MM) / 2
    return tuple(
        Text(
            box.x + (box.width - fonts.width(said, size, face) / MM) * align.value,
            top + index * step + size * _ASCENT / MM,
            said,
            size,
            face,
        )
        for index, said in enumerate(lines)
    )
