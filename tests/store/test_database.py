import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from skilldesk import platform
from skilldesk.core.people import Trainee
from skilldesk.errors import NotWritten, OfficeInUse, StoreDamaged
from skilldesk.store import cipher, headfile, office
from skilldesk.store.database import Database
from skilldesk.store.lane import driver_of
from tests.support.faults import PowerCut, failing
from tests.support.stores import new_database, template

WANG = Trainee(id="a1" * 16, name="王小明")
ZHAO = Trainee(id="a2" * 16, name="赵小红")


def names(database: Database) -> list[str]:
    with database.read() as snapshot:
        return [one.name for one in snapshot.find(Trainee)]


def test_the_side_file_follows_each_commit(database: Database) -> None:
    for trainee in (WANG, ZHAO):
        with database.write("李会计") as work:
            work.add(trainee)
            head = work.head()
        side = headfile.read(database.path.parent)
        assert (side.device, side.epoch) == (database.device, database.epoch)
        assert (side.seq, side.hash) == (head.seq, head.hash.hex())


def test_a_block_that_writes_no_entry_leaves_the_side_file_alone(database: Database) -> None:
    path = database.path.parent / "head.json"
    path.unlink()

    with database.write("李会计") as work:
        work.find(Trainee)

    assert not path.exists()


def test_a_side_file_that_cannot_be_written_does_not_undo_the_commit(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(platform, "part_of", full)
        with database.write("李会计") as work:
            work.add(WANG)

    assert names(database) == ["王小明"]
    assert office.behind(database) == ""


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read_long() as before:
        assert before.count(Trainee) == 0
        with database.write("李会计") as work:
            work.add(WANG)
        assert before.count(Trainee) == 0
        assert names(database) == ["王小明"]


def test_a_reader_within_a_reader_sees_the_same(database: Database) -> None:
    with database.read() as outer:
        outer.count(Trainee)
        with database.write("李会计") as work:
            work.add(WANG)
        with database.read() as inner:
            assert inner.count(Trainee) == 0
        assert outer.count(Trainee) == 0
    assert names(database) == ["王小明"]


def test_a_unit_of_work_within_another_is_our_mistake_and_harms_neither(database: Database) -> None:
    with database.write("李会计") as work:
        work.add(WANG)
        with pytest.raises(RuntimeError), database.write("李会计") as inner:
            inner.add(ZHAO)
        work.add(ZHAO)

    assert names(database) == ["王小明", "赵小红"]


def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    with database.write("李会计") as work, ThreadPoolExecutor() as pool:
        work.add(WANG)
        assert pool.submit(names, database).result(timeout=5) == []


def test_pages_do_not_wait_for_a_long_reader(database: Database) -> None:
    reading, read = threading.Event(), threading.Event()

    def report() -> int:
        with database.read_long() as snapshot:
            reading.set()
            assert read.wait(5)
            return snapshot.count(Trainee)

    with ThreadPoolExecutor() as pool:
        counted = pool.submit(report)
        assert reading.wait(5)
        assert names(database) == []
        read.set()
        assert counted.result(timeout=5) == 0


def test_a_page_does_not_wait_for_whoever_reads_like_a_page(database: Database) -> None:
    reading, read = threading.Event(), threading.Event()

    def search() -> list[str]:
        with database.read():
            before = names(database)
            reading.set()
            assert read.wait(5)
            return before + names(database)  # within: of the same moment

    with ThreadPoolExecutor() as pool:
        found = pool.submit(search)
        assert reading.wait(5)
        with database.write("李会计") as work:
            work.add(WANG)
        assert names(database) == ["王小明"]
        read.set()
        assert found.result(timeout=5) == []
    assert names(database) == ["王小明"]


def test_more_readers_than_connections_take_turns(database: Database) -> None:
    with database.write("李会计") as work:
        work.add(WANG)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: names(database), range(200))) == [["王小明"]] * 200


def test_a_commit_that_failed_is_undone_and_the_next_one_holds(database: Database) -> None:
    with failing(database, None) as statements:
        with database.write("李会计") as work:
            work.add(WANG)
        steps = statements.count
    for _ in range(2):
        with suppress(PowerCut), failing(database, steps), database.write("李会计") as work:
            work.add(ZHAO)
        assert names(database) == ["王小明"]

    with database.write("李会计") as work:
        work.add(ZHAO)
    assert names(database) == ["王小明", "赵小红"]


def test_a_full_disk_is_said_and_nothing_is_half_done(database: Database) -> None:
    with pytest.raises(NotWritten, match="空间不足"), database.write("李会计") as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        work.add_many([Trainee(id=f"{n:032x}", name="王" * 50) for n in range(500)])

    assert names(database) == []
    with database.write("李会计") as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        work.add(WANG)
    assert names(database) == ["王小明"]


def test_another_program_that_writes_is_waited_for_and_then_said(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = template().ring.keys()["office.db"]
    other = cipher.connect(database.path, keys)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(cipher, "_PATIENCE", 0.05)
    second = Database(database.path, keys)

    with pytest.raises(OfficeInUse, match="正被另一个程序使用"), second.write("李会计") as work:
        work.add(WANG)
    other.close()
    with second.write("李会计") as work:
        work.add(WANG)
    second.close()


def test_a_database_without_its_device_is_refused(database: Database) -> None:
    with database.write("李会计") as work:
        work.connection.exec_driver_sql("DELETE FROM local WHERE name = 'device'")

    with pytest.raises(StoreDamaged, match="没有这台电脑的登记"):
        Database(database.path, template().ring.keys()["office.db"])


@pytest.fixture
def statements(database: Database) -> list[str]:
    """What is sent to the file by the writer."""
    sent: list[str] = []
    with database.write("李会计") as work:
        work.note("session.login")
    sa.event.listen(
        database._writing._engine, "before_cursor_execute", lambda *args: sent.append(args[2].split()[0])
    )
    return sent


def test_a_write_sends_no_statement_that_it_does_not_need(database: Database, statements: list[str]) -> None:
    with database.write("李会计") as work:
        wang = work.add(WANG)
    search = ["SELECT", "INSERT"]
    assert statements == ["BEGIN", "SELECT", "INSERT", *search, "INSERT", "INSERT"]

    statements.clear()
    with database.write("李会计") as work:
        work.change(wang)
    assert Counter(statements) == {"BEGIN": 1, "SELECT": 3, "UPDATE": 1, "INSERT": 2, "DELETE": 2}


def test_a_closed_database_holds_no_file_open(tmp_path: Path) -> None:
    database = new_database(tmp_path / "office")
    with database.write("李会计") as work:
        work.add(WANG)
        assert driver_of(work.connection).in_transaction
    names(database)
    database.close()
    database.close()

    assert sorted(path.name for path in database.path.parent.iterdir()) == ["head.json", "office.db"]
