"""F10 职业培训补贴个人申请表 (domain §7.3): one person's claim on one upright A4 page."""

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
    fit,
    paragraph,
)

_BESIDE_PHOTO = (
    Row(8.5, ("name", "sex"), (92,)),
    Row(8.5, ("birth_date",)),
    Row(8.5, ("id_number",)),
    Row(8.5, ("ethnicity", "education"), (92,)),
)
_BELOW_PHOTO = (
    Row(9, ("hukou_address",)),
    Row(9, ("residence_address",)),
    Row(9.5, ("category", "employment_status"), (92,)),
    Row(8, ("phone", "certificate_kind"), (92,)),
    Row(8, ("certificate_number",)),
    Row(9, ("occupation", "level"), (126,)),
    Row(9, ("issued_on", "issuer"), (84.5,)),
    Row(9, ("bank_branch",)),
    Row(9, ("bank_account",)),
    Row(9, ("amount_capitals", "amount"), (126,)),
)
_PHOTO = Box(UPRIGHT.right - 28, UPRIGHT.top, 28, blocks.height(_BESIDE_PHOTO))
_LABEL_WIDTH = 28.5
_PROMISE_HEIGHT = 27.0
_OPINION_HEIGHTS = (31.0, 45.0)
"""The seal of the office is 42 mm wide and goes on the lower two."""

_STRONG = frozenset({"amount_capitals", "amount"})


def _draw(f10: Form, sheet: Sheet) -> tuple[Page, ...]:
    return (Page(_template(f10), tuple(blocks.filled(f10, sheet, _cells(f10), _STRONG))),)


@cache
def _template(f10: Form) -> Template:
    room = UPRIGHT.box
    promise = Box(room.x, _PHOTO.bottom + blocks.height(_BELOW_PHOTO), room.width, _PROMISE_HEIGHT)
    opinions = Box(room.x, promise.bottom, room.width, sum(_OPINION_HEIGHTS))
    marks: list[Mark] = [
        *frame.title(UPRIGHT, f10.title, f10.wording["day"]),
        *blocks.labelled(f10, _cells(f10)),
        *_photo(f10),
        *blocks.promise(f10, promise, _LABEL_WIDTH),
        *blocks.opinions(f10, opinions, _OPINION_HEIGHTS),
        Rule(Box(room.x, room.y, room.width, opinions.bottom - room.y), FRAME),
        *paragraph(
            f10.wording["notes"],
            Box(room.x, opinions.bottom + 1, room.width, 0),
            XIAO_WU,
            leading=1.25,
        ),
    ]
    return Template(tuple(marks))


def _cells(f10: Form) -> Iterator[Cell]:
    room = UPRIGHT.box
    beside = Box(room.x, room.y, _PHOTO.x - room.x, 0) if f10.wording["photo"] else room
    yield from blocks.cells(_BESIDE_PHOTO, beside, _LABEL_WIDTH)
    yield from blocks.cells(_BELOW_PHOTO, Box(room.x, _PHOTO.bottom, room.width, 0), _LABEL_WIDTH)


def _photo(f10: Form) -> tuple[Mark, ...]:
    """Nothing if the words of this version have no place for a photo."""
    if not (words := f10.wording["photo"]):
        return ()
    return (Rule(_PHOTO), *fit(words, _PHOTO, label="photo", sizes=(WU_HAO,), align=Align.CENTRE))


FORM = form.read("F10", _draw)
