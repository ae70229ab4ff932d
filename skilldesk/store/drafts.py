"""Drafts: what was typed in one form, kept as each field is left; never journalled, never sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skilldesk.core.records import RecordId
from skilldesk.errors import StoreDamaged
from skilldesk.store import cipher

NAME = "drafts.db"

_SHAPE = """
CREATE TABLE IF NOT EXISTS draft (
    user TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL, texts TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (user, form, record)
) STRICT
"""


@dataclass(frozen=True)
class Draft:
    """The texts of a form by field name, as typed; `record` is the id the record has or will have."""

    form: str
    record: RecordId
    texts: Mapping[str, str]
    at: str


class Drafts:
    """Its own file and connection, so that a long import never delays a keystroke.

    The file is read once when it is opened: StoreDamaged is met then or never.
    """

    def __init__(self, path: Path, keys: tuple[bytes, ...]) -> None:
        self._name = path.name
        self._lock = threading.Lock()
        self._connection = cipher.connect(path, keys, cache=1024)
        try:
            with self._alone() as connection:
                connection.execute(_SHAPE)
                connection.execute("SELECT sum(length(texts)) FROM draft").fetchone()
        except StoreDamaged:
            self.close()
            raise

    @contextmanager
    def _alone(self) -> Iterator[Any]:
        """The connection, for one thread."""
        with self._lock, cipher.translated(self._name):
            yield self._connection

    def keep(self, user: str, draft: Draft) -> None:
        texts = json.dumps(dict(draft.texts), ensure_ascii=False)
        with self._alone() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)",
                (user, draft.form, draft.record, texts, draft.at),
            )

    def kept(self, user: str, form: str | None = None) -> list[Draft]:
        """The user's drafts, the latest first; of one form, or of all."""
        with self._alone() as connection:
            rows = connection.execute(
                "SELECT form, record, texts, at FROM draft WHERE user = ? AND form = coalesce(?, form)"
                " ORDER BY at DESC, record",
                (user, form),
            ).fetchall()
        return [Draft(form, record, json.loads(texts), at) for form, record, texts, at in rows]

    def shared(self, user: str, other: str) -> list[Draft]:
        """The drafts of the user for forms in which the other one has a draft of the same record."""
        theirs = {(one.form, one.record) for one in self.kept(other)}
        return [one for one in self.kept(user) if (one.form, one.record) in theirs]

    def move(self, user: str, other: str) -> int:
        """Give all drafts of the user to the other one, as many as there are; they must share none."""
        with self._alone() as connection:
            moved = connection.execute("UPDATE draft SET user = ? WHERE user = ?", (other, user))
            return int(moved.rowcount)

    def forget(self, user: str, form: str, record: RecordId) -> None:
        with self._alone() as connection:
            connection.execute(
                "DELETE FROM draft WHERE user = ? AND form = ? AND record = ?", (user, form, record)
            )

    def close(self) -> None:
        with self._lock:
            self._connection.close()
