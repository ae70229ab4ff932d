"""Founding an office, its users, this PC's identity, backups."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from skilldesk import platform
from skilldesk.core import normal
from skilldesk.core.checks import check, unidentified
from skilldesk.core.normal import china_day
from skilldesk.core.offices import Device, Office, User, is_practice
from skilldesk.core.password import SHORTEST
from skilldesk.core.recovery_sheet import RecoverySheet, parse
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.progress import Progress
from skilldesk.store import backup, headfile, keyring, local, office
from skilldesk.store.archive import Manifest
from skilldesk.store.database import Clock, system_clock
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR, Opened
from skilldesk.store.office import SYSTEM, Store
from skilldesk.store.queries.records import everything
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id
from skilldesk.sync.certificates import check_office_code
from skilldesk.sync.keys import ReadKey, SignKey, is_signed

SIGN_SECRET = "sign_secret"  # noqa: S105 - the name under which the store keeps it
READ_SECRET = "read_secret"  # noqa: S105 - the name under which the store keeps it

_CODE = "office_code"

ADMINISTRATOR = "administrator"

BACKUP_MADE = "backup.made"
"""The act under which the journal keeps that a backup was made."""

SAME_DISK = "same_disk"
OTHER_DISK = "other_disk"

FOUNDER_ROLES = ("entry", ADMINISTRATOR)
"""What the first user may do; reviewers are others (domain §6.5)."""


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What is asked at first run: which office, and who begins."""

    code: str
    name: str
    level: str | None = None
    regions: tuple[str, ...] = ()
    account: str
    user_name: str
    roles: tuple[str, ...] = FOUNDER_ROLES


def found(
    folder: Path, founding: Founding, password: str, *, clock: Clock = system_clock, cost: Cost = DEAR
) -> tuple[Store, RecoverySheet]:
    """A new office in an empty folder, with its first user and this PC's keys.

    Refused for a code that no certificate can carry, for names that say nothing, and for a short password.
    """
    expect_password(password)
    check_office_code(founding.code)
    here = Office(
        id=new_id(),
        code=founding.code,
        name=normal.line(founding.name),
        level=founding.level,
        regions=founding.regions,
    )
    account, name = normal.line(founding.account), normal.person_name(founding.user_name)
    first = User(id=new_id(), account=account, name=name, roles=founding.roles)
    for record in (here, first):
        _expect_named(record, china_day(clock()))
    store, sheet = office.create(folder, account, password, clock=clock, cost=cost)
    with store.database.write(SYSTEM) as work:
        new_keys(work)
        local.put(work.connection, _CODE, founding.code.encode())
        work.add(here)
        work.add(Device(id=store.database.device))
        work.add(first)
    return store, sheet


def expect_password(password: str) -> None:
    """Refused if it is soon guessed."""
    if len(password) < SHORTEST:
        raise Refused(
            f"密码至少要{SHORTEST}个字符，现在有{len(password)}个。这一步没有做，数据没有变化。"
            "请换一个长一些的密码，例如几个不相干的词连在一起。"
        )


def today(work: Work) -> date:
    """The day in China on which this is written."""
    return china_day(datetime.fromisoformat(work.author.at))


def _expect_named(record: Office | User, today: date) -> None:
    if faults := unidentified(type(record), check(record, "record", today)):
        raise Refused(f"{faults[0].text}没有办理，数据没有变化。请改正后再做一次。")


def new_keys(work: Snapshot) -> None:
    """Keys of its own for this PC: one to sign, one to read."""
    local.put(work.connection, SIGN_SECRET, SignKey.new().secret.encode())
    local.put(work.connection, READ_SECRET, ReadKey.new().secret.encode())


def sign_key(snapshot: Snapshot) -> SignKey:
    return SignKey(local.get(snapshot.connection, SIGN_SECRET).decode())


def read_key(snapshot: Snapshot) -> ReadKey:
    return ReadKey(local.get(snapshot.connection, READ_SECRET).decode())


def log_in(folder: Path, account: str, password: str, *, clock: Clock = system_clock) -> Store:
    """The store, opened by a user; the log-in is journalled, and stays on this PC."""
    opened = keyring.open_with_password(folder, account, password)
    store = office.open_folder(
        folder, opened, clock=clock, before_upgrade=lambda keys: save_before_upgrade(folder, keys, clock)
    )
    with store.database.write(account) as work:
        work.note("session.login")
    return store


def recover(folder: Path, account: str, typed: str, password: str, *, cost: Cost = DEAR) -> None:
    """Set a user's password by the recovery sheet, as it was typed from the paper."""
    sheet, problems = parse(typed)
    if sheet is None:
        raise Refused(f"{problems[0].text}没有设新密码，数据没有变化。请照着恢复单再输一遍。")
    expect_password(password)
    opened = keyring.open_with_sheet(folder, sheet)
    opened.keyring.set_password(account, password, cost=cost)


def save_before_upgrade(folder: Path, opened: keyring.Opened, clock: Clock) -> None:
    """Copies of all files as they are, opened and checked, before the first migration."""
    backup.set_aside(folder, opened, clock=clock)


def this_office(snapshot: Snapshot) -> Office:
    """The office of this store. Each of its PCs made a record of it: all of them show the same one.

    Its code is the one it was founded with, whatever a record that came in a package says.
    """
    found = everything(snapshot, Office)
    if not found:
        raise NotFound("这个文件夹里没有单位信息。数据没有变化。请从备份恢复，或重新建立单位。")
    founded = local.find(snapshot.connection, _CODE)
    code = founded.decode() if founded else min(found, key=lambda one: one.id).code
    same = [one for one in found if one.code == code] or [replace(one, code=code) for one in found]
    return min(same, key=lambda one: one.id)


def region(snapshot: Snapshot) -> str:
    """The six digits of GB/T 2260 by which the documents that govern the office are found.

    A practice office says in `regions` which county it plays.
    """
    office = this_office(snapshot)
    return office.regions[0] if office.regions else office.code[:6]


def this_device(snapshot: Snapshot, device: str) -> Device:
    return snapshot.get(Device, device) or Device(id=device)


def practice(snapshot: Snapshot) -> bool:
    return is_practice(this_office(snapshot).code)


def users(snapshot: Snapshot) -> list[User]:
    return everything(snapshot, User)


def user(snapshot: Snapshot, account: str) -> User:
    """The user of that account; NotFound if there is none."""
    for one in users(snapshot):
        if one.account == account:
            return one
    raise NotFound(f"没有账号「{account}」。数据没有变化。请核对账号，或请管理员增加用户。")


def expect_role(snapshot: Snapshot, account: str, role: str, act: str) -> None:
    """NotAllowed unless the user has that role."""
    if role not in user(snapshot, account).roles:
        raise NotAllowed(f"您的角色不能{act}。数据没有变化。请由有这个角色的同事来做，或请管理员调整角色。")


def add_user(store: Store, actor: str, new: User, password: str, *, cost: Cost = DEAR) -> User:
    """A further user, by an administrator."""
    expect_password(password)
    with store.database.write(actor) as work:
        expect_role(work, actor, ADMINISTRATOR, "管理用户")
        _expect_named(new, china_day(store.database.now()))
        if any(one.account == new.account for one in users(work)):
            raise Refused(f"账号「{new.account}」已经有了。数据没有变化。请换一个账号。")
        stored = work.add(new)
        store.keyring.add_user(new.account, password, cost=cost)
    return stored


def set_roles(store: Store, actor: str, account: str, roles: tuple[str, ...]) -> User:
    with store.database.write(actor) as work:
        expect_role(work, actor, ADMINISTRATOR, "管理用户")
        changed = work.change(replace(user(work, account), roles=roles))
        _expect_administrator(work)
    return changed


def remove_user(store: Store, actor: str, account: str, reason: str, signer: backup.Signer) -> Store:
    """Take a user's access away: backup, then a renewal of the keys; answers the store, opened anew."""
    if not reason:
        raise Refused("移除用户要写明原因。没有移除，数据没有变化。请写上原因再试。")
    with store.database.write(actor) as work:
        expect_role(work, actor, ADMINISTRATOR, "管理用户")
        gone = user(work, account)
        _expect_administrator(work, but=account)
    renewed = _renewed_without(store, account, signer)
    with renewed.database.write(actor) as work:
        work.void(gone, reason)
    return renewed


def _renewed_without(store: Store, account: str, signer: backup.Signer) -> Store:
    """The store under new keys, if that account can open it: a colleague from another PC may not."""
    if account not in keyring.holders(store.folder).users:
        return store
    backup.make(store, store.folder / backup.FOLDER, name=backup_name(store), signer=signer)
    return backup.renew(store, lambda ring: ring.remove_user(account))


def _expect_administrator(work: Work, *, but: str = "") -> None:
    """Refused if nobody were left who may manage users."""
    if not any(ADMINISTRATOR in one.roles for one in users(work) if one.account != but):
        raise Refused(
            "这样就没有系统管理员了，没有办理。数据没有变化。请先让另一位同事当系统管理员，再做这一步。"
        )


def set_password(store: Store, actor: str, account: str, password: str, *, cost: Cost = DEAR) -> None:
    """A new password for oneself, or by an administrator for another: also for a user who was registered on
    another PC of the office and is now to work on this one.
    """
    expect_password(password)
    with store.database.write(actor) as work:
        if actor != account:
            expect_role(work, actor, ADMINISTRATOR, "重设别人的密码")
        user(work, account)
        if account in keyring.holders(store.folder).users:
            store.keyring.set_password(account, password, cost=cost)
        else:
            store.keyring.add_user(account, password, cost=cost)
        work.note("user.password", account=account)


def backup_name(store: Store) -> str:
    with store.database.read() as snapshot:
        return this_office(snapshot).code


def signer(store: Store) -> backup.Signer:
    """Signs backups in the name of this PC."""
    with store.database.read() as snapshot:
        key = sign_key(snapshot)
    return backup.Signer(key.public, lambda data: key.sign(data).encode("ascii"))


def make_backup(store: Store, actor: str, to: Path, progress: Progress | None = None) -> Path:
    """A backup in that folder, journalled here."""
    path = backup.make(store, to, name=backup_name(store), signer=signer(store), progress=progress)
    note_backup(store, actor, path)
    return path


def note_backup(store: Store, actor: str, path: Path) -> None:
    """Journal that a backup was written there and read back: its name, its size and on which disk it lies."""
    with store.database.write(actor) as work:
        work.note(
            BACKUP_MADE,
            at=store.database.now().astimezone(UTC).isoformat(timespec="seconds"),
            file=path.name,
            size=path.stat().st_size,
            where=SAME_DISK if platform.same_disk(store.folder, path) else OTHER_DISK,
        )


def look_into(path: Path, progress: Progress | None = None) -> Manifest:
    """What a backup says of itself, every byte of it checked; no password is needed for that."""
    return backup.verify(path, _checker, progress)


def restore(
    path: Path,
    to: Path,
    unlock: Callable[[Path], Opened],
    *,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> Store:
    """A backup laid into an empty folder and opened in a new epoch, or nothing at all.

    `unlock` opens the keys that came out of it.
    """
    if to.exists() and any(to.iterdir()):
        raise Refused(f"{to} 里已经有文件，没有恢复，原有文件没有改动。请另选一个空文件夹再恢复。")
    with contextlib.ExitStack() as undo:
        undo.callback(shutil.rmtree, to, ignore_errors=True)
        backup.unpack(path, to, _checker, progress)
        store = backup.restore(to, unlock(to), clock=clock)
        undo.pop_all()
    return store


def _checker(key: str) -> Callable[[bytes, bytes], bool]:
    return lambda data, signature: is_signed(data, signature.decode("ascii", "replace"), key)


def continue_here(folder: Path, opened: Opened, *, clock: Clock = system_clock) -> tuple[Store, str]:
    """Go on in a new epoch with what a store still has, and what it had lost; Refused if it lost nothing."""
    store = office.open_as_it_is(folder, opened, clock=clock)
    lost = office.behind(store.database)
    store.close()
    if not lost and headfile.read(folder) is not None:
        raise Refused("这个文件夹没有丢失操作，不用从现有数据继续。数据没有变化。请照常打开它。")
    return backup.restore(folder, opened, clock=clock), lost
