"""One box for each time that a benefit may be had; the filled ones are used."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from skilldesk.gui.theme import Theme

_BOX = 34
_GAP = 4
_MOST = 10
"""More boxes than that nobody counts at a glance; the words beside them say the number."""


class QuotaBoxes(QWidget):
    def __init__(self, theme: Theme, used: int, allowed: int) -> None:
        super().__init__()
        self._theme, self._used = theme, used
        self._boxes = min(max(allowed, used), _MOST)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"已用{used}次，共{allowed}次")

    def sizeHint(self) -> QSize:
        return QSize(self._boxes * (self._theme.px(_BOX) + _GAP), self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._theme.px(_BOX)
        for at in range(self._boxes):
            full = at < self._used
            painter.setPen(QPen(self._theme.colour("accent" if full else "line-strong"), 1))
            painter.setBrush(self._theme.colour("accent" if full else "card"))
            box = QRectF(at * (width + _GAP) + 0.5, 2.5, width - 1, self.height() - 5)
            painter.drawRoundedRect(box, 3, 3)
        painter.end()
