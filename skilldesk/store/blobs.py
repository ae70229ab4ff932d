"""Files the office keeps (printed forms, scans): append-only, each under its SHA-256.

A blob is committed before the record that names it: one that nobody names is harmless.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from skilldesk.errors import NotFound, StoreDamaged
from skilldesk.store import cipher

LARGEST = 1 << 30
"""Bytes after which a new file begins, so that a backup and a virus scanner can cope."""

_SHAPE = "CREATE TABLE IF NOT EXISTS blob (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT"
_NAME = re.compile(r"files-(\d{4})-(\d+)\.db")


class Blobs:
    """All the files-<year>-<n>.db of an office; `make_key` makes and keeps the key of a new one."""

    def __init__(
        self, folder: Path, keys: Mapping[str, tuple[bytes, ...]], make_key: Callable[[str], bytes]
    ) -> None:
        self._folder = folder
        self._keys = {name: key for name, key in keys.items() if _NAME.fullmatch(name)}
        self._make_key = make_key
        self._open: dict[str, Any] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """The files, the oldest first."""
        return sorted(self._keys, key=_order)

    def put(self, content: bytes, *, year: int) -> str:
        """Keep the bytes; answers their SHA-256 in hex. The same bytes are kept once."""
        digest = sha256(content)
        with self._lock:
            if self._find(digest.digest()) is None:
                connection = self._connection(self._current(year))
                connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest.digest(), content))
        return digest.hexdigest()

    def get(self, digest: str) -> bytes:
        """The bytes with that SHA-256; NotFound, or StoreDamaged if they are not those any more."""
        with self._lock:
            content = self._find(bytes.fromhex(digest))
        if content is None:
            raise NotFound(
                "存档文件没有找到，可能在另一台电脑上。其他数据没有变化。请在原电脑上打开，或重新生成。"
            )
        if sha256(content).hexdigest() != digest:
            raise StoreDamaged("存档文件的内容与登记的摘要不符。其他数据没有变化。请从备份恢复后再打开。")
        return content

    def damaged(self) -> Iterator[str]:
        """The digests whose bytes are not those any more."""
        for name in self.names():
            for digest, content in self._connection(name).execute("SELECT sha256, bytes FROM blob"):
                if sha256(content).digest() != digest:
                    yield digest.hex()

    def close(self) -> None:
        with self._lock:
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _find(self, digest: bytes) -> bytes | None:
        for name in reversed(self.names()):
            row = (
                self._connection(name)
                .execute("SELECT bytes FROM blob WHERE sha256 = ?", (digest,))
                .fetchone()
            )
            if row:
                return bytes(row[0])
        return None

    def _current(self, year: int) -> str:
        numbers = [_order(name)[1] for name in self._keys if _order(name)[0] == year]
        newest = max(numbers, default=0)
        name = f"files-{year}-{newest}.db"
        if newest and (self._folder / name).stat().st_size < LARGEST:
            return name
        name = f"files-{year}-{newest + 1}.db"
        self._keys[name] = (self._make_key(name),)
        return name

    def _connection(self, name: str) -> Any:
        if name not in self._open:
            self._open[name] = cipher.connect(self._folder / name, self._keys[name], cache=2048)
            self._open[name].execute(_SHAPE)
        return self._open[name]


def _order(name: str) -> tuple[int, int]:
    _, year, number = name.removesuffix(".db").split("-")
    return int(year), int(number)
