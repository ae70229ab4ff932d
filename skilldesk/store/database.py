"""A database file of an office or a hub: how it is opened, and the two ways to work in it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from skilldesk.core.journal import Head
from skilldesk.errors import StoreDamaged
from skilldesk.store import cipher, headfile, local
from skilldesk.store.lane import Lane
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Author, Work

Clock = Callable[[], datetime]

PRACTICE_SHIFT = "practice_shift"
"""Where a practice office keeps by how many days its calendar differs from the clock."""


def system_clock() -> datetime:
    return datetime.now(UTC)


class Database:
    """An open SkillDesk database, and the device and epoch in whose name it is written.

    Four connections, each with a lock of its own: one writes, one serves pages and search, one takes its
    place while somebody off the GUI thread keeps that, and one is for long reads.
    """

    def __init__(self, path: Path, keys: tuple[bytes, ...], *, clock: Clock = system_clock) -> None:
        self.path = path
        self.clock = clock
        self._writing = Lane(path, keys, mode="IMMEDIATE", cache=cipher.LARGE_CACHE)
        self._reading = (
            Lane(path, keys, mode="DEFERRED", cache=cipher.LARGE_CACHE),
            Lane(path, keys, mode="DEFERRED", cache=cipher.SMALL_CACHE),
        )
        self._own = threading.local()
        self._longer = Lane(path, keys, mode="DEFERRED", cache=cipher.SMALL_CACHE)
        with self._free_lane() as lane, lane.begin() as connection:
            device, epoch = local.find(connection, "device"), local.find(connection, "epoch")
            shift = int(local.find(connection, PRACTICE_SHIFT) or 0)
        if device is None or epoch is None:
            self.close()
            raise StoreDamaged(
                f"数据文件 {path.name} 里没有这台电脑的登记，可能当初没有建完。文件没有改动。"
                "请从备份恢复；如果是刚建的单位，请换一个空文件夹重新建立。"
            )
        self.device = device.hex()
        self.epoch = int.from_bytes(epoch, "big")
        self._shift = timedelta(days=shift)

    def now(self) -> datetime:
        """The moment by which this store works; a practice office may live on another day."""
        return self.clock() + self._shift

    @contextmanager
    def write(self, actor: str, *, group: str | None = None) -> Iterator[Work]:
        """A transaction that is committed whole when the block ends, or not at all."""
        at = self.now().astimezone(UTC).isoformat(timespec="seconds")
        author = Author(device=self.device, epoch=self.epoch, actor=actor, at=at, group=group)
        with self._writing.lock:
            with self._writing.begin() as connection:
                work = Work(connection, author)
                yield work
                head = work.head() if work.has_written else None
            if head:
                self._tell(head)

    def _tell(self, head: Head) -> None:
        """The work is done and safe: a side file that lags behind does no harm and stops nobody."""
        with contextlib.suppress(OSError):
            headfile.write(
                self.path.parent, headfile.SideHead(self.device, self.epoch, head.seq, head.hash.hex())
            )

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """A consistent view, for a page or a search; a page does not wait for whoever reads meanwhile."""
        with self._free_lane() as lane, lane.begin() as connection:
            yield Snapshot(connection)

    @contextmanager
    def _free_lane(self) -> Iterator[Lane]:
        """The connection in which this thread reads already, or else the first that nobody uses."""
        if held := getattr(self._own, "lane", None):
            yield held
            return
        free = (lane for lane in self._reading if lane.lock.acquire(blocking=False))
        lane = next(free, None)
        if lane is None:
            lane = self._reading[0]
            lane.lock.acquire()
        self._own.lane = lane
        try:
            yield lane
        finally:
            self._own.lane = None
            lane.lock.release()

    @contextmanager
    def read_long(self) -> Iterator[Snapshot]:
        """A consistent view for work that takes a while: reports, exports, verification."""
        with self._longer.begin() as connection:
            yield Snapshot(connection)

    def close(self) -> None:
        for lane in (self._writing, *self._reading, self._longer):
            lane.close()
