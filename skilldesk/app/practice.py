"""练习: the invented county in a folder that goes with the program, and what a killed one left behind."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from skilldesk import platform
from skilldesk.hub import practice
from skilldesk.operations.demo import CLERK
from skilldesk.store.office import Store

_NAME = "skilldesk-demo-"


class Practice:
    """An invented county while somebody practises. All of it is encrypted, so a kill leaves nothing in clear;
    what it leaves is swept away by the next one.
    """

    actor = CLERK

    def __init__(self) -> None:
        self._kept = contextlib.ExitStack()
        _sweep()
        room = tempfile.TemporaryDirectory(prefix=_NAME, ignore_cleanup_errors=True)
        self.folder = Path(self._kept.enter_context(room)) / "office"
        with contextlib.ExitStack() as undo:
            undo.callback(self._kept.close)
            self.folder.mkdir()
            if lock := platform.lock_folder(self.folder):
                self._kept.callback(lock.release)
            made = practice.found(self.folder)
            made.hub.close()
            undo.pop_all()
        self.store: Store = made.county.store

    def close(self) -> None:
        self.store.close()
        self._kept.close()


def _sweep() -> None:
    """Take away the folders of programs that were killed: nobody holds their locks."""
    for room in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
        office = room / "office"
        with contextlib.suppress(OSError):
            if office.is_dir() and (lock := platform.lock_folder(office)):
                lock.release()
                shutil.rmtree(room, ignore_errors=True)
