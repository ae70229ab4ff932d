"""Stored PDF bytes as pictures of their pages."""

from __future__ import annotations

import threading
from bisect import bisect_right
from dataclasses import dataclass

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
"""PDFium takes one caller at a time in the whole program; a page is shown while another is printed."""

POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Part:
    """Pages of a document, counted from 0; to its end, if no last one is told."""

    pdf: bytes
    first: int = 0
    last: int | None = None


class PdfPages:
    """The pages of several parts, one after the other, counted from 0."""

    def __init__(self, *parts: Part | bytes) -> None:
        self._documents: dict[bytes, pypdfium2.PdfDocument] = {}
        self._places: list[tuple[pypdfium2.PdfDocument, int]] = []
        self.starts: list[int] = []
        """At which page each part begins."""
        with _ONE_AT_A_TIME:
            for part in parts:
                self._add(Part(part) if isinstance(part, bytes) else part)
            self._sizes = [QSizeF(*document.get_page_size(at)) for document, at in self._places]

    def _add(self, part: Part) -> None:
        """A document of which there are several parts is opened once."""
        if part.pdf not in self._documents:
            self._documents[part.pdf] = pypdfium2.PdfDocument(part.pdf)
        document = self._documents[part.pdf]
        end = len(document) if part.last is None else part.last + 1
        self.starts.append(len(self._places))
        self._places += [(document, at) for at in range(part.first, end)]

    def __len__(self) -> int:
        return len(self._places)

    def part_of(self, at: int) -> int:
        """To which part the page belongs, counted from 0."""
        return bisect_right(self.starts, at) - 1

    def size(self, at: int) -> QSizeF:
        """In points of 1/72 inch."""
        return self._sizes[at]

    def image(self, at: int, scale: float) -> QImage:
        """The page, so many pixels to a point."""
        document, number = self._places[at]
        with _ONE_AT_A_TIME:
            page = document[number]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            data = bytes(bitmap.buffer)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            bitmap.close()
            page.close()
        return QImage(data, width, height, stride, QImage.Format.Format_RGBX8888).copy()

    def close(self) -> None:
        with _ONE_AT_A_TIME:
            for document in self._documents.values():
                document.close()
