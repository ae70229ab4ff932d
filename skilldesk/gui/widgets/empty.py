"""What stands where there is nothing yet: one sentence, and the button that makes the first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from skilldesk.gui import icons
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.words import words


class EmptyPage(QWidget):
    def __init__(self, theme: Theme, text: str, first: QPushButton | None = None) -> None:
        super().__init__()
        mark = QLabel()
        mark.setPixmap(icons.pixmap("file", theme.colours["ink-3"], 32))
        self.text = words(text)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for part in (mark, self.text, first):
            if part is not None:
                layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
