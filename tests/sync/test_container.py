import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.errors import PackageDamaged, PackageTooLarge
from skilldesk.sync import container
from skilldesk.sync.container import MAX_MANIFEST, MAX_SIGNATURE, Members, build, parse

from .world import package

SMALL = Members(b"{}", b"{}", b"payload")


@given(st.builds(Members, st.binary(), st.binary(), st.binary()))
def test_what_was_built_is_parsed(members: Members) -> None:
    data = build(members)

    assert parse(data) == members
    assert len(data) == 322 + sum(map(len, members))


@given(
    st.binary(max_size=600) | st.builds(lambda a, b: build(SMALL)[:a] + b, st.integers(0, 340), st.binary())
)
def test_anything_else_is_refused(data: bytes) -> None:
    try:
        members = parse(data)
    except PackageDamaged:
        return
    assert build(members) == data


def test_any_unzip_tool_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package("UP"))) as file:
        assert file.testzip() is None
        assert file.namelist() == ["manifest.json", "manifest.sig", "payload.age"]
        assert file.read("manifest.json") == parse(package("UP")).manifest
        for info in file.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.compress_type, info.extra, info.comment) == (zipfile.ZIP_STORED, b"", b"")


def test_the_members_lie_where_the_format_says() -> None:
    data = build(SMALL)

    assert data[43:45] == b"{}"
    assert data[85 + 2 : 85 + 4] == b"{}"
    assert data[126 + 4 : 126 + 11] == b"payload"
    assert struct.unpack_from("<I", data, 18) == struct.unpack_from("<I", data, 61 + 2) == (2,)


def zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


GOOD = (("manifest.json", b"{}"), ("manifest.sig", b"{}"), ("payload.age", b"payload"))


@pytest.mark.parametrize(
    "data",
    [
        zipped(*GOOD),
        zipped(*GOOD, compression=zipfile.ZIP_DEFLATED),
        zipped(*reversed(GOOD)),
        zipped(*GOOD, ("more.txt", b"more")),
        zipped(*GOOD[:2]),
        zipped(("../../evil.js", b"{}"), *GOOD[1:]),
        zipped(("C:\\Windows\\x1", b"{}"), *GOOD[1:]),
        zipped(GOOD[0], ("manifest.SIG", b"{}"), GOOD[2]),
        b"PK\5\6" + bytes(18),
        b"",
    ],
)
def test_another_zip_is_refused(data: bytes) -> None:
    with pytest.raises(PackageDamaged, match="不是完整的数据包"):
        parse(data)


def test_a_giant_manifest_or_signature_is_refused_before_it_is_cut_out() -> None:
    assert parse(build(Members(bytes(MAX_MANIFEST), bytes(MAX_SIGNATURE), b"")))
    for giant in (Members(bytes(MAX_MANIFEST + 1), b"", b""), Members(b"", bytes(MAX_SIGNATURE + 1), b"")):
        with pytest.raises(PackageDamaged):
            parse(build(giant))
    claims = bytearray(build(SMALL))
    struct.pack_into("<I", claims, 18, 0xFFFFFFFF)
    with pytest.raises(PackageDamaged):
        parse(bytes(claims))


def test_a_huge_file_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_FILE", 1 << 20)
    with pytest.raises(PackageTooLarge, match="最大的 1 MB"):
        parse(bytes((1 << 20) + 1))


def test_the_format_is_written_down() -> None:
    said = Path(container.__file__).with_name("FORMAT.md").read_text("utf-8")

    for fact in ("322 + M + S + P", "0x0021", "256 MiB", "256 KiB", "64 KiB"):
        assert fact in said
