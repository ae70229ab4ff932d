"""The mark of the program: steps in a white square; and the dark ground of login and lock."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QPolygonF

from skilldesk.gui.theme import Theme

_STAIR = ((0.24, 0.68), (0.40, 0.68), (0.40, 0.50), (0.56, 0.50), (0.56, 0.31), (0.76, 0.31))
_FLOOR = ((0.24, 0.83), (0.76, 0.83))

_ICON_SIZES = (16, 24, 32, 48, 64, 256)


def paint_mark(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("white"))
    painter.drawRoundedRect(box, box.width() / 6, box.width() / 6)
    painter.setPen(QPen(theme.colour("rail"), box.width() / 11, c=Qt.PenCapStyle.SquareCap))
    for line in (_STAIR, _FLOOR):
        places = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in line]
        painter.drawPolyline(QPolygonF(places))
    painter.restore()


def paint_choice(painter: QPainter, box: QRectF, theme: Theme, *, on: bool, focus: bool = False) -> None:
    """The ground of a card that is one of several: chosen, or with the keyboard on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = 2 if on or focus else 1
    painter.setPen(QPen(theme.colour("accent" if edge == 2 else "line"), edge))
    painter.setBrush(theme.colour("accent-tint" if on else "card"))
    inset = edge / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 4, 4)


def paint_stairs(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The quiet pattern in the corner of the dark ground."""
    painter.save()
    painter.setPen(QPen(theme.colour("rail-on"), 1))
    step_x, step_y = 26.0, 22.0
    for shift in (0.0, 13.0):
        x, y = box.right() + shift, box.y() + shift
        while y < box.bottom() and x > box.x():
            painter.drawLine(QPointF(x, y), QPointF(x - step_x, y))
            painter.drawLine(QPointF(x - step_x, y), QPointF(x - step_x, y + step_y))
            x, y = x - step_x, y + step_y
    painter.restore()


def program_icon(theme: Theme) -> QIcon:
    """In every size that title bars, task bars and desktops ask for."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addPixmap(_icon(theme, size))
    return icon


def _icon(theme: Theme, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(theme.colour("rail"))
    painter = QPainter(picture)
    edge = size / 16
    paint_mark(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge), theme)
    painter.end()
    return picture
