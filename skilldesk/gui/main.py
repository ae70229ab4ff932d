"""How the window program runs: somebody logs in, works, and leaves or hands over to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication

from skilldesk.gui import theme as look
from skilldesk.gui.login import Door, LoginWindow
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress, Theme

K = TypeVar("K")


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


@dataclass(frozen=True, kw_only=True)
class House(Generic[K]):
    """What the composition gives: the door, the window for who came in, and what to do when they leave."""

    door: Callable[[], Door[K]]
    """Asked anew for each login, since last log-ins and backups move on."""
    window: Callable[[K], Workplace]
    leave: Callable[[], None]


class Program(QObject, Generic[K]):
    """Shows the login, then the window of whoever came in, and the login again for the next."""

    def __init__(self, theme: Theme, tasks: Tasks, house: House[K]) -> None:
        super().__init__()
        self._theme, self._tasks, self._house = theme, tasks, house
        self.login: LoginWindow[K] | None = None
        self.main: Workplace | None = None

    def show_login(self) -> None:
        self.login = LoginWindow(self._theme, self._house.door(), self._tasks)
        self.login.opened.connect(self.let_in)
        self.login.show()
        self.login.take_focus()

    def let_in(self, key: K) -> None:
        """Show the window; also without a login before it, for the practice county."""
        self.main = self._house.window(key)
        self.main.left_to_another.connect(self._hand_over)
        self.main.closed.connect(self._house.leave)
        self.main.show()
        if self.login is not None:
            self.login.close()
            self.login.deleteLater()
            self.login = None

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
        self.show_login()
        if left is not None:
            left.close()
