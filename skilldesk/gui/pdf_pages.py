"""Stored PDF bytes as pictures of their pages."""

from __future__ import annotations

import threading

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
"""PDFium takes one caller at a time in the whole program; a page is shown while another is printed."""

POINTS_PER_INCH = 72


class PdfPages:
    """Pages of a document, counted from 0; from and to a page if only some of them matter."""

    def __init__(self, pdf: bytes, first: int = 0, last: int | None = None) -> None:
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            end = len(self._document) if last is None else last + 1
            self._numbers = range(first, end)
            self._sizes = [QSizeF(*self._document.get_page_size(at)) for at in self._numbers]

    def __len__(self) -> int:
        return len(self._numbers)

    def size(self, at: int) -> QSizeF:
        """In points of 1/72 inch."""
        return self._sizes[at]

    def image(self, at: int, scale: float) -> QImage:
        """The page, so many pixels to a point."""
        with _ONE_AT_A_TIME:
            page = self._document[self._numbers[at]]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            data = bytes(bitmap.buffer)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            bitmap.close()
            page.close()
        return QImage(data, width, height, stride, QImage.Format.Format_RGBX8888).copy()

    def close(self) -> None:
        with _ONE_AT_A_TIME:
            self._document.close()
