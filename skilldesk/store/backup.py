"""Backups that were opened and checked, and the way back from one."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from skilldesk.core.fields import Plain
from skilldesk.core.normal import CHINA
from skilldesk.errors import BackupDamaged
from skilldesk.progress import Progress
from skilldesk.store import archive, cipher, keyfile, office
from skilldesk.store.archive import Check, Manifest, Sign
from skilldesk.store.database import Clock, system_clock
from skilldesk.store.keyring import Keyring, Opened
from skilldesk.store.office import OFFICE, Shape, Store

FOLDER = "backups"


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
    progress = progress or Progress()
    now = store.database.now()
    with store.database.read_long() as snapshot:
        head = snapshot.heads()[store.database.device, store.database.epoch]
    facts: dict[str, Plain] = {
        "name": name,
        "device": store.database.device,
        "epoch": store.database.epoch,
        "seq": head.seq,
        "hash": head.hash.hex(),
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "sign_key": signer.key,
    }
    path = to / f"{name}-{store.database.device[:8]}-{now.astimezone(CHINA):%Y%m%d-%H%M%S}{archive.SUFFIX}"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix="backup-", dir=store.folder, ignore_cleanup_errors=True
    ) as folder:
        members = _copies(store, Path(folder), shape)
        archive.write(path, members, facts=facts, sign=signer.sign, progress=progress)
    return path


def _copies(store: Store, to: Path, shape: Shape) -> dict[str, Path]:
    """Encrypted copies of everything, each opened and found whole."""
    keys = store.keyring.keys()
    members = {keyfile.NAME: to / keyfile.NAME}
    shutil.copyfile(store.folder / keyfile.NAME, members[keyfile.NAME])
    for name in (*shape.files, *store.blobs.names()):
        if not (store.folder / name).exists():
            continue
        members[name] = to / name
        cipher.copy(store.folder / name, keys[name], members[name], keys[name][0])
        _expect_whole(members[name], keys[name][0])
    return members


def verify(path: Path, check: Callable[[str], Check]) -> Manifest:
    """Every byte of a backup; `check` gives the checker of signatures of a public key."""
    return archive.verify(path, check=_checker(check), progress=Progress())


def unpack(path: Path, folder: Path, check: Callable[[str], Check]) -> Manifest:
    """Verify a backup and lay it into an empty folder; `restore` makes it live."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = archive.unpack(path, folder, check=_checker(check), progress=Progress())
    shutil.copyfile(folder / keyfile.NAME, folder / keyfile.COPY)
    return manifest


def restore(folder: Path, opened: Opened, *, shape: Shape = OFFICE, clock: Clock = system_clock) -> Store:
    """Open a folder that came out of a backup, or that lost its last entries, in a new epoch."""
    keys = opened.keys[shape.main]
    store = office.open_as_it_is(folder, opened, shape=shape, clock=clock)
    device = store.database.device
    store.close()
    office.begin_epoch(folder / shape.main, keys, clock=clock, device=device)
    return office.open_folder(folder, opened, shape=shape, clock=clock)


def renew(store: Store, begin: Callable[[Keyring], Keyring], *, shape: Shape = OFFICE) -> Store:
    """Change who may open the folder: new keys for everything but the stores of files, a kill in between
    harms nothing. The store is closed and answered anew.
    """
    renewed = begin(store.keyring)
    store.close()
    keys = office.finish_renewal(store.folder, renewed)
    clock = store.database.now
    return office.open_folder(store.folder, Opened(renewed, keys, ()), shape=shape, clock=clock)


def set_aside(folder: Path, opened: Opened, *, shape: Shape = OFFICE, clock: Clock = system_clock) -> Path:
    """Checked copies of keys and databases in backups/, before a migration touches them."""
    to = folder / FOLDER / f"before-upgrade-{clock().astimezone(CHINA):%Y%m%d-%H%M%S}"
    to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / keyfile.NAME, to / keyfile.NAME)
    shutil.copyfile(folder / keyfile.NAME, to / keyfile.COPY)
    for name in shape.files:
        if (folder / name).exists():
            keys = opened.keys[name]
            cipher.copy(folder / name, keys, to / name, keys[0])
            _expect_whole(to / name, keys[0])
    return to


def _expect_whole(path: Path, key: bytes) -> None:
    if cipher.faults(path, (key,)):
        raise BackupDamaged(
            f"{path.name} 复制后检查不通过，没有生成备份。原有数据没有改动。请运行完整性检查，再重新备份。"
        )


def _checker(check: Callable[[str], Check]) -> Check:
    """Takes the key from the manifest itself: the signature of a PC in no network proves wholeness only."""

    def holds(data: bytes, signature: bytes) -> bool:
        key = json.loads(data)["facts"].get("sign_key")
        return isinstance(key, str) and check(key)(data, signature)

    return holds
