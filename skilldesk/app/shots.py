"""Pictures of the windows with what an open store holds, for the tour, the handbook and the eye."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from skilldesk.app.desk import furnished
from skilldesk.core.records import RecordId
from skilldesk.gui import main
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.pages import PAGES
from skilldesk.gui.place import Place
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.window import MainWindow
from skilldesk.hub import practice
from skilldesk.operations import backups, demo
from skilldesk.progress import Progress
from skilldesk.store.office import Store

SIZE = (1366, 768)

_COLOURS = 64
"""Of a small picture."""

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


def handbook(to: Path) -> list[Path]:
    """The pictures of the handbook: pages of the practice county, the same but for the ids of its PC."""
    qt = QApplication.instance() or main.application([])
    if not isinstance(qt, QApplication):
        raise TypeError(type(qt))
    with tempfile.TemporaryDirectory(prefix="skilldesk-handbook-") as room:
        made = practice.found(Path(room) / "office", clock=lambda: _DAY)
        made.hub.close()
        store, tasks = made.county.store, Tasks()
        backups.make(store, demo.CLERK, backups.primary(store), Progress())
        window = MainWindow(furnished(store, demo.CLERK, tasks, main.dress(qt)))
        try:
            window.resize(*SIZE)
            window.show()
            places = _places(made.county.classes[0])
            return [_illustrated(window, place, to / f"{name}.png") for name, place in places.items()]
        finally:
            tasks.close()
            window.close()
            store.close()


_DAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def _places(of_class: RecordId) -> Mapping[str, Place]:
    """What the handbook shows, by the name of the file."""
    return {
        "board": Place(page="board"),
        "page-register": Place(page="trainees"),
        "form": Place(page="trainees", act="new"),
        "roster": Place(page="classes", record=of_class, tab="花名册"),
        "claim-check": Place(page="claims", record=of_class),
        "page-report": Place(page="reports"),
        "users": Place(page="system", tab="用户"),
        "backups": Place(page="system", tab="备份与恢复"),
        "journal": Place(page="system", tab="操作记录"),
        "settings": Place(page="system", tab="设置"),
    }


def _illustrated(window: MainWindow, place: Place, path: Path) -> Path:
    window.go(place)
    settle()
    shoot(window, path, small=True)
    page = window.page().innermost()
    if isinstance(page, RecordScreen) and page.is_editing and page.panel:
        page.panel.leave()
    return path


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


def shoot(widget: QWidget, path: Path, *, small: bool = False) -> None:
    """A picture of the widget; a small one has its commonest colours, and text and lines miss no other."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if small:
        pixels = memoryview(picture.constBits()).cast("I")
        commonest = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
        picture = picture.convertToFormat(
            QImage.Format.Format_Indexed8, commonest, Qt.ImageConversionFlag.ThresholdDither
        )
    picture.save(str(path))


def settle(until: Callable[[], bool] = lambda: False, *, at_most: float = 5.0) -> None:
    """Let the window and its threads come to rest."""
    loop = QEventLoop()
    ends = time.monotonic() + at_most
    quiet = time.monotonic() + _QUIET
    while time.monotonic() < min(ends, quiet) and not until():
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
