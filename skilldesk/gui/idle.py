"""Nobody at the keyboard: after some minutes without a key or a movement the window locks itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5_000

_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletMove,
}


class Idle(QObject):
    """Watches the windows of the program: everything typed into a page or a dialog passes there first."""

    left = Signal()
    """Nobody has been here for so long."""

    def __init__(
        self, minutes: Callable[[], int], parent: QObject, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._minutes, self._clock = minutes, clock
        self._last = clock()
        self._told = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there are windows
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def look(self) -> None:
        """Tell once if nobody has been here for so long; asked anew, since the setting may change."""
        minutes = self._minutes()
        away = self._clock() - self._last
        if minutes and away >= minutes * 60 and not self._told:
            self._told = True
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._last, self._told = self._clock(), False
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Each window once, however often it comes to the front."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
