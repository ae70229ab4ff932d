"""The icons: one set of line drawings, recoloured as they are loaded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from skilldesk import resources

_INK = "#1F2933"
_STROKE = 'stroke-width="1.5"'
_SHARPNESS = 2
"""Pixmaps hold so many times the pixels, for screens at 150 and 200 %."""


def drawing(name: str, colour: str) -> str:
    """The SVG of that icon in that colour, as #RRGGBB."""
    return resources.path("icons", f"{name}.svg").read_text("utf-8").replace(_INK, colour)


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """The icon drawn; once in a while only, for a page has dozens of them."""
    key, image = f"skilldesk {name} {colour} {size}", QPixmap()
    if not QPixmapCache.find(key, image):
        image = _drawn(name, colour, size)
        QPixmapCache.insert(key, image)
    return image


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    image = QPixmap(QSize(size, size) * _SHARPNESS)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing(name, colour).encode())).render(painter)
    painter.end()
    image.setDevicePixelRatio(_SHARPNESS)
    return image


def icon(name: str, colour: str, size: int = 16) -> QIcon:
    return QIcon(pixmap(name, colour, size))


def write_for_sheet(folder: Path, *, line: str, white: str) -> None:
    """The few icons that the style sheet names, which Qt can only read from files."""
    (folder / "chevron.svg").write_text(drawing("chevron", line), "utf-8")
    tick = drawing("check", white).replace(_STROKE, 'stroke-width="3"')
    (folder / "check-white.svg").write_text(tick, "utf-8")
