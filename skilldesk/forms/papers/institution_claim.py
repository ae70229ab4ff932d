"""F09 职业培训补贴申请表（机构/企业） (domain §7.3): an upright page, and all people on pages across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from skilldesk.core.capitals import capitals
from skilldesk.core.fields import Money
from skilldesk.forms import blocks, form, frame, table
from skilldesk.forms.blocks import Cell, Row
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.frame import ACROSS, UPRIGHT
from skilldesk.forms.paper import (
    A4_ACROSS,
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
from skilldesk.forms.table import Column, Part, Table

_MIDDLE = UPRIGHT.left + 84
_ROWS = (
    Row(9, ("institution_name",)),
    Row(8, ("credit_code", "legal_representative"), (_MIDDLE,)),
    Row(8, ("contact", "applicant_kind"), (_MIDDLE,), (31, 23)),
    Row(9, ("address",)),
    Row(8, ("account_holder",)),
    Row(8, ("bank_branch", "bank_account"), (_MIDDLE,)),
    Row(8, ("subsidy", "fund_source"), (_MIDDLE,)),
    Row(9, ("documents",)),
    Row(8.5, ("class_name", "filing_number"), (130,), (31, 16)),
    Row(9, ("occupation", "hours"), (130,), (31, 26)),
    Row(8, ("days",)),
    Row(8, ("counts", "results"), (_MIDDLE,)),
    Row(12, ("rates",)),
    Row(8.5, ("amount_capitals", "amount"), (130,), (31, 20)),
)
_LABEL_WIDTH = 31.0
_PROMISE_HEIGHT = 21.5
_OPINION_HEIGHTS = (31.0, 45.0)
"""The seals of two offices, each 42 mm wide, go on the lower two."""
_STRONG = frozenset({"amount_capitals", "amount"})

_LIST = Table(
    left=ACROSS.left,
    row_height=6,
    columns=(
        Column(9, "position"),
        Column(20, "name"),
        Column(34.5, "id_number"),
        Column(27, "category"),
        Column(22, "phone"),
        Column(28, "occupation"),
        Column(12, "level"),
        Column(31, "certificate_number"),
        Column(26, "issued_on"),
        Column(26.5, "document"),
        Column(17, "amount", align=Align.RIGHT),
        Column(14, words="sign"),
    ),
)
_SUMMARY = Box(ACROSS.left, 0, ACROSS.width, 6)
_SIGNED = Box(ACROSS.left, ACROSS.bottom - 6, ACROSS.width, 6)
_FEN = Money("金额")


def _draw(f09: Form, sheet: Sheet) -> tuple[Page, ...]:
    top = ACROSS.top + _LIST.heading_height
    room = Box(ACROSS.left, top, ACROSS.width, _SIGNED.y - _SUMMARY.height - top)
    parts = table.parted(_LIST, sheet.rows, room)
    return (
        Page(_template(f09), tuple(blocks.filled(f09, sheet, _cells(), _STRONG))),
        *(Page(_list_template(f09), tuple(_list(f09, sheet, part)), size=A4_ACROSS) for part in parts),
    )


@cache
def _template(f09: Form) -> Template:
    room = UPRIGHT.box
    promise = Box(room.x, room.y + blocks.height(_ROWS), room.width, _PROMISE_HEIGHT)
    opinions = Box(room.x, promise.bottom, room.width, sum(_OPINION_HEIGHTS))
    marks: list[Mark] = [
        *frame.title(UPRIGHT, f09.title, f09.wording["day"]),
        *blocks.labelled(f09, _cells()),
        *blocks.promise(f09, promise, _LABEL_WIDTH),
        *blocks.opinions(f09, opinions, _OPINION_HEIGHTS),
        *_decided(f09, opinions),
        Rule(Box(room.x, room.y, room.width, opinions.bottom - room.y), FRAME),
        *paragraph(
            f09.wording["notes"], Box(room.x, opinions.bottom + 1, room.width, 0), XIAO_WU, leading=1.25
        ),
    ]
    return Template(tuple(marks))


def _decided(f09: Form, opinions: Box) -> tuple[Mark, ...]:
    """How many and how much the first reviewer found right, to be written by hand."""
    first = blocks.right_of_strip(Box(opinions.x, opinions.y + 3, opinions.width / 2, 6))
    return (line(f09.wording["opinion_first"], first, XIAO_WU, align=Align.CENTRE),)


def _cells() -> Iterator[Cell]:
    return blocks.cells(_ROWS, UPRIGHT.box, _LABEL_WIDTH)


@cache
def _list_template(f09: Form) -> Template:
    marks: list[Mark] = [
        *table.heading(_LIST, {**dict(f09.columns), **f09.wording}, ACROSS.top),
        line(f09.wording["list_signed"], _SIGNED, WU_HAO),
    ]
    return Template(tuple(marks))


def _list(f09: Form, sheet: Sheet, part: Part) -> Iterator[Mark]:
    yield from frame.title(ACROSS, f09.wording["list_title"], sheet.values["institution_name"])
    yield from table.body(_LIST, dict(f09.columns), sheet.rows, part)
    sums = [_sum(f09.wording["subtotal"], [sheet.rows[one.place] for one in part.lines])]
    if part.is_last:
        sums.append(_sum(f09.wording["total"], sheet.rows))
    yield from table.summary(_LIST, "　　".join(sums), part.bottom, _SUMMARY.height)
    yield table.outline(_LIST, ACROSS.top, part.bottom + _SUMMARY.height)


def _sum(words: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Of the amounts as they stand on the paper."""
    fen = sum(_FEN.parse(row["amount"]) for row in rows)
    return words.format(people=len(rows), figures=_FEN.format(fen), capitals=capitals(fen))


FORM = form.read("F09", _draw)
