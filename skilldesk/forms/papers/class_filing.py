"""F01 开班申请（备案）表 (domain §7.3): what the institution asks beside what the office says, one page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from skilldesk.forms import blocks, form, frame
from skilldesk.forms.blocks import Cell, Row
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.frame import UPRIGHT
from skilldesk.forms.paper import (
    FRAME,
    WU_HAO,
    XIAO_WU,
    Align,
    Box,
    Mark,
    Page,
    Rule,
    Template,
    line,
    paragraph,
)

_HEAD = (Row(11, ("institution_name",)), Row(10, ("credit_code",)))
_APPLICANT = (
    Row(12.5, ("class_name",)),
    Row(11, ("occupation",)),
    Row(10, ("trade",)),
    Row(10, ("level",)),
    Row(10, ("subsidy",)),
    Row(10, ("certificate_kind",)),
    Row(10, ("planned_count",)),
    Row(10, ("principal",)),
    Row(10, ("phone",)),
    Row(10, ("delivery",)),
    Row(18, ("site",)),
    Row(10, ("starts_on",)),
    Row(10, ("ends_on",)),
    Row(10, ("theory_hours",)),
    Row(10, ("practice_hours",)),
)
_OFFICE = (Row(12.5, ("filing_number",)), Row(11, ("filed_on",)))
_BY_HAND = 10.0
"""Height of a cell for which there are no data: the assessment body, the number within the year."""

_HEAD_LABEL, _LABEL = 47.0, 25.0
_MIDDLE = UPRIGHT.left + 96
_BELOW_HEAD = UPRIGHT.top + blocks.height(_HEAD)
_HEIGHT = blocks.height(_APPLICANT) + _BY_HAND


def _draw(f01: Form, sheet: Sheet) -> tuple[Page, ...]:
    return (Page(_template(f01), tuple(blocks.filled(f01, sheet, _cells()))),)


@cache
def _template(f01: Form) -> Template:
    room = UPRIGHT.box
    bottom = _BELOW_HEAD + _HEIGHT
    below = Box(room.x, bottom + 2, room.width, 5)
    marks: list[Mark] = [
        *frame.title(UPRIGHT, f01.title, f01.wording["day"]),
        *blocks.labelled(f01, _cells()),
        *_applicant(f01),
        *_office(f01),
        Rule(Box(room.x, room.y, room.width, bottom - room.y), FRAME),
        line(f01.wording["signed"], below, WU_HAO),
        *paragraph(f01.wording["notes"], Box(room.x, below.bottom + 2, room.width, 0), XIAO_WU, leading=1.3),
    ]
    return Template(tuple(marks))


def _cells() -> Iterator[Cell]:
    yield from blocks.cells(_HEAD, UPRIGHT.box, _HEAD_LABEL)
    yield from blocks.cells(_APPLICANT, blocks.right_of_strip(_left()), _LABEL)
    yield from blocks.cells(_OFFICE, blocks.right_of_strip(_right()), _LABEL)


def _left() -> Box:
    return Box(UPRIGHT.left, _BELOW_HEAD, _MIDDLE - UPRIGHT.left, _HEIGHT)


def _right() -> Box:
    return Box(_MIDDLE, _BELOW_HEAD, UPRIGHT.right - _MIDDLE, _HEIGHT)


def _applicant(f01: Form) -> Iterator[Mark]:
    room = blocks.right_of_strip(_left())
    label = Box(room.x, room.bottom - _BY_HAND, _LABEL, _BY_HAND)
    yield from blocks.strip(f01.wording["applicant"], _left())
    yield from blocks.blank(f01.wording["assessor"], label, _beside(label, room))


def _office(f01: Form) -> Iterator[Mark]:
    """With room for the seal of the office below, which covers the date."""
    room = blocks.right_of_strip(_right())
    label = Box(room.x, room.y + blocks.height(_OFFICE), _LABEL, _BY_HAND)
    signed = Box(room.x, room.bottom - 46, room.width - 6, 6)
    yield from blocks.strip(f01.wording["office"], _right())
    yield from blocks.blank(f01.wording["serial"], label, _beside(label, room))
    yield line(f01.wording["reviewer"], Box(room.x + 3, label.bottom + 8, room.width, 6), WU_HAO)
    for below, name in enumerate(("sealed", "sealed_day")):
        box = Box(signed.x, signed.y + 20 + below * 8, signed.width, signed.height)
        yield line(f01.wording[name], box, WU_HAO, align=Align.RIGHT)


def _beside(label: Box, within: Box) -> Box:
    return Box(label.right, label.y, within.right - label.right, label.height)


FORM = form.read("F01", _draw)
