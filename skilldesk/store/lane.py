"""One connection to a database file, used by one thread at a time, in transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from skilldesk.store import cipher

Mode = Literal["IMMEDIATE", "DEFERRED"]
"""A writer takes its place at once, so that it never reads what another is about to change."""


class Lane:
    """It is opened when it is first used."""

    def __init__(self, path: Path, keys: tuple[bytes, ...], *, mode: Mode, cache: int) -> None:
        self.lock = threading.RLock()
        self._name = path.name
        self._mode = mode
        self._connection: sa.Connection | None = None
        self._engine = engine_on(path, keys, mode=mode, cache=cache)

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A transaction: committed when the block ends, undone if an error leaves it.

        Who reads within a block that reads sees the same; a writer has no other within.
        Raises NotWritten, StoreDamaged or OfficeInUse by what the file meets.
        """
        with self.lock:
            connection = self._connection = self._connection or self._engine.connect()
            if connection.in_transaction():
                if self._mode == "IMMEDIATE":
                    raise RuntimeError("a unit of work within another")
                yield connection
                return
            try:
                with translated(self._name), connection.begin():
                    yield connection
            finally:
                if driver_of(connection).in_transaction:
                    self.close()  # a commit that failed: it is undone, and the file opened anew

    def close(self) -> None:
        with self.lock:
            if self._connection:
                self._connection.close()
            self._connection = None
            self._engine.dispose()


def driver_of(connection: sa.Connection) -> Any:
    """The driver's own connection, for what is not said in a transaction."""
    return connection.connection.driver_connection


@contextmanager
def translated(name: str) -> Iterator[None]:
    """What the database file of that name meets, as an error a user can act on; our own mistakes pass."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if said := cipher.explained(name, error.orig):
            raise said from error
        raise


def engine_on(
    path: Path, keys: tuple[bytes, ...], *, mode: Mode = "IMMEDIATE", cache: int = cipher.LARGE_CACHE
) -> sa.Engine:
    """An engine that begins transactions when told to, so that a failed migration leaves nothing."""
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: cipher.connect(path, keys, cache=cache),
        module=driver,
        poolclass=sa.pool.StaticPool,
    )
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(f"BEGIN {mode}"))
    return engine
