"""SQLCipher: how an encrypted file is opened, copied, checked, and how its key is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from skilldesk.errors import NotWritten, OfficeInUse, SkillDeskError, StoreDamaged
from skilldesk.platform import DiskFault

LARGE_CACHE = 64 * 1024
"""KiB: with less than its working set SQLCipher is many times slower."""

SMALL_CACHE = 8 * 1024

_PATIENCE = 10.0
"""Seconds for which one connection waits for another."""

_LARGEST_LOG = 64 << 20
"""Bytes of the write-ahead log that stay after a large import."""

_WRONG_KEY = driver.SQLITE_NOTADB


def connect(path: Path, keys: tuple[bytes, ...], *, cache: int = LARGE_CACHE) -> Any:
    """An open connection that holds no transaction; the first of the keys that fits is used.

    Raises StoreDamaged if none does or the file is no database.
    """
    with translated(path.name):
        for key in keys:
            connection = _keyed(path, key)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                _prepare(connection, cache)
            except driver.Error as error:
                connection.close()
                if _reason(error) != _WRONG_KEY:
                    raise
            else:
                return connection
    raise StoreDamaged(
        f"打不开数据文件 {path.name}：密钥不符，或文件已损坏。文件没有改动。"
        "请先把整个单位文件夹复制一份留存，再用最近的备份恢复。"
    )


def _keyed(path: Path, key: bytes) -> Any:
    connection = driver.connect(str(path), timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to the screen of a command
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def _prepare(connection: Any, cache: int) -> None:
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        f"journal_size_limit={_LARGEST_LOG}",
        f"cache_size=-{cache}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def rekey(path: Path, keys: tuple[bytes, ...], new: bytes) -> None:
    """Encrypt the whole file anew; a kill in the middle leaves it readable with the old key or the new."""
    with translated(path.name), closing(connect(path, keys)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        refused = _refusal(connection, f"PRAGMA rekey=\"x'{new.hex()}'\"")
    if refused and faults(path, keys):
        raise _damaged(path.name) from refused
    if refused:
        raise NotWritten(
            f"数据文件 {path.name} 的密钥没有换成，仍用原来的密钥。数据没有变化。{DiskFault.OTHER.value}"
        ) from refused
    connect(path, (new,)).close()


def _refusal(connection: Any, statement: str) -> driver.OperationalError | None:
    """SQLCipher's error, which does not say why."""
    try:
        connection.execute(statement)
    except driver.OperationalError as error:
        return error
    return None


def copy(path: Path, keys: tuple[bytes, ...], to: Path, key: bytes) -> None:
    """A consistent copy of a database that may be in use, encrypted with that key."""
    with (
        translated(to.name),
        closing(connect(path, keys, cache=SMALL_CACHE)) as source,
        closing(_keyed(to, key)) as target,
    ):
        source.backup(target)


def faults(path: Path, keys: tuple[bytes, ...]) -> list[str]:
    """What SQLCipher's and SQLite's own checks find wrong in the file; nothing if it is whole."""
    found: list[str] = []
    try:
        with closing(connect(path, keys, cache=SMALL_CACHE)) as connection:
            for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
                found += [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    except (driver.Error, StoreDamaged) as error:
        found.append(type(error).__name__)
    return [one for one in found if one != "ok"]


@contextmanager
def translated(name: str) -> Iterator[None]:
    """The driver's errors about that file as those a user can act on; others are bugs and pass."""
    try:
        yield
    except driver.Error as error:
        if said := explained(name, error):
            raise said from error
        raise


def explained(name: str, error: BaseException | None) -> SkillDeskError | None:
    """What the driver met outside the program; none if it is our own mistake."""
    reason = _reason(error)
    if reason in (driver.SQLITE_CORRUPT, driver.SQLITE_NOTADB):
        return _damaged(name)
    if reason in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
        return OfficeInUse(
            f"数据文件 {name} 正被另一个程序使用，这一步没有做。数据没有变化。请关闭那个程序后再试。"
        )
    if reason in _DISK_FAULTS:
        return NotWritten(
            f"数据文件 {name} 没有写成，这一步没有做。原有数据没有变化。{_DISK_FAULTS[reason].value}"
        )
    return None


def _damaged(name: str) -> StoreDamaged:
    return StoreDamaged(
        f"数据文件 {name} 有一部分读不出来，可能已经损坏。这一步没有做，没有写入任何内容。"
        "请先把整个单位文件夹复制一份留存，再用最近的备份恢复。"
    )


def _reason(error: BaseException | None) -> int:
    """SQLite's primary result code; zero if the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


_DISK_FAULTS = {
    driver.SQLITE_FULL: DiskFault.FULL,
    driver.SQLITE_READONLY: DiskFault.READ_ONLY,
    driver.SQLITE_PERM: DiskFault.READ_ONLY,
    driver.SQLITE_CANTOPEN: DiskFault.GONE,
    driver.SQLITE_IOERR: DiskFault.OTHER,
}
