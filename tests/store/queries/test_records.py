from collections.abc import Iterator

import pytest

from skilldesk.core.people import StatusFact, Trainee
from skilldesk.store.database import Database
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

NAMES = ("王小明", "赵小红", "孙_丽", "李100%", "王小虎")


@pytest.fixture
def people() -> list[Trainee]:
    return [
        Trainee(id=f"{number:032x}", name=name, phone=f"1380000000{5 - number}")
        for number, name in enumerate(NAMES)
    ]


@pytest.fixture
def snapshot(database: Database, people: list[Trainee]) -> Iterator[Snapshot]:
    with database.write("李会计") as work:
        stored = work.add_many(people)
        gone = work.add(Trainee(id="f" * 32, name="王小明"))
        work.void(gone, "重复登记")
        work.add_many(
            [
                StatusFact(id=f"{n:031x}f", trainee_id=one.id, kind="pension", value="是")
                for n, one in enumerate([*stored, stored[0]])
            ]
        )
    with database.read() as snapshot:
        yield snapshot


def names(snapshot: Snapshot, **how: object) -> list[str]:
    rows = records.rows(snapshot, Trainee, **{"order": "row", **how})
    return [one.name for one in records.page(snapshot, Trainee, rows)]


def test_rows_come_in_the_order_asked_for_without_what_was_voided(snapshot: Snapshot) -> None:
    assert names(snapshot) == list(NAMES)
    assert names(snapshot, order="phone") == list(reversed(NAMES))
    assert names(snapshot, order="phone", descending=True) == list(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王小", ["王小明", "王小虎"]),
        ("%", ["李100%"]),
        ("_", ["孙_丽"]),
        ("13800000005", ["王小明"]),
        ("重复", []),
        ("不在", []),
    ],
)
def test_a_text_finds_what_contains_it(snapshot: Snapshot, text: str, found: list[str]) -> None:
    assert names(snapshot, text=text) == found


def test_a_reference_is_ordered_and_found_by_what_people_read(snapshot: Snapshot) -> None:
    def whose(**how: str) -> list[str]:
        rows = records.rows(snapshot, StatusFact, **{"order": "trainee_id", **how})
        facts = records.page(snapshot, StatusFact, rows)
        return [snapshot.get(Trainee, one.trainee_id).name for one in facts]

    assert whose() == sorted([*NAMES, NAMES[0]])
    assert whose(text="王小明") == ["王小明"] * 2


def test_a_page_is_in_the_order_of_its_rows(snapshot: Snapshot) -> None:
    rows = records.rows(snapshot, Trainee, order="row")
    some = [rows[3], rows[0], 10**9, rows[2]]

    assert [one.name for one in records.page(snapshot, Trainee, some)] == ["李100%", "王小明", "孙_丽"]
    assert records.page(snapshot, Trainee, []) == []


def test_a_page_holds_whole_records(snapshot: Snapshot, people: list[Trainee]) -> None:
    rows = records.rows(snapshot, Trainee, order="row")

    (first,) = records.page(snapshot, Trainee, rows[:1])
    assert first == snapshot.get(Trainee, people[0].id)


def test_titles_say_which_one_it_is(snapshot: Snapshot, people: list[Trainee]) -> None:
    assert records.titles(snapshot, Trainee, [people[0].id, "f" * 32, "0a" * 16]) == {
        people[0].id: "王小明",
        "f" * 32: "王小明",
    }


def test_the_latest_are_those_entered_last(snapshot: Snapshot) -> None:
    assert [one.name for one in records.latest(snapshot, Trainee, most=2)] == ["王小虎", "李100%"]


def test_everything_is_all_that_still_counts(snapshot: Snapshot) -> None:
    assert [one.name for one in records.everything(snapshot, Trainee)] == list(NAMES)


def test_what_refers_to_a_record_is_found(snapshot: Snapshot, people: list[Trainee]) -> None:
    facts = records.by_reference(snapshot, StatusFact, "trainee_id", people[0].id)

    assert [one.id for one in facts] == [f"{0:031x}f", f"{5:031x}f"]
