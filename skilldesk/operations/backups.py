"""备份: made here and on a second disk, copied, looked up in the journal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from skilldesk import platform
from skilldesk.core.journal import Link
from skilldesk.errors import BackupDamaged, Refused
from skilldesk.operations import offices, rights
from skilldesk.progress import Progress
from skilldesk.store import backup
from skilldesk.store.keyring import Opened
from skilldesk.store.office import Store, on_disk
from skilldesk.store.queries import journal
from skilldesk.store.snapshot import Snapshot

RESTORED = "backup.restored"
"""The act under which the journal keeps that a backup was laid into another folder."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One that was written and read back. Older entries of the journal tell its moment only."""

    at: str
    """In UTC, as the journal has it."""
    actor: str
    file: str = ""
    size: int = 0
    """In bytes."""
    elsewhere: bool = False
    """Whether it was written to another disk than the one on which the office lies."""


def primary(store: Store) -> Path:
    """The folder within the office folder where backups of it lie."""
    return store.folder / backup.FOLDER


def make(store: Store, actor: str, to: Path, progress: Progress) -> Path:
    """A backup in that folder, by somebody whose roles make backups."""
    _expect_right(store, actor)
    return offices.make_backup(store, actor, to, progress)


def copy(store: Store, actor: str, path: Path, to: Path, progress: Progress) -> Path:
    """The same backup once more in that folder, every byte of it read back there.

    Refused if a file of that name lies there already; a copy that does not read back is taken away.
    """
    _expect_right(store, actor)
    target = to / path.name
    with on_disk(f"{to} 里的备份"):
        to.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise Refused(f"{to} 里已经有 {path.name}，没有再写。原有文件没有改动。请换一个位置再备份。")
        part = platform.part_of(target)
        try:
            shutil.copyfile(path, part)
            with part.open("rb+") as file:
                platform.sync_file(file)
            offices.look_into(part, progress)
            platform.put_in_place(target)
        except BackupDamaged as error:
            raise BackupDamaged(
                f"备份写到 {to} 后读回来不一样，没有留下。本机的备份和数据都完好。请换一个U盘或位置再备份。"
            ) from error
        finally:
            part.unlink(missing_ok=True)
    offices.note_backup(store, actor, target)
    return target


def restore(
    store: Store, actor: str, path: Path, to: Path, unlock: Callable[[Path], Opened], progress: Progress
) -> None:
    """Lay a backup into an empty folder beside the office that is open here, which stays as it is.

    Refused for a folder that is not empty or that belongs to that office.
    """
    with store.database.read() as snapshot:
        rights.expect(snapshot, actor, "restore", "恢复备份")
    here, there = store.folder.resolve(), to.resolve()
    if there == here or here in there.parents:
        raise Refused(
            f"{to} 属于正在使用的单位，没有恢复，现有数据没有改动。请另选一个空文件夹，恢复不会覆盖现有数据。"
        )
    offices.restore(path, to, unlock, clock=store.database.clock, progress=progress).close()
    with store.database.write(actor) as work:
        work.note(RESTORED, file=path.name)


def made(snapshot: Snapshot, most: int = 50) -> list[Backup]:
    """The backups of which this PC's journal tells, the newest first."""
    return list(islice(_all(snapshot), most))


def last(snapshot: Snapshot) -> Backup | None:
    """The newest backup, wherever it lies."""
    return next(_all(snapshot), None)


def last_elsewhere(snapshot: Snapshot) -> Backup | None:
    """The newest backup that would outlive the disk of the office."""
    return next((one for one in _all(snapshot) if one.elsewhere), None)


def _all(snapshot: Snapshot) -> Iterator[Backup]:
    return filter(None, map(_told, journal.newest_notes(snapshot, offices.BACKUP_MADE)))


def _told(link: Link) -> Backup | None:
    if link.entry is None:
        return None
    said = {name: now for name, (_, now) in link.entry.changes.items()}
    size = said.get("size")
    return Backup(
        at=link.entry.at,
        actor=link.entry.actor,
        file=str(said.get("file") or ""),
        size=size if isinstance(size, int) else 0,
        elsewhere=said.get("where") == offices.OTHER_DISK,
    )


def _expect_right(store: Store, actor: str) -> None:
    with store.database.read() as snapshot:
        rights.expect(snapshot, actor, "backup", "做备份")
