"""Faults as they happen to a store: an error at a chosen statement or commit, a power cut."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from skilldesk.store.database import Database


class PowerCut(Exception):
    pass


class Statements:
    """Counts what is sent to a database, and fails at one of it."""

    def __init__(self, fail_at: int | None) -> None:
        self.count = 0
        self._fail_at = fail_at

    def __call__(self, *_: object) -> None:
        self.count += 1
        if self.count == self._fail_at:
            raise PowerCut


@contextmanager
def failing(database: Database, at: int | None) -> Iterator[Statements]:
    """While this lasts, the writer fails just before its nth statement; BEGIN and COMMIT are statements."""
    statements = Statements(at)
    engine = database._writing._engine
    sa.event.listen(engine, "before_cursor_execute", statements)
    sa.event.listen(engine, "commit", statements)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", statements)
        sa.event.remove(engine, "commit", statements)


def after_a_power_cut(folder: Path, to: Path) -> Path:
    """The files of a folder in use, as they are found when the power comes back."""
    to.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_file() and not path.name.endswith("-shm"):
            shutil.copyfile(path, to / path.name)
    return to
