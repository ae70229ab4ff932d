"""Where the window program is put together: the only place that wires.

The login needs nothing but Qt and the keys; all else is imported in a thread while the password is typed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from skilldesk import platform, settings
from skilldesk.errors import SkillDeskError
from skilldesk.gui import main
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.login import Door, Front
from skilldesk.gui.main import House, Program
from skilldesk.gui.memory import Memory
from skilldesk.gui.people_list import Account
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.log import FILE, Log
from skilldesk.store import keyring

if TYPE_CHECKING:
    from skilldesk.gui.window import MainWindow
    from skilldesk.store.office import Store

VERSION = "0.1"

UNFORESEEN = 3
"""The exit code of what no sentence was written for, as in cli."""

_WEEKDAYS = "一二三四五六日"


class App:
    """The program of one process: its settings, its log, and the store that is open."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self.user_folder = platform.user_folder()
        self.settings, self.notices = settings.load(self.user_folder)
        self.log = Log(self.user_folder / FILE, clock=datetime.now)
        self.folder = folder
        self.tasks = Tasks()
        self._qt = qt
        self.theme = self._dress()
        self.store: Store | None = None
        self._going_on = False
        """Whether the next window goes on where one under 系统 was."""
        house = House(door=self._door, window=self._window, leave=self._leave)
        self.program: Program[Store] = Program(self.theme, self.tasks, house)
        self.tasks.failed.connect(lambda error: self.log.failure("task.failed", error))

    def log_in(self) -> None:
        threading.Thread(target=import_module, args=("skilldesk.app.desk",), daemon=True).start()
        self.program.show_login()

    def come_in(self, store: Store, actor: str) -> None:
        """Show the window of somebody who needs no login: the practice county."""
        self._actor = actor
        self.program.let_in(store)

    def _dress(self) -> Theme:
        return main.dress(self._qt, self.settings.text_size.value, contrast=self.settings.contrast)

    def _door(self) -> Door[Store]:
        today = datetime.now(UTC).astimezone()
        holders = keyring.holders(self.folder)
        return Door(
            front=Front(
                office=self.settings.office_name or "职业技能培训实名管理",
                day=f"{today.year}年{today.month}月{today.day}日　星期{_WEEKDAYS[today.weekday()]}",
                facts=(("数据", "本机保存，不联网"), ("文件夹", self.folder.name)),
                version=f"版本 {VERSION}　单机版",
            ),
            accounts=[Account(key=name, name=name) for name in holders.users],
            unlock=self._unlock,
            recover=self._recover,
        )

    def _unlock(self, account: str, password: str) -> Store:
        from skilldesk.operations import offices

        store = offices.log_in(self.folder, account, password)
        self._actor = account
        return store

    def _recover(self, account: str, typed: str, password: str) -> None:
        from skilldesk.operations import offices

        offices.recover(self.folder, account, typed, password)

    def _window(self, store: Store) -> MainWindow:
        from skilldesk.app.desk import furnished
        from skilldesk.app.system import Host
        from skilldesk.gui.window import MainWindow

        self.store = store
        memory = Memory(recall=lambda key: self.settings.memory.get(key, ""), remember=self._remember)
        host = Host(settings=lambda: self.settings, keep=self._keep, go_on=self._go_on, redress=self._redress)
        desk = furnished(store, self._actor, self.tasks, self.theme, memory, host)
        window = MainWindow(desk)
        if self._going_on:
            window.show_page("system")
        else:
            self._keep(office_folder=self.folder, office_name=desk.office.name)
        return window

    def _go_on(self, store: Store | None) -> None:
        """The window anew, over a store that a renewal of keys answered; the login, if it broke off."""
        self._going_on = True
        if store is None:
            self.program.leave()
        else:
            self.program.go_on(store)
        self._going_on = False

    def _redress(self) -> None:
        """The window anew in the look of the settings."""
        self.theme = self._dress()
        self.program.wear(self.theme)
        if self.store:
            self._go_on(self.store)

    def _keep(self, **values: object) -> None:
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]  # named after its fields
        settings.save(self.user_folder, self.settings)

    def _remember(self, key: str, text: str) -> None:
        self._keep(memory={**self.settings.memory, key: text})

    def _leave(self) -> None:
        if self.store:
            self.store.close()
            self.store = None

    def hear(self, _kind: type[BaseException], error: BaseException, _places: TracebackType | None) -> None:
        """As sys.excepthook: tell of an error that nothing caught, one at a time, for pages paint again."""
        self.log.failure("window.unforeseen", error)
        if QApplication.activeModalWidget() is None:
            Dialogs(self.theme, QApplication.activeWindow()).tell_error(error)

    def close(self) -> None:
        self.tasks.close()
        self._leave()


def run(argv: Sequence[str]) -> int:
    """Open the program: 0 when it was closed, or the exit code of what kept it from opening."""
    parser = argparse.ArgumentParser(prog="skilldesk", description="打开职业技能培训实名管理程序。")
    parser.add_argument("--office", type=Path, help="单位文件夹，默认上次打开的")
    parser.add_argument("--demo", action="store_true", help="打开虚构的示例县，自动登录，明确标着演练")
    asked = parser.parse_args(list(argv))
    qt = main.application(sys.argv[:1])
    with ExitStack() as stack:
        try:
            app = _demo(qt, stack) if asked.demo else _office(qt, stack, asked.office)
        except SkillDeskError as error:
            return _refuse(qt, error, error.exit_code)
        except Exception as error:  # noqa: BLE001 - a windowed program has no other place to say it
            Log(platform.user_folder() / FILE, clock=datetime.now).failure("window.unforeseen", error)
            return _refuse(qt, error, UNFORESEEN)
        stack.callback(app.close)
        stack.callback(setattr, sys, "excepthook", sys.excepthook)
        sys.excepthook = app.hear
        return qt.exec()


def _office(qt: QApplication, stack: ExitStack, asked: Path | None) -> App:
    folder = asked or settings.load(platform.user_folder()).settings.office_folder
    folder = folder or platform.user_folder() / "office"
    keyring.holders(folder)
    lock = keyring.hold(folder)
    stack.callback(lock.release)
    app = App(qt, folder)
    app.log_in()
    return app


def _demo(qt: QApplication, stack: ExitStack) -> App:
    from skilldesk.hub import practice
    from skilldesk.operations.demo import CLERK

    sys.stderr.write("正在建立虚构的“示例县”，请稍候。\n")
    temporary = tempfile.TemporaryDirectory(prefix="skilldesk-demo-", ignore_cleanup_errors=True)
    folder = Path(stack.enter_context(temporary)) / "office"
    made = practice.found(folder)
    made.hub.close()
    app = App(qt, folder)
    app.come_in(made.county.store, CLERK)
    return app


def _refuse(qt: QApplication, error: Exception, exit_code: int) -> int:
    """Say in a window of its own why the program does not open."""
    dialog = Dialogs(main.dress(qt)).tell_error(error)
    dialog.finished.connect(qt.quit)
    qt.exec()
    return exit_code


def pictures(store: Store, actor: str, to: Path) -> list[Path]:
    """Pictures of every page of that store, as its window shows them; for the tour and for looking at."""
    from skilldesk.app import shots

    return shots.take(store, actor, to)
