"""An office folder, opened: its database, drafts and files, under one set of keys.

A hub's folder is the same, with hub.db in place of office.db and drafts.db.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import count
from pathlib import Path

from skilldesk.core.journal import START, Head
from skilldesk.core.records import RecordId
from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import NotFound, NotWritten, Refused, StoreBehind, StoreDamaged
from skilldesk.platform import disk_fault
from skilldesk.progress import Progress
from skilldesk.store import blobs, cipher, headfile, keyring, local, search, upgrade
from skilldesk.store.blobs import Blobs
from skilldesk.store.database import Clock, Database, system_clock
from skilldesk.store.drafts import NAME as DRAFTS
from skilldesk.store.drafts import Drafts
from skilldesk.store.headfile import SideHead
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR, Keyring, Opened
from skilldesk.store.lane import Lane
from skilldesk.store.upgrade import DESK, HUB, Branch
from skilldesk.store.work import Author, Work, new_epoch, new_id

SYSTEM = "system"
"""The actor of what the program does by itself."""


@dataclass(frozen=True)
class Shape:
    """Which databases a folder has, and by which migrations the first of them is made."""

    files: tuple[str, ...]
    branches: tuple[Branch, ...]

    @property
    def main(self) -> str:
        return self.files[0]


OFFICE = Shape(keyring.OFFICE, (DESK,))
HUB_FOLDER = Shape(keyring.HUB, (DESK, HUB))


@dataclass(frozen=True)
class Store:
    """Everything of one folder that is open; close it before anything else touches the files."""

    folder: Path
    keyring: Keyring
    database: Database
    blobs: Blobs
    drafts: Drafts | None
    notices: tuple[str, ...] = ()
    """Sentences about what was found and mended while opening."""

    def close(self) -> None:
        self.database.close()
        self.blobs.close()
        if self.drafts:
            self.drafts.close()


def create(
    folder: Path,
    account: str,
    password: str,
    *,
    shape: Shape = OFFICE,
    clock: Clock = system_clock,
    cost: Cost = DEAR,
) -> tuple[Store, RecoverySheet]:
    """A new, empty folder of that shape, opened by its first user; Refused if there is one already."""
    with on_disk("单位文件夹"):
        folder.mkdir(parents=True, exist_ok=True)
    kept = set(folder.iterdir())
    with ExitStack() as undo:
        undo.callback(_remove_new, folder, kept)
        ring, sheet = keyring.create(folder, new_id(), account, password, files=shape.files, cost=cost)
        if folder / shape.main in kept:
            raise Refused(
                f"文件夹里已经有 {shape.main}，没有新建。文件夹没有改动。请从备份恢复，或另选一个空文件夹。"
            )
        keys = ring.keys()
        for branch in shape.branches:
            upgrade.bring_up(folder / shape.main, keys[shape.main], branch)
        begin_epoch(folder / shape.main, keys[shape.main], clock=clock, device=new_id())
        store = _assembled(folder, Opened(ring, keys, ()), shape, clock)
        undo.pop_all()
    return store, sheet


def _remove_new(folder: Path, kept: set[Path]) -> None:
    """Leave nothing of what could not be made whole."""
    for path in set(folder.iterdir()) - kept:
        path.unlink(missing_ok=True)


@contextmanager
def on_disk(what: str) -> Iterator[None]:
    """What the disk refuses, as a sentence about what was not done."""
    try:
        yield
    except OSError as error:
        raise NotWritten(f"{what}没有做成。现有数据没有变化。{disk_fault(error).value}") from error


def open_folder(
    folder: Path,
    opened: Opened,
    *,
    shape: Shape = OFFICE,
    clock: Clock = system_clock,
    before_upgrade: Callable[[Opened], object] = lambda _: None,
) -> Store:
    """The store behind keys that a password or a sheet has given.

    Raises NotFound if there is none, NewerStore or StoreDamaged by its files, and StoreBehind if the side
    file knows of entries that the store has not.
    """
    store = open_as_it_is(folder, opened, shape=shape, clock=clock, before_upgrade=before_upgrade)
    with ExitStack() as undo:
        undo.callback(store.close)
        if lost := behind(store.database):
            raise StoreBehind(lost)
        undo.pop_all()
    return store


def open_as_it_is(
    folder: Path,
    opened: Opened,
    *,
    shape: Shape = OFFICE,
    clock: Clock = system_clock,
    before_upgrade: Callable[[Opened], object] = lambda _: None,
) -> Store:
    """The same, whatever the side file says: for looking at what is left, and for a new epoch."""
    path = folder / shape.main
    if not path.exists():
        raise NotFound(
            f"文件夹里没有 {shape.main}，没有打开。文件夹没有改动。请选择单位文件夹，或从备份恢复。"
        )
    upgrade.expect_known(path, opened.keys[shape.main], shape.branches)
    opened = _finished(folder, opened)
    for branch in shape.branches:
        upgrade.bring_up(path, opened.keys[shape.main], branch, before=lambda: before_upgrade(opened))
    return _assembled(folder, opened, shape, clock)


def _assembled(folder: Path, opened: Opened, shape: Shape, clock: Clock) -> Store:
    keys = opened.keys
    with ExitStack() as undo:
        database = Database(folder / shape.main, keys[shape.main], clock=clock)
        undo.callback(database.close)
        _catch_up(database)
        drafts, notices = _drafts(folder, keys[DRAFTS]) if DRAFTS in shape.files else (None, ())
        undo.pop_all()
    return Store(
        folder=folder,
        keyring=opened.keyring,
        database=database,
        blobs=Blobs(folder, keys, opened.keyring.add_file),
        drafts=drafts,
        notices=(*opened.notices, *notices),
    )


def _catch_up(database: Database) -> None:
    """Once after each migration: what newer programs sent, and this one has now learned to read, is told.

    The search index is made anew when this program finds records under other words than the last one did.
    """
    newest = DESK.newest().encode()
    with database.read() as snapshot:
        done = local.find(snapshot.connection, "caught_up") == newest
        found = search.is_of_this_version(snapshot.connection)
    if done and found:
        return
    with database.write(SYSTEM) as work:
        if not done:
            work.catch_up()
            local.put(work.connection, "caught_up", newest)
        if not found:
            search.rebuild(work.connection, Progress())


def _drafts(folder: Path, keys: tuple[bytes, ...]) -> tuple[Drafts, tuple[str, ...]]:
    """The drafts; a damaged file of them is set aside and keeps nobody from the records."""
    try:
        return Drafts(folder / DRAFTS, keys), ()
    except StoreDamaged:
        aside = _set_aside(folder / DRAFTS)
    said = (
        f"草稿文件 {DRAFTS} 已损坏，原样改名为 {aside} 留存，另建了空的草稿文件。已保存的记录都在，没有变化。"
        "没保存的草稿请重新录入，并检查这块硬盘。"
    )
    return Drafts(folder / DRAFTS, keys), (said,)


def _set_aside(path: Path) -> str:
    """Give the file, with its log, a name that nothing has yet."""
    names = (f"{path.stem}-damaged-{number}{path.suffix}" for number in count(1))
    aside = next(name for name in names if not (path.parent / name).exists())
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(path.with_name(aside + ending))
    return aside


def _finished(folder: Path, opened: Opened) -> Opened:
    """Go on with a renewal of the keys that was cut off."""
    if not opened.keyring.renewing:
        return opened
    keys = finish_renewal(folder, opened.keyring)
    said = "上次更换密钥时中断了，现在已接着做完。数据没有变化，不需要做什么。"
    return replace(opened, keys=keys, notices=(*opened.notices, said))


def finish_renewal(folder: Path, ring: Keyring) -> dict[str, tuple[bytes, ...]]:
    """Rekey each database that has two keys, then keep only the new ones; answers the keys that hold now.

    The stores of files keep their keys, and a new one begins.
    """
    for name, keys in ring.keys().items():
        if len(keys) == 2 and (folder / name).exists():
            _rekey(folder / name, keys)
    files = blobs.names_in(ring.keys())
    if files and (folder / files[-1]).exists():
        ring.add_file(blobs.following(files[-1], 0))
    ring.finish_renewal()
    return ring.keys()


def _rekey(path: Path, keys: tuple[bytes, ...]) -> None:
    """Damaged drafts stop no renewal: nobody would get to the records any more."""
    try:
        cipher.rekey(path, keys, keys[1])
    except StoreDamaged:
        if path.name != DRAFTS:
            raise
        _set_aside(path)


def begin_epoch(path: Path, keys: tuple[bytes, ...], *, clock: Clock, device: RecordId) -> Head:
    """Begin a new epoch of the device in this file; its first entry says what the store has of the last.

    Answers the head of the epoch before.
    """
    author = Author(
        device=device,
        epoch=new_epoch(),
        actor=SYSTEM,
        at=clock().astimezone(UTC).isoformat(timespec="seconds"),
        group=None,
    )
    lane = Lane(path, keys, mode="IMMEDIATE", cache=cipher.SMALL_CACHE)
    with closing(lane), lane.begin() as connection:
        work = Work(connection, author)
        old = local.find(connection, "epoch")
        was = int.from_bytes(old, "big") if old else None
        before = START if was is None else work.head_of(device, was)
        local.put(connection, "device", bytes.fromhex(device))
        local.put(connection, "epoch", author.epoch.to_bytes(8, "big"))
        work.note("epoch.begin", epoch=was, seq=before.seq, hash=before.hash.hex())
        head = work.head()
    with on_disk("最新进度的记录"):
        headfile.begin(path.parent, SideHead(device, author.epoch, head.seq, head.hash.hex()))
    return before


def behind(database: Database) -> str:
    """What the store has lost, by the side file; an empty text if nothing."""
    side = headfile.read(database.path.parent)
    if side is None:
        return ""
    with database.read() as snapshot:
        have = snapshot.head_of(side.device, side.epoch).seq
        held = snapshot.link(side.device, side.epoch, side.seq)
    if held and held.hash.hex() == side.hash:
        return ""
    return (
        f"这台电脑上的数据比最后一次保存时少了{_lost(have, side.seq)}，"
        "可能是恢复了旧备份、换了电脑，或数据文件受损。其余数据完好，没有改动。请先确认：恢复了备份？换了电脑？"
        "确认后选「从现有数据继续」（skilldesk restore --continue）；已报送过的部分会随下一个回执找回。"
    )


def _lost(have: int, saved: int) -> str:
    if saved <= have:
        return "部分操作"
    if saved == have + 1:
        return f"最近 1 步操作（第 {saved} 步）"
    return f"最近 {saved - have} 步操作（第 {have + 1} 到第 {saved} 步）"
