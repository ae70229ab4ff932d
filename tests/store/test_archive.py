import errno
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.errors import BackupDamaged, NewerStore, NotFound, NotWritten, Refused, SkillDeskError
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import archive, keyfile
from skilldesk.store.archive import Manifest, unpack, verify, write
from skilldesk.store.zip_layout import Entry, directory, header

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FACTS = MappingProxyType({"device": "d1" * 16, "epoch": 7, "seq": 190, "head": "ab" * 32})
CONTENTS = MappingProxyType(
    {"keys.json": b"{}", "office.db": bytes(range(256)), "drafts.db": b"", "files-2026-1.db": b"scan" * 20}
)


def check(manifest: bytes, signature: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, manifest)
    except InvalidSignature:
        return False
    return True


@pytest.fixture
def members(tmp_path: Path) -> dict[str, Path]:
    live = tmp_path / "office"
    live.mkdir()
    for name, content in CONTENTS.items():
        (live / name).write_bytes(content)
    return {name: live / name for name in CONTENTS}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick / "370403-20261120.skb"


@pytest.fixture
def backup(members: dict[str, Path], path: Path) -> Path:
    write(path, members, facts=FACTS, sign=KEY.sign, progress=Progress())
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    new = tmp_path / "new"
    new.mkdir()
    return new


def test_a_backup_says_what_it_holds(backup):
    manifest = verify(backup, check=check, progress=Progress())
    assert manifest.facts == FACTS
    assert {one.name: one.size for one in manifest.members} == {k: len(v) for k, v in CONTENTS.items()}
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_unpacks_to_what_went_in(backup, target):
    unpack(backup, target, check=check, progress=Progress())
    assert {path.name: path.read_bytes() for path in target.iterdir()} == CONTENTS


def test_any_zip_program_opens_it(backup):
    with zipfile.ZipFile(backup) as opened:
        assert opened.testzip() is None
        assert opened.namelist()[:2] == ["manifest.json", "manifest.sig"]
        assert opened.read("office.db") == CONTENTS["office.db"]


def test_the_same_members_give_the_same_bytes(backup, members):
    other = backup.with_name("other.skb")
    write(other, members, facts=FACTS, sign=KEY.sign, progress=Progress())
    assert other.read_bytes() == backup.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*CONTENTS, "hub.db", "keys.copy.json"]), st.binary(max_size=200)),
    st.integers(1, 50),
)
def test_any_members_in_any_pieces_come_back(tmp_path, monkeypatch, contents, chunk):
    monkeypatch.setattr(archive, "_CHUNK", chunk)
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    path = tmp_path / "any.skb"
    members = {name: tmp_path / name for name in contents}
    write(path, members, facts={}, sign=KEY.sign, progress=Progress())
    new = tmp_path / "unpacked"
    new.mkdir(exist_ok=True)
    unpack(path, new, check=check, progress=Progress())
    assert {one.name: one.read_bytes() for one in new.iterdir()} == contents
    for one in new.iterdir():
        one.unlink()


def is_refused(path: Path, target: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(SkillDeskError, match="。"):
        verify(path, check=check, progress=Progress())
    with pytest.raises(SkillDeskError, match="。"):
        unpack(path, target, check=check, progress=Progress())
    assert list(target.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(data=st.data())
def test_a_harmed_backup_is_refused_and_nothing_laid_down(backup, target, data):
    harmed = backup.with_name("harmed.skb")
    whole = backup.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    more = whole[:at] + data.draw(st.binary(min_size=1, max_size=9)) + whole[at:]
    is_refused(harmed, target, data.draw(st.sampled_from([flipped, whole[:at], more, whole + b"\0"])))


def test_every_flipped_byte_is_refused(backup, target):
    whole = backup.read_bytes()
    for at, byte in enumerate(whole):
        is_refused(backup, target, whole[:at] + bytes([byte ^ 1 << at % 8]) + whole[at + 1 :])


@pytest.mark.soak
def test_every_flipped_byte_and_every_cut_is_refused(backup, target):
    whole = backup.read_bytes()
    for at, byte in enumerate(whole):
        is_refused(backup, target, whole[:at])
        for bits in (0x01, 0x20, 0x80, 0xFF):
            is_refused(backup, target, whole[:at] + bytes([byte ^ bits]) + whole[at + 1 :])


def contents_of(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def laid_out(contents: dict[str, bytes]) -> bytes:
    entries = [Entry(name, len(one), zlib.crc32(one)) for name, one in contents.items()]
    return b"".join(header(entry) + contents[entry.name] for entry in entries) + directory(entries)


def rebuilt(change: Callable[[Manifest], Manifest], backup: Path) -> bytes:
    """A backup with another manifest, well signed and laid out by the same key."""
    manifest = change(verify(backup, check=check, progress=Progress()))
    data = keyfile.canonical(manifest)
    _, _, *contents = contents_of(backup).values()
    names = ["manifest.json", "manifest.sig", *(one.name for one in manifest.members)]
    return laid_out(dict(zip(names, [data, KEY.sign(data), *contents], strict=True)))


def renamed(manifest: Manifest, name: str) -> Manifest:
    first, *rest = manifest.members
    return replace(manifest, members=(replace(first, name=name), *rest))


def test_a_rebuilt_backup_is_as_good(backup):
    assert rebuilt(lambda manifest: manifest, backup) == backup.read_bytes()


@pytest.mark.parametrize(
    "name", ["../office.db", "/etc/passwd", "C:\\office.db", "a.exe", "head.json", "Drafts.db", "office.db"]
)
def test_a_name_from_inside_never_becomes_a_path(backup, target, name):
    is_refused(backup, target, rebuilt(lambda manifest: renamed(manifest, name), backup))


def test_a_manifest_that_promises_other_sizes_is_refused(backup, target):
    def inflated(manifest: Manifest) -> Manifest:
        return replace(manifest, members=tuple(replace(one, size=1 << 47) for one in manifest.members))

    is_refused(backup, target, rebuilt(inflated, backup))


def test_another_member_in_its_place_is_refused(backup, target):
    is_refused(backup, target, laid_out({**contents_of(backup), "keys.json": b"[]"}))


def test_a_manifest_written_otherwise_is_refused_even_if_signed(backup, target):
    contents = contents_of(backup)
    data = contents["manifest.json"].replace(b",", b", ", 1)
    is_refused(backup, target, laid_out({**contents, "manifest.json": data, "manifest.sig": KEY.sign(data)}))


def test_members_in_another_order_are_refused(backup, target):
    is_refused(backup, target, rebuilt(lambda found: replace(found, members=found.members[::-1]), backup))


def test_another_signature_is_refused(backup):
    with pytest.raises(BackupDamaged, match="读不完整，或被改动过"):
        verify(backup, check=lambda *_: False, progress=Progress())


def test_a_backup_of_a_newer_program_is_named_as_such(backup):
    backup.write_bytes(rebuilt(lambda manifest: replace(manifest, format=2), backup))
    with pytest.raises(NewerStore, match="请先升级"):
        verify(backup, check=check, progress=Progress())


def test_a_missing_backup_is_said(backup):
    backup.unlink()
    with pytest.raises(NotFound, match=r"找不到备份文件 370403-20261120\.skb"):
        verify(backup, check=check, progress=Progress())


def test_nothing_is_laid_over_another_office(backup, target):
    (target / "office.db").write_bytes(b"live")
    with pytest.raises(Refused, match=r"已经有 office\.db，没有恢复"):
        unpack(backup, target, check=check, progress=Progress())
    assert [path.read_bytes() for path in target.iterdir()] == [b"live"]


def test_only_known_members_are_taken_in(path, members):
    with pytest.raises(ValueError, match="lock"):
        write(path, {**members, "lock": path}, facts=FACTS, sign=KEY.sign, progress=Progress())


# The stick


def full(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_stick_keeps_the_last_backup_and_is_said(backup, members, monkeypatch):
    before = backup.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="也没有留下半个文件。现有数据没有变化。磁盘或U盘空间不足"):
        write(backup, members, facts={}, sign=KEY.sign, progress=Progress())
    assert {path: path.read_bytes() for path in backup.parent.iterdir()} == {backup: before}


def test_a_full_disk_leaves_no_half_restored_office(backup, target, monkeypatch):
    calls = iter(range(2))
    monkeypatch.setattr(os, "fsync", lambda handle: full(handle) if next(calls, None) is None else None)
    with pytest.raises(NotWritten, match="恢复到 new 的文件没有写成"):
        unpack(backup, target, check=check, progress=Progress())
    assert list(target.iterdir()) == []


def test_a_stick_that_forgets_what_was_written_is_found_out(path, members, monkeypatch):
    sync = archive.platform.sync_file

    def forget(file: io.BufferedWriter) -> None:
        file.seek(400)
        file.write(b"\0\0\0")
        sync(file)

    monkeypatch.setattr(archive.platform, "sync_file", forget)
    with pytest.raises(NotWritten, match="请换一个U盘"):
        write(path, members, facts=FACTS, sign=KEY.sign, progress=Progress())
    assert list(path.parent.iterdir()) == []


def test_a_stick_that_is_gone_is_said(path, members):
    with pytest.raises(NotWritten, match="U盘可能已拔出"):
        write(path.parent / "gone" / "a.skb", members, facts=FACTS, sign=KEY.sign, progress=Progress())


@pytest.mark.parametrize("pass_over", range(3))
def test_writing_can_be_stopped_at_any_time(path, members, pass_over):
    seen: list[str] = []

    def report(_done: int, _total: int, text: str) -> None:
        seen.append(text)
        if len(set(seen)) > pass_over:
            progress.cancel()

    progress = Progress(report)
    with pytest.raises(Cancelled):
        write(path, members, facts=FACTS, sign=KEY.sign, progress=progress)
    assert list(path.parent.iterdir()) == []


def test_progress_counts_bytes_to_the_end(path, members):
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *step: told.append(step))
    write(path, members, facts=FACTS, sign=KEY.sign, progress=progress)
    total = sum(map(len, CONTENTS.values()))
    assert {step[1] for step in told} == {total}
    assert list(dict.fromkeys(step[2] for step in told)) == ["正在计算校验值", "正在写入备份", "正在核对备份"]
