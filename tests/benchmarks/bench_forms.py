"""What 5,000 personal claim forms cost, each with its own QR code and check code, beside two other ways.

`pytest -m bench tests/benchmarks/bench_forms.py -s`. The others make the same page with reportlab alone: as a
table of platypus, laid out anew for each person, and on a bare canvas that shows one form XObject and writes
the entries over it, without fitting, without a code, in one face. They make fewer pages; the figure is for
one page. The last line tells how large the document is for a page.
"""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from skilldesk.forms import fonts, form
from skilldesk.forms.fonts import ENTRY, LABEL
from skilldesk.forms.form import Sheet
from skilldesk.forms.papers import personal_claim
from skilldesk.progress import Progress
from tests.forms.reading import qr_codes_of

pytestmark = pytest.mark.bench

PAGES = 5_000
FEWER = 200
"""Of the slower ways."""

F10 = personal_claim.FORM


def sheets(count: int) -> list[Sheet]:
    """Invented people, no two alike: their names, numbers and accounts differ."""
    example = F10.example
    return [
        replace(
            example,
            number=f"BT990000-1-26-{at:05}",
            values={
                **example.values,
                "name": f"周{'春夏秋冬东西南北中'[at % 9]}{'梅兰竹菊松柏桂荷莲'[at // 9 % 9]}",
                "id_number": f"37040319900101{9000 + at % 1000}",
                "bank_account": f"9999{at:015}",
            },
        )
        for at in range(count)
    ]


def ours(wanted: list[Sheet]) -> bytes:
    return form.draw(F10, wanted, Progress()).pdf


def platypus(wanted: list[Sheet]) -> bytes:
    """A table of paragraphs for each person."""
    label = ParagraphStyle("label", fontName=LABEL, fontSize=9, leading=11, wordWrap="CJK")
    entry = ParagraphStyle("entry", fontName=ENTRY, fontSize=12, leading=14, wordWrap="CJK")
    title = ParagraphStyle("title", fontName=LABEL, fontSize=18, leading=24, alignment=1)
    style = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    )
    story: list[Any] = []
    for one in wanted:
        said = dict(F10.fields)
        rows = [[Paragraph(said[name], label), Paragraph(text, entry)] for name, text in one.values.items()]
        code = QrCodeWidget(f"{one.number} {F10.check_code(one)}", barLevel="M")
        drawing = Drawing(62, 62)
        code.barWidth = code.barHeight = 62
        drawing.add(code)
        story += [Paragraph(F10.title, title), drawing, Table(rows, colWidths=(110, 340), style=style)]
        story += [Spacer(1, 8), Paragraph(F10.wording["promise"], label), PageBreak()]
    written = io.BytesIO()
    SimpleDocTemplate(written, pagesize=A4, invariant=1).build(story)
    return written.getvalue()


def bare_canvas(wanted: list[Sheet]) -> bytes:
    """One form XObject for all that is printed; the entries at fixed places over it, and the code."""
    written = io.BytesIO()
    canvas: Any = Canvas(written, pagesize=A4, invariant=1)
    canvas.beginForm("printed")
    canvas.setFont(LABEL, 18)
    canvas.drawCentredString(298, 780, F10.title)
    canvas.setFont(LABEL, 9)
    for at, (_, said) in enumerate(F10.fields):
        canvas.rect(70, 720 - at * 25, 450, 25)
        canvas.drawString(75, 728 - at * 25, said)
    canvas.drawString(75, 100, F10.wording["promise"])
    canvas.endForm()
    for one in wanted:
        canvas.doForm("printed")
        canvas.setFont(ENTRY, 12)
        for at, text in enumerate(one.values.values()):
            canvas.drawString(190, 728 - at * 25, text)
        code = zxingcpp.create_barcode(
            f"{one.number} {F10.check_code(one)}", zxingcpp.BarcodeFormat.QRCode, ec_level="M"
        )
        modules = memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist()
        for row, line in enumerate(modules):
            for column, light in enumerate(line):
                if not light:
                    canvas.rect(470 + column * 1.8, 810 - row * 1.8, 1.8, 1.8, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def pages_a_second(make: Callable[[list[Sheet]], bytes], count: int) -> tuple[float, bytes]:
    wanted = sheets(count)
    begun = time.perf_counter()
    pdf = make(wanted)
    return count / (time.perf_counter() - begun), pdf


def test_five_thousand_forms() -> None:
    for face in fonts.Face:
        fonts.typeface(face)
    ours(sheets(2))

    rate, pdf = pages_a_second(ours, PAGES)
    beside_platypus, _ = pages_a_second(platypus, FEWER)
    beside_canvas, _ = pages_a_second(bare_canvas, FEWER)

    print(f"\n{PAGES:,} forms: {rate:,.0f} pages/s, {len(pdf) / PAGES / 1024:.1f} KiB a page")
    print(f"platypus: {beside_platypus:,.0f} pages/s, ours is {rate / beside_platypus:.1f} times as quick")
    print(f"bare canvas: {beside_canvas:,.0f} pages/s, ours is {rate / beside_canvas:.2f} times as quick")
    some = form.draw(F10, sheets(3), Progress()).pdf
    assert len({*qr_codes_of(some, dpi=150)}) == 3
