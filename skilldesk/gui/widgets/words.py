"""Words on a page: labels in the roles of the style sheet, keycaps with what they do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

Hint = tuple[str, str]
"""A key, and what it does on this page."""


def restyle(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties and let the style sheet see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def words(text: str = "", role: str = "", *, tone: str = "") -> QLabel:
    """A label; `role` is title, lead, number, label, hint, strong, link or key."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    return label


def sentence(text: str = "", role: str = "", *, tone: str = "") -> QLabel:
    """Words that may need several lines, and that can be copied."""
    label = words(text, role, tone=tone)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


class ShortWords(QLabel):
    """Words that give way where there is no room; the whole text shows under the mouse."""

    def __init__(self, role: str = "", text: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()


class Hints(QWidget):
    """Keycaps in a row, each with its word."""

    def __init__(self, hints: Iterable[Hint] = ()) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.show_hints(hints)

    def show_hints(self, hints: Iterable[Hint]) -> None:
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for key, what in hints:
            self._row.addWidget(words(key, "key"))
            if what:
                self._row.addWidget(words(what))
                self._row.addSpacing(8)
