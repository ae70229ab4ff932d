from collections.abc import Iterator
from datetime import date

import pytest

from skilldesk.core.people import Trainee
from skilldesk.core.training import Certificate
from skilldesk.store.database import Database
from skilldesk.store.queries import lists
from skilldesk.store.queries.lists import NOTHING, Narrowing
from skilldesk.store.queries.records import Veil, page
from skilldesk.store.snapshot import Snapshot

PEOPLE = (
    ("周春梅", "370403198604129026", "13800009021"),
    ("陈桂芳", "370403197909039174", "13800009174"),
    ("曹立军", "37040319820409977X", "13800009026"),
)


@pytest.fixture
def snapshot(database: Database) -> Iterator[Snapshot]:
    with database.write("limin") as work:
        people = work.add_many(
            [
                Trainee(id=f"{at:032x}", name=name, id_number=number, phone=phone, hukou_address="周营镇")
                for at, (name, number, phone) in enumerate(PEOPLE)
            ]
        )
        gone = work.add(Trainee(id="f" * 32, name="周建国"))
        work.void(gone, "重复登记")
        for at, (answer, day) in enumerate((("1", 3), ("3", 20), (None, 31))):
            work.add(
                Certificate(
                    id=f"{at:031x}c",
                    trainee_id=people[at].id,
                    number=f"S{at}",
                    verification=answer,
                    issued_on=date(2026, 3, day),
                )
            )
    with database.read() as snapshot:
        yield snapshot


def names(snapshot: Snapshot, text: str = "", veil: Veil = Veil()) -> list[str]:  # noqa: B008 - frozen
    wanted = Narrowing(text=text, veil=veil)
    rows = lists.rows(snapshot, Trainee, order="id_number", descending=False, wanted=wanted)
    return [one.name for one in page(snapshot, Trainee, rows)]


def numbers(snapshot: Snapshot, **chosen: tuple[str, ...]) -> list[str]:
    wanted = Narrowing(chosen=chosen)
    rows = lists.rows(snapshot, Certificate, order="number", descending=False, wanted=wanted)
    return [one.number for one in page(snapshot, Certificate, rows)]


def test_a_list_is_counted_without_what_was_voided(snapshot: Snapshot) -> None:
    assert lists.total(snapshot, Trainee) == 3
    assert names(snapshot) == ["陈桂芳", "曹立军", "周春梅"]


def test_a_number_is_found_in_whatever_groups_it_is_typed(snapshot: Snapshot) -> None:
    assert names(snapshot, "370403 19820409 977x") == ["曹立军"]
    assert names(snapshot, "1986") == ["周春梅"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("370403198604129026", ["周春梅"]),
        ("977x", ["曹立军"]),
        ("9026", ["曹立军", "周春梅"]),
        ("19860412", []),
        ("370403", []),
        ("026", []),
        ("1380000", []),
        ("周营", []),
        ("周春梅", ["周春梅"]),
    ],
)
def test_who_sees_numbers_masked_finds_them_whole_or_by_their_last_four(
    snapshot: Snapshot, typed: str, found: list[str]
) -> None:
    veil = Veil(masked=frozenset({"id_number", "phone"}), hidden=frozenset({"hukou_address"}))

    assert names(snapshot, typed, veil) == found


def test_one_of_several_values_is_enough_and_all_filters_must_hold(snapshot: Snapshot) -> None:
    assert numbers(snapshot, verification=("1", "3")) == ["S0", "S1"]
    assert numbers(snapshot, verification=("1", "3"), trainee_id=(f"{1:032x}",)) == ["S1"]
    assert numbers(snapshot, verification=()) == ["S0", "S1", "S2"]


def test_what_says_nothing_can_be_asked_for(snapshot: Snapshot) -> None:
    assert numbers(snapshot, verification=(NOTHING,)) == ["S2"]
    assert numbers(snapshot, verification=("3", NOTHING)) == ["S1", "S2"]


def test_both_days_of_a_period_are_in_it(snapshot: Snapshot) -> None:
    assert numbers(snapshot, issued_on=(lists.period(date(2026, 3, 3), date(2026, 3, 20)),)) == ["S0", "S1"]


def test_a_value_is_never_a_piece_of_sql(snapshot: Snapshot) -> None:
    assert numbers(snapshot, verification=("1') OR 1=1 --",)) == []
    with pytest.raises(ValueError, match="isoformat"):
        numbers(snapshot, issued_on=("1 OR 1..2",))


def test_a_filter_that_nobody_knows_is_an_error(snapshot: Snapshot) -> None:
    with pytest.raises(KeyError):
        numbers(snapshot, colour=("red",))


def test_a_record_is_found_by_what_the_store_calls_it(snapshot: Snapshot) -> None:
    row = lists.row_of(snapshot, Trainee, f"{1:032x}")

    assert row is not None
    assert page(snapshot, Trainee, [row])[0].name == "陈桂芳"
    assert lists.row_of(snapshot, Trainee, "0e" * 16) is None
