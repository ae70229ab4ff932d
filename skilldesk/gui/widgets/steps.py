"""Numbered steps: what is done has a tick, what is to be done now is filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.signs import Sign, paint_sign

_CIRCLE = 24
_LINE = 40


class Steps(QWidget):
    def __init__(self, theme: Theme, names: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._names, self._now = theme, names, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, now: int) -> None:
        """Mark the step that is to be done now, counted from 0; all are done if there are fewer."""
        self._now = now
        self.setAccessibleName("、".join(self._names[:now]) + " 已完成" if now else self._names[0])
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(name) for name in self._names)
        return QSize(words + len(self._names) * self._theme.px(_CIRCLE + _LINE + 24), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side, x = self._theme, self._theme.px(_CIRCLE), 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        for at, name in enumerate(self._names):
            circle = QRectF(x, middle - side / 2, side, side)
            self._paint_circle(painter, circle, at)
            x += side + 8
            font = painter.font()
            font.setBold(at == self._now)
            painter.setFont(font)
            painter.setPen(theme.colour("ink" if at <= self._now else "ink-2"))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), name)
            x += width + 10
            if at < len(self._names) - 1:
                painter.setPen(QPen(theme.colour("accent-line" if at < self._now else "line"), 2))
                painter.drawLine(int(x), int(middle), int(x + theme.px(_LINE)), int(middle))
                x += theme.px(_LINE) + 10
        painter.end()

    def _paint_circle(self, painter: QPainter, circle: QRectF, at: int) -> None:
        theme, now = self._theme, self._now
        painter.setPen(QPen(theme.colour("accent" if at <= now else "line-strong"), 1.5))
        painter.setBrush(theme.colour("accent" if at == now else "accent-tint" if at < now else "card"))
        painter.drawEllipse(circle)
        if at < now:
            paint_sign(painter, circle.adjusted(7, 7, -7, -7), Sign.CHECK, theme.colour("accent"))
        else:
            painter.setPen(theme.colour("white" if at == now else "ink-2"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(at + 1))
