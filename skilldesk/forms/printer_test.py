"""打印校正页: rulers along all four edges, a cross in the middle, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator

from skilldesk.forms import fonts
from skilldesk.forms.fonts import TITLE
from skilldesk.forms.paper import (
    A4,
    FRAME,
    HAIRLINE,
    WU_HAO,
    XIAO_ER,
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

TITLE_TEXT = "打印校正页"

FRAME_EDGE = 20
"""Millimetres from each edge of the paper at which the frame should lie."""

_TELL = (
    "一、用尺量纸的左边到外框左线、上边到外框上线的距离，都应当是 20.0 毫米。\n"
    "二、左边量出来比 20 大，说明整体偏右：向右校正填负数，差几毫米就填几毫米；比 20 小，填正数。\n"
    "三、上边量出来比 20 大，说明整体偏下：向下校正填负数；比 20 小，填正数。\n"
    "四、填好后再打印一张校正页，量到两边都是 20 毫米就好了。打印时不要选“缩放到纸张大小”。"
)


def draw(printer: str, right: int, down: int) -> bytes:
    """The page for that printer; it says which correction, in tenths of a millimetre, is set now."""
    from skilldesk.forms import pdf

    return pdf.write(TITLE_TEXT, [Page(Template(tuple(_marks(printer, right, down))), ())])


def _marks(printer: str, right: int, down: int) -> Iterator[Mark]:
    width, height = A4
    edge = FRAME_EDGE
    yield Rule(Box(edge, edge, width - 2 * edge, height - 2 * edge), FRAME)
    yield from _rulers(width, height)
    middle = width / 2
    yield Rule(Box(middle - 10, height / 2, 20, 0), HAIRLINE)
    yield Rule(Box(middle, height / 2 - 10, 0, 20), HAIRLINE)
    inside = Box(edge + 12, edge + 16, width - 2 * edge - 24, 10)
    yield line(TITLE_TEXT, inside, XIAO_ER, align=Align.CENTRE, face=TITLE)
    yield line(fonts.printable(f"打印机：{printer}"), Box(inside.x, inside.y + 16, inside.width, 7), WU_HAO)
    set_now = f"现在的校正：向右 {right / 10:.1f} 毫米，向下 {down / 10:.1f} 毫米"
    yield line(set_now, Box(inside.x, inside.y + 24, inside.width, 7), WU_HAO)
    yield from paragraph(_TELL, Box(inside.x, inside.y + 36, inside.width, 0), WU_HAO)


def _rulers(width: float, height: float) -> Iterator[Mark]:
    """Inside the frame, a stroke for each millimetre, longer at five and ten."""
    edge = FRAME_EDGE
    for at in range(int(width) - 2 * edge + 1):
        long = _stroke(at)
        yield Rule(Box(edge + at, edge, 0, long))
        yield Rule(Box(edge + at, height - edge - long, 0, long))
    for at in range(int(height) - 2 * edge + 1):
        long = _stroke(at)
        yield Rule(Box(edge, edge + at, long, 0))
        yield Rule(Box(width - edge - long, edge + at, long, 0))
    for at in range(20, int(width) - 2 * edge - 9, 20):
        yield line(str(at), Box(edge + at - 5, edge + 6, 10, 4), XIAO_WU, align=Align.CENTRE)


def _stroke(at: int) -> float:
    return 5.0 if at % 10 == 0 else 3.5 if at % 5 == 0 else 2.0
