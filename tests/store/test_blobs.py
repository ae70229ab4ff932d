from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.errors import NotFound, StoreDamaged
from skilldesk.progress import Progress
from skilldesk.store import blobs as module
from skilldesk.store import cipher
from skilldesk.store.blobs import Blobs
from skilldesk.store.office import Store
from skilldesk.store.verify import verify

KEY = b"k" * 32


def blobs_in(folder: Path, *names: str) -> Blobs:
    return Blobs(folder, dict.fromkeys(names, (KEY,)), lambda _: KEY)


@pytest.fixture
def blobs(tmp_path: Path) -> Iterator[Blobs]:
    with closing(blobs_in(tmp_path)) as blobs:
        yield blobs


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.db"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(content=st.binary(max_size=10_000))
def test_bytes_are_found_under_their_digest(blobs: Blobs, content: bytes) -> None:
    digest = blobs.put(content, year=2026)

    assert digest == sha256(content).hexdigest()
    assert blobs.get(digest) == content


def test_the_same_bytes_are_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    assert (
        blobs.put(b"a scan", year=2026) == blobs.put(b"a scan", year=2026) == blobs.put(b"a scan", year=2027)
    )

    assert files(tmp_path) == ["files-2026-1.db"]
    with closing(cipher.connect(tmp_path / "files-2026-1.db", (KEY,))) as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)


def test_each_year_begins_a_file_and_none_goes_back(blobs: Blobs, tmp_path: Path) -> None:
    digests = [blobs.put(str(year).encode(), year=year) for year in (2026, 2027, 2025, 2027)]

    assert files(tmp_path) == ["files-2026-1.db", "files-2027-1.db"]
    assert [blobs.get(digest) for digest in digests] == [b"2026", b"2027", b"2025", b"2027"]


def test_a_full_file_is_followed_by_another(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 50_000)
    digests = []
    for number in range(9):
        digests.append(blobs.put(bytes([number]) * 20_000, year=2026))
        blobs.close()  # what was written stands in the file itself, not in its log

    assert files(tmp_path) == [f"files-2026-{number}.db" for number in range(1, 6)]
    assert blobs.names() == files(tmp_path)
    assert [blobs.get(digest)[0] for digest in digests] == list(range(9))


def test_ten_files_are_in_the_order_of_their_numbers() -> None:
    names = [f"files-2026-{number}.db" for number in (10, 9, 2)]

    assert module.names_in([*names, "office.db", "files-2025-11.db"]) == ["files-2025-11.db", *names[::-1]]
    assert module.following("files-2026-9.db", 2026) == "files-2026-10.db"
    assert module.following("files-2026-9.db", 2027) == "files-2027-1.db"
    assert module.following("files-2026-9.db", 0) == "files-2026-10.db"
    assert module.following(None, 2026) == "files-2026-1.db"


def test_what_is_not_there_is_said(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="存档文件没有找到"):
        blobs.get("00" * 32)
    assert files(tmp_path) == []


def test_a_key_without_its_file_is_used(tmp_path: Path) -> None:
    """The program was killed after the key was made and before the file was."""
    with closing(blobs_in(tmp_path, "files-2026-1.db")) as blobs:
        assert blobs.missing() == []
        digest = blobs.put(b"a scan", year=2026)
        assert files(tmp_path) == ["files-2026-1.db"]
        assert blobs.get(digest) == b"a scan"


def test_a_file_that_is_gone_is_missed_and_not_made_anew(blobs: Blobs, tmp_path: Path) -> None:
    first, second = blobs.put(b"1", year=2026), blobs.put(b"2", year=2027)
    blobs.close()
    (tmp_path / "files-2026-1.db").unlink()

    assert blobs.missing() == ["files-2026-1.db"]
    assert blobs.get(second) == b"2"
    with pytest.raises(NotFound):
        blobs.get(first)
    assert list(blobs.damaged("files-2026-1.db")) == []
    assert files(tmp_path) == ["files-2027-1.db"]


def test_bytes_that_are_not_those_any_more_are_found_and_can_be_put_again(
    blobs: Blobs, tmp_path: Path
) -> None:
    digest = blobs.put(b"a scan", year=2026)
    blobs.put(b"another", year=2026)
    blobs.close()
    with closing(cipher.connect(tmp_path / "files-2026-1.db", (KEY,))) as connection:
        connection.execute("UPDATE blob SET bytes = x'00' WHERE sha256 = ?", (bytes.fromhex(digest),))

    assert list(blobs.damaged("files-2026-1.db")) == [digest]
    with pytest.raises(StoreDamaged, match="与登记的摘要不符"):
        blobs.get(digest)
    blobs.put(b"a scan", year=2026)
    assert blobs.get(digest) == b"a scan"
    assert list(blobs.damaged("files-2026-1.db")) == []


@pytest.mark.parametrize("at", [0, 5000], ids=["whole_file", "a_page"])
def test_a_damaged_file_hides_only_what_it_alone_holds(blobs: Blobs, tmp_path: Path, at: int) -> None:
    old, new = blobs.put(b"1" * 3000, year=2026), blobs.put(b"2", year=2027)
    blobs.close()
    harmed = bytearray((tmp_path / "files-2026-1.db").read_bytes())
    harmed[at] ^= 1
    (tmp_path / "files-2026-1.db").write_bytes(harmed)

    assert blobs.get(new) == b"2"
    with pytest.raises(StoreDamaged, match=r"files-2026-1\.db"):
        blobs.get(old)
    blobs.put(b"1" * 3000, year=2027)
    assert blobs.get(old) == b"1" * 3000


def test_a_file_that_nobody_names_is_harmless(store: Store) -> None:
    """A blob is committed before its record: after a kill between them the bytes lie there alone."""
    store.blobs.put(b"a scan", year=2026)

    assert list(verify(store, Progress())) == []
