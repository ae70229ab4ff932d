import errno
import fcntl
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk import platform
from skilldesk.platform import DiskFault


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as Windows would load it, with a lock of the same manners."""

    def locking(handle: int, _mode: int, _count: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    spec = importlib.util.spec_from_file_location("platform_on_windows", platform.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_file_is_replaced_whole(tmp_path: Path):
    path = tmp_path / "keys.json"
    platform.write_file(path, b"old")
    platform.write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_replaced_unless_all_could_be_written(tmp_path: Path):
    first, second = tmp_path / "a", tmp_path / "gone" / "b"
    platform.write_file(first, b"old")
    with pytest.raises(FileNotFoundError):
        platform.write_files({first: b"new", second: b"new"})
    assert first.read_bytes() == b"old"


class Scanner:
    """A virus scanner that holds the target open for some attempts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, times: int) -> None:
        self.pauses: list[float] = []
        self._left = times
        really = Path.replace

        def replace(source: Path, target: Path) -> Path:
            self._left -= 1
            if self._left >= 0:
                raise PermissionError(errno.EACCES, "in use")
            return really(source, target)

        monkeypatch.setattr(Path, "replace", replace)


def test_windows_waits_for_a_file_that_is_open(windows, tmp_path, monkeypatch):
    path = tmp_path / "keys.json"
    windows.part_of(path).write_bytes(b"new")
    scanner = Scanner(monkeypatch, times=5)
    windows.put_in_place(path, pause=scanner.pauses.append)
    assert path.read_bytes() == b"new"
    assert scanner.pauses == [0.01, 0.02, 0.04, 0.08, 0.16]


def test_windows_gives_up_in_the_end_and_keeps_the_old(windows, tmp_path, monkeypatch):
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    windows.part_of(path).write_bytes(b"new")
    scanner = Scanner(monkeypatch, times=99)
    with pytest.raises(PermissionError):
        windows.put_in_place(path, pause=scanner.pauses.append)
    assert path.read_bytes() == b"old"
    assert 2 < sum(scanner.pauses) < 3


def test_elsewhere_a_refusal_is_final(tmp_path, monkeypatch):
    path = tmp_path / "keys.json"
    platform.part_of(path).write_bytes(b"new")
    scanner = Scanner(monkeypatch, times=1)
    with pytest.raises(PermissionError):
        platform.put_in_place(path, pause=scanner.pauses.append)
    assert scanner.pauses == []


def test_windows_has_no_folder_to_flush(windows, tmp_path):
    windows.write_file(tmp_path / "a", b"new")
    windows.sync_folder(tmp_path / "not even there")


def test_a_disk_that_cannot_flush_a_folder_is_borne(tmp_path, monkeypatch):
    def fsync(_handle: int) -> None:
        raise OSError(error, "fsync")

    monkeypatch.setattr(os, "fsync", fsync)
    error = errno.EINVAL
    platform.sync_folder(tmp_path)
    error = errno.EIO
    with pytest.raises(OSError, match="fsync"):
        platform.sync_folder(tmp_path)


def test_one_program_at_a_time_holds_a_folder(tmp_path):
    with platform.lock_folder(tmp_path):
        assert platform.lock_folder(tmp_path) is None
        assert in_another_process(tmp_path) == "taken"
    assert in_another_process(tmp_path) == "free"


def test_a_dead_program_holds_nothing(tmp_path):
    code = f"import os; {LOCK.format(folder=str(tmp_path))}; os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with platform.lock_folder(tmp_path) as lock:
        assert lock


def test_windows_locks_the_first_byte(windows, tmp_path):
    with windows.lock_folder(tmp_path) as lock:
        assert lock
        assert windows.lock_folder(tmp_path) is None


def test_a_folder_that_cannot_be_locked_is_not_taken_for_one_in_use(tmp_path):
    with pytest.raises(FileNotFoundError):
        platform.lock_folder(tmp_path / "gone")


LOCK = (
    "from pathlib import Path; from skilldesk import platform; lock = platform.lock_folder(Path({folder!r}))"
)


def in_another_process(folder: Path) -> str:
    code = f"{LOCK.format(folder=str(folder))}; print('free' if lock else 'taken')"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    "name", ["office.db", "SD370403.skd", "名册 2026.xlsx", "console.txt", "com10", "a" * 255]
)
def test_names_that_windows_takes(name):
    assert platform.is_portable(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a" * 256,
        "con",
        "NUL.txt",
        "Com1",
        "lpt².pdf",
        "conin$",
        "a/b",
        "a\\b",
        "C:",
        "a?",
        "a.",
        "a ",
        "a\n",
    ],
)
def test_names_that_windows_refuses(name):
    assert not platform.is_portable(name)


@given(st.text(min_size=1, max_size=60).filter(platform.is_portable))
def test_a_portable_name_never_leaves_its_folder(name):
    assert Path("folder", name).parent == Path("folder")
    assert name not in {".", ".."}


def test_places_on_one_disk_are_told_from_others(tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    assert platform.same_disk(tmp_path, stick / "not" / "yet")
    stat = Path.stat
    monkeypatch.setattr(
        Path,
        "stat",
        lambda path, **how: (
            SimpleNamespace(st_dev=77, st_mode=0o40000) if path == stick else stat(path, **how)
        ),
    )
    assert not platform.same_disk(tmp_path, stick / "not" / "yet")


def test_the_users_folder_is_named_after_the_program(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert platform.user_folder() == tmp_path / "SkillDesk"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, DiskFault.FULL),
        (errno.EROFS, DiskFault.READ_ONLY),
        (errno.EFBIG, DiskFault.TOO_LARGE),
        (errno.ENODEV, DiskFault.GONE),
        (errno.EIO, DiskFault.OTHER),
    ],
)
def test_what_is_wrong_with_a_disk_is_understood(number, fault):
    assert platform.disk_fault(OSError(number, "")) is fault


def test_windows_says_it_more_exactly():
    pulled = PermissionError(errno.EACCES, "")
    pulled.winerror = 21
    assert platform.disk_fault(pulled) is DiskFault.GONE
    assert platform.disk_fault(OSError("without a number")) is DiskFault.OTHER


class Kernel:
    """What Windows says of four letters: a disk, a stick, an empty card reader, a CD."""

    KINDS: ClassVar = {"C:\\": 3, "E:\\": 2, "F:\\": 2, "G:\\": 5}

    def __init__(self) -> None:
        self.modes: list[int] = []

    def SetErrorMode(self, mode: int) -> int:  # noqa: N802 - its name
        self.modes.append(mode)
        return 0

    def GetLogicalDrives(self) -> int:  # noqa: N802 - its name
        return sum(1 << "ABCDEFG".index(root[0]) for root in self.KINDS)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802 - its name
        return self.KINDS[root]

    def GetVolumeInformationW(self, root: str, label: SimpleNamespace, *_: object) -> int:  # noqa: N802 - its name
        label.value = {"C:\\": "系统", "E:\\": "李敏的U盘"}.get(root, "")
        return int(root in ("C:\\", "E:\\"))


def test_windows_names_sticks_first_and_leaves_out_what_holds_nothing(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel()
    monkeypatch.setattr(windows.ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)

    found = windows.drives()

    assert [(str(one.path), one.label, one.is_removable) for one in found] == [
        ("E:\\", "李敏的U盘", True),
        ("C:\\", "系统", False),
    ]
    assert kernel.modes == [1, 0]


def test_elsewhere_mounted_sticks_come_before_disks(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdc1 /mnt/data ext4 rw 0 0\n"
        "/dev/sdb1 /media/limin/MY\\040STICK vfat rw 0 0\n/dev/sdb1 /media/limin/MY\\040STICK vfat rw 0 0\n"
    )

    found = platform.drives(mounts)

    assert [(str(one.path), one.label, one.is_removable) for one in found] == [
        ("/media/limin/MY STICK", "MY STICK", True),
        ("/mnt/data", "data", False),
    ]
    assert platform.drives(tmp_path / "none") == []


def test_a_place_that_is_gone_has_no_room(tmp_path: Path) -> None:
    assert platform.room(tmp_path)
    assert platform.room(tmp_path / "gone") is None


@pytest.fixture
def bell(tmp_path: Path) -> platform.Bell:
    return platform.Bell(tmp_path / "user", tmp_path / "office")


def test_a_bell_is_heard_once_and_the_ringer_knows(bell):
    heard: list[bool] = []

    assert bell.ring(pause=lambda _: heard.append(bell.heard()))
    assert heard == [True]
    assert not bell.heard()


def test_where_nobody_hears_the_bell_is_taken_away(bell, tmp_path):
    waited: list[float] = []

    assert not bell.ring(pause=waited.append)
    assert sum(waited) == pytest.approx(bell.PATIENCE)
    assert list((tmp_path / "user").iterdir()) == []


def test_each_office_has_a_bell_of_its_own(bell, tmp_path):
    other = platform.Bell(tmp_path / "user", tmp_path / "other")

    assert bell.ring(pause=lambda _: (other.heard(), bell.heard()))
    assert not other.heard()


def test_a_bell_that_cannot_be_hung_rings_for_nobody(tmp_path):
    (tmp_path / "user").touch()

    assert not platform.Bell(tmp_path / "user", tmp_path / "office").ring()


def test_on_windows_the_ringer_lets_the_other_window_come_forward(windows, tmp_path, monkeypatch):
    given: list[int] = []
    library = SimpleNamespace(user32=SimpleNamespace(AllowSetForegroundWindow=given.append))
    monkeypatch.setattr(windows.ctypes, "windll", library, raising=False)
    rung = windows.Bell(tmp_path / "user", tmp_path / "office")

    assert rung.ring(pause=lambda _: rung.heard())
    assert given == [-1]
