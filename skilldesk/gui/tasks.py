"""Work off the GUI thread: start it, follow it, stop it, and hear back on the GUI thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from skilldesk.progress import Cancelled, Progress

T = TypeVar("T")

PATIENCE_MS = 600
"""After that long, work says what it is doing."""

_TURN = 0.0005
"""Seconds after which a thread hands on the interpreter: with the usual ten times as many, a page that reads
a hundred rows would wait at each for whoever counts meanwhile."""

_BETWEEN_REPORTS = 0.05
"""Seconds; a job that steps often must not keep the GUI thread busy with its numbers."""


@dataclass(eq=False)
class Running:
    """A task that has not ended, as people may watch it."""

    title: str
    progress: Progress
    done: int = 0
    total: int = 0
    text: str = ""
    over: bool = False
    told_at: float = 0.0

    @property
    def part(self) -> float:
        """How much is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self.progress.cancel()


class Tasks(QObject):
    """Runs what writes in order on one thread, because one file takes one writer at a time, and what
    reads for long on another; what somebody waits for while typing has a third.
    """

    slow = Signal(Running)
    """A task has taken longer than anybody waits for without a word."""
    progressed = Signal(Running)
    ended = Signal(Running)
    failed = Signal(object)
    """An error that the starter of the task did not want to hear itself."""
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writing")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._glancing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glancing")
        self._closed = False
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        owner: QObject,
        job: Callable[[Progress], T],
        done: Callable[[T], Any],
        *,
        title: str = "",
        failed: Callable[[BaseException], Any] | None = None,
    ) -> Running:
        """Run a job that may write, then call done with what it returned, if the owner still lives.

        Without `failed`, an error goes to the signal of that name.
        """
        return self._submit(self._writing, Running(title, Progress()), owner, (job, done, failed))

    def look(
        self,
        owner: QObject,
        job: Callable[[Progress], T],
        done: Callable[[T], Any],
        *,
        title: str = "",
        failed: Callable[[BaseException], Any] | None = None,
    ) -> Running:
        """The same for a job that only reads; it never waits for a writing one."""
        return self._submit(self._reading, Running(title, Progress()), owner, (job, done, failed))

    def glance(
        self,
        owner: QObject,
        job: Callable[[Progress], T],
        done: Callable[[T], Any],
        *,
        failed: Callable[[BaseException], Any] | None = None,
    ) -> Running:
        """The same for a question that is answered at once; it waits for no long reading either."""
        return self._submit(self._glancing, Running("", Progress()), owner, (job, done, failed))

    def _submit(
        self, pool: ThreadPoolExecutor, running: Running, owner: QObject, calls: tuple[Any, Any, Any]
    ) -> Running:
        job, done, failed = calls
        if self._closed:
            running.over = True
            return running

        def report(count: int, total: int, text: str) -> None:
            running.done, running.total, running.text = count, total, text
            if (now := time.monotonic()) - running.told_at < _BETWEEN_REPORTS:
                return
            running.told_at = now
            self._posted.emit(lambda: self.progressed.emit(running))

        def finish(future: Future[T]) -> None:
            running.over = True
            self.ended.emit(running)
            if future.cancelled() or not shiboken6.isValid(owner):
                return
            error = future.exception()
            if error is None:
                done(future.result())
            elif not isinstance(error, Cancelled):
                (failed or self.failed.emit)(error)

        running.progress = Progress(report)
        QTimer.singleShot(PATIENCE_MS, self, lambda: None if running.over else self.slow.emit(running))
        future = pool.submit(job, running.progress)
        future.add_done_callback(lambda each: self._posted.emit(lambda: finish(each)))
        return running

    @Slot(object)
    def _run(self, closure: Callable[[], None]) -> None:
        closure()

    def close(self) -> None:
        """Wait for the running tasks; forget those that have not begun, and take no more."""
        self._closed = True
        for pool in (self._writing, self._reading, self._glancing):
            pool.shutdown(wait=True, cancel_futures=True)
