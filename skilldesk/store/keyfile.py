"""keys.json: who may open the office folder, and its keys, all of them sealed.

The file is canonical JSON (UTF-8, names sorted, no spaces, bytes in base 64) with the SHA-256 of the
rest in it, and is read only if writing it again gives the same bytes. It stands there twice:
keys.json is written first, keys.copy.json after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from skilldesk import platform
from skilldesk.errors import KeysDamaged, NewerStore, NotFound, NotWritten

FORMAT = 1
NAME = "keys.json"
COPY = "keys.copy.json"
LARGEST = 1_000_000
"""Bytes: a few hundred users; nothing larger is read."""

_DATABASE = re.compile(r"(office|drafts|hub|files-[0-9]{4}-[1-9][0-9]{0,3})\.db")

SlotKind = Literal["user", "sheet"]

Salt = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
WrappedKey = Annotated[bytes, msgspec.Meta(min_length=60, max_length=60)]
"""ChaCha20-Poly1305: nonce of 12 bytes, 32 bytes, tag of 16."""
SealedKey = Annotated[bytes, msgspec.Meta(min_length=80, max_length=80)]
"""HPKE: encapsulated key of 32 bytes, 32 bytes, tag of 16."""
SlotName = Annotated[str, msgspec.Meta(min_length=1, max_length=50)]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a guess at a password costs (Argon2id, RFC 9106); memory in KiB."""

    memory: Annotated[int, msgspec.Meta(ge=32, le=1_048_576)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=64)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=4)] = 1


@dataclass(frozen=True, kw_only=True)
class Stretching(Cost):
    salt: Salt


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One way to the store key: a user's password or a recovery sheet."""

    kind: SlotKind
    name: SlotName
    """A user's name, or the number of the sheet."""
    public: PublicKey
    argon2id: Stretching
    private: WrappedKey
    """Behind the password or the characters of the sheet."""
    store_key: SealedKey
    """To the public key."""


@dataclass(frozen=True, kw_only=True)
class FileKey:
    """The key of one database behind the store key, and during a renewal the next one."""

    now: WrappedKey
    next: WrappedKey | None = None


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    office: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    files: dict[str, FileKey]
    slots: tuple[Slot, ...]
    format: int = FORMAT


class Reading(NamedTuple):
    keys: KeyFile
    notices: tuple[str, ...]
    """Why the copies have to be written again; empty when both are whole and equal."""


def is_database(name: str) -> bool:
    """Whether this is the name of one of an office's databases."""
    return _DATABASE.fullmatch(name) is not None


def canonical(value: object) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def to_bytes(keys: KeyFile) -> bytes:
    body = canonical(keys)
    members = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    return canonical({**members, "sha256": sha256(body).hexdigest()})


def from_bytes(data: bytes) -> KeyFile:
    """ValueError unless these are the very bytes of a file; NewerStore if a later program wrote it."""
    if len(data) > LARGEST:
        raise ValueError("too large")
    try:
        members = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except RecursionError as error:
        raise ValueError("too deep") from error
    said = msgspec.json.decode(members.pop("sha256", msgspec.Raw(b'""')), type=str)
    body = canonical(members)
    if said != sha256(body).hexdigest() or data != canonical({**members, "sha256": said}):
        raise ValueError("not as it was written")
    if msgspec.json.decode(members.get("format", msgspec.Raw(b"0")), type=int) > FORMAT:
        raise NewerStore(
            "这个单位文件夹由更新版本的软件写过，本机的软件打不开它。数据没有变化。请先升级本机的软件。"
        )
    keys = msgspec.json.decode(body, type=KeyFile)
    names = [(slot.kind, slot.name) for slot in keys.slots]
    if canonical(keys) != body or len(set(names)) < len(names) or not all(map(is_database, keys.files)):
        raise ValueError("not canonical")
    return keys


def read(folder: Path) -> Reading:
    """The keys of that folder, from the copy if need be; nothing is written."""
    first, second = _read(folder / NAME), _read(folder / COPY)
    keys = first or second
    if keys is None:
        raise _unreadable(folder)
    return Reading(keys, tuple(_notices(first, second)))


def write(folder: Path, keys: KeyFile) -> None:
    data = to_bytes(keys)
    from_bytes(data)  # never a file that cannot be read again
    try:
        platform.write_files({folder / NAME: data, folder / COPY: data})
    except OSError as error:
        raise NotWritten(
            "密钥文件没有写成，这一步没有完成。业务数据没有变化，单位文件夹照常能打开；"
            "如果正在改密码，新旧密码中有一个有效。请检查磁盘是否已满或不可写，再重做这一步。"
        ) from error


def _read(path: Path) -> KeyFile | None:
    """None where the file is missing, unreadable or damaged; the other copy has to do then."""
    try:
        with path.open("rb") as file:
            return from_bytes(file.read(LARGEST + 1))
    except (OSError, ValueError):
        return None


def _notices(first: KeyFile | None, second: KeyFile | None) -> Iterator[str]:
    if first is None:
        yield (
            f"密钥文件 {NAME} 缺失或已损坏，已用副本 {COPY} 补好。数据没有变化。"
            "请检查这块硬盘，并尽快做一次备份。"
        )
    elif second is None:
        yield (
            f"密钥文件的副本 {COPY} 缺失或已损坏，已用 {NAME} 补好。数据没有变化。"
            "请检查这块硬盘，并尽快做一次备份。"
        )
    elif first != second:
        yield (
            f"密钥文件的副本 {COPY} 比 {NAME} 旧，可能上次保存时断了电，已按 {NAME} 补好。"
            "数据没有变化，不需要做什么。"
        )


def _unreadable(folder: Path) -> KeysDamaged | NotFound:
    if any((folder / name).exists() for name in (NAME, COPY)):
        return KeysDamaged(
            f"密钥文件 {NAME} 和副本 {COPY} 都已损坏，单位文件夹打不开。数据文件没有改动，但没有密钥不能读。"
            "请把整个文件夹复制一份留存，再用最近的备份恢复。"
        )
    return NotFound(
        "这个文件夹里没有密钥文件，不是本软件的单位文件夹。文件夹没有改动。"
        "请选择正确的文件夹；如果密钥文件被误删，请从回收站还原或用备份恢复。"
    )
