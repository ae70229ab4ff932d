"""What a commit costs: through Database.write, and beside it bare drivers that write the same.

`pytest -m bench tests/benchmarks/bench_commits.py -s`. The three take turns, so that whatever else the
machine does meets all of them; what counts is the ratio, for a second says more about the disk.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from skilldesk.core.people import Trainee
from skilldesk.store.database import Database
from skilldesk.store.work import new_id
from tests.support.stores import new_database, template

ROUNDS = 400
WANG = Trainee(id="00" * 16, name="王小明", id_number="370403200102039157", phone="13800001234")

Commit = Callable[[], object]


def bare(path: Path, driver: Any, key: bytes | None) -> Any:
    connection = driver.connect(str(path), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def rewrite(connection: Any, rows: list[tuple[str, tuple[object, ...]]]) -> Commit:
    """A commit of rows that were written before, each with an id of its own."""
    number = iter(range(10**9))

    def commit() -> None:
        at = next(number)
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            connection.execute(statement, tuple(value(at) if callable(value) else value for value in values))
        connection.execute("COMMIT")

    return commit


def same_rows(database: Database) -> list[tuple[str, tuple[object, ...]]]:
    """The rows of one added person as the store has written them, with keys that move on."""
    moving = {
        "trainee": {"id": lambda at: (2**64 + at).to_bytes(16, "big")},
        "journal": {"record": lambda at: (2**64 + at).to_bytes(16, "big"), "seq": lambda at: 10**6 + at},
        "heads": {"record": lambda at: (2**64 + at).to_bytes(16, "big"), "entry": lambda at: 10**6 + at},
    }
    rows = []
    with database.read() as snapshot:
        for table, moves in moving.items():
            last = "entry" if table == "heads" else "row"
            query = f'SELECT * FROM {table} ORDER BY "{last}" DESC LIMIT 1'  # noqa: S608 - our own names
            found = dict(snapshot.connection.exec_driver_sql(query).one()._mapping)
            if table == "journal":
                moves["row"] = lambda at: 10**6 + at
            else:
                found.pop("row", None)
            names = ", ".join(f'"{name}"' for name in found)
            marks = ", ".join("?" * len(found))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
            rows.append((statement, tuple(moves.get(name, value) for name, value in found.items())))
    return rows


def schema(database: Database) -> list[str]:
    with database.read() as snapshot:
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN (?, ?, ?)"
        return list(snapshot.connection.exec_driver_sql(query, ("trainee", "journal", "heads")).scalars())


@pytest.fixture
def contestants(tmp_path: Path) -> Iterator[dict[str, Commit]]:
    with ExitStack() as stack:
        database = stack.enter_context(closing(new_database(tmp_path / "office")))

        def add() -> None:
            with database.write("李会计") as work:
                work.add(replace(WANG, id=new_id()))

        add()
        rows, tables = same_rows(database), schema(database)
        commits: dict[str, Commit] = {"Database.write": add}
        key = template().ring.keys()["office.db"][0]
        for name, driver, raw in (("bare sqlcipher3", sqlcipher, key), ("bare sqlite3", sqlite3, None)):
            connection = stack.enter_context(closing(bare(tmp_path / f"{driver.__name__}.db", driver, raw)))
            for statement in tables:
                connection.execute(statement)
            commits[name] = rewrite(connection, rows)
        yield commits


@pytest.mark.bench
def test_one_commit(contestants: dict[str, Commit]) -> None:
    took: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, commit in contestants.items():
            start = time.perf_counter()
            commit()
            took[name].append(time.perf_counter() - start)

    bare_cipher = median(took["bare sqlcipher3"])
    for name, seconds in took.items():
        middle, slow = median(seconds), sorted(seconds)[int(len(seconds) * 0.99)]
        print(
            f"\n{name:16} p50 {middle * 1e3:5.2f} ms  p99 {slow * 1e3:5.2f} ms"
            f"  {middle / bare_cipher:4.1f} x bare sqlcipher3",
            end="",
        )
    print()


@pytest.mark.bench
def test_many_at_once_and_taking_them_over(tmp_path: Path) -> None:
    people = [replace(WANG, id=new_id()) for _ in range(5000)]
    with (
        closing(new_database(tmp_path / "a")) as one,
        closing(new_database(tmp_path / "b", device="d2" * 16)) as other,
    ):
        start = time.perf_counter()
        with one.write("李会计") as work:
            work.add_many(people)
        added = time.perf_counter()
        with one.read() as snapshot:
            links = snapshot.journal()
        read = time.perf_counter()
        with other.write("赵会计") as work:
            assert work.apply(links) == []
        applied = time.perf_counter()

    print(f"\nadd_many {5000 / (added - start):6.0f}/s  journal read {5000 / (read - added):6.0f}/s", end="")
    print(f"  apply {5000 / (applied - read):6.0f}/s")
