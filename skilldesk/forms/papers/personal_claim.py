"""F10 职业培训补贴个人申请表 (domain §7.3): one person's claim on one upright A4 page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from skilldesk.forms import form, frame
from skilldesk.forms.fonts import Face
from skilldesk.forms.form import Form
from skilldesk.forms.frame import LEFT, RIGHT, TOP
from skilldesk.forms.paper import (
    FRAME,
    LABEL_SIZES,
    WU_HAO,
    XIAO_SI,
    XIAO_WU,
    Align,
    Box,
    Mark,
    Page,
    Rule,
    Template,
    fit,
    line,
    paragraph,
)


@dataclass(frozen=True)
class _Row:
    height: float
    fields: tuple[str, ...]
    second: float = 92.0
    """Where the label of the second field begins."""


_ROWS = (
    _Row(8.5, ("name", "sex")),
    _Row(8.5, ("birth_date",)),
    _Row(8.5, ("id_number",)),
    _Row(8.5, ("ethnicity", "education")),
    _Row(9, ("hukou_address",)),
    _Row(9, ("residence_address",)),
    _Row(9.5, ("category", "employment_status")),
    _Row(8, ("phone", "certificate_kind")),
    _Row(8, ("certificate_number",)),
    _Row(9, ("occupation", "level"), second=126),
    _Row(9, ("issued_on", "issuer"), second=84.5),
    _Row(9, ("bank_branch",)),
    _Row(9, ("bank_account",)),
    _Row(9, ("amount_capitals", "amount"), second=126),
)
_BESIDE_PHOTO = 4
_PHOTO_WIDTH = 28.0
_LABEL_WIDTH = 28.5
_PROMISE_HEIGHT = 27.0
_OPINION_HEIGHTS = (31.0, 45.0)
"""The seal of the office is 42 mm wide and goes on the lower two."""
_OPINION_LABEL_WIDTH = 9.0

_STRONG = frozenset({"amount_capitals", "amount"})


def _draw(f10: Form, texts: Mapping[str, str]) -> tuple[Page, ...]:
    marks = [
        mark
        for name, _, box in _cells(f10)
        for mark in fit(
            texts[name],
            box,
            label=dict(f10.fields)[name],
            face=Face.BOLD if name in _STRONG else Face.REGULAR,
        )
    ]
    return (Page(_template(f10), tuple(marks)),)


@cache
def _template(f10: Form) -> Template:
    labels = dict(f10.fields)
    below = TOP + sum(row.height for row in _ROWS)
    marks: list[Mark] = [*frame.title(f10.title, f10.wording["day"])]
    for name, label, value in _cells(f10):
        marks += [Rule(label), Rule(value)]
        marks += fit(labels[name], label, label=name, sizes=LABEL_SIZES, align=Align.CENTRE)
    marks += _photo(f10)
    marks += _promise(f10, Box(LEFT, below, RIGHT - LEFT, _PROMISE_HEIGHT))
    marks += _opinions(f10, below + _PROMISE_HEIGHT)
    bottom = below + _PROMISE_HEIGHT + sum(_OPINION_HEIGHTS)
    marks += [Rule(Box(LEFT, TOP, RIGHT - LEFT, bottom - TOP), FRAME)]
    marks += paragraph(f10.wording["notes"], Box(LEFT, bottom + 1, RIGHT - LEFT, 0), XIAO_WU, leading=1.25)
    return Template(tuple(marks))


def _cells(f10: Form) -> Iterator[tuple[str, Box, Box]]:
    """Each field with the boxes of its label and its value."""
    y = TOP
    for index, row in enumerate(_ROWS):
        right = RIGHT - _PHOTO_WIDTH if f10.wording["photo"] and index < _BESIDE_PHOTO else RIGHT
        starts = (LEFT, row.second)[: len(row.fields)]
        for name, start, end in zip(row.fields, starts, (*starts[1:], right), strict=True):
            label = Box(start, y, _LABEL_WIDTH, row.height)
            yield name, label, Box(label.right, y, end - label.right, row.height)
        y += row.height


def _photo(f10: Form) -> tuple[Mark, ...]:
    """Nothing if the words of this version have no place for a photo."""
    words = f10.wording["photo"]
    height = sum(row.height for row in _ROWS[:_BESIDE_PHOTO])
    box = Box(RIGHT - _PHOTO_WIDTH, TOP, _PHOTO_WIDTH, height)
    return (Rule(box), *fit(words, box, label="photo", sizes=(WU_HAO,), align=Align.CENTRE)) if words else ()


def _promise(f10: Form, box: Box) -> tuple[Mark, ...]:
    label = Box(box.x, box.y, _LABEL_WIDTH, box.height)
    room = Box(label.right + 2, box.y + 1.5, box.width - _LABEL_WIDTH - 4, box.height)
    signed = Box(room.x, box.bottom - 8, room.width, 6)
    return (
        Rule(box),
        Rule(label),
        *fit(f10.wording["promise_label"], label, label="promise", sizes=LABEL_SIZES, align=Align.CENTRE),
        *paragraph(f"　　{f10.wording['promise']}", room),
        line(f10.wording["promise_signed"], signed, WU_HAO, align=Align.RIGHT),
    )


def _opinions(f10: Form, top: float) -> Iterator[Mark]:
    """Two and two, each with room for a hand or a seal."""
    names = iter(f10.wording["opinions"].splitlines())
    width = (RIGHT - LEFT) / 2
    y = top
    for height in _OPINION_HEIGHTS:
        for x in (LEFT, LEFT + width):
            yield from _opinion(f10, next(names), Box(x, y, width, height))
        y += height


def _opinion(f10: Form, name: str, box: Box) -> tuple[Mark, ...]:
    label = Box(box.x, box.y, _OPINION_LABEL_WIDTH, box.height)
    room = Box(label.right, box.bottom - 14, box.right - label.right - 5, 6)
    day = Box(room.x, room.bottom, room.width, room.height)
    return (
        Rule(box),
        Rule(label),
        *fit("\n".join(name), label, label=name, sizes=(XIAO_SI,), align=Align.CENTRE),
        line(f10.wording["opinion_signed"], room, WU_HAO, align=Align.RIGHT),
        line(f10.wording["opinion_day"], day, WU_HAO, align=Align.RIGHT),
    )


FORM = form.read("F10", _draw)
