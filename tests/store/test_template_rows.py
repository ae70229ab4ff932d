from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from skilldesk.core.journal import Place
from skilldesk.core.people import Trainee
from skilldesk.store import exchanges, template_rows
from skilldesk.store.database import Database
from skilldesk.store.exchanges import Reported
from skilldesk.store.template_rows import ACCEPTED, REJECTED, Line
from tests.support.stores import new_database

WANG, LI = "a1" * 16, "a2" * 16
PACKAGE = "bb" * 16


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    with database.write("李会计") as work:
        work.add(Trainee(id=WANG, name="王小明"))
        work.add(Trainee(id=LI, name="李小红"))
    yield database
    database.close()


def line(database: Database, record: str = WANG, **said: object) -> Line:
    with database.read() as snapshot:
        entry = template_rows.newest_entries(snapshot, "trainee")[record]
    usual = {"package": PACKAGE, "layout": "people", "sheet": "people", "number": 2, "keys": ("370403",)}
    return Line(**{"record": record, "entry": entry, "digest": b"\x01", **usual, **said})  # type: ignore[arg-type]  # as named


def write(database: Database, *lines: Line) -> None:
    with database.write("李会计") as work:
        template_rows.write(work, lines)


def reported(database: Database, *ids: str) -> list[Reported]:
    with database.read() as snapshot:
        found = exchanges.reported(snapshot, ids or None)
        assert exchanges.tally(snapshot) == Counter(exchanges.reported(snapshot).values())
    return [found[id] for id in ids or (WANG, LI)]


def test_what_is_written_is_read_in_its_order(database: Database) -> None:
    lines = [
        line(database),
        line(database, LI, number=3, keys=("1", "=1+1"), fate=REJECTED, code="E1", text="不符"),
        line(database, package="cc" * 16),
    ]
    write(database, *lines)

    with database.read() as snapshot:
        assert template_rows.of_layout(snapshot, "people") == lines
        assert template_rows.of_layout(snapshot, "roster") == []
        assert template_rows.newest(snapshot, "people") == {
            ("people", WANG): lines[2],
            ("people", LI): lines[1],
        }


def test_an_answer_reaches_its_row_and_no_other(database: Database) -> None:
    first, second = line(database), line(database, package="cc" * 16)
    write(database, first, second)

    with database.write("李会计") as work:
        template_rows.answer(work, [replace(first, fate=REJECTED, code="E1", text="不符")])
        template_rows.answer(work, [])

    with database.read() as snapshot:
        assert template_rows.of_layout(snapshot, "people") == [
            replace(first, fate=REJECTED, code="E1", text="不符"),
            second,
        ]


def test_a_record_is_as_far_as_its_last_row(database: Database) -> None:
    assert reported(database) == [Reported.NOT_SENT, Reported.NOT_SENT]
    write(database, line(database))
    assert reported(database) == [Reported.EXPORTED, Reported.NOT_SENT]

    with database.write("李会计") as work:
        template_rows.answer(work, [line(database, fate=REJECTED)])
    assert reported(database) == [Reported.REJECTED, Reported.NOT_SENT]

    write(database, line(database, package="cc" * 16, fate=ACCEPTED))
    assert reported(database) == [Reported.ACCEPTED, Reported.NOT_SENT]


def test_a_later_entry_is_not_covered_until_it_is_said_to_be(database: Database) -> None:
    write(database, line(database, fate=ACCEPTED))
    with database.write("李会计") as work:
        wang = work.get(Trainee, WANG)
        assert wang
        work.change(replace(wang, remark="补照片"))
    assert reported(database, WANG) == [Reported.NOT_SENT]

    with database.write("李会计") as work:
        template_rows.cover(work, [line(database)])

    assert reported(database, WANG) == [Reported.ACCEPTED]


def test_the_worst_of_several_layouts_is_what_a_record_is_said_to_be(database: Database) -> None:
    write(database, line(database, fate=ACCEPTED), line(database, layout="exam", package="cc" * 16))

    assert reported(database, WANG) == [Reported.EXPORTED]


@pytest.mark.parametrize(
    ("in_package", "in_layout", "state"),
    [
        (None, ACCEPTED, Reported.ACCEPTED),
        ("ACCEPTED", None, Reported.ACCEPTED),
        ("REJECTED", ACCEPTED, Reported.REJECTED),
        ("ACCEPTED", REJECTED, Reported.REJECTED),
        ("CONFLICT", ACCEPTED, Reported.DISPUTED),
        (None, None, Reported.NOT_SENT),
    ],
)
def test_a_way_that_was_not_taken_says_nothing(
    database: Database, in_package: str | None, in_layout: str | None, state: Reported
) -> None:
    if in_layout:
        write(database, line(database, fate=in_layout))
    if in_package:
        with database.write("李会计") as work:
            place = work.about(WANG)[0].place
            assert isinstance(place, Place)
            exchanges.tell(work, [(place, in_package, None)], PACKAGE)

    assert reported(database, WANG) == [state]
