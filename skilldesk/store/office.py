"""An office folder, opened: its database, drafts and files, under one set of keys.

A hub's folder is the same, with hub.db in place of office.db and drafts.db.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from skilldesk.core.journal import START, Head
from skilldesk.core.records import RecordId
from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import NotFound, StoreBehind
from skilldesk.store import cipher, headfile, keyring, local, upgrade
from skilldesk.store.blobs import Blobs
from skilldesk.store.database import Clock, Database, system_clock
from skilldesk.store.drafts import Drafts
from skilldesk.store.headfile import SideHead
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR, Keyring, Opened
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
    folder.mkdir(parents=True, exist_ok=True)
    ring, sheet = keyring.create(folder, new_id(), account, password, files=shape.files, cost=cost)
    keys = ring.keys()
    for branch in shape.branches:
        upgrade.bring_up(folder / shape.main, keys[shape.main], branch)
    begin_epoch(folder / shape.main, keys[shape.main], clock=clock, device=new_id())
    return _assembled(folder, Opened(ring, keys, ()), shape, clock), sheet


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
    if lost := behind(store.database):
        store.close()
        raise StoreBehind(lost)
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
    if not (folder / shape.main).exists():
        raise NotFound(
            f"文件夹里没有 {shape.main}，没有打开。文件夹没有改动。请选择单位文件夹，或从备份恢复。"
        )
    opened = _finished(folder, opened)
    keys = opened.keys[shape.main]
    for branch in shape.branches:
        upgrade.bring_up(folder / shape.main, keys, branch, before=lambda: before_upgrade(opened))
    return _assembled(folder, opened, shape, clock)


def _assembled(folder: Path, opened: Opened, shape: Shape, clock: Clock) -> Store:
    keys = opened.keys
    return Store(
        folder=folder,
        keyring=opened.keyring,
        database=Database(folder / shape.main, keys[shape.main], clock=clock),
        blobs=Blobs(folder, keys, opened.keyring.add_file),
        drafts=Drafts(folder / "drafts.db", keys["drafts.db"]) if "drafts.db" in shape.files else None,
        notices=opened.notices,
    )


def _finished(folder: Path, opened: Opened) -> Opened:
    """Go on with a renewal of the keys that was cut off."""
    if not opened.keyring.renewing:
        return opened
    return replace(opened, keys=finish_renewal(folder, opened.keyring))


def finish_renewal(folder: Path, ring: Keyring) -> dict[str, tuple[bytes, ...]]:
    """Rekey each database that has two keys, then keep only the new ones; answers the keys that hold now."""
    for name, keys in ring.keys().items():
        if len(keys) == 2 and (folder / name).exists():
            cipher.rekey(folder / name, keys, keys[1])
    ring.finish_renewal()
    return ring.keys()


def begin_epoch(path: Path, keys: tuple[bytes, ...], *, clock: Clock, device: RecordId) -> Head:
    """Begin a new epoch of the device in this file; its first entry says what the store has of the last.

    Answers the head of the epoch before.
    """
    engine = upgrade.engine_on(path, keys)
    try:
        with engine.begin() as connection:
            old = local.find(connection, "epoch")
            was = int.from_bytes(old, "big") if old else None
            author = Author(
                device=device,
                epoch=new_epoch(),
                actor=SYSTEM,
                at=clock().astimezone(UTC).isoformat(timespec="seconds"),
                group=None,
            )
            work = Work(connection, author)
            before = Work(connection, replace(author, epoch=was)).head() if was is not None else START
            local.put(connection, "device", bytes.fromhex(device))
            local.put(connection, "epoch", author.epoch.to_bytes(8, "big"))
            work.note("epoch.begin", epoch=was, seq=before.seq, hash=before.hash.hex())
            head = work.head()
    finally:
        engine.dispose()
    headfile.write(path.parent, SideHead(device, author.epoch, head.seq, head.hash.hex()))
    return before


def behind(database: Database) -> str:
    """What the store has lost, by the side file; an empty text if nothing."""
    side = headfile.read(database.path.parent)
    if side is None:
        return ""
    with database.read() as snapshot:
        chains = snapshot.heads()
        head = chains.get((side.device, side.epoch))
        held = snapshot.link(side.device, side.epoch, side.seq)
    if held and held.hash.hex() == side.hash:
        return ""
    have = head.seq if head else 0
    lost = (
        f"最近 {side.seq - have} 步操作（第 {have + 1} 到第 {side.seq} 步）"
        if side.seq > have
        else "部分操作"
    )
    return (
        f"这台电脑上的数据比最后一次保存时少了{lost}，可能是恢复了旧备份、换了电脑，或数据文件受损。"
        "其余数据完好，没有改动。请先确认：恢复了备份？换了电脑？"
        "确认后选「从现有数据继续」（skilldesk restore --continue）；已报送过的部分会随下一个回执找回。"
    )
