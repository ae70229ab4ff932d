"""The main window: rail, bars, pages, and the lock over all of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from skilldesk.core.kinds import KINDS
from skilldesk.core.records import RecordId
from skilldesk.gui.bars import BottomBar, RunningCard, TopBar, practice_band
from skilldesk.gui.brand import program_icon
from skilldesk.gui.class_page import ClassPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.help_page import BACK, BACK_TAB, CHAPTER, HelpPage
from skilldesk.gui.lock import Curtain, LockPage
from skilldesk.gui.page import Page
from skilldesk.gui.pages import PAGES
from skilldesk.gui.place import Place
from skilldesk.gui.rail import ENTRIES, Rail
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.system_page import HELP
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.unfinished import open_unfinished
from skilldesk.gui.widgets.frames import column, laid, row

_SIZE = (1366, 697)
_LEAST = (1024, 600)
_FIRST = "board"
_SETTLING_MS = 1500
"""After a commit the pages read anew first; how reporting stands is asked when nothing more comes."""

_PLACE = "window"
"""Under which the memory keeps where the window stood."""


class MainWindow(QWidget):
    left_to_another = Signal()
    """Somebody else wants to work here."""
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, Page] = {}
        self._now = _FIRST
        """The entry of the rail that is shown."""
        self.rail = Rail(desk.theme, list(PAGES))
        self.top = TopBar(desk)
        self.bottom = BottomBar(desk.theme)
        self.lock_page = LockPage(desk)
        self._curtain = Curtain()
        self._stack = QStackedWidget()
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()
        self._restore_place()
        self.show_page(_FIRST)
        QTimer.singleShot(0, self, self._ask_reporting)  # the page asks first

    # --- going about ---

    def page(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - the stack holds nothing else
        return page

    def show_page(self, key: str) -> None:
        if key not in self._pages:
            page = PAGES[key](self.desk)
            self._pages[key] = page
            self._stack.addWidget(page)
            page.counted.connect(self._hear_count)
            page.hinted.connect(self._show_hints)
        self._now = key
        self._stack.setCurrentWidget(self._pages[key])
        self.rail.mark(key)
        self._show_hints()
        self.bottom.count.setText(self.page().count)
        self._focus_page()

    def _focus_page(self) -> None:
        """The keyboard is on the page in any case: a list that is not shown yet cannot take it."""
        self.page().take_focus()
        page, focus = self.page().innermost(), self.focusWidget()
        if focus is None or not focus.isVisible() or not page.isAncestorOf(focus):
            page.setFocus()

    def _watch_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A page that hears late from its threads may ask for the keyboard after it was left: not so."""
        if (
            now is not None
            and self._work.isAncestorOf(now)
            and not now.isVisible()
            and self._work.isVisible()
        ):
            QTimer.singleShot(0, self, self._focus_page)

    def open_record(self, kind: str, id: RecordId) -> None:
        """Show the form of that record, wherever it stands."""
        screen = next((one for one in SCREENS if one.kind is KINDS.get(kind)), None)
        with self.desk.database.read() as snapshot:
            record = snapshot.get(screen.kind, id) if screen else None
        if screen is None or record is None:
            return
        self.show_page(screen.page)
        page = self.page()
        if isinstance(page, ClassPage):
            page.show_list()
            page = page.tabs
        if isinstance(page, Tabs):
            page.show_tab(page.words().index(screen.title))
            page = page.page()
        if isinstance(page, RecordScreen):
            page.go_to_record(record)

    def go(self, place: Place) -> None:
        """Show that page, and there what the place says, if the window has such a page."""
        if place.page in PAGES:
            self.show_page(place.page)
            if place != Place(page=place.page):
                self.page().go_to(place)

    def help(self) -> None:
        """The chapter of the handbook that fits what is seen; Esc there comes back."""
        if self._now != "system" or self.page().help_key() != HelpPage.HELP:
            page = self.page()
            tab = page.words()[page.bar.currentIndex()] if isinstance(page, Tabs) else ""
            filters = {CHAPTER: page.help_key() or self._now, BACK: self._now, BACK_TAB: tab}
            self.go(Place(page="system", tab=HELP, filters=filters))

    def lock(self) -> None:
        """Hide everything personal until the password is given."""
        if self._whole.currentWidget() is self.lock_page:
            return
        self._leave_field()
        self._curtain.draw(self)
        self._whole.setCurrentWidget(self.lock_page)
        self.setWindowTitle("SkillDesk")
        self.lock_page.begin()

    def _unlock(self) -> None:
        self._whole.setCurrentIndex(0)
        self._curtain.open()
        self._tell_title()
        self._focus_page()

    @staticmethod
    def _leave_field() -> None:
        """What stands in a field is kept as a draft when it is left."""
        if focus := QApplication.focusWidget():
            focus.clearFocus()

    # --- what happens ---

    def _hear_count(self, text: str) -> None:
        if self.sender() is self._stack.currentWidget():
            self.bottom.count.setText(text)

    def _show_hints(self) -> None:
        if self._stack.currentWidget() is not None:
            self.bottom.show_hints(self.page().hints())

    def _ask_reporting(self) -> None:
        self.desk.tasks.look(self, lambda _: self.desk.reports.state(), done=self.top.show_reporting)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_field()
        self.desk.memory.remember(_PLACE, self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)
        self.closed.emit()

    def _connect(self) -> None:
        if app := QApplication.instance():
            app.focusChanged.connect(self._watch_focus)  # type: ignore[attr-defined]  # a QApplication
        self.rail.chosen.connect(self.show_page)
        self.top.lock.connect(self.lock)
        self.lock_page.unlocked.connect(self._unlock)
        self.lock_page.left_to_another.connect(self.left_to_another)
        self.desk.tasks.failed.connect(self.desk.dialogs.tell_error)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self._settled.timeout.connect(self._ask_reporting)
        self.desk.news.changed.connect(lambda _: self._settled.start())
        self.desk.news.wanted.connect(self.go)
        for entry in ENTRIES:
            if entry.digit and entry.key in PAGES:
                self._on_key(f"Alt+{entry.digit}", partial(self.show_page, entry.key))
        self._on_key("Ctrl+K", self.top.search.begin)
        self.top.search.left.connect(self._focus_page)
        self._on_key("Ctrl+L", self.lock)
        self._on_key("F1", self.help)
        self._on_key("F11", lambda: open_unfinished(self.desk))

    def _on_key(self, key: str, act: Callable[[], object]) -> None:
        """Anywhere in the window, but not while it is locked."""
        shortcut = QShortcut(QKeySequence(key), self._work)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self.desk.theme
        right = column(self.top, self._stack, self.bottom, spacing=0)
        right.setStretch(1, 1)
        inside = row(self.rail, laid(QWidget(), right), spacing=0)
        band = [practice_band(theme)] if self.desk.is_practice else []
        self._work = laid(QWidget(), column(*band, laid(QWidget(), inside), spacing=0))
        self._whole.addWidget(self._work)
        self._whole.addWidget(self.lock_page)
        laid(self, column(self._whole, spacing=0))
        self.running = RunningCard(theme, self.desk.tasks, self._work)
        self.desk.dialogs.window = self
        self.setWindowIcon(program_icon(theme))
        self.setMinimumSize(*_LEAST)
        self._tell_title()

    def _tell_title(self) -> None:
        practice = "（演练）" if self.desk.is_practice else ""
        self.setWindowTitle(f"{self.desk.office.name}{practice} · SkillDesk")

    def _restore_place(self) -> None:
        kept = QByteArray.fromBase64(self.desk.memory.recall(_PLACE).encode())
        if not (kept and self.restoreGeometry(kept)):
            self.resize(*_SIZE)
