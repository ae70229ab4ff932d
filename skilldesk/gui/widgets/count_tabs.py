"""Counts as tabs: sign, word and number; the chosen one stands out, and a digit key chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import empty_out, laid, row
from skilldesk.gui.widgets.signs import Tone, ink


@dataclass(frozen=True)
class Count:
    key: str
    word: str
    number: int
    tone: Tone = ""


class CountTab(QAbstractButton):
    def __init__(self, theme: Theme, count: Count) -> None:
        super().__init__()
        self._theme, self.count = theme, count
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{count.word} {count.number}")

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(f"{self.count.word}{self.count.number:,}")
        return QSize(max(words + self._theme.px(44), self._theme.px(92)), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if on or self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if edge == 2 else "line"), edge))
        painter.setBrush(theme.colour("accent-tint" if on else "card"))
        inset = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        inside = QRect(self.rect()).adjusted(10, 0, -10, 0)
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.count.word
        )
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink(theme, self.count.tone) if self.count.tone else theme.colour("ink"))
        number = f"{self.count.number:,}"
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), number)
        painter.end()


class CountTabs(QWidget):
    chosen = Signal(str)
    """The key of the count that was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = row()
        self.tabs: list[CountTab] = []
        laid(self, self._row)

    def show_counts(self, counts: Sequence[Count], chosen: str) -> None:
        empty_out(self._row)
        self.tabs = [CountTab(self._theme, count) for count in counts]
        for tab in self.tabs:
            tab.setChecked(tab.count.key == chosen)
            tab.clicked.connect(lambda _, tab=tab: self.choose(self.tabs.index(tab)))
            self._row.addWidget(tab)
        self._row.addStretch(1)

    def choose(self, at: int) -> None:
        """Choose the tab at that place, counted from 0, if there is one."""
        if at < len(self.tabs):
            for each in self.tabs:
                each.setChecked(each is self.tabs[at])
            self.chosen.emit(self.tabs[at].count.key)
