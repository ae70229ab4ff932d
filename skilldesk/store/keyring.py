"""The keys of an office folder: opened by a password or the recovery sheet, changed, renewed.

Each database has a key of its own, wrapped by the store key. The store key is sealed to the public key
of every user and of the recovery sheet; the private key to it lies behind the password. The wrapping
names the office, the file and everyone who may open it: whoever swaps a public key in keys.json makes
all of it unreadable instead of having the next store key sealed to himself.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from skilldesk import platform
from skilldesk.core.recovery_sheet import BITS, RecoverySheet
from skilldesk.errors import KeysDamaged, OfficeInUse, Refused, UnknownUser, WrongPassword
from skilldesk.store import keyfile
from skilldesk.store.keyfile import Cost, FileKey, KeyFile, Slot, SlotKind, Stretching

OFFICE = ("office.db", "drafts.db")
HUB = ("hub.db",)

DEAR = Cost(memory=64 * 1024, passes=3)
"""About 0.1 s on a new PC and 0.5 s on an old one, for her and for each guess of a thief."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_NONCE = 12


@dataclass(frozen=True)
class Keyring:
    """An opened office folder. It holds the store key; all else is read from the folder each time."""

    folder: Path
    store_key: bytes = field(repr=False)

    def keys(self) -> dict[str, tuple[bytes, ...]]:
        """For each database the raw keys to try in turn: one, or two while a renewal is unfinished."""
        return {
            name: (key.now, key.next) if key.next else (key.now,) for name, key in self._open()[1].items()
        }

    def add_user(self, name: str, password: str, *, cost: Cost = DEAR) -> None:
        keys, files = self._open()
        if _find(keys, "user", name):
            raise Refused(f"已经有名为「{_name(name)}」的用户。数据没有变化。请换一个用户名。")
        slot = _slot(keys.office, self.store_key, "user", _name(name), secret=password, cost=cost)
        self._write(replace(keys, slots=(*keys.slots, slot)), files)

    def set_password(self, name: str, password: str, *, cost: Cost = DEAR) -> None:
        """Give a user a new password without knowing the old one."""
        keys, files = self._open()
        old = _user(keys, name)
        new = _slot(keys.office, self.store_key, "user", old.name, secret=password, cost=cost)
        self._write(replace(keys, slots=tuple(new if slot == old else slot for slot in keys.slots)), files)

    def change_password(self, name: str, password: str, new: str, *, cost: Cost = DEAR) -> None:
        """The same by a user who knows the old one; WrongPassword otherwise."""
        keys = keyfile.read(self.folder).keys
        if _unseal(keys.office, _user(keys, name), _typed(password)) is None:
            raise WrongPassword("原密码不对，密码没有改。数据没有变化。请检查大小写和输入法后再试。")
        self.set_password(name, new, cost=cost)

    def add_file(self, name: str) -> bytes:
        """The key of a new database, to be made after this."""
        keys, files = self._open()
        if name in files or not keyfile.is_database(name):
            raise ValueError(name)
        key = secrets.token_bytes(32)
        self._write(keys, {**files, name: _FileKey(key)})
        return key

    @property
    def renewing(self) -> bool:
        """Whether a renewal was begun and not finished: rekey what opens with `now`, then finish."""
        return any(key.next for key in self._open()[1].values())

    def remove_user(self, name: str) -> Keyring:
        """Begin a renewal after which this user's slot opens nothing that is written from then on."""
        keys, _ = self._open()
        gone = _user(keys, name)
        staying = tuple(slot for slot in keys.slots if slot != gone)
        if not any(slot.kind == "user" for slot in staying):
            raise Refused(
                f"「{gone.name}」是最后一个用户，不能移除。数据没有变化。请先增加另一个用户，再移除他。"
            )
        return self._begin_renewal(staying)

    def replace_sheet(self, *, cost: Cost = DEAR) -> tuple[Keyring, RecoverySheet]:
        """Begin a renewal after which only the sheet returned here opens the office, not those before."""
        keys, _ = self._open()
        users = tuple(slot for slot in keys.slots if slot.kind == "user")
        number = 1 + max((int(slot.name) for slot in keys.slots if slot.kind == "sheet"), default=0)
        sheet, slot = _new_sheet(keys.office, self.store_key, number=number, cost=cost)
        return self._begin_renewal((*users, slot)), sheet

    def begin_renewal(self) -> Keyring:
        """A new store key, and new keys for all databases but the stores of files.

        Make a backup before this; afterwards rekey each database that has two keys from the first to
        the second, then `finish_renewal`. A kill in between harms nothing: both keys are tried.
        """
        return self._begin_renewal(self._open()[0].slots)

    def finish_renewal(self) -> tuple[str, ...]:
        """Forget the keys of before; the names of the stores of files that keep theirs."""
        keys, files = self._open()
        self._write(keys, {name: _FileKey(key.next or key.now) for name, key in files.items()})
        return tuple(sorted(name for name in files if _keeps_its_key(name)))

    def _begin_renewal(self, slots: tuple[Slot, ...]) -> Keyring:
        keys, files = self._open()
        if any(key.next for key in files.values()):
            raise Refused(
                "上次更换密钥还没有完成，这一步没有做。数据没有变化。请退出软件重新登录，等它自动做完再试。"
            )
        renewed = Keyring(self.folder, secrets.token_bytes(32))
        sealed = tuple(
            replace(
                slot, store_key=_sealed(keys.office, renewed.store_key, slot.kind, slot.name, slot.public)
            )
            for slot in slots
        )
        following = {
            name: key if _keeps_its_key(name) else replace(key, next=secrets.token_bytes(32))
            for name, key in files.items()
        }
        renewed._write(replace(keys, slots=sealed), following)
        return renewed

    def _open(self) -> tuple[KeyFile, dict[str, _FileKey]]:
        keys = keyfile.read(self.folder).keys
        cipher = ChaCha20Poly1305(self.store_key)
        holders = _holders(keys.slots)
        try:
            return keys, {
                name: _FileKey(
                    now=_unwrap(cipher, key.now, _bound("now", keys.office, name, holders)),
                    next=_unwrap(cipher, key.next, _bound("next", keys.office, name, holders))
                    if key.next
                    else None,
                )
                for name, key in keys.files.items()
            }
        except InvalidTag:
            raise _changed_by_others() from None

    def _write(self, keys: KeyFile, files: Mapping[str, _FileKey]) -> None:
        cipher = ChaCha20Poly1305(self.store_key)
        holders = _holders(keys.slots)
        wrapped = {
            name: FileKey(
                now=_wrap(cipher, key.now, _bound("now", keys.office, name, holders)),
                next=_wrap(cipher, key.next, _bound("next", keys.office, name, holders))
                if key.next
                else None,
            )
            for name, key in files.items()
        }
        keyfile.write(self.folder, replace(keys, files=wrapped))


@dataclass(frozen=True)
class Opened:
    """What a password or a sheet gives: the keyring, and for each database the raw keys to try."""

    keyring: Keyring
    keys: Mapping[str, tuple[bytes, ...]] = field(repr=False)
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _FileKey:
    now: bytes = field(repr=False)
    next: bytes | None = field(default=None, repr=False)


class Holders(NamedTuple):
    users: tuple[str, ...]
    sheets: tuple[str, ...]
    """Their numbers, as printed on them."""


def holders(folder: Path) -> Holders:
    """Who may open the office, for the page where one logs in; no password is needed to know that."""
    slots = keyfile.read(folder).keys.slots
    return Holders(
        tuple(slot.name for slot in slots if slot.kind == "user"),
        tuple(slot.name for slot in slots if slot.kind == "sheet"),
    )


def create(
    folder: Path, office: str, user: str, password: str, *, files: Iterable[str] = OFFICE, cost: Cost = DEAR
) -> tuple[Keyring, RecoverySheet]:
    """The keys of a new office, in an empty folder; the databases are made after this.

    `office` names it in every wrapping: the same text for ever, so not a code that may change.
    """
    if any((folder / name).exists() for name in (keyfile.NAME, keyfile.COPY)):
        raise Refused("这个文件夹里已经有一个单位。文件夹没有改动。请直接打开它，或另选一个空文件夹。")
    keyring = Keyring(folder, secrets.token_bytes(32))
    slot = _slot(office, keyring.store_key, "user", _name(user), secret=password, cost=cost)
    sheet, sheet_slot = _new_sheet(office, keyring.store_key, number=1, cost=cost)
    keys = KeyFile(office=office, files={}, slots=(slot, sheet_slot))
    keyring._write(keys, {name: _FileKey(secrets.token_bytes(32)) for name in files})
    return keyring, sheet


def open_with_password(folder: Path, user: str, password: str) -> Opened:
    """Raises UnknownUser, WrongPassword, or KeysDamaged, NewerStore, NotFound by the folder."""
    reading = keyfile.read(folder)
    slot = _user(reading.keys, user)
    if store_key := _unseal(reading.keys.office, slot, _typed(password)):
        return _opened(folder, store_key, reading)
    raise WrongPassword(
        "密码不对，没有打开。数据没有变化。请检查大小写和输入法后再试；忘了密码，请让管理员重设，或使用恢复单。"
    )


def open_with_sheet(folder: Path, sheet: RecoverySheet) -> Opened:
    """The same by the recovery sheet; afterwards give a user a new password."""
    reading = keyfile.read(folder)
    for slot in reading.keys.slots:
        if slot.kind == "sheet" and (store_key := _unseal(reading.keys.office, slot, sheet.secret)):
            return _opened(folder, store_key, reading)
    numbers = "、".join(slot.name for slot in reading.keys.slots if slot.kind == "sheet")
    raise WrongPassword(
        f"这张恢复单打不开这个单位，可能已经作废，或属于另一个单位。数据没有变化。请改用第{numbers}号恢复单。"
    )


def hold(folder: Path) -> platform.FolderLock:
    """The lock of the office folder, kept as long as the program works in it."""
    if lock := platform.lock_folder(folder):
        return lock
    raise OfficeInUse(
        "这个单位文件夹正由另一个窗口或命令使用，没有再次打开。数据没有变化。请回到已打开的窗口，或等那个命令做完再试。"
    )


def _opened(folder: Path, store_key: bytes, reading: keyfile.Reading) -> Opened:
    """Only what opened with its keys is written over the other copy."""
    keyring = Keyring(folder, store_key)
    keys = keyring.keys()
    if reading.notices:
        keyfile.write(folder, reading.keys)
    return Opened(keyring, keys, reading.notices)


def _find(keys: KeyFile, kind: SlotKind, name: str) -> Slot | None:
    found = (slot for slot in keys.slots if (slot.kind, slot.name) == (kind, _name(name)))
    return next(found, None)


def _user(keys: KeyFile, name: str) -> Slot:
    if slot := _find(keys, "user", name):
        return slot
    raise UnknownUser(
        f"这个单位没有名为「{_name(name)}」的用户。数据没有变化。请从名单里选择，或请管理员增加用户。"
    )


def _new_sheet(office: str, store_key: bytes, *, number: int, cost: Cost) -> tuple[RecoverySheet, Slot]:
    sheet = RecoverySheet(secrets.randbits(BITS))
    return sheet, _slot(office, store_key, "sheet", str(number), secret=sheet.secret, cost=cost)


def _slot(office: str, store_key: bytes, kind: SlotKind, name: str, *, secret: str, cost: Cost) -> Slot:
    own = X25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    stretching = Stretching(
        salt=secrets.token_bytes(16), memory=cost.memory, passes=cost.passes, lanes=cost.lanes
    )
    text = secret if kind == "sheet" else _typed(secret)
    behind = ChaCha20Poly1305(_stretched(text, stretching))
    return Slot(
        kind=kind,
        name=name,
        public=public,
        argon2id=stretching,
        private=_wrap(behind, own.private_bytes_raw(), _bound("private", office, kind, name)),
        store_key=_sealed(office, store_key, kind, name, public),
    )


def _sealed(office: str, store_key: bytes, kind: SlotKind, name: str, public: bytes) -> bytes:
    key = X25519PublicKey.from_public_bytes(public)
    return _SUITE.encrypt(store_key, key, _bound("store", office, kind, name))


def _unseal(office: str, slot: Slot, secret: str) -> bytes | None:
    """The store key, or None if the secret is wrong."""
    behind = ChaCha20Poly1305(_stretched(secret, slot.argon2id))
    try:
        private = _unwrap(behind, slot.private, _bound("private", office, slot.kind, slot.name))
    except InvalidTag:
        return None
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        return _SUITE.decrypt(slot.store_key, own, _bound("store", office, slot.kind, slot.name))
    except InvalidTag:
        raise _changed_by_others() from None


def _stretched(secret: str, stretching: Stretching) -> bytes:
    return Argon2id(
        salt=stretching.salt,
        length=32,
        iterations=stretching.passes,
        lanes=stretching.lanes,
        memory_cost=stretching.memory,
    ).derive(secret.encode("utf-8", "surrogatepass"))


def _typed(password: str) -> str:
    """What counts of a password: a Chinese keyboard makes wide letters of the same keys."""
    return unicodedata.normalize("NFKC", password)


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _wrap(cipher: ChaCha20Poly1305, key: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, key, bound)


def _unwrap(cipher: ChaCha20Poly1305, wrapped: bytes, bound: bytes) -> bytes:
    return cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)


def _bound(role: str, *names: str) -> bytes:
    """What a sealed thing is for; it opens as nothing else."""
    return keyfile.canonical(["skilldesk", role, *names])


def _holders(slots: Iterable[Slot]) -> str:
    return sha256(keyfile.canonical([(slot.kind, slot.name, slot.public) for slot in slots])).hexdigest()


def _keeps_its_key(name: str) -> bool:
    return name.startswith("files-")


def _changed_by_others() -> KeysDamaged:
    return KeysDamaged(
        "密钥文件被本软件以外的程序改动过，单位文件夹没有打开。数据文件没有改动。"
        "请把整个文件夹复制一份留存，再用最近的备份恢复，并查一查谁动过这台电脑。"
    )
