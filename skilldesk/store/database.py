"""A database file of an office or a hub: how it is opened, and the two ways to work in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from skilldesk.core.journal import Head
from skilldesk.store import cipher, headfile, local
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Author, Work

Clock = Callable[[], datetime]

PRACTICE_SHIFT = "practice_shift"
"""Where a practice office keeps by how many days its calendar differs from the clock."""


def system_clock() -> datetime:
    return datetime.now(UTC)


class Database:
    """An open SkillDesk database, and the device and epoch in whose name it is written.

    Three connections, each with a lock of its own: one writes, one serves pages and search, one long reads.
    """

    def __init__(self, path: Path, keys: tuple[bytes, ...], *, clock: Clock = system_clock) -> None:
        self.path = path
        self._keys = keys
        self._clock = clock
        self._writing = _Lane(path, keys, cipher.LARGE_CACHE)
        self._reading = _Lane(path, keys, cipher.LARGE_CACHE)
        self._longer = _Lane(path, keys, cipher.SMALL_CACHE)
        with self._reading.begin("DEFERRED") as connection:
            self.device = local.get(connection, "device").hex()
            self.epoch = int.from_bytes(local.get(connection, "epoch"), "big")
            shift = int(local.find(connection, PRACTICE_SHIFT) or 0)
        self._shift = timedelta(days=shift)

    def now(self) -> datetime:
        """The moment by which this store works; a practice office may live on another day."""
        return self._clock() + self._shift

    @contextmanager
    def write(self, actor: str, *, group: str | None = None) -> Iterator[Work]:
        """A transaction that is committed whole when the block ends, or not at all."""
        at = self.now().astimezone(UTC).isoformat(timespec="seconds")
        author = Author(device=self.device, epoch=self.epoch, actor=actor, at=at, group=group)
        with self._writing.begin("IMMEDIATE") as connection:
            work = Work(connection, author)
            yield work
            head = work.head()
        self._tell(head)

    def _tell(self, head: Head) -> None:
        headfile.write(
            self.path.parent, headfile.SideHead(self.device, self.epoch, head.seq, head.hash.hex())
        )

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """A consistent view, for a page or a search."""
        with self._reading.begin("DEFERRED") as connection:
            yield Snapshot(connection)

    @contextmanager
    def read_long(self) -> Iterator[Snapshot]:
        """A consistent view for work that takes a while: reports, exports, verification."""
        with self._longer.begin("DEFERRED") as connection:
            yield Snapshot(connection)

    def copy(self, to: Path, key: bytes) -> None:
        """A consistent, encrypted copy while others go on working."""
        cipher.copy(self.path, self._keys, to, key)

    def close(self) -> None:
        for lane in (self._writing, self._reading, self._longer):
            lane.close()


class _Lane:
    """One connection, used by one thread at a time."""

    def __init__(self, path: Path, keys: tuple[bytes, ...], cache: int) -> None:
        self._lock = threading.RLock()
        self._mode = "DEFERRED"
        self._engine = sa.create_engine(
            "sqlite://",
            creator=lambda: cipher.connect(path, keys, cache=cache),
            module=driver,
            poolclass=sa.pool.StaticPool,
        )
        sa.event.listen(self._engine, "begin", self._begin)

    def _begin(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {self._mode}")

    @contextmanager
    def begin(self, mode: str) -> Iterator[sa.Connection]:
        with self._lock:
            self._mode = mode
            with self._engine.begin() as connection:
                yield connection

    def close(self) -> None:
        with self._lock:
            self._engine.dispose()
