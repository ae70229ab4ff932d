"""Where the window program is put together: the only place that wires.

The login needs nothing but Qt and the keys; all else is imported in a thread while the password is typed.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from skilldesk import platform, settings
from skilldesk.app.seen import Seen
from skilldesk.errors import OfficeInUse, SkillDeskError
from skilldesk.gui import main
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.login import Door, Front
from skilldesk.gui.main import House, Program
from skilldesk.gui.memory import Memory
from skilldesk.gui.place import Place
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.log import FILE, Log
from skilldesk.store import keyfile, keyring

if TYPE_CHECKING:
    from skilldesk.app.first_run import FirstRun
    from skilldesk.app.practice import Practice
    from skilldesk.gui.first_run import FirstRunWindow
    from skilldesk.gui.window import MainWindow
    from skilldesk.store.office import Store

VERSION = "0.2"

UNFORESEEN = 3
"""The exit code of what no sentence was written for, as in cli."""

_OFFICE_FILES = (keyfile.NAME, keyfile.COPY, keyring.OFFICE[0])
_WEEKDAYS = "一二三四五六日"


class App:
    """The program of one process: its settings, its log, the folder it holds, and the store that is open."""

    def __init__(self, qt: QApplication, folder: Path, *, missing: Path | None = None) -> None:
        self.user_folder = platform.user_folder()
        self.settings, self.notices = settings.load(self.user_folder)
        self._keeping = threading.Lock()
        self.log = Log(self.user_folder / FILE, clock=datetime.now)
        self.folder = folder
        self.tasks = Tasks()
        self._qt = qt
        self.theme = self._dress()
        self.store: Store | None = None
        self._going_on = False
        """Whether the next window goes on where one under 系统 was."""
        self._missing = missing
        self._kept = ExitStack()
        self._bell = platform.Bell(self.user_folder, folder)
        self._first_run: FirstRun | None = None
        self._practice: Practice | None = None
        self._making = False
        house = House(
            door=self._door,
            window=self._window,
            leave=self._leave,
            first_run=self._first_window,
            lock_minutes=self._lock_minutes,
        )
        self.program: Program[Store] = Program(self.theme, self.tasks, house)
        self.tasks.failed.connect(lambda error: self.log.failure("task.failed", error))

    # --- the folder that this program works in, and nobody else ---

    def enter(self, folder: Path) -> None:
        """Work in that folder from now on; OfficeInUse if another program does."""
        lock = keyring.hold(folder)
        self._stand_at(folder, lock)

    def begin(self, folder: Path) -> None:
        """There is no office yet: hold the user's own folder, so that only one first run goes on."""
        self.user_folder.mkdir(parents=True, exist_ok=True)
        self._stand_at(folder, keyring.hold(self.user_folder))

    def _stand_at(self, folder: Path, lock: platform.FolderLock) -> None:
        self._kept.close()
        self._kept.callback(lock.release)
        self.folder = folder
        self._bell = platform.Bell(self.user_folder, folder)

    # --- what is shown ---

    def log_in(self) -> None:
        threading.Thread(target=import_module, args=("skilldesk.app.desk",), daemon=True).start()
        self.program.show_front()
        self.program.listen(lambda: self._bell.heard())  # noqa: PLW0108 - it changes with the folder

    def practise(self, practice: Practice) -> None:
        """Show the invented county."""
        self._practice = practice
        self.program.let_in(practice.store)

    def _practise_later(self) -> None:
        """The same from the login or the first run, made while that window waits."""
        owner = self.program.login or self.program.first
        if isinstance(owner, QWidget) and not self._making:
            self._making = True
            self.tasks.start(owner, lambda _: _practice(), done=self._practised, failed=self._not_practised)

    def _practised(self, practice: Practice) -> None:
        self._making = False
        self.practise(practice)

    def _not_practised(self, error: BaseException) -> None:
        self._making = False
        self._tell_error(error)

    def _tell_error(self, error: BaseException) -> None:
        Dialogs(self.theme, QApplication.activeWindow()).tell_error(error)

    def _elsewhere(self, folder: Path) -> None:
        """Another office folder instead of this one."""
        if is_office(self.folder) and folder.absolute() == self.folder:
            return
        try:
            keyring.holders(folder)
            self.enter(folder.absolute())
        except SkillDeskError as error:
            self._tell_error(error)
        else:
            self._missing = None
            self._close_first_run()
            self.program.show_front()

    def _first_window(self) -> FirstRunWindow[Store] | None:
        """The first run, as long as there is no office in the folder."""
        if is_office(self.folder):
            self._close_first_run()
            return None
        from skilldesk.app.first_run import FirstRun
        from skilldesk.gui.first_run import FirstRunWindow

        self._close_first_run()
        self._first_run = FirstRun(self.folder, self.enter)
        work = self._first_run.work(
            missing=self._missing, practise=self._practise_later, elsewhere=self._elsewhere
        )
        return FirstRunWindow(self.theme, work, self.tasks, day=_day(datetime.now().astimezone()))

    def _lock_minutes(self) -> int:
        """The practice county has nothing to hide, and its password stands in the README."""
        return 0 if self._practice else self.settings.lock_minutes

    def _dress(self) -> Theme:
        return main.dress(self._qt, self.settings.text_size.value, contrast=self.settings.contrast)

    def _door(self) -> Door[Store]:
        today = datetime.now(UTC).astimezone()
        seen = Seen(self.folder, lambda: self.settings.memory, self._remember)
        return Door(
            front=Front(
                office=self._office_name() or "职业技能培训实名管理",
                day=f"{_day(today)}　星期{_WEEKDAYS[today.weekday()]}",
                facts=(("数据", "本机保存，不联网"), ("文件夹", self.folder.name)),
                version=f"版本 {VERSION}　单机版",
            ),
            accounts=seen.accounts(keyring.holders(self.folder).users, today),
            unlock=self._unlock,
            recover=self._recover,
            practise=self._practise_later,
            elsewhere=self._elsewhere,
        )

    def _office_name(self) -> str:
        return self.settings.office_name if self.settings.office_folder == self.folder else ""

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

        first = self._first_run is not None and self._practice is None
        actor = self._whose(store)
        self.store = store
        memory = Memory(recall=lambda key: self.settings.memory.get(key, ""), remember=self._remember)
        host = Host(settings=lambda: self.settings, keep=self._keep, go_on=self._go_on, redress=self._redress)
        desk = furnished(store, actor, self.tasks, self.theme, memory, host)
        window = MainWindow(desk)
        if self._going_on:
            window.show_page("system")
            return window
        if self._practice is None:
            self._keep(office_folder=self.folder, office_name=desk.office.name)
            role = "、".join(desk.lookup.label("role", role) for role in desk.user.roles)
            Seen(self.folder, lambda: self.settings.memory, self._remember).note(
                actor, desk.user.name, role, datetime.now(UTC).astimezone()
            )
        if first:
            QTimer.singleShot(0, window, lambda: _begin_the_first_trainee(window))
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

    def _whose(self, store: Store) -> str:
        """Who came in; whoever founded the office gives it into our hands."""
        if self._practice is not None:
            return self._practice.actor
        if self._first_run is not None:
            self._actor = self._first_run.hand_over()
            self._first_run = None
        return self._actor

    def _keep(self, **values: object) -> None:
        """Also from the thread of a task, while the window remembers where it stood."""
        with self._keeping:
            self.settings = replace(self.settings, **values)  # type: ignore[arg-type]  # named after its fields
            settings.save(self.user_folder, self.settings)

    def _remember(self, key: str, text: str) -> None:
        self._keep(memory={**self.settings.memory, key: text})

    def _leave(self) -> None:
        if self._practice is not None:
            self._practice.close()
            self._practice = None
        elif self.store is not None:
            self.store.close()
        self.store = None

    def _close_first_run(self) -> None:
        if self._first_run is not None:
            self._first_run.close()
            self._first_run = None

    def hear(self, _kind: type[BaseException], error: BaseException, _places: TracebackType | None) -> None:
        """As sys.excepthook: tell of an error that nothing caught, one at a time, for pages paint again."""
        self.log.failure("window.unforeseen", error)
        if QApplication.activeModalWidget() is None:
            self._tell_error(error)

    def close(self) -> None:
        self.tasks.close()
        self._leave()
        self._close_first_run()
        self._kept.close()


def _day(day: datetime) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def is_office(folder: Path) -> bool:
    """Whether there is an office in that folder, whole or damaged."""
    return any((folder / name).exists() for name in _OFFICE_FILES)


def _begin_the_first_trainee(window: MainWindow) -> None:
    """Once the window stands; unless it was left at once, and its store with it."""
    if window.isVisible():
        window.go(Place(page="trainees", act="new"))


def _practice() -> Practice:
    from skilldesk.app.practice import Practice

    return Practice()


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
            if app is None:
                return 0
        except SkillDeskError as error:
            return _refuse(qt, error, error.exit_code)
        except Exception as error:  # noqa: BLE001 - a windowed program has no other place to say it
            Log(platform.user_folder() / FILE, clock=datetime.now).failure("window.unforeseen", error)
            return _refuse(qt, error, UNFORESEEN)
        stack.callback(setattr, sys, "excepthook", sys.excepthook)
        sys.excepthook = app.hear
        return qt.exec()


def _office(qt: QApplication, stack: ExitStack, asked: Path | None) -> App | None:
    """The program at its front; None if it runs already, and was called to show its window."""
    remembered = settings.load(platform.user_folder()).settings.office_folder
    default = platform.user_folder() / "office"
    folder = (asked or remembered or default).absolute()
    missing = None
    if asked is None and not is_office(folder) and not folder.exists() and folder != default:
        folder, missing = default, folder
    if (
        not is_office(folder)
        and folder.is_dir()
        and any(path.name != platform.LOCK for path in folder.iterdir())
    ):
        keyring.holders(folder)  # says what is wrong with it
    app = App(qt, folder, missing=missing)
    stack.callback(app.close)
    try:
        app.enter(folder) if is_office(folder) and missing is None else app.begin(folder)
    except OfficeInUse:
        if platform.Bell(app.user_folder, folder).ring():
            return None
        raise
    app.log_in()
    return app


def _demo(qt: QApplication, stack: ExitStack) -> App:
    sys.stderr.write("正在建立虚构的“示例县”，请稍候。\n")
    practice = _practice()
    app = App(qt, practice.folder)
    stack.callback(app.close)
    app.practise(practice)
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
