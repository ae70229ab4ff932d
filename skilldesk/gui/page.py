"""What every page of the window has: a heading with one blue button, its keys, what it counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from skilldesk.gui import icons
from skilldesk.gui.place import Place
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import Hint, restyle


class Page(QWidget):
    hinted = Signal()
    """The keys of the page are others now."""
    counted = Signal(str)
    """What stands at the right end of the bottom bar."""

    HINTS: tuple[Hint, ...] = ()
    HELP = ""
    """The chapter of the handbook that fits; empty for the one of the entry of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = ""

    def hints(self) -> tuple[Hint, ...]:
        return self.HINTS

    def help_key(self) -> str:
        return self.HELP

    def say_count(self, text: str) -> None:
        self.count = text
        self.counted.emit(text)

    def stand_under_tab(self) -> None:
        """A tab says the title already: do not say it twice."""

    def go_to(self, place: Place) -> None:
        """Show what the place says: its tab, its filters, its record, its act."""

    def innermost(self) -> Page:
        """The page that hears the keys: this one, or the one that it shows of several."""
        return self

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def on_key(self, key: str, act: Callable[[], object], *, inside: QWidget | None = None) -> QShortcut:
        """Let a key do something while the focus is on this page, or inside that part of it."""
        shortcut = QShortcut(QKeySequence(key), inside or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut


def heading(theme: Theme, *parts: QWidget | int | None) -> QWidget:
    """The line of a page that says where one is and what one can do."""
    line = laid(QWidget(), row(*parts), margins=(16, 0, 16, 0))
    line.setFixedHeight(theme.sizes["bar"])
    return line


def button(text: str, act: Callable[[], object], *, kind: str = "", accessible: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(accessible or text)
    made.setAutoDefault(True)  # Enter presses it, too, where it has the focus
    made.clicked.connect(lambda: act())  # noqa: PLW0108 - the signal would hand it a bool
    return made


def with_icon(made: QPushButton, theme: Theme, name: str) -> QPushButton:
    """The button with that icon before its word."""
    colour = "white" if made.property("kind") == "primary" else "ink-2"
    picture = icons.icon(name, theme.colours[colour])
    picture.addPixmap(icons.pixmap(name, theme.colours["ink-3"], 16), QIcon.Mode.Disabled)
    made.setIcon(picture)
    return made


def dress(made: QPushButton, theme: Theme, icon: str, kind: str) -> None:
    """Another kind of button from now on: one page has one blue button, that of what comes next."""
    restyle(made, kind=kind)
    with_icon(made, theme, icon)
