"""A person at the keyboard: everything goes to whatever has the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.shown: list[QWidget] = []

    def show(self, widget: QWidget, *, width: int = 1366, height: int = 697) -> None:
        """Put it on the screen, with the focus of the keyboard in it."""
        self.qtbot.addWidget(widget)
        self.shown.append(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)

    def back_to(self, widget: QWidget) -> None:
        """The window comes to the front again, as it does when a dialog goes."""
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        """ASCII by its keys; all else as an input method would commit it."""
        if text.isascii():
            for each in text:  # the first may open an editor, which the others then go to
                self.qtbot.keyClicks(self.focus, each)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)

    def enter(self, *texts: str) -> None:
        """Each text, and Enter after it."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Return)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=10_000)
