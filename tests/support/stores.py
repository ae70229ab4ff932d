"""Offices and databases for tests, copied from one that was migrated once in this run."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.store import keyring, office, upgrade
from skilldesk.store.database import Database
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import Keyring, Opened
from skilldesk.store.office import Store

CHEAP = Cost(memory=32, passes=1)
DEVICE = "d1" * 16
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
USER = "limin"
PASSWORD = "correct horse"


class Template(NamedTuple):
    folder: tempfile.TemporaryDirectory
    ring: Keyring
    sheet: RecoverySheet


@cache
def template() -> Template:
    """An office with its keys and its migrated, empty database, in which no epoch was begun."""
    kept = tempfile.TemporaryDirectory(prefix="skilldesk-template-")
    folder = Path(kept.name)
    ring, sheet = keyring.create(folder, "0f" * 16, USER, PASSWORD, cost=CHEAP)
    upgrade.bring_up(folder / "office.db", ring.keys()["office.db"])
    return Template(kept, ring, sheet)


def now() -> datetime:
    return NOW


def new_office(folder: Path, *, device: str = DEVICE, clock: Callable[[], datetime] = now) -> Store:
    """An open office in that folder, whose user is USER; all of them have the same keys."""
    shutil.copytree(template().folder.name, folder, dirs_exist_ok=True)
    ring = replace(template().ring, folder=folder)
    office.begin_epoch(folder / "office.db", ring.keys()["office.db"], clock=clock, device=device)
    return office.open_folder(folder, Opened(ring, ring.keys(), ()), clock=clock)


def new_database(folder: Path, *, device: str = DEVICE) -> Database:
    """Only the database of such an office."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "office.db"
    shutil.copyfile(Path(template().folder.name) / path.name, path)
    keys = template().ring.keys()[path.name]
    office.begin_epoch(path, keys, clock=now, device=device)
    return Database(path, keys, clock=now)


def opened(store: Store) -> Opened:
    """The keys of an office, as its password would give them."""
    return Opened(store.keyring, store.keyring.keys(), ())
