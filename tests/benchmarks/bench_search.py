"""How long the search box takes in a large county, beside bare drivers that are sent the same statements.

`CROWDS=/var/tmp pytest -m bench tests/benchmarks/bench_search.py -s`; `PEOPLE=1000000` asks of a province.
The store is encrypted; the plain copy beside it is for comparison, of invented people, and goes with the
test. What counts is the ratio and the 99th percentile, for the first questions read from the disk.
"""

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from skilldesk.core.people import Trainee
from skilldesk.operations import search
from skilldesk.reference import codes, initials, roles
from skilldesk.store import cipher
from skilldesk.store.office import Store
from tests.support.crowd import IN_A_CLASS, kept, person

PEOPLE = int(os.environ.get("PEOPLE", "200000"))
CLOCK = time.thread_time if os.environ.get("BUSY") else time.perf_counter
"""On a machine that does other things besides, BUSY counts only the seconds in which this one was served."""

ROUNDS = 200
MOST = 5

Statements = list[tuple[str, tuple[Any, ...]]]

CODES, RIGHTS, READ = codes.load(), roles.rights(("entry",)), initials.load()

ASKED: dict[str, Callable[[int, Trainee], str]] = {
    "whole name": lambda _, one: one.name,
    "surname": lambda _, one: one.name[:1],
    "two characters within": lambda _, one: one.name[-2:],
    "initials": lambda _, one: READ.keys(one.name)[0],
    "first of the initials": lambda _, one: READ.keys(one.name)[0][:1],
    "whole ID number": lambda _, one: one.id_number or "",
    "first 6 of the ID number": lambda _, one: (one.id_number or "")[:6],
    "first 14 of the ID number": lambda _, one: (one.id_number or "")[:14],
    "last 4 of the ID number": lambda _, one: (one.id_number or "")[-4:],
    "last 6 of the ID number": lambda _, one: (one.id_number or "")[-6:],
    "whole phone": lambda _, one: one.phone or "",
    "last 4 of the phone": lambda _, one: (one.phone or "")[-4:],
    "certificate": lambda n, _: f"S0003704{n // 2 * 2:010d}",
    "beginning of certificates": lambda n, _: f"S0003704{n // 1000 * 1000:010d}"[:-3],
    "claim": lambda n, _: f"BT370403-1-26-{n // 2 * 2:06d}",
    "scanned paper": lambda n, _: f"SD1|F10|BT370403-1-26-{n // 2 * 2:06d}|8F3A21C7",
    "filing number": lambda n, _: f"BA37040326{n // IN_A_CLASS:05d}",
    "name of a class": lambda n, _: f"五级第{n // IN_A_CLASS % 90 + 10}班",
    "name of a school": lambda n, _: ("薛城", "职业培训", "微山湖技工")[n % 3],
    "nobody": lambda n, _: f"没有{n}",
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(kept(PEOPLE, tmp_path_factory.mktemp("crowd"))) as store:
        yield store


@pytest.fixture(scope="module")
def drivers(county: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Bare connections: to the store itself, and to a copy in clear."""
    plain = tmp_path_factory.mktemp("plain") / "plain.db"
    path = county.database.path
    with closing(cipher.connect(path, county.keyring.keys()[path.name])) as encrypted:
        encrypted.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        encrypted.execute("SELECT sqlcipher_export('plain')")
        encrypted.execute("DETACH DATABASE plain")
        with closing(sqlite3.connect(plain)) as clear:
            clear.execute(f"PRAGMA cache_size=-{cipher.LARGE_CACHE}")
            yield {"sqlcipher3": encrypted, "sqlite3": clear}


@contextmanager
def overheard(connection: sa.Connection) -> Iterator[Statements]:
    """What is sent to the file meanwhile."""
    heard: Statements = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        heard.append((statement, tuple(parameters)))

    sa.event.listen(connection, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(connection, "before_cursor_execute", hear)


def asked(store: Store, typed: str) -> tuple[float, int]:
    """Seconds for the question with all that its lines say, and how many were found."""
    began = CLOCK()
    with store.database.read() as snapshot:
        groups = search.find(snapshot, typed, MOST, rights=RIGHTS, codes=CODES)
    return CLOCK() - began, sum(len(group.hits) for group in groups)


def replayed(driver: Any, statements: Statements) -> float:
    began = CLOCK()
    for statement, parameters in statements:
        driver.execute(statement, parameters).fetchall()
    return CLOCK() - began


def spread(seconds: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile in ms."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1e3, ordered[int(len(ordered) * 0.99)] * 1e3


@pytest.mark.bench
def test_every_way_to_find_somebody_among_many(county: Store, drivers: dict[str, Any]) -> None:
    chance = random.Random(1)  # noqa: S311 - nothing secret is made of it
    print(f"\n{PEOPLE:,} people, encrypted; ms p50 / p99 and how many times the bare drivers'")
    print(f"{'':28}{'search.find':>15}{'sqlcipher3':>16}{'sqlite3':>16}{'ratios':>14}")
    for name, text in ASKED.items():
        numbers = [chance.randrange(PEOPLE) for _ in range(ROUNDS)]
        took: dict[str, list[float]] = {"search.find": [], "sqlcipher3": [], "sqlite3": []}
        found = 0
        for number in numbers:
            typed = text(number, person(number))
            seconds, count = asked(county, typed)
            took["search.find"].append(seconds)
            found += count > 0
            with county.database.read() as snapshot, overheard(snapshot.connection) as statements:
                search.find(snapshot, typed, MOST, rights=RIGHTS, codes=CODES)
            for driver, connection in drivers.items():
                took[driver].append(replayed(connection, statements))
        tell(name, {who: spread(seconds) for who, seconds in took.items()})
        assert found == (0 if name == "nobody" else ROUNDS), name


def tell(name: str, spreads: dict[str, tuple[float, float]]) -> None:
    ours = spreads["search.find"][0]
    columns = "".join(f"{middle:9.2f} /{slow:5.1f}" for middle, slow in spreads.values())
    ratios = "  ".join(f"{ours / spreads[who][0]:5.1f}" for who in ("sqlcipher3", "sqlite3"))
    print(f"{name:28}{columns}  {ratios}")
