"""Migrations: a file is brought to the shape this program knows, or left as it was.

Alembic is imported only if there is something to do: the revision is asked with one statement first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skilldesk import resources
from skilldesk.errors import NewerStore, StoreDamaged
from skilldesk.store import cipher
from skilldesk.store.lane import driver_of, engine_on, translated


@dataclass(frozen=True)
class Branch:
    """A line of migrations with a version table of its own."""

    folder: str
    version_table: str

    def newest(self) -> str:
        """The last revision that this program knows."""
        names = (path.stem for path in (resources.migrations() / self.folder / "versions").glob("*.py"))
        return max(found[0] for name in names if (found := re.match(r"\d{4}", name)))


DESK = Branch("desk", "alembic_version")
HUB = Branch("hub", "alembic_version_hub")


def revision(path: Path, keys: tuple[bytes, ...], branch: Branch = DESK) -> str | None:
    """The revision of a file; none if it was never migrated."""
    with cipher.translated(path.name), closing(cipher.connect(path, keys, cache=cipher.SMALL_CACHE)) as file:
        known = file.execute("SELECT name FROM sqlite_master WHERE name = ?", (branch.version_table,))
        if known.fetchone() is None:
            return None
        row = file.execute(f"SELECT version_num FROM {branch.version_table}").fetchone()  # noqa: S608 - our own name
    return str(row[0]) if row else None


def expect_known(path: Path, keys: tuple[bytes, ...], branches: Iterable[Branch]) -> None:
    """NewerStore, before the file is touched, if a newer program wrote it; StoreDamaged if none did."""
    for branch in branches:
        found = revision(path, keys, branch)
        if found is None:
            raise StoreDamaged(
                f"数据文件 {path.name} 是空的，可能当初没有建完，或内容已经丢失。文件没有改动。"
                "请从备份恢复；如果是刚建的单位，请换一个空文件夹重新建立。"
            )
        _expect_not_newer(path, found, branch)


def _expect_not_newer(path: Path, found: str, branch: Branch) -> None:
    if found > branch.newest():
        raise NewerStore(
            f"{path.name} 是由更新版本的程序保存的（第{found}号结构，本程序认识到第{branch.newest()}号）。"
            "文件没有改动。请安装新版程序后再打开。"
        )


def bring_up(
    path: Path, keys: tuple[bytes, ...], branch: Branch = DESK, *, before: Callable[[], object] = lambda: None
) -> bool:
    """Migrate the file if it is older; call `before` (a backup) first. Answers whether anything was done.

    Raises NewerStore, before the file is touched, if a newer program wrote it.
    """
    found = revision(path, keys, branch)
    if found == branch.newest():
        return False
    if found is not None:
        _expect_not_newer(path, found, branch)
        before()
    migrate(path, keys, branch)
    return True


def migrate(path: Path, keys: tuple[bytes, ...], branch: Branch) -> None:
    """Run all missing migrations in one transaction on one connection, foreign keys checked at the end."""
    from alembic import command

    engine = engine_on(path, keys)
    try:
        with translated(path.name), engine.connect() as connection:
            driver_of(connection).execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                config = configuration(branch)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StoreDamaged(
                        f"{path.name} 升级后有记录对不上，升级已撤回，文件没有改动。"
                        "请把备份交给技术人员查看。"
                    )
    finally:
        engine.dispose()


def configuration(branch: Branch) -> Any:
    """Alembic's configuration for a branch, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.migrations()).replace("%", "%%"))
    versions = resources.migrations() / branch.folder / "versions"
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.attributes["version_table"] = branch.version_table
    return config
