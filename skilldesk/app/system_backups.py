"""Backups, and the way back from one, for one user and this PC's places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from skilldesk import platform
from skilldesk.core.fields import Moment
from skilldesk.core.normal import china_day
from skilldesk.core.recovery_sheet import parse
from skilldesk.core.wording import size_words
from skilldesk.errors import Refused, SkillDeskError
from skilldesk.gui.journal_words import names
from skilldesk.gui.system_work import (
    BackupDone,
    BackupFacts,
    BackupPlace,
    BackupRow,
    BackupState,
    BackupWork,
    Restoring,
)
from skilldesk.operations import backups, offices
from skilldesk.operations.backups import Backup
from skilldesk.progress import Progress
from skilldesk.settings import Settings
from skilldesk.store import keyring
from skilldesk.store.archive import Manifest
from skilldesk.store.keyring import Opened
from skilldesk.store.office import Store

_WHEN = Moment("时间")


class Keep(Protocol):
    """Changes settings of this PC by name, and writes them."""

    def __call__(self, **values: object) -> None: ...


class SystemBackups:
    def __init__(self, store: Store, actor: str, settings: Callable[[], Settings], keep: Keep) -> None:
        self._store, self._actor = store, actor
        self._settings, self._keep = settings, keep

    def work(self) -> BackupWork:
        return BackupWork(
            state=self._state,
            make=self._make,
            look_into=self._look_into,
            restore=self._restore,
            open_next=lambda folder: self._keep(office_folder=folder),
        )

    def _state(self) -> BackupState:
        today = china_day(self._store.database.now())
        with self._store.database.read_long() as snapshot:
            people = names(snapshot)
            found = backups.made(snapshot)
            last, elsewhere = backups.last(snapshot), backups.last_elsewhere(snapshot)
        return BackupState(
            rows=[
                BackupRow(
                    when=_WHEN.format(one.at),
                    who=people.get(one.actor, one.actor),
                    file=one.file,
                    size=size_words(one.size) if one.size else "",
                    elsewhere=one.elsewhere,
                    checked=bool(one.size),
                )
                for one in found
            ],
            places=list(self._places()),
            days=_days(last, today),
            days_elsewhere=_days(elsewhere, today),
        )

    def _places(self) -> Iterator[BackupPlace]:
        yield BackupPlace(path=backups.primary(self._store), own=True, elsewhere=False, reachable=True)
        for path in self._settings().backup_folders:
            there = path.is_dir()
            yield BackupPlace(
                path=path,
                own=False,
                elsewhere=there and not platform.same_disk(self._store.folder, path),
                reachable=there,
            )

    def _make(self, progress: Progress) -> BackupDone:
        """The second place takes a copy of the first: both are read back."""
        made = backups.make(self._store, self._actor, backups.primary(self._store), progress)
        written, missed = ["单位文件夹"], []
        for place in self._settings().backup_folders:
            if not place.is_dir():
                missed.append((str(place), "这个位置现在找不到，请插好U盘或移动硬盘后再备份一次。"))
                continue
            try:
                backups.copy(self._store, self._actor, made, place, progress)
            except SkillDeskError as error:
                missed.append((str(place), str(error)))
            else:
                written.append(str(place))
        return BackupDone(
            file=made.name, size=size_words(made.stat().st_size), written=written, missed=missed
        )

    def _look_into(self, path: Path, progress: Progress) -> BackupFacts:
        manifest = offices.look_into(path, progress)
        return BackupFacts(
            path=path, office=str(manifest.facts.get("name", "")), lines=_facts(path, manifest)
        )

    def _restore(self, order: Restoring, progress: Progress) -> None:
        backups.restore(self._store, self._actor, order.path, order.to, _key_of(order), progress)


def _key_of(order: Restoring) -> Callable[[Path], Opened]:
    if not order.sheet:
        return lambda folder: keyring.open_with_password(folder, order.account, order.password)
    sheet, problems = parse(order.sheet)
    if sheet is None:
        raise Refused(f"{problems[0].text}没有恢复，现有数据没有变化。请照着恢复单再输一遍。")
    return lambda folder: keyring.open_with_sheet(folder, sheet)


def _facts(path: Path, manifest: Manifest) -> Sequence[tuple[str, str]]:
    said = manifest.facts
    digits = str(said.get("hash", ""))[:16]
    check = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    size = sum(member.size for member in manifest.members)
    return (
        ("文件", path.name),
        ("单位编码", str(said.get("name", ""))),
        ("备份时间", _moment(said.get("at"))),
        ("操作记录", f"到第 {said.get('seq', 0)} 条，校验值 {check}"),
        ("内容", f"{len(manifest.members)} 个文件，{size_words(size)}，已逐字节核对，完好"),
    )


def _moment(at: object) -> str:
    return _WHEN.format(at) if isinstance(at, str) and _WHEN.holds(at) else "没有写明"


def _days(one: Backup | None, today: date) -> int | None:
    return (today - china_day(datetime.fromisoformat(one.at))).days if one else None
