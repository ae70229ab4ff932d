"""How the window program runs: somebody logs in, works, and leaves or hands over to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from skilldesk.gui import theme as look
from skilldesk.gui.idle import Idle
from skilldesk.gui.login import Door, LoginWindow
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress, Theme

K = TypeVar("K")

_LISTEN_MS = 500
"""How soon a second start is heard."""


def application(arguments: list[str]) -> QApplication:
    """The one application of the process."""
    app = QApplication(arguments)
    app.setApplicationName("SkillDesk")
    app.setQuitOnLastWindowClosed(True)
    return app


def dress(app: QApplication, text_size: str = "标准", *, contrast: bool = False) -> Theme:
    """Put the look on; the theme for those who paint."""
    theme = look.load(text_size, contrast=contrast)
    Dress(app, theme)
    return theme


class Workplace(Protocol):
    """The window in which somebody works, as far as the program that shows it must know."""

    @property
    def left_to_another(self) -> SignalInstance: ...

    @property
    def closed(self) -> SignalInstance: ...

    def show(self) -> None: ...

    def close(self) -> bool: ...

    def deleteLater(self) -> None: ...

    def lock(self) -> None: ...


class FirstRun(Protocol):
    """The window of the first run."""

    @property
    def opened(self) -> SignalInstance: ...

    @property
    def brought_back(self) -> SignalInstance: ...

    def show(self) -> None: ...

    def close(self) -> bool: ...

    def deleteLater(self) -> None: ...

    def take_focus(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class House(Generic[K]):
    """What the composition gives: the door, the window for who came in, and what to do when they leave."""

    door: Callable[[], Door[K]]
    """Asked anew for each login, since last log-ins and backups move on."""
    window: Callable[[K], Workplace]
    leave: Callable[[], None]
    first_run: Callable[[], FirstRun | None] = lambda: None
    """The window of the first run, as long as there is no office."""
    lock_minutes: Callable[[], int] = lambda: 0
    """After so many minutes without anybody the window locks; never, if 0."""


class Program(QObject, Generic[K]):
    """Shows the first run or the login, then the window of whoever came in, and the login for the next."""

    def __init__(self, theme: Theme, tasks: Tasks, house: House[K]) -> None:
        super().__init__()
        self._theme, self._tasks, self._house = theme, tasks, house
        self.login: LoginWindow[K] | None = None
        self.first: FirstRun | None = None
        self.main: Workplace | None = None

    def show_front(self) -> None:
        """What a person sees first: the first run if there is no office, otherwise the login."""
        first = self._house.first_run()
        if first is None:
            self.show_login()
            return
        first.opened.connect(self.let_in)
        first.brought_back.connect(self.show_front)
        first.show()
        self._replace_front(first=first)
        first.take_focus()

    def show_login(self) -> None:
        login = LoginWindow(self._theme, self._house.door(), self._tasks)
        login.opened.connect(self.let_in)
        login.show()
        self._replace_front(login=login)
        login.take_focus()

    def let_in(self, key: K) -> None:
        """Show the window; also without a login before it, for the practice county."""
        self.main = main = self._house.window(key)
        main.left_to_another.connect(self._hand_over)
        main.closed.connect(self._house.leave)
        main.show()
        if isinstance(main, QObject):
            Idle(self._house.lock_minutes, main).left.connect(main.lock)
        self._replace_front()

    def listen(self, called: Callable[[], bool]) -> None:
        """Come to the front whenever a second start of the program has called."""
        timer = QTimer(self, interval=_LISTEN_MS)
        timer.timeout.connect(lambda: self.come_forward() if called() else None)
        timer.start()

    def come_forward(self) -> None:
        window = self.main or self.login or self.first
        if isinstance(window, QWidget):
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _replace_front(self, *, login: LoginWindow[K] | None = None, first: FirstRun | None = None) -> None:
        """The new window shows before the old one goes, so that the program does not end between them."""
        old, self.login, self.first = (self.login, self.first), login, first
        for window in old:
            if window is not None:
                window.close()
                window.deleteLater()

    def go_on(self, key: K) -> None:
        """Show a new window over that, before the one that is left goes; nothing is closed with it."""
        left, self.main = self.main, None
        if left is not None:
            left.closed.disconnect(self._house.leave)
        self.let_in(key)
        if left is not None:
            left.close()
            left.deleteLater()

    def wear(self, theme: Theme) -> None:
        """The look of all windows from now on."""
        self._theme = theme

    def leave(self) -> None:
        """The window goes, and the login shows for whoever comes in next."""
        self._hand_over()

    def _hand_over(self) -> None:
        """The next login shows before this window goes, so that the program does not end between them."""
        left, self.main = self.main, None
        self.show_front()
        if left is not None:
            left.close()
            left.deleteLater()  # or its parts would hear of tasks that end after them
