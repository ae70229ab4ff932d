"""What every form has around its own table: title, number, marks, QR code above; the small print below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from skilldesk.core.check_code import PaperCode, grouped
from skilldesk.core.normal import CHINA
from skilldesk.forms import fonts
from skilldesk.forms.fonts import Face
from skilldesk.forms.paper import (
    WU_HAO,
    XIAO_ER,
    XIAO_SI,
    XIAO_WU,
    Align,
    Box,
    Mark,
    QrCode,
    Rule,
    Text,
    fit,
    line,
)

LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 45.0, 277.0
"""Of the room that the frame leaves on an upright A4 sheet."""

_STAMP = Box(LEFT, 20, 20, 8)
_TITLE = Box(LEFT, 21, RIGHT - LEFT, 12)
_HAND_NOTE = Box(LEFT - 1.2, 33.5, 142, 5)
_NUMBER = Box(LEFT, 39, 140, 5)
_DAY = Box(LEFT, 39, 134, 5)
_QR = Box(RIGHT - 22, 18.5, 22, 22)
_CODE = Box(RIGHT - 40, 40, 40, 4)
_FOOT = Box(LEFT, 281.5, RIGHT - LEFT, 4)

_SMALL_SIZES = (XIAO_WU, 7.5, 6.5, 5.5)


def title(text: str, day: str) -> tuple[Mark, ...]:
    """The title in the middle, and at the right of the line below it the date to be written by hand."""
    return (
        line(text, _TITLE, XIAO_ER, align=Align.CENTRE, face=Face.BOLD),
        line(day, _DAY, WU_HAO, align=Align.RIGHT),
        Rule(Box(LEFT, _FOOT.y - 0.8, RIGHT - LEFT, 0)),
    )


def head(code: PaperCode, stamps: Sequence[str], hand_note: str) -> tuple[Mark, ...]:
    """What tells this paper from all others; stamps such as 演练 stand at the left of the title."""
    marks: list[Mark] = [
        line(f"编号：{code.number}", _NUMBER, WU_HAO),
        line(f"校验码 {grouped(code.check_code)}", _CODE, XIAO_WU, align=Align.RIGHT),
        QrCode(_QR, code.text),
        *fit(hand_note, _HAND_NOTE, label="请手写的字", sizes=_SMALL_SIZES, face=Face.BOLD),
    ]
    for index, stamp in enumerate(stamps):
        box = Box(_STAMP.x + index * (_STAMP.width + 2), _STAMP.y, _STAMP.width, _STAMP.height)
        marks += [Rule(box, 1.0), line(stamp, box, XIAO_SI, align=Align.CENTRE, face=Face.BOLD)]
    return tuple(marks)


def hand_note(texts: Iterable[tuple[str, str]]) -> str:
    """Which characters are to be written by hand, told by their places: they cannot be printed."""
    places = [place for label, text in texts for place in _unprinted(label, text)]
    return f"字库里没有的字，请在横线上手写：{'、'.join(places)}。" if places else ""


def _unprinted(label: str, text: str) -> Iterator[str]:
    missing = fonts.missing_characters(text)
    for place, one in enumerate(text, start=1):
        if one in missing:
            yield f"{label}第{place}字（U+{ord(one):04X}）"


def foot(identity: str, place: str, *, printed_at: datetime, printed_by: str) -> tuple[Text, ...]:
    """Two lines: which form this is and which page; when it was printed and by whom."""
    moment = printed_at.astimezone(CHINA)
    below = Box(_FOOT.x, _FOOT.bottom, _FOOT.width, _FOOT.height)
    return (
        line(identity, _FOOT, XIAO_WU),
        line(place, _FOOT, XIAO_WU, align=Align.RIGHT),
        line(f"打印时间 {moment:%Y-%m-%d %H:%M}　制表人 {fonts.printable(printed_by)}", below, XIAO_WU),
    )
