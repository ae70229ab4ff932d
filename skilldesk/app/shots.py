"""Pictures of the windows with what an open store holds, for the tour, the handbook and the eye."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from skilldesk.app.desk import furnished
from skilldesk.gui import main
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.pages import PAGES
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.window import MainWindow
from skilldesk.progress import Progress
from skilldesk.store.office import Store

SIZE = (1366, 768)

_QUIET = 0.4
"""Seconds in which nothing more came from the threads."""


def take(store: Store, actor: str, to: Path) -> list[Path]:
    """One picture of each page, at 1366×768, with the first row open where there is one."""
    qt = QApplication.instance() or main.application([])
    if not isinstance(qt, QApplication):
        raise TypeError(type(qt))
    tasks = Tasks()
    window = MainWindow(furnished(store, actor, tasks, main.dress(qt)))
    try:
        window.resize(*SIZE)
        window.show()
        return [_page(window, key, to / f"{number}-{key}.png") for number, key in enumerate(PAGES, start=1)]
    finally:
        tasks.close()
        window.close()


def _page(window: MainWindow, key: str, path: Path) -> Path:
    window.show_page(key)
    settle()
    page = window.page()
    classes = window.desk.claims.classes(Progress()) if isinstance(page, ClaimsPage) else ()
    if isinstance(page, ClaimsPage) and classes:
        page.making.open_class(classes[0].class_id)
        settle()
    shoot(window, path)
    return path


def shoot(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))


def settle(until: Callable[[], bool] = lambda: False, *, at_most: float = 5.0) -> None:
    """Let the window and its threads come to rest."""
    loop = QEventLoop()
    ends = time.monotonic() + at_most
    quiet = time.monotonic() + _QUIET
    while time.monotonic() < min(ends, quiet) and not until():
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
