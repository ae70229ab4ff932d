from pathlib import Path

import pytest

from skilldesk import resources
from skilldesk.errors import ProgramFileDamaged
from skilldesk.reference import lists


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(resources, "path", tmp_path.joinpath)
    place = tmp_path / "codes" / "lists"
    place.mkdir(parents=True)
    return place


def test_the_rows_come_without_their_headings(folder: Path) -> None:
    (folder / "some.csv").write_bytes('code,name\n1,男\n2,"女,妇"\n'.encode())

    assert lists.rows("some", ("code", "name")) == [["1", "男"], ["2", "女,妇"]]


def test_windows_line_ends_harm_nothing(folder: Path) -> None:
    (folder / "some.csv").write_bytes(b"code,name\r\n1,a\r\n")

    assert lists.rows("some", ("code", "name")) == [["1", "a"]]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"code\n1\n",
        b"\xef\xbb\xbfcode,name\n",
        b"code,name\n1\n",
        b'code,name\n1,"a\n',
        "code,name\n1,男\n".encode("gbk"),
    ],
    ids=["empty", "other headings", "marked", "short row", "quote", "GBK"],
)
def test_a_file_that_is_not_as_it_was_shipped_is_refused(folder: Path, raw: bytes) -> None:
    (folder / "some.csv").write_bytes(raw)

    with pytest.raises(ProgramFileDamaged, match="重新安装"):
        lists.rows("some", ("code", "name"))


@pytest.mark.usefixtures("folder")
def test_a_missing_file_is_refused() -> None:
    with pytest.raises(ProgramFileDamaged, match=r"none\.csv"):
        lists.rows("none", ("code",))


@pytest.mark.parametrize(
    "file", sorted(resources.path("codes", "lists").glob("*.csv")), ids=lambda file: file.stem
)
def test_every_list_is_plain_utf_8_and_named_in_the_readme(file: Path) -> None:
    raw = file.read_bytes()

    raw.decode()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert f"`{file.name}`" in file.with_name("README.md").read_text("utf-8")
