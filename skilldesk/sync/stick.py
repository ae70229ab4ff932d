"""Files on sticks and shared folders, written so that a pulled stick leaves no half package (rule 13).

*.part → flush, fsync → reopen, read back, compare → rename. What is read back may still come from the
system's own memory; therefore the file is looked at again later, when a virus scanner has had its turn.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from shutil import disk_usage

from skilldesk import platform
from skilldesk.errors import (
    PathTooLong,
    SkillDeskError,
    StickFull,
    StickGone,
    StickReadOnly,
    StickUnreliable,
)
from skilldesk.platform import DiskFault
from skilldesk.sync.container import MAX_FILE, too_large

LOOK_AGAIN = 5.0
"""Seconds after which a virus scanner has mostly decided."""

_LONGEST_PATH = 255
"""Characters that every Windows takes."""

_CLASSES = {
    DiskFault.FULL: StickFull,
    DiskFault.TOO_LARGE: StickFull,
    DiskFault.READ_ONLY: StickReadOnly,
    DiskFault.GONE: StickGone,
    DiskFault.OTHER: StickUnreliable,
}


def save(data: bytes, folder: Path, name: str) -> Path:
    """Where the file now lies, whole: under that name, or with a number if there is such a file already."""
    try:
        _expect_room(folder, len(data))
        path = next(path for path in _names(folder, name) if not _is_taken(path))
        if len(str(platform.part_of(path))) > _LONGEST_PATH:
            raise _too_long(folder)
        _write(path, data)
    except OSError as error:
        raise _not_written(error, folder) from error
    return path


def look_again(path: Path, data: bytes) -> None:
    """Refuse to call it safe if the file has vanished or changed since it was written."""
    try:
        _compare(path, data)
    except OSError as error:
        if path.parent.is_dir() and not path.exists():
            raise StickUnreliable(
                f"刚写好的 {path.name} 不见了，多半是被杀毒软件隔离。本机数据没有变化。"
                "请在杀毒软件里放行后重新导出，或换一个 U 盘。"
            ) from error
        raise _not_read(error, path) from error


def read(path: Path) -> bytes:
    """The bytes of a file, if it is no larger than any package may be."""
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            raise too_large(size)
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise _not_read(error, path) from error


def _expect_room(folder: Path, size: int) -> None:
    if (room := disk_usage(folder).free) < size:
        raise StickFull(
            f"{folder} 空间不足，还差 {_megabytes(size - room)} MB。没有写出文件，本机数据没有变化。"
            "请腾出空间，或换一个 U 盘后重新导出。"
        )


def _megabytes(size: int) -> str:
    return f"{max(size / (1 << 20), 0.1):.1f}"


def _names(folder: Path, name: str) -> Iterator[Path]:
    path = folder / name
    yield path
    yield from (path.with_stem(f"{path.stem}-{number}") for number in count(2))


def _is_taken(path: Path) -> bool:
    return path.exists() or platform.part_of(path).exists()


def _write(path: Path, data: bytes) -> None:
    part = platform.part_of(path)
    try:
        with part.open("xb") as file:
            file.write(data)
            platform.sync_file(file)
        _compare(part, data)
        platform.put_in_place(path)
    except (OSError, SkillDeskError):
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _compare(path: Path, data: bytes) -> None:
    with path.open("rb") as file:
        if file.read(len(data) + 1) != data:
            raise StickUnreliable(
                f"{path.name} 读回来的内容与写入的不一致，这个 U 盘可能已经坏了。本机数据没有变化。"
                "请换一个 U 盘后重新导出。"
            )


def _not_written(error: OSError, folder: Path) -> SkillDeskError:
    if error.errno == errno.ENAMETOOLONG:
        return _too_long(folder)
    fault = platform.disk_fault(error) if folder.is_dir() else DiskFault.GONE
    return _CLASSES[fault](f"文件没有写到 {folder}。本机数据没有变化。{fault.value}")


def _not_read(error: OSError, path: Path) -> SkillDeskError:
    if platform.disk_fault(error) is DiskFault.GONE:
        return StickGone(
            f"找不到 {path}，U 盘可能已拔出，或文件已被移走。本机数据没有变化。请插好 U 盘、核对位置后再试。"
        )
    return StickUnreliable(
        f"读不出 {path}，U 盘可能有坏块，或文件正被别的程序占用。本机数据没有变化。"
        "请关闭打开它的程序后再试；仍然不行的，请换一个 U 盘重新拷贝。"
    )


def _too_long(folder: Path) -> PathTooLong:
    return PathTooLong(
        f"{folder} 的层次太深，文件名放不下。没有写出文件，本机数据没有变化。请改用 U 盘的根目录。"
    )
