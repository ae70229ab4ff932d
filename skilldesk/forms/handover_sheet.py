"""交接清单: what one clerk leaves to another, for both to sign. It is about the office's work, not a form of
a subsidy: it has no number and no check code, but says how far the journal went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from skilldesk.forms import fonts, table
from skilldesk.forms.fonts import TITLE
from skilldesk.forms.frame import UPRIGHT
from skilldesk.forms.paper import WU_HAO, XIAO_ER, XIAO_WU, Align, Box, Mark, Page, Template, line, paragraph
from skilldesk.forms.table import Column, Table

TITLE_TEXT = "工作交接清单"

_PRACTICE = "演练"
_LABELS = {"place": "序号", "sort": "种类", "title": "名称或编号", "detail": "情况"}
_TABLE = Table(
    left=UPRIGHT.left,
    columns=(Column(14, "place"), Column(26, "sort"), Column(66, "title"), Column(60, "detail")),
)
_TOP = UPRIGHT.top + 30
_SIGNED = 26.0
_NOTE = (
    "说明：以上各项自交接之时起由接手人继续办理。记录本身没有改动；本清单的内容已记入操作记录，"
    "可用下面的校验值与程序核对。"
)


@dataclass(frozen=True, kw_only=True)
class HandoverSheet:
    office: str
    day: str
    gone: str
    """Name and account of whoever leaves the work."""
    heir: str
    administrator: str
    items: tuple[tuple[str, str, str], ...]
    """Sort, title and detail of each piece of work."""
    counted: str
    head: str
    """How far the journal went with the handover: number and hash."""
    practice: bool = False


def draw(sheet: HandoverSheet) -> bytes:
    """The sheet as a PDF, on as many pages as it takes."""
    from skilldesk.forms import pdf

    rows = [
        {
            "place": str(place),
            "sort": sort,
            "title": fonts.printable(title),
            "detail": fonts.printable(detail),
        }
        for place, (sort, title, detail) in enumerate(sheet.items, start=1)
    ]
    template = Template((*_heads(sheet), *table.heading(_TABLE, _LABELS, _TOP)))
    first = _TOP + _TABLE.heading_height
    room = Box(UPRIGHT.left, first, UPRIGHT.width, UPRIGHT.bottom - first - _SIGNED - 18)
    parts = table.parted(_TABLE, rows, room)
    pages = [
        Page(template, tuple(_marks(sheet, rows, part, at, len(parts))), _PRACTICE if sheet.practice else "")
        for at, part in enumerate(parts, start=1)
    ]
    return pdf.write(TITLE_TEXT, pages)


def _heads(sheet: HandoverSheet) -> Iterator[Mark]:
    room = UPRIGHT.box
    title = Box(room.x, 22, room.width, 10)
    yield line(TITLE_TEXT, title, XIAO_ER, align=Align.CENTRE, face=TITLE)
    yield line(fonts.printable(sheet.office), Box(room.x, 33, room.width, 6), WU_HAO, align=Align.CENTRE)
    told = (
        (f"交出人：{sheet.gone}", f"接手人：{sheet.heir}"),
        (f"办理人：{sheet.administrator}", f"交接时间：{sheet.day}"),
        (f"数量：{sheet.counted}", ""),
    )
    for at, pair in enumerate(told):
        for side, text in enumerate(pair):
            box = Box(room.x + side * room.width / 2, UPRIGHT.top + 2 + at * 8, room.width / 2, 7)
            yield line(fonts.printable(text), box, WU_HAO)


def _marks(
    sheet: HandoverSheet, rows: Sequence[Mapping[str, str]], part: table.Part, at: int, of: int
) -> Iterator[Mark]:
    yield from table.body(_TABLE, _LABELS, rows, part)
    yield table.outline(_TABLE, _TOP, part.bottom)
    room = UPRIGHT.box
    if part.is_last:
        yield from paragraph(_NOTE, Box(room.x, part.bottom + 3, room.width, 0), XIAO_WU)
        signed = Box(room.x, UPRIGHT.bottom - _SIGNED + 6, room.width, 7)
        yield line("交出人（签字）：　　　　　　　　　　接手人（签字）：", signed, WU_HAO)
        yield line(
            "　　　　　年　　月　　日　　　　　　　　　　　年　　月　　日",
            Box(signed.x, signed.y + 9, signed.width, 7),
            WU_HAO,
        )
    foot = Box(room.x, UPRIGHT.bottom + 2, room.width, 5)
    yield line(f"操作记录：{sheet.head}", foot, XIAO_WU)
    yield line(f"第 {at} 页　共 {of} 页", foot, XIAO_WU, align=Align.RIGHT)
