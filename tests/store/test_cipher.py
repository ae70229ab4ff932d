import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from skilldesk.errors import NotWritten, OfficeInUse, SkillDeskError, StoreDamaged
from skilldesk.store import cipher
from tests.support.killed import killed_while, rekey_for_ever

OLD, NEW, WRONG = b"o" * 32, b"n" * 32, b"w" * 32
ROWS = 400
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "office.db"
    with closing(cipher.connect(path, (OLD,))) as connection:
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        connection.executemany("INSERT INTO t (b) VALUES (?)", [("王小明" * 80,)] * ROWS)
    return path


def rows(path: Path, *keys: bytes) -> int:
    with closing(cipher.connect(path, keys)) as connection:
        return connection.execute("SELECT count(*), sum(length(b)) FROM t").fetchone()[0]


def test_the_key_that_fits_is_found(path: Path) -> None:
    assert rows(path, OLD) == rows(path, WRONG, OLD) == rows(path, OLD, WRONG) == ROWS


def test_a_commit_is_on_the_disk_when_it_returns(path: Path) -> None:
    with closing(cipher.connect(path, (OLD,))) as connection:

        def said(pragma: str) -> object:
            return connection.execute(f"PRAGMA {pragma}").fetchone()[0]

        assert (said("journal_mode"), said("synchronous"), said("foreign_keys")) == ("wal", 2, 1)
        assert (said("temp_store"), said("cache_size")) == (2, -cipher.LARGE_CACHE)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"not a database" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[: PAGE // 2]),
        lambda path: path.write_bytes(b"\0" + path.read_bytes()[1:]),
        lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()),
    ],
    ids=["text", "half_a_page", "salt", "not_encrypted"],
)
def test_what_is_no_database_of_ours_is_refused_and_left_as_it_is(
    path: Path, harm: Callable[[Path], object]
) -> None:
    harm(path)
    before = path.read_bytes()

    with pytest.raises(StoreDamaged, match=r"打不开数据文件 office\.db.*文件没有改动"):
        cipher.connect(path, (OLD, NEW))

    assert path.read_bytes() == before


def test_the_wrong_key_opens_nothing(path: Path) -> None:
    with pytest.raises(StoreDamaged):
        cipher.connect(path, (WRONG,))


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="找不到这个位置"):
        cipher.connect(tmp_path / "gone" / "office.db", (OLD,))


@pytest.mark.parametrize("page", [0, 1, 5, 30])
def test_one_flipped_byte_is_found(path: Path, page: int) -> None:
    harmed = bytearray(path.read_bytes())
    harmed[page * PAGE + 1000] ^= 1
    path.write_bytes(harmed)

    assert cipher.faults(path, (OLD,))


def test_a_file_cut_short_is_found(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: PAGE * 10])

    assert cipher.faults(path, (OLD,))


def test_a_whole_file_has_no_faults(path: Path) -> None:
    assert cipher.faults(path, (OLD,)) == []


def test_a_copy_is_made_while_others_write_and_has_the_key_it_was_given(path: Path, tmp_path: Path) -> None:
    with closing(cipher.connect(path, (OLD,))) as busy:
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("DELETE FROM t")
        cipher.copy(path, (OLD,), tmp_path / "copy.db", NEW)
        busy.execute("COMMIT")

    assert rows(tmp_path / "copy.db", NEW) == ROWS
    assert cipher.faults(tmp_path / "copy.db", (NEW,)) == []
    assert b"SQLite" not in (tmp_path / "copy.db").read_bytes()


def test_another_key_encrypts_every_page(path: Path) -> None:
    before = path.read_bytes()

    cipher.rekey(path, (OLD,), NEW)

    assert rows(path, NEW) == ROWS
    with pytest.raises(StoreDamaged):
        cipher.connect(path, (OLD,))
    after = path.read_bytes()
    assert not any(before[at : at + PAGE] == after[at : at + PAGE] for at in range(0, len(after), PAGE))


def test_a_damaged_page_stops_a_change_of_the_key_and_nothing_changes(path: Path) -> None:
    harmed = path.read_bytes()[:-1000] + bytes(1000)
    path.write_bytes(harmed)

    with pytest.raises(StoreDamaged):
        cipher.rekey(path, (OLD,), NEW)

    with closing(cipher.connect(path, (OLD,))) as connection:
        assert connection.execute("SELECT b FROM t WHERE a = 1").fetchone() == ("王小明" * 80,)


def test_a_full_disk_stops_a_change_of_the_key_and_nothing_changes(path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(NotWritten, match="仍用原来的密钥。数据没有变化"):
            cipher.rekey(path, (OLD,), NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert rows(path, OLD) == ROWS
    assert cipher.faults(path, (OLD,)) == []


def test_a_kill_while_it_is_rekeyed_leaves_one_key_or_the_other(path: Path) -> None:
    for delay in (0.0, 0.002, 0.004, 0.008, 0.016):
        killed_while(rekey_for_ever, path, (OLD, NEW), seed=0, after=delay)

        assert rows(path, OLD, NEW) == ROWS
        assert cipher.faults(path, (OLD, NEW)) == []


def test_nothing_is_written_on_the_screen_about_damage(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE] + bytes(PAGE))

    cipher.faults(path, (OLD,))
    cipher.faults(path, (WRONG,))

    assert capfd.readouterr() == ("", "")


def meets(path: Path, act: Callable[[object], object]) -> SkillDeskError:
    with (
        closing(cipher.connect(path, (OLD,))) as connection,
        pytest.raises(SkillDeskError) as raised,
        cipher.translated(path.name),
    ):
        act(connection)
    return raised.value


def test_a_full_disk_is_said(path: Path) -> None:
    def fill(connection: object) -> None:
        connection.execute("PRAGMA max_page_count=100")
        connection.executemany("INSERT INTO t (b) VALUES (?)", [("x" * 1000,)] * 1000)

    error = meets(path, fill)

    assert isinstance(error, NotWritten)
    assert "空间不足" in str(error)


def test_a_file_that_another_program_holds_is_said(path: Path) -> None:
    with closing(cipher.connect(path, (OLD,))) as other:
        other.execute("BEGIN IMMEDIATE")

        def wait(connection: object) -> None:
            connection.execute("PRAGMA busy_timeout=10")
            connection.execute("BEGIN IMMEDIATE")

        assert isinstance(meets(path, wait), OfficeInUse)


def test_a_page_that_cannot_be_read_is_said(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: 20 * PAGE] + bytes(PAGE) + whole[21 * PAGE :])

    error = meets(path, lambda connection: connection.execute("SELECT sum(length(b)) FROM t").fetchall())

    assert isinstance(error, StoreDamaged)


def test_our_own_mistakes_pass(path: Path) -> None:
    with (
        closing(cipher.connect(path, (OLD,))) as connection,
        pytest.raises(driver.OperationalError),
        cipher.translated(path.name),
    ):
        connection.execute("SELECT nonsense")


def test_a_read_only_file_is_said(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "fixed.db")

    def write(connection: object) -> None:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("DELETE FROM t")

    error = meets(tmp_path / "fixed.db", write)

    assert isinstance(error, NotWritten)
    assert "不能写入" in str(error)
