"""The faults are those of a real system call, or of a file system that is too small for the package."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from skilldesk import platform
from skilldesk.errors import (
    PackageTooLarge,
    PathTooLong,
    SkillDeskError,
    StickFull,
    StickGone,
    StickReadOnly,
    StickUnreliable,
)
from skilldesk.sync import stick

from .world import package

NAME = "370403-d1d1d1d1-UP-1-4-20261120.skd"
DATA = package("UP")


def failing(code: int) -> Any:
    def call(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return call


def test_a_package_lies_on_the_stick_whole_and_alone(tmp_path: Path) -> None:
    path = stick.save(DATA, tmp_path, NAME)

    assert path == tmp_path / NAME
    assert stick.read(path) == DATA
    assert list(tmp_path.iterdir()) == [path]
    stick.look_again(path, DATA)


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"theirs")
    (tmp_path / "370403-d1d1d1d1-UP-1-4-20261120-2.skd.part").write_bytes(b"half")

    assert stick.save(DATA, tmp_path, NAME).name == "370403-d1d1d1d1-UP-1-4-20261120-3.skd"
    assert (tmp_path / NAME).read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("call", "code", "error", "words"),
    [
        ("fsync", errno.ENOSPC, StickFull, "空间不足"),
        ("fsync", errno.EIO, StickUnreliable, "故障"),
        ("fsync", errno.EROFS, StickReadOnly, "不能写入"),
        ("fsync", errno.EFBIG, StickFull, "NTFS"),
        ("fsync", errno.ENODEV, StickGone, "拔出"),
        ("replace", errno.EIO, StickUnreliable, "故障"),
        ("replace", errno.ENODEV, StickGone, "拔出"),
        ("rename", errno.ENAMETOOLONG, PathTooLong, "太深"),
    ],
)
def test_a_fault_is_said_and_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    code: int,
    error: type[SkillDeskError],
    words: str,
) -> None:
    monkeypatch.setattr(os, "replace" if call == "rename" else call, failing(code))
    with pytest.raises(error, match=words) as caught:
        stick.save(DATA, tmp_path, NAME)

    assert "本机数据没有变化" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_full_stick_says_how_much_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(StickFull, match=r"还差 12\.0 MB"):
        stick.save(bytes(12 << 20), tmp_path, NAME)


def test_a_stick_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StickGone, match="拔出"):
        stick.save(DATA, tmp_path / "gone", NAME)


def test_a_stick_pulled_while_writing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def pull(_: int) -> NoReturn:
        shutil.rmtree(folder)
        raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr(os, "fsync", pull)
    with pytest.raises(StickGone, match="拔出"):
        stick.save(DATA, folder, NAME)


def test_what_is_read_back_wrongly_is_not_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupt(handle: Any) -> None:
        handle.flush()
        handle.seek(50)
        handle.write(b"\xff")

    monkeypatch.setattr(platform, "sync_file", corrupt)
    with pytest.raises(StickUnreliable, match="不一致"):
        stick.save(DATA, tmp_path, NAME)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_too_deep_is_said(tmp_path: Path) -> None:
    folder = tmp_path / ("很深" * 40) / ("很深" * 40)
    folder.mkdir(parents=True)
    with pytest.raises(PathTooLong, match="太深"):
        stick.save(DATA, folder, NAME)


def test_a_file_that_a_scanner_took_away_is_missed(tmp_path: Path) -> None:
    path = stick.save(DATA, tmp_path, NAME)
    path.write_bytes(DATA[:-1])
    with pytest.raises(StickUnreliable, match="不一致"):
        stick.look_again(path, DATA)
    path.unlink()
    with pytest.raises(StickUnreliable, match="杀毒软件"):
        stick.look_again(path, DATA)
    with pytest.raises(StickGone):
        stick.look_again(tmp_path / "gone" / NAME, DATA)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StickGone, match="找不到"):
        stick.read(tmp_path / NAME)
    with pytest.raises(StickUnreliable, match="读不出"):
        stick.read(tmp_path)
    path = stick.save(DATA, tmp_path, NAME)
    monkeypatch.setattr(stick, "MAX_FILE", len(DATA) - 1)
    with pytest.raises(PackageTooLarge):
        stick.read(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, where this machine lets us mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not mount or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(folder)], check=True)


def test_a_disk_that_fills_up_while_writing_is_said(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StickFull, match="还差"):
        stick.save(bytes(100_000), small_disk, NAME)
    monkeypatch.setattr(stick, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 0, 1 << 30))
    with pytest.raises(StickFull, match="空间不足"):
        stick.save(bytes(100_000), small_disk, NAME)
    assert list(small_disk.iterdir()) == []
    assert stick.save(DATA, small_disk, NAME).exists()
