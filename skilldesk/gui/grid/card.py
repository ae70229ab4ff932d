"""What is wrong with the current cell, said on a card that hangs under it, with the repair as a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from skilldesk.gui.grid.sheet import Finding
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import restyle, sentence, words

_WIDTH = 348
_HANGS = 5


class FindingCard(QFrame):
    repaired = Signal()
    """The button was pressed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "finding")
        self._chip = Chip(theme)
        self._code = words("", "hint")
        self.text = sentence("")
        self.button = QPushButton()
        self.button.setProperty("kind", "small")
        self.button.clicked.connect(self.repaired)
        self._key = words("Alt+Enter", "hint")
        self._advice = words("对照原件核对后再改", "hint")
        head = row(self._chip, None, self._code)
        foot = row(self.button, self._key, None, self._advice)
        laid(self, column(head, self.text, foot, spacing=8), margins=(12, 10, 12, 10))
        self.setFixedWidth(theme.px(_WIDTH))
        self.hide()

    def say(self, found: Finding | None, cell: Callable[[], QRect]) -> None:
        """Show a finding under its cell, or go."""
        if found is None:
            self.hide()
            return
        sign = Sign.CROSS if found.tone == "red" else Sign.WARN
        self._chip.show_state(sign, found.problem.severity.value, found.tone)
        self._code.setText(f"检查 {found.problem.number}")
        self.text.setText(found.problem.text)
        for part in (self.button, self._key):
            part.setVisible(found.repair is not None)
        if found.repair is not None:
            self.button.setText(found.repair.label)
        restyle(self, tone=found.tone)
        self._place(cell())

    def _place(self, cell: QRect) -> None:
        """Under the cell, or above it where there is no room; never beyond the edges of the grid."""
        layout = self.layout()
        parent = self.parentWidget()
        if layout is None or parent is None or not cell.isValid():
            self.hide()
            return
        layout.activate()
        height = layout.totalHeightForWidth(self.width())
        hangs = self._theme.px(_HANGS)
        top = cell.bottom() + hangs
        if top + height > parent.height():
            top = max(0, cell.top() - hangs - height)
        left = max(0, min(cell.x() + 8, parent.width() - self.width() - 16))
        self.setGeometry(left, top, self.width(), height)
        self.show()
        self.raise_()
