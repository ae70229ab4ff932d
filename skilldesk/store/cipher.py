"""SQLCipher: how an encrypted file is opened, and how its key is changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from skilldesk.errors import StoreDamaged

LARGE_CACHE = 64 * 1024
"""KiB: with less than its working set SQLCipher is many times slower."""

SMALL_CACHE = 8 * 1024


def connect(path: Path, keys: tuple[bytes, ...], *, cache: int = LARGE_CACHE) -> Any:
    """An open connection that holds no transaction; the first of the keys that fits is used.

    Raises StoreDamaged if none does or the file is no database.
    """
    for key in keys:
        connection = driver.connect(str(path), check_same_thread=False, isolation_level=None)
        try:
            _prepare(connection, key, cache)
        except driver.Error:
            connection.close()
        else:
            return connection
    raise StoreDamaged(
        f"打不开数据文件 {path.name}：密钥不符，或文件已损坏。文件没有改动。"
        "请先把整个单位文件夹复制一份留存，再用最近的备份恢复。"
    )


def _prepare(connection: Any, key: bytes, cache: int) -> None:
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "busy_timeout=10000",
        f"cache_size=-{cache}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def rekey(path: Path, keys: tuple[bytes, ...], new: bytes) -> None:
    """Encrypt the whole file anew; a kill in the middle leaves it readable with the old key or the new."""
    connection = connect(path, keys)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    finally:
        connection.close()
    connect(path, (new,)).close()


def copy(path: Path, keys: tuple[bytes, ...], to: Path, key: bytes) -> None:
    """A consistent copy of a database that may be in use, encrypted with that key."""
    source = connect(path, keys, cache=SMALL_CACHE)
    target = driver.connect(str(to), isolation_level=None)
    try:
        target.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        source.backup(target)
    finally:
        target.close()
        source.close()


def faults(path: Path, keys: tuple[bytes, ...]) -> list[str]:
    """What SQLCipher's and SQLite's own checks find wrong in the file; nothing if it is whole."""
    connection = connect(path, keys, cache=SMALL_CACHE)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        return [one for one in found if one != "ok"]
    except (driver.Error, sqlite3.Error) as error:
        return [type(error).__name__]
    finally:
        connection.close()
