from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from skilldesk.store import headfile
from skilldesk.store.headfile import SideHead

HEAD = SideHead("d1" * 16, 2**63 - 1, 190, "ab" * 32)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    headfile.begin(tmp_path, SideHead("d1" * 16, 1, 1, "00" * 32))
    headfile.write(tmp_path, SideHead("d1" * 16, 1, 2, "00" * 32))
    headfile.begin(tmp_path, HEAD)

    assert headfile.read(tmp_path) == HEAD
    assert [path.name for path in tmp_path.iterdir()] == ["head.json"]


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert headfile.read(tmp_path) is None


@given(content=st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_whatever_lies_there_is_read_or_says_nothing(tmp_path_factory: object, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("head")
    (folder / "head.json").write_bytes(content)

    assert headfile.read(folder) is None
