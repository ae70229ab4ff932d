"""Backups that were opened and checked, and the way back from one."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from skilldesk.core.fields import Plain
from skilldesk.core.journal import Head
from skilldesk.core.normal import CHINA
from skilldesk.errors import BackupDamaged
from skilldesk.progress import Progress
from skilldesk.store import archive, cipher, keyfile, office
from skilldesk.store.archive import Check, Manifest, Sign
from skilldesk.store.database import Clock, Database, system_clock
from skilldesk.store.keyring import Keyring, Opened
from skilldesk.store.lane import Lane
from skilldesk.store.office import OFFICE, Shape, Store, on_disk
from skilldesk.store.snapshot import Snapshot

FOLDER = "backups"
_ROOM = "backup-"


@dataclass(frozen=True)
class Signer:
    """Signs backups of this PC; `key` is the public key, as text, that the manifest names."""

    key: str
    sign: Sign


def make(
    store: Store,
    to: Path,
    *,
    name: str,
    signer: Signer,
    shape: Shape = OFFICE,
    progress: Progress | None = None,
) -> Path:
    """Write a backup into that folder: copied while others work, each copy opened and checked, read back.

    `name` begins the file's name (the office's code); nothing personal stands in it.
    """
    now = store.database.now()
    path = to / f"{name}-{store.database.device[:8]}-{now.astimezone(CHINA):%Y%m%d-%H%M%S}{archive.SUFFIX}"
    with on_disk("备份"), _room(store.folder) as room:
        members = _copies(store, room, shape)
        head = _head(store.database, members[shape.main], store.keyring.keys()[shape.main])
        facts: dict[str, Plain] = {
            "name": name,
            "device": store.database.device,
            "epoch": store.database.epoch,
            "seq": head.seq,
            "hash": head.hash.hex(),
            "at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "sign_key": signer.key,
        }
        to.mkdir(parents=True, exist_ok=True)
        archive.write(path, members, facts=facts, sign=signer.sign, progress=progress or Progress())
    return path


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A folder for the copies, beside what is copied; what a kill left of an earlier one goes."""
    for left in folder.glob(f"{_ROOM}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_ROOM, dir=folder, ignore_cleanup_errors=True) as room:
        yield Path(room)


def _copies(store: Store, to: Path, shape: Shape) -> dict[str, Path]:
    """Encrypted copies of everything, each opened and found whole.

    The records come first: whatever file they name was committed before them, with its key.
    """
    members = {shape.main: _copied(store.folder, shape.main, store.keyring.keys(), to)}
    members[keyfile.NAME] = to / keyfile.NAME
    shutil.copyfile(store.folder / keyfile.NAME, members[keyfile.NAME])
    keys = replace(store.keyring, folder=to).keys()
    for name in keys:
        if name != shape.main and (store.folder / name).exists():
            members[name] = _copied(store.folder, name, keys, to)
    return members


def _copied(folder: Path, name: str, keys: Mapping[str, tuple[bytes, ...]], to: Path) -> Path:
    cipher.copy(folder / name, keys[name], to / name, keys[name][0])
    if cipher.faults(to / name, keys[name][:1]):
        raise BackupDamaged(
            f"{name} 复制后检查不通过，没有生成备份。原有数据没有改动。请运行完整性检查，再重新备份。"
        )
    return to / name


def _head(database: Database, copied: Path, keys: tuple[bytes, ...]) -> Head:
    """How far our chain goes in that copy."""
    lane = Lane(copied, keys, mode="DEFERRED", cache=cipher.SMALL_CACHE)
    with closing(lane), lane.begin() as connection:
        return Snapshot(connection).head_of(database.device, database.epoch)


def verify(path: Path, check: Callable[[str], Check], progress: Progress | None = None) -> Manifest:
    """Every byte of a backup; `check` gives the checker of signatures of a public key."""
    return archive.verify(path, check=_checker(check), progress=progress or Progress())


def unpack(
    path: Path, folder: Path, check: Callable[[str], Check], progress: Progress | None = None
) -> Manifest:
    """Verify a backup and lay it into an empty folder; `restore` makes it live."""
    with on_disk("恢复"):
        folder.mkdir(parents=True, exist_ok=True)
        manifest = archive.unpack(path, folder, check=_checker(check), progress=progress or Progress())
        shutil.copyfile(folder / keyfile.NAME, folder / keyfile.COPY)
    return manifest


def restore(folder: Path, opened: Opened, *, shape: Shape = OFFICE, clock: Clock = system_clock) -> Store:
    """Open a folder that came out of a backup, or that lost its last entries, in a new epoch."""
    store = office.open_as_it_is(
        folder,
        opened,
        shape=shape,
        clock=clock,
        before_upgrade=lambda keys: set_aside(folder, keys, shape=shape, clock=clock),
    )
    device = store.database.device
    store.close()
    keys = store.keyring.keys()
    office.begin_epoch(folder / shape.main, keys[shape.main], clock=clock, device=device)
    return office.open_folder(folder, Opened(store.keyring, keys, store.notices), shape=shape, clock=clock)


def renew(store: Store, begin: Callable[[Keyring], Keyring], *, shape: Shape = OFFICE) -> Store:
    """Change who may open the folder: new keys for everything but the stores of files, a kill in between
    harms nothing. The store is closed and answered anew.
    """
    renewed = begin(store.keyring)
    store.close()
    keys = office.finish_renewal(store.folder, renewed)
    opened = Opened(renewed, keys, (_renewed(store.blobs.names()),))
    return office.open_folder(store.folder, opened, shape=shape, clock=store.database.clock)


def _renewed(files: list[str]) -> str:
    """What the old keys still open."""
    old = f"此前的存档文件（{'、'.join(files)}）和" if files else ""
    return (
        f"密钥已更换，数据没有变化。{old}此前做的备份仍由原来的密钥打开，留有副本和原密码的人还能读。"
        "请收好旧备份，不再需要的请销毁。"
    )


def set_aside(folder: Path, opened: Opened, *, shape: Shape = OFFICE, clock: Clock = system_clock) -> Path:
    """Checked copies of keys and databases in backups/, before a migration touches them."""
    to = folder / FOLDER / f"before-upgrade-{clock().astimezone(CHINA):%Y%m%d-%H%M%S}"
    with on_disk("升级前的备份"):
        to.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / keyfile.NAME, to / keyfile.NAME)
        shutil.copyfile(folder / keyfile.NAME, to / keyfile.COPY)
    for name in shape.files:
        if (folder / name).exists():
            _copied(folder, name, opened.keys, to)
    return to


def _checker(check: Callable[[str], Check]) -> Check:
    """Takes the key from the manifest itself: the signature of a PC in no network proves wholeness only."""

    def holds(data: bytes, signature: bytes) -> bool:
        key = json.loads(data)["facts"].get("sign_key")
        return isinstance(key, str) and check(key)(data, signature)

    return holds
