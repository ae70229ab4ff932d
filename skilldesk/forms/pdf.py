"""Pages as a PDF: the same bytes for the same pages, fonts embedded, nothing from the clock."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

import zxingcpp
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from skilldesk.forms.fonts import Face, runs, typeface
from skilldesk.forms.paper import MM, Mark, Page, QrCode, Rule, Text

rl_config.useA85 = 0
"""Compressed streams stay binary: a quarter smaller, and as good in any reader of this century."""

_QUIET_ZONE = 4
"""Modules that must stay white around a QR code (ISO/IEC 18004)."""

_PALE = 0.9
"""Grey of a watermark: seen on any printer, and easy to read through."""

_WATERMARK_SIZE, _WATERMARK_TILT = 110, 35


def write(title: str, pages: Iterable[Page]) -> bytes:
    for face in Face:
        typeface(face)
    writer = _Writer(title)
    for page in pages:
        writer.add(page)
    return writer.finish()


class _Writer:
    """A canvas, and the names in it of what is drawn once and shown on many pages."""

    def __init__(self, title: str) -> None:
        self._file = io.BytesIO()
        self._canvas: Any = Canvas(
            self._file, pageCompression=1, invariant=1, initialFontName=Face.REGULAR, lang="zh-CN"
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("SkillDesk")
        self._names: dict[object, str] = {}

    def add(self, page: Page) -> None:
        width, height = page.size
        self._canvas.setPageSize((width * MM, height * MM))
        if page.watermark:
            self._shared((page.watermark, page.size), lambda: _watermark(self._canvas, page))
        self._shared(page.template, lambda: _marks(self._canvas, page.template.marks, height))
        _marks(self._canvas, page.marks, height)
        self._canvas.showPage()

    def finish(self) -> bytes:
        self._canvas.save()
        return self._file.getvalue()

    def _shared(self, what: object, draw: Callable[[], None]) -> None:
        if what not in self._names:
            self._names[what] = f"Shared{len(self._names)}"
            self._canvas.beginForm(self._names[what])
            draw()
            self._canvas.endForm()
        self._canvas.doForm(self._names[what])


def _marks(canvas: Any, marks: Sequence[Mark], height: float) -> None:
    """Rules and codes one by one, all texts in one text object: that is a fifth faster."""
    words = canvas.beginText()
    for mark in marks:
        match mark:
            case Text():
                words.setTextOrigin(mark.x * MM, (height - mark.y) * MM)
                for face, text in runs(mark.text, mark.face):
                    words.setFont(face, mark.size)
                    words.textOut(text)
            case Rule():
                _rule(canvas, mark, height)
            case QrCode():
                _qr_code(canvas, mark, height)
    canvas.drawText(words)


def _rule(canvas: Any, mark: Rule, height: float) -> None:
    canvas.setLineWidth(mark.weight)
    box = mark.box
    if box.width and box.height:
        canvas.rect(box.x * MM, (height - box.bottom) * MM, box.width * MM, box.height * MM)
    else:
        canvas.line(box.x * MM, (height - box.y) * MM, box.right * MM, (height - box.bottom) * MM)


def _qr_code(canvas: Any, mark: QrCode, height: float) -> None:
    """As areas, not as a picture: sharp on every printer. In whole modules, since numbers cost most here."""
    modules = _modules(mark.text)
    scale = mark.box.width * MM / (len(modules) + 2 * _QUIET_ZONE)
    canvas.saveState()
    canvas.translate(mark.box.x * MM, (height - mark.box.y) * MM)
    canvas.scale(scale, -scale)
    areas = [
        f"{_QUIET_ZONE + column} {_QUIET_ZONE + row} {length} 1 re"
        for row, column, length in _dark_runs(modules)
    ]
    canvas.drawPath(PDFPathObject(["n", *areas]), stroke=0, fill=1)
    canvas.restoreState()


def _modules(text: str) -> list[list[int]]:
    """The code in rows of modules, 0 for black. A smudge over 15 % of it does no harm (level M)."""
    image: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(
        scale=1, add_quiet_zones=False
    )
    return cast("list[list[int]]", memoryview(image).tolist())


def _dark_runs(modules: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each run of black modules."""
    for row, line in enumerate(modules):
        begin = 0
        for column, light in enumerate([*line, 255]):
            if light:
                if column > begin:
                    yield row, begin, column - begin
                begin = column + 1


def _watermark(canvas: Any, page: Page) -> None:
    """Three times down the page, behind everything."""
    width, height = (side * MM for side in page.size)
    canvas.setFillGray(_PALE)
    canvas.setFont(Face.BOLD, _WATERMARK_SIZE)
    for part in (1, 3, 5):
        canvas.saveState()
        canvas.translate(width / 2, height * part / 6)
        canvas.rotate(_WATERMARK_TILT)
        canvas.drawCentredString(0, -_WATERMARK_SIZE / 3, page.watermark)
        canvas.restoreState()
