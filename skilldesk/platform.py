"""What differs between Windows and the rest, in one place."""

from __future__ import annotations

import contextlib
import enum
import errno
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from shutil import disk_usage
from string import ascii_uppercase
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

import platformdirs


class Drive(NamedTuple):
    """A place to which a file can be carried: a stick, a card, another disk."""

    path: Path
    label: str
    is_removable: bool


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _NO_DIALOG = 0x0001  # SEM_FAILCRITICALERRORS: an empty card reader must not ask for a card
    _KINDS = {2: True, 3: False}  # DRIVE_REMOVABLE and DRIVE_FIXED; no CD, no network share

    def drives() -> list[Drive]:
        """The disks in which there is something to write to, sticks and cards first."""
        kernel = ctypes.windll.kernel32
        before = kernel.SetErrorMode(_NO_DIALOG)
        try:
            found = [_drive(kernel, f"{letter}:\\") for letter in _letters(kernel.GetLogicalDrives())]
        finally:
            kernel.SetErrorMode(before)
        return sorted(filter(None, found), key=lambda one: not one.is_removable)

    def _letters(mask: int) -> list[str]:
        return [letter for at, letter in enumerate(ascii_uppercase) if mask >> at & 1]

    def _drive(kernel: Any, root: str) -> Drive | None:
        kind = kernel.GetDriveTypeW(root)
        label = ctypes.create_unicode_buffer(261)
        if kind not in _KINDS or not kernel.GetVolumeInformationW(
            root, label, len(label), None, None, None, None, 0
        ):
            return None
        return Drive(Path(root), label.value, _KINDS[kind])

    _PAUSES = tuple(0.01 * 2**turn for turn in range(8))
    """Seconds between attempts to replace a file that a virus scanner holds open; 2.6 in all."""

    def _take(handle: BinaryIO) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def sync_folder(folder: Path) -> None:
        """Windows has no such call; NTFS keeps a log of its names."""

    def let_others_come_forward() -> None:
        """Windows lets only the program that the user started last put a window in front: give that away."""
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)

    _ANYBODY = -1

else:
    import fcntl

    _STICKS = ("/media/", "/run/media/")
    _DISKS = ("/mnt/",)
    """Where desktops put sticks, and administrators further disks."""

    def drives(mounts: Path = Path("/proc/mounts")) -> list[Drive]:
        """The disks in which there is something to write to, sticks and cards first."""
        if not mounts.is_file():
            return []
        places = [line.split(" ")[1] for line in mounts.read_text("utf-8", "replace").splitlines()]
        found = [Path(_unescaped(place)) for place in places if place.startswith((*_STICKS, *_DISKS))]
        known = [Drive(path, path.name, str(path).startswith(_STICKS)) for path in dict.fromkeys(found)]
        return sorted(known, key=lambda one: not one.is_removable)

    def _unescaped(place: str) -> str:
        """The kernel writes a blank in a name as a backslash and its octal number."""
        return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)

    _PAUSES: tuple[float, ...] = ()

    def _take(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def sync_folder(folder: Path) -> None:
        """Make new names durable, where the file system can."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(handle)

    def let_others_come_forward() -> None:
        """Elsewhere nobody keeps them from it."""


LOCK = "lock"

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def user_folder() -> Path:
    """Where the settings and the log of this user lie; it may not exist yet."""
    return platformdirs.user_data_path("SkillDesk", appauthor=False)


def write_file(path: Path, data: bytes) -> None:
    """Put the bytes there so that a reader, or the next start after a power cut, sees the old or the new."""
    write_files({path: data})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """The same for several files: all are safely on the disk before the first, in this order, is replaced."""
    for path, data in contents.items():
        with part_of(path).open("wb") as part:
            part.write(data)
            sync_file(part)
    for path in contents:
        put_in_place(path)


def part_of(path: Path) -> Path:
    """The name under which a file is written before it is whole."""
    return path.with_name(f"{path.name}.part")


def put_in_place(path: Path, *, pause: Callable[[float], object] = time.sleep) -> None:
    """Rename the finished part to its name, replacing what was there, and make the name durable."""
    swap_in(path, pause=pause)
    sync_folder(path.parent)


def swap_in(path: Path, *, pause: Callable[[float], object] = time.sleep) -> None:
    """Rename the part to its name, replacing what was there; after a power cut either may be found.

    Windows refuses while another program has the old file open, mostly for a moment: so try again.
    """
    for seconds in _PAUSES:
        try:
            part_of(path).replace(path)
        except PermissionError:
            pause(seconds)
        else:
            return
    part_of(path).replace(path)


def sync_file(handle: BinaryIO) -> None:
    """Return when what was written is on the disk itself."""
    handle.flush()
    os.fsync(handle.fileno())


class FolderLock:
    """Held as long as one program works in an office folder; the system frees it when the program dies."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle

    def release(self) -> None:
        self._handle.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_folder(folder: Path) -> FolderLock | None:
    """The lock of that folder, or None while another program holds it. The file stays; it means nothing."""
    handle = (folder / LOCK).open("ab")
    try:
        _take(handle)
    except OSError as error:
        handle.close()
        if error.errno in _TAKEN:
            return None
        raise
    return FolderLock(handle)


class Bell:
    """By it a second start of the program calls the first one's window: a file in the user's own folder,
    which no other PC and no other user sees, even where the office lies on a shared disk.
    """

    PATIENCE = 4.0
    """Seconds after which nobody has heard: then another user, PC or command has the office."""
    _PAUSE = 0.1

    def __init__(self, user_folder: Path, office: Path) -> None:
        place = os.path.normcase(office.resolve())
        self._path = user_folder / f"bell-{sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    def heard(self) -> bool:
        """Whether somebody rang since the last time; whoever waits for that is told by it."""
        try:
            self._path.unlink()
        except OSError:  # mostly there is none; and one that a virus scanner holds is heard the next time
            return False
        return True

    def ring(self, *, pause: Callable[[float], object] = time.sleep) -> bool:
        """Whether the program that works in that office has heard."""
        let_others_come_forward()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch()
        except OSError:
            return False
        for _ in range(round(self.PATIENCE / self._PAUSE)):
            if not self._path.exists():
                return True
            pause(self._PAUSE)
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        return False


def is_portable(name: str) -> bool:
    """Whether Windows, too, takes this as the name of a file (Naming Files, Paths, and Namespaces)."""
    return (
        0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 255
        and not re.search(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]', name)
        and not name.endswith((".", " "))
        and not _RESERVED.fullmatch(name)
    )


def same_disk(one: Path, other: Path) -> bool:
    """Whether both places lie on one volume (drive letter, mounted stick); neither need exist yet."""
    return _volume(one) == _volume(other)


def _volume(path: Path) -> int:
    here = path.absolute()
    while not here.exists() and here != here.parent:
        here = here.parent
    return here.stat().st_dev


class DiskFault(enum.Enum):
    """Why a disk or stick does not take a file, and what a person can do: the end of a message."""

    FULL = "磁盘或U盘空间不足，请腾出空间或换一个U盘再试。"
    READ_ONLY = "这个位置不能写入，请检查U盘的写保护开关和文件夹权限，或换一个位置再试。"
    TOO_LARGE = "文件超过这个U盘能存的单个文件大小，请换一个格式为exFAT或NTFS的U盘再试。"
    GONE = "找不到这个位置，U盘可能已拔出，请插好后再试。"
    OTHER = "磁盘或U盘出了故障，请换一个U盘或位置再试。"


_BY_ERRNO = {
    errno.ENOSPC: DiskFault.FULL,
    errno.EDQUOT: DiskFault.FULL,
    errno.EROFS: DiskFault.READ_ONLY,
    errno.EACCES: DiskFault.READ_ONLY,
    errno.EPERM: DiskFault.READ_ONLY,
    errno.EFBIG: DiskFault.TOO_LARGE,
    errno.ENOENT: DiskFault.GONE,
    errno.ENODEV: DiskFault.GONE,
    errno.ENXIO: DiskFault.GONE,
}
_BY_WINERROR = {
    19: DiskFault.READ_ONLY,  # ERROR_WRITE_PROTECT
    21: DiskFault.GONE,  # ERROR_NOT_READY
    39: DiskFault.FULL,  # ERROR_HANDLE_DISK_FULL
    112: DiskFault.FULL,  # ERROR_DISK_FULL
    223: DiskFault.TOO_LARGE,  # ERROR_FILE_TOO_LARGE
    433: DiskFault.GONE,  # ERROR_NO_SUCH_DEVICE
    1167: DiskFault.GONE,  # ERROR_DEVICE_NOT_CONNECTED
}


def disk_fault(error: OSError) -> DiskFault:
    """What the system means by this error; Windows says it more exactly in a number of its own."""
    by_windows = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    return by_windows or _BY_ERRNO.get(error.errno or 0, DiskFault.OTHER)


def room(folder: Path) -> int | None:
    """How many bytes may still be written there; None if nothing is to be had of that place."""
    try:
        return disk_usage(folder).free
    except OSError:
        return None
