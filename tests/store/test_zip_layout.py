import io
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.store.zip_layout import Entry, directory, header, small_size

contents = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9.-]{0,20}", fullmatch=True), st.binary(max_size=50), max_size=5
)


def entries_of(members: dict[str, bytes]) -> list[Entry]:
    return [Entry(name, len(content), zlib.crc32(content)) for name, content in members.items()]


@given(contents)
def test_any_zip_reader_reads_it(members):
    entries = entries_of(members)
    whole = b"".join(header(entry) + members[entry.name] for entry in entries) + directory(entries)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members


@pytest.mark.parametrize(
    "sizes", [(2**32 - 2, 5), (2**32 - 1, 5), (2**32, 5, 2**33), (2**31, 2**31, 5), (5, 2**32 + 7)]
)
def test_members_of_many_gigabytes_are_found(tmp_path: Path, sizes):
    """In a file with holes: only what the layout writes lies on the disk."""
    path = tmp_path / "large.zip"
    entries = [Entry(f"files-2026-{n}.db", size, n) for n, size in enumerate(sizes, start=1)]
    with path.open("wb") as file:
        for entry in entries:
            file.write(header(entry))
            file.seek(entry.size, 1)
        file.write(directory(entries))
    with zipfile.ZipFile(path) as archive:
        assert [(one.filename, one.file_size, one.CRC) for one in archive.infolist()] == entries
        for one in archive.infolist():
            archive.open(one).close()


@pytest.mark.parametrize(("size", "needs"), [(2**32 - 2, 20), (2**32 - 1, 45), (2**32, 45)])
def test_zip64_is_written_only_where_it_is_needed(size, needs):
    head = header(Entry("office.db", size, 0))
    assert int.from_bytes(head[4:6], "little") == needs
    assert len(head) == 39 + (20 if needs == 45 else 0)


def test_the_size_of_a_small_member_stands_in_its_header():
    assert small_size(header(Entry("manifest.json", 1234, 5))) == 1234
    with pytest.raises(ValueError, match="no header"):
        small_size(b"PK\x03\x04")
