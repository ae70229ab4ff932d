"""What every form has around its own table: title, number, marks, QR code above; the small print below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from skilldesk.core.check_code import PaperCode, grouped
from skilldesk.core.normal import CHINA
from skilldesk.forms import fonts
from skilldesk.forms.fonts import TITLE
from skilldesk.forms.paper import (
    A4,
    A4_ACROSS,
    WU_HAO,
    XIAO_ER,
    XIAO_SI,
    XIAO_WU,
    Align,
    Box,
    Mark,
    QrCode,
    Rule,
    Size,
    Text,
    fit,
    line,
)


@dataclass(frozen=True)
class Room:
    """What the frame leaves of a sheet of paper: its sides, in millimetres from the top left corner."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.width, self.bottom - self.top)


UPRIGHT = Room(22, 188, 45, 277)
ACROSS = Room(15, 282, 35, 190)
"""Lists need the width; their sheets are bound at the top."""

_ROOMS = {A4: UPRIGHT, A4_ACROSS: ACROSS}

_BESIDE_TITLE = 22.0
"""The QR code at the right of the title, and as much at its left."""

_STAMP_STEP = 7.0
"""Stamps stand one below the other at the left of the title, above the note: no title is so long as to
meet them."""

_NUMBER_WIDTH = 64.0
"""编号 and the longest number (30 characters)."""

_TITLE_SIZES = (XIAO_ER, 15.0, 14.0, XIAO_SI, WU_HAO)
_SMALL_SIZES = (XIAO_WU, 7.5, 6.5, 5.5)

_PLACES_TOLD = 4
"""Of characters to be written by hand: so many fit into the note, however long their names are."""

_SEAM = "本表共多页，请加盖骑缝章"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What tells this paper from all others; stamps such as 演练 stand at the left of the title."""

    code: PaperCode
    version: int
    stamps: tuple[str, ...]
    hand_note: str
    printed_at: datetime
    printed_by: str

    def head(self, size: Size) -> tuple[Mark, ...]:
        room = _ROOMS[size]
        code = Box(room.right - 40, room.top - 5, 40, 4)
        note = Box(room.left - 1.2, room.top - 11.5, room.width - 24, 5)
        marks: list[Mark] = [
            line(f"编号：{self.code.number}", _below_title(room), WU_HAO),
            line(f"校验码 {grouped(self.code.check_code)}", code, XIAO_WU, align=Align.RIGHT),
            QrCode(Box(room.right - 22, room.top - 26.5, 22, 22), self.code.text),
            *fit(self.hand_note, note, label="请手写的字", sizes=_SMALL_SIZES, face=TITLE),
        ]
        for index, stamp in enumerate(self.stamps):
            box = Box(room.left, room.top - 26 + index * _STAMP_STEP, 20, _STAMP_STEP - 0.5)
            marks += [Rule(box, 1.0), line(stamp, box, XIAO_SI, align=Align.CENTRE, face=TITLE)]
        return tuple(marks)

    def foot(self, size: Size, place: str, *, pages: int) -> tuple[Text, ...]:
        """Two lines: which form this is and which page; when it was printed and by whom."""
        room = _ROOMS[size]
        above = _foot(room)
        below = Box(above.x, above.bottom, above.width, above.height)
        identity = (
            f"{self.code.form} 第{self.version}版　{self.code.number}　校验码 {grouped(self.code.check_code)}"
        )
        moment = self.printed_at.astimezone(CHINA)
        printed = f"打印时间 {moment:%Y-%m-%d %H:%M}　制表人 {fonts.printable(self.printed_by)}"
        seam = (line(_SEAM, below, XIAO_WU, align=Align.RIGHT),) if pages > 1 else ()
        return (
            line(identity, above, XIAO_WU),
            line(place, above, XIAO_WU, align=Align.RIGHT),
            line(printed, below, XIAO_WU),
            *seam,
        )


def title(room: Room, text: str, beside_number: str = "") -> tuple[Mark, ...]:
    """The title in the middle, and at the right of the line below it the date to be written by hand, or
    whatever else is to be read there.
    """
    box = Box(room.left + _BESIDE_TITLE, room.top - 24, room.width - 2 * _BESIDE_TITLE, 12)
    below, foot = _below_title(room), _foot(room)
    beside = Box(below.x + _NUMBER_WIDTH, below.y, below.width - _NUMBER_WIDTH, below.height)
    return (
        *fit(text, box, label="标题", sizes=_TITLE_SIZES, align=Align.CENTRE, face=TITLE),
        *fit(beside_number, beside, label="标题下方", sizes=(WU_HAO, *_SMALL_SIZES), align=Align.RIGHT),
        Rule(Box(foot.x, foot.y - 0.8, foot.width, 0)),
    )


def _below_title(room: Room) -> Box:
    """The line of the number and of the date; the check code stands at the right of it."""
    return Box(room.left, room.top - 6, room.width - 40, 5)


def _foot(room: Room) -> Box:
    return Box(room.left, room.bottom + 4.5, room.width, 4)


def hand_note(texts: Iterable[tuple[str, str]]) -> str:
    """Which characters are to be written by hand, told by their places: they cannot be printed."""
    places = [place for label, text in texts for place in _unprinted(label, text)]
    told = "、".join(places[:_PLACES_TOLD])
    rest = f"等{len(places)}处" if len(places) > _PLACES_TOLD else ""
    return f"字库里没有的字，请在横线上手写：{told}{rest}。" if places else ""


def _unprinted(label: str, text: str) -> Iterator[str]:
    missing = fonts.missing_characters(text)
    for place, one in enumerate(text, start=1):
        if one in missing:
            yield f"{label}第{place}字（U+{ord(one):04X}）"
