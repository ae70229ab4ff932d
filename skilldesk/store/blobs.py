"""Files the office keeps (printed forms, scans): append-only, each under its SHA-256.

A blob is committed before the record that names it: one that nobody names is harmless.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from skilldesk.errors import NotFound, StoreDamaged
from skilldesk.store import cipher

LARGEST = 1 << 30
"""Bytes after which a new file begins, so that a backup and a virus scanner can cope."""

_SHAPE = "CREATE TABLE IF NOT EXISTS blob (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT"
_GET = "SELECT bytes FROM blob WHERE sha256 = ?"
_PUT = "INSERT OR REPLACE INTO blob VALUES (?, ?)"
_NAME = re.compile(r"files-(\d{4})-(\d+)\.db")


class Blobs:
    """All the files-<year>-<n>.db of an office; `make_key` makes and keeps the key of a new one."""

    def __init__(
        self, folder: Path, keys: Mapping[str, tuple[bytes, ...]], make_key: Callable[[str], bytes]
    ) -> None:
        self._folder = folder
        self._keys = {name: keys[name] for name in names_in(keys)}
        self._make_key = make_key
        self._open: dict[str, Any] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """The files, the oldest first."""
        return names_in(self._keys)

    def put(self, content: bytes, *, year: int) -> str:
        """Keep the bytes; answers their SHA-256 in hex. The same bytes are kept once."""
        digest = sha256(content)
        with self._lock:
            if not self._keeps(digest.digest(), content):
                name = self._current(year)
                with cipher.translated(name):
                    self._connection(name).execute(_PUT, (digest.digest(), content))
        return digest.hexdigest()

    def has(self, digest: str) -> bool:
        """Whether bytes are kept here under that SHA-256 in hex."""
        with self._lock:
            return bool(digest) and self._find(bytes.fromhex(digest)) is not None

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

    def missing(self) -> list[str]:
        """Files that are gone: there is a key to them, and later files. The newest may not be begun yet."""
        return [name for name in self.names()[:-1] if not (self._folder / name).exists()]

    def damaged(self, name: str) -> Iterator[str]:
        """The digests in that file whose bytes are not those any more."""
        if not (self._folder / name).exists():
            return
        with self._lock, cipher.translated(name):
            digests = [row[0] for row in self._connection(name).execute("SELECT sha256 FROM blob")]
        for digest in digests:
            with self._lock, cipher.translated(name):
                (content,) = self._connection(name).execute(_GET, (digest,)).fetchone()
            if sha256(content).digest() != digest:
                yield digest.hex()

    def close(self) -> None:
        with self._lock:
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _keeps(self, digest: bytes, content: bytes) -> bool:
        try:
            return self._find(digest) == content
        except StoreDamaged:
            return False

    def _find(self, digest: bytes) -> bytes | None:
        """The bytes from the newest file that has them; what one damaged file hides, another may hold."""
        damage: StoreDamaged | None = None
        for name in reversed(self.names()):
            if not (self._folder / name).exists():
                continue
            try:
                with cipher.translated(name):
                    row = self._connection(name).execute(_GET, (digest,)).fetchone()
            except StoreDamaged as error:
                damage = error
            else:
                if row:
                    return bytes(row[0])
        if damage:
            raise damage
        return None

    def _current(self, year: int) -> str:
        """The file that takes what comes now. Years never go back, whatever the clock says."""
        newest = max(self.names(), key=_order, default=None)
        if newest and year <= _order(newest)[0] and _size(self._folder / newest) < LARGEST:
            return newest
        name = following(newest, year)
        self._keys[name] = (self._make_key(name),)
        return name

    def _connection(self, name: str) -> Any:
        if name not in self._open:
            connection = cipher.connect(self._folder / name, self._keys[name], cache=2048)
            connection.execute(_SHAPE)
            self._open[name] = connection
        return self._open[name]


def names_in(keys: Iterable[str]) -> list[str]:
    """Those of the names that are files of blobs, the oldest first."""
    return sorted(filter(_NAME.fullmatch, keys), key=_order)


def following(newest: str | None, year: int) -> str:
    """The name of the file after that one, begun in that year."""
    last = _order(newest) if newest else (year, 0)
    return f"files-{last[0]}-{last[1] + 1}.db" if last[0] >= year else f"files-{year}-1.db"


def _order(name: str) -> tuple[int, int]:
    _, year, number = name.removesuffix(".db").split("-")
    return int(year), int(number)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
