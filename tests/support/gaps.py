"""How long the GUI thread was deaf: a heartbeat that notes the largest gap between its beats."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer

_BEAT_MS = 2
_PATIENCE = 120.0


class Heartbeat:
    """Beats while the event loop runs; work on the GUI thread, and the GIL held elsewhere, delay it."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self.largest = 0.0
        """Seconds."""

    def begin(self) -> None:
        self._last, self.largest = time.perf_counter(), 0.0
        self._timer.start()

    def end(self) -> float:
        self._beat()
        self._timer.stop()
        return self.largest

    def _beat(self) -> None:
        now = time.perf_counter()
        self.largest = max(self.largest, now - self._last)
        self._last = now


def run(act: Callable[[], object], until: Callable[[], bool]) -> tuple[float, float]:
    """Do something and let the window live until that holds: seconds it took, and the largest gap in them."""
    heart = Heartbeat()
    began = time.perf_counter()
    heart.begin()
    act()
    while not until():
        turn()
        if time.perf_counter() - began > _PATIENCE:
            raise TimeoutError
    took = time.perf_counter() - began
    turn()
    return took, heart.end()


def turn(ms: int = 1) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
