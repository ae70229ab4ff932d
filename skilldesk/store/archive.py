"""The container of a backup, `.skb`: a stored zip of one possible layout, read only if it has that layout.

    manifest.json   what the backup is of, with size and SHA-256 of each member; canonical JSON
    manifest.sig    the signature over manifest.json, as the caller makes and checks it
    members         by name: keys.json, office.db, files-2026-1.db …

Every byte is hashed in the manifest, checked by the signature, or built again from what was read and
compared: so any changed, missing or added byte is refused. Members never lie in memory as a whole.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, NamedTuple

import msgspec

from skilldesk import platform
from skilldesk.core.fields import Plain
from skilldesk.errors import BackupDamaged, NewerStore, NotFound, NotWritten, Refused
from skilldesk.progress import Progress
from skilldesk.store import keyfile, zip_layout
from skilldesk.store.zip_layout import Entry

FORMAT = 1
SUFFIX = ".skb"

_MANIFEST = "manifest.json"
_SIGNATURE = "manifest.sig"
_LARGEST = 1_000_000
"""Bytes of the manifest, and of the signature."""
_CHUNK = 1 << 20

Sign = Callable[[bytes], bytes]
Check = Callable[[bytes, bytes], bool]
"""Whether the second is a signature of the first, written in the one way it can be."""


@dataclass(frozen=True, kw_only=True)
class Member:
    name: str
    size: Annotated[int, msgspec.Meta(ge=0, le=1 << 48)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    facts: dict[str, Plain]
    """What the caller says of it (office, device, head of the journal, time): readable without a key."""
    members: tuple[Member, ...]
    kind: Literal["backup"] = "backup"
    format: int = FORMAT


@dataclass(frozen=True)
class _Format:
    format: int


class _Source(NamedTuple):
    path: Path
    member: Member
    entry: Entry


def write(
    path: Path, members: Mapping[str, Path], *, facts: Mapping[str, Plain], sign: Sign, progress: Progress
) -> Manifest:
    """Write the backup under that name, read back and found whole, or nothing at all.

    The members must not change meanwhile. Raises NotWritten with what the disk or stick is short of.
    """
    if not all(map(_is_member, members)):
        raise ValueError(sorted(members))
    part = platform.part_of(path)
    try:
        sources = list(_described(members, progress))
        manifest = Manifest(facts=dict(facts), members=tuple(one.member for one in sources))
        data = keyfile.canonical(manifest)
        signature = sign(data)
        with part.open("wb") as file:
            _compose(file, {_MANIFEST: data, _SIGNATURE: signature}, sources, progress)
            platform.sync_file(file)
        verify(part, check=lambda *found: found == (data, signature), progress=progress)
        platform.put_in_place(path)
    except OSError as error:
        raise _not_written(f"备份 {path.name} ", platform.disk_fault(error)) from error
    except (BackupDamaged, NotFound) as error:  # what was just written does not read back
        raise _not_written(f"备份 {path.name} ", platform.DiskFault.OTHER) from error
    finally:
        with contextlib.suppress(OSError):  # the stick may be gone; a part is never taken for a backup
            part.unlink(missing_ok=True)
    return manifest


def verify(path: Path, *, check: Check, progress: Progress) -> Manifest:
    """What the backup says of itself, after every byte of it was checked."""
    with _opened(path) as file:
        return _verified(file, check, progress)


def unpack(path: Path, folder: Path, *, check: Check, progress: Progress) -> Manifest:
    """Verify, then lay the members into the folder, where none of them may be yet: all or none."""
    with _opened(path) as file:
        manifest = _verified(file, check, progress)
        if taken := [one.name for one in manifest.members if (folder / one.name).exists()]:
            raise Refused(
                f"文件夹里已经有 {taken[0]}，没有恢复，原有文件没有改动。请另选一个空文件夹再恢复。"
            )
        try:
            _lay(file, manifest, folder, progress)
        except OSError as error:
            raise _not_written(f"恢复到 {folder.name} 的文件", platform.disk_fault(error)) from error
    return manifest


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file for reading; ValueError inside means that it is not what this module wrote."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise NotFound(f"找不到备份文件 {path.name}。数据没有变化。请插好U盘，再重新选择文件。") from error
    except (ValueError, RecursionError, OSError) as error:
        raise BackupDamaged(
            f"备份文件 {path.name} 读不完整，或被改动过，没有使用它。现有数据没有变化。请换另一份备份。"
        ) from error


def _described(members: Mapping[str, Path], progress: Progress) -> Iterator[_Source]:
    sizes = {name: path.stat().st_size for name, path in members.items()}
    passage = _Passage(progress, sum(sizes.values()), "正在计算校验值")
    for name, path in sorted(members.items()):
        with path.open("rb") as file:
            digest, crc = passage.sums(file, sizes[name])
        yield _Source(path, Member(name=name, size=sizes[name], sha256=digest), Entry(name, sizes[name], crc))


def _compose(
    file: BinaryIO, small: Mapping[str, bytes], sources: Sequence[_Source], progress: Progress
) -> None:
    entries = [Entry(name, len(content), zlib.crc32(content)) for name, content in small.items()]
    file.writelines(zip_layout.header(entry) + small[entry.name] for entry in entries)
    passage = _Passage(progress, sum(one.member.size for one in sources), "正在写入备份")
    for source in sources:
        file.write(zip_layout.header(source.entry))
        with source.path.open("rb") as member:
            file.writelines(passage.chunks(member, source.member.size))
        entries.append(source.entry)
    file.write(zip_layout.directory(entries))


def _verified(file: BinaryIO, check: Check, progress: Progress) -> Manifest:
    entries: list[Entry] = []
    data = _small(file, _MANIFEST, entries)
    manifest = _manifest(data)
    signature = _small(file, _SIGNATURE, entries)
    passage = _Passage(progress, sum(member.size for member in manifest.members), "正在核对备份")
    for member in manifest.members:
        head = file.read(len(zip_layout.header(Entry(member.name, member.size, 0))))
        digest, crc = passage.sums(file, member.size)
        entries.append(Entry(member.name, member.size, crc))
        if head != zip_layout.header(entries[-1]) or digest != member.sha256:
            raise ValueError(member.name)
    expected = zip_layout.directory(entries)
    if file.read(len(expected) + 1) != expected or not check(data, signature):
        raise ValueError(_SIGNATURE)
    return manifest


def _small(file: BinaryIO, name: str, entries: list[Entry]) -> bytes:
    """A member that is read whole before its size is known from elsewhere; the entry is noted."""
    head = file.read(len(zip_layout.header(Entry(name, 0, 0))))
    content = file.read(min(zip_layout.small_size(head), _LARGEST))
    entry = Entry(name, len(content), zlib.crc32(content))
    if head != zip_layout.header(entry):
        raise ValueError(name)
    entries.append(entry)
    return content


def _manifest(data: bytes) -> Manifest:
    if msgspec.json.decode(data, type=_Format).format > FORMAT:
        raise NewerStore("这份备份由更新版本的软件做成，本机的软件读不了。数据没有变化。请先升级本机的软件。")
    manifest = msgspec.json.decode(data, type=Manifest)
    names = [member.name for member in manifest.members]
    if keyfile.canonical(manifest) != data or names != sorted(set(names)) or not all(map(_is_member, names)):
        raise ValueError(_MANIFEST)
    return manifest


def _lay(file: BinaryIO, manifest: Manifest, folder: Path, progress: Progress) -> None:
    """The members were verified; they are read a second time, and a change in between is noticed."""
    file.seek(0)
    entries: list[Entry] = []
    for name in (_MANIFEST, _SIGNATURE):
        _small(file, name, entries)
    passage = _Passage(progress, sum(member.size for member in manifest.members), "正在恢复文件")
    with contextlib.ExitStack() as undo:
        for member in manifest.members:
            file.seek(len(zip_layout.header(Entry(member.name, member.size, 0))), os.SEEK_CUR)
            path = folder / member.name
            with path.open("xb") as target:
                undo.callback(path.unlink)
                digest = passage.copy(file, member.size, target)
                platform.sync_file(target)
            if digest != member.sha256:
                raise ValueError(member.name)
        platform.sync_folder(folder)
        undo.pop_all()


class _Passage:
    """Going once through the bytes of all members, which may take minutes and may be stopped."""

    def __init__(self, progress: Progress, total: int, text: str) -> None:
        self._progress = progress
        self._total = total
        self._text = text
        self._done = 0

    def chunks(self, file: BinaryIO, size: int) -> Iterator[bytes]:
        """The next bytes of the file; ValueError if it ends before."""
        while size:
            self._progress.step(self._done, self._total, self._text)
            chunk = file.read(min(size, _CHUNK))
            if not chunk:
                raise ValueError("the file ends too early")
            size -= len(chunk)
            self._done += len(chunk)
            yield chunk

    def sums(self, file: BinaryIO, size: int) -> tuple[str, int]:
        """SHA-256 and CRC-32 of the next bytes."""
        digest, crc = sha256(), 0
        for chunk in self.chunks(file, size):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
        return digest.hexdigest(), crc

    def copy(self, file: BinaryIO, size: int, target: BinaryIO) -> str:
        """SHA-256 of the next bytes, which are written to the target."""
        digest = sha256()
        for chunk in self.chunks(file, size):
            digest.update(chunk)
            target.write(chunk)
        return digest.hexdigest()


def _is_member(name: str) -> bool:
    """Never a path: nothing from inside decides where something is written."""
    return name in {keyfile.NAME, keyfile.COPY} or keyfile.is_database(name)


def _not_written(what: str, fault: platform.DiskFault) -> NotWritten:
    return NotWritten(f"{what}没有写成，也没有留下半个文件。现有数据没有变化。{fault.value}")
