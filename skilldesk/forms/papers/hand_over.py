"""F21 数据包交接单 (rule 15 of the exchange): what goes on the stick, digits to compare, two signatures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from skilldesk.forms import blocks, form, frame, table
from skilldesk.forms.blocks import Cell, Row
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.frame import UPRIGHT
from skilldesk.forms.paper import (
    FRAME,
    WU_HAO,
    XIAO_SI,
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

_ROWS = (
    Row(10, ("office", "receiver"), (116,)),
    Row(10, ("package",)),
    Row(10, ("file",)),
    Row(10, ("size", "digits"), (100,)),
    Row(10, ("entries", "head"), (100,)),
    Row(10, ("written_at", "written_by"), (116,)),
)
_LABEL = 26.0
_BELOW = UPRIGHT.top + blocks.height(_ROWS)
_LIST_TOP = _BELOW + 10
_SIGNING = 78.0
"""Height of the promise, the two signatures and the notes."""

_LIST = Table(
    left=UPRIGHT.left,
    columns=(
        Column(UPRIGHT.width / 2 - 25, "kind", align=Align.LEFT),
        Column(25, "count", align=Align.RIGHT),
        Column(UPRIGHT.width / 2 - 25, "other_kind", align=Align.LEFT),
        Column(25, "other_count", align=Align.RIGHT),
    ),
)
_STRONG = frozenset({"digits"})


def _draw(f21: Form, sheet: Sheet) -> tuple[Page, ...]:
    """All on one page: there are fewer kinds of records than lines."""
    top = _LIST_TOP + _LIST.heading_height
    room = Box(UPRIGHT.left, top, UPRIGHT.width, UPRIGHT.bottom - _SIGNING - top)
    return tuple(
        Page(_template(f21), tuple(_page(f21, sheet, part))) for part in table.parted(_LIST, sheet.rows, room)
    )


def _page(f21: Form, sheet: Sheet, part: Part) -> Iterator[Mark]:
    yield from blocks.filled(f21, sheet, _cells(), _STRONG)
    yield from table.body(_LIST, dict(f21.columns), sheet.rows, part)
    yield table.outline(_LIST, _LIST_TOP, part.bottom)


@cache
def _template(f21: Form) -> Template:
    room = UPRIGHT.box
    marks: list[Mark] = [
        *frame.title(UPRIGHT, f21.title, f21.wording["day"]),
        *blocks.labelled(f21, _cells()),
        Rule(Box(room.x, room.y, room.width, blocks.height(_ROWS)), FRAME),
        line(f21.wording["list_title"], Box(room.x, _BELOW + 3, room.width, 6), XIAO_SI),
        *table.heading(_LIST, dict(f21.columns), _LIST_TOP),
        *_signatures(f21),
    ]
    return Template(tuple(marks))


def _signatures(f21: Form) -> Iterator[Mark]:
    room = UPRIGHT.box
    top = room.bottom - _SIGNING + 4
    yield from paragraph(f"　　{f21.wording['promise']}", Box(room.x, top, room.width, 0))
    box = Box(room.x, top + 22, room.width / 2, 30)
    for name, x in (("given", room.x), ("taken", room.x + room.width / 2)):
        yield Rule(Box(x, box.y, box.width, box.height))
        yield line(f21.wording[name], Box(x + 3, box.y + 3, box.width, 6), WU_HAO)
        day = Box(x, box.bottom - 9, box.width - 4, 6)
        yield line(f21.wording["signed_day"], day, WU_HAO, align=Align.RIGHT)
    yield Rule(Box(room.x, box.y, room.width, box.height), FRAME)
    yield from paragraph(
        f21.wording["notes"], Box(room.x, box.bottom + 3, room.width, 0), XIAO_WU, leading=1.3
    )


def _cells() -> Iterator[Cell]:
    return blocks.cells(_ROWS, UPRIGHT.box, _LABEL)


FORM = form.read("F21", _draw)
