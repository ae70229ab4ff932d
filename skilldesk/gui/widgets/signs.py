"""Signs of 12 px that go with a colour and a word, and the chips made of all three. They are drawn."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from skilldesk.gui.theme import Theme

Tone = Literal["", "red", "amber", "green", "blue"]


class Sign(enum.Enum):
    CHECK = "✓"
    CROSS = "✕"
    WARN = "△"
    CLOCK = "◷"
    RING = "○"
    DOT = "●"


_TICK = ((0.12, 0.55), (0.4, 0.82), (0.9, 0.22))


def ink(theme: Theme, tone: Tone) -> QColor:
    """The colour of words in that tone."""
    return theme.colour({"": "ink-2", "blue": "accent-deep"}.get(tone, f"{tone}-ink"))


def stroke(theme: Theme, tone: Tone) -> QColor:
    """The colour of signs and edges in that tone."""
    return theme.colour({"": "ink-3", "blue": "accent"}.get(tone, tone))


def tint(theme: Theme, tone: Tone) -> QColor:
    return theme.colour({"": "sunk", "blue": "accent-tint"}.get(tone, f"{tone}-tint"))


def paint_sign(painter: QPainter, box: QRectF, sign: Sign, colour: QColor) -> None:
    """Draw the sign so that it fills the box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    at = _points(box)
    match sign:
        case Sign.CHECK:
            painter.drawPolyline(QPolygonF([at(*point) for point in _TICK]))
        case Sign.CROSS:
            painter.drawLine(at(0.18, 0.18), at(0.82, 0.82))
            painter.drawLine(at(0.82, 0.18), at(0.18, 0.82))
        case Sign.WARN:
            painter.drawPolygon(QPolygonF([at(0.5, 0.08), at(0.96, 0.9), at(0.04, 0.9)]))
            painter.drawLine(at(0.5, 0.42), at(0.5, 0.62))
        case Sign.CLOCK:
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.drawPolyline(QPolygonF([at(0.5, 0.28), at(0.5, 0.52), at(0.68, 0.62)]))
        case Sign.RING:
            painter.drawEllipse(box.adjusted(2, 2, -2, -2))
        case Sign.DOT:
            painter.setBrush(colour)
            painter.drawEllipse(box.adjusted(3, 3, -3, -3))
    painter.restore()


def _points(box: QRectF) -> Callable[[float, float], QPointF]:
    """Turns parts of the box, from 0 to 1, into places."""
    return lambda x, y: QPointF(box.x() + x * box.width(), box.y() + y * box.height())


class SignMark(QWidget):
    """A sign alone, beside words of a label."""

    def __init__(self, theme: Theme, sign: Sign, tone: Tone = "", size: int = 12) -> None:
        super().__init__()
        self._theme, self._sign, self._tone = theme, sign, tone
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_sign(painter, box, self._sign, stroke(self._theme, self._tone))
        painter.end()


class Chip(QWidget):
    """Sign and word; what is normal has no ground, so that the eye finds the exception."""

    def __init__(self, theme: Theme, sign: Sign = Sign.RING, word: str = "", tone: Tone = "") -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(sign, word, tone)

    def show_state(self, sign: Sign, word: str, tone: Tone) -> None:
        self._sign, self.word, self.tone = sign, word, tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._theme, QFontMetrics(self._small()), self.word)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._small())
        paint_chip(painter, QRectF(self.rect()), self._theme, (self._sign, self.word, self.tone))
        painter.end()

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._theme.sizes["label"])
        return font


def chip_size(theme: Theme, metrics: QFontMetrics, word: str) -> QSize:
    return QSize(theme.px(12 + 4 + 12) + metrics.horizontalAdvance(word) + 2, theme.px(20))


def paint_chip(painter: QPainter, box: QRectF, theme: Theme, state: tuple[Sign, str, Tone]) -> None:
    """A chip at the left of the box, in the painter's font."""
    sign, word, tone = state
    size = chip_size(theme, painter.fontMetrics(), word)
    chip = QRectF(box.x(), box.center().y() - size.height() / 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tone in ("red", "amber"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(theme, tone))
        painter.drawRoundedRect(chip, 3, 3)
    side = theme.px(12)
    mark = QRectF(chip.x() + theme.px(6), chip.center().y() - side / 2, side, side)
    paint_sign(painter, mark, sign, stroke(theme, tone))
    painter.setPen(ink(theme, tone) if tone else theme.colour("ink-2"))
    painter.drawText(
        chip.adjusted(theme.px(22), 0, 0, 0),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
        word,
    )
    painter.restore()
