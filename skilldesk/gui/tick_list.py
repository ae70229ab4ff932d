"""A list whose lines are ticked, for a frame that hangs under a button: the frame hears the other keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from skilldesk.gui.theme import Theme

_LINE = 30
_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class TickList(QListWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "ticks")
        self.setAccessibleName(name)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, key: str, text: str) -> QListWidgetItem:
        """A line; it is ticked by whoever owns the list, not by the mouse alone."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setToolTip(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.addItem(item)
        return item

    def fit(self, theme: Theme, most: int) -> None:
        """As high as its lines, up to so many."""
        self.setFixedHeight(max(1, min(self.count(), most)) * theme.px(_LINE) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()


def key_of(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))


def tick(item: QListWidgetItem, on: bool) -> None:  # noqa: FBT001 - what it sets
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class Hanging(QFrame):
    """A frame under a button; a click beside it or Esc closes it."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setProperty("kind", "float")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def hang_under(self, owner: QWidget) -> None:
        """Under that button, or as near as the screen has room."""
        self.setParent(owner.window(), Qt.WindowType.Popup)  # or nobody would keep it
        self.adjustSize()
        at = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        if screen := owner.screen():
            space = screen.availableGeometry()
            at.setX(min(at.x(), space.right() - self.width()))
            at.setY(max(space.top(), min(at.y(), space.bottom() - self.height())))
        self.move(at)
        self.show()
