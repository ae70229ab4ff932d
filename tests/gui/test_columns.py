"""Columns that are worked out for a page of people at once."""

from datetime import date

import pytest

from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.gui.columns import Reader, of_kind, offered
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.trainee_columns import DERIVED, age_on
from skilldesk.reference import codes, roles
from skilldesk.store.office import Store

BORN = date(1986, 4, 12)


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 4, 11), 39), (date(2026, 4, 12), 40), (date(2027, 1, 1), 40)]
)
def test_an_age_is_in_completed_years(day: date, age: int) -> None:
    assert age_on(day, BORN) == age


def test_a_row_says_what_fields_say_and_what_is_worked_out(store: Store) -> None:
    with store.database.write("limin") as work:
        person = work.add(Trainee(id="a1" * 16, name="周春梅", birth_date=BORN))
        work.add(CategoryFact(id="fa" * 16, trainee_id=person.id, category="02"))
    known = of_kind(Trainee, DERIVED)
    columns = tuple(known[name] for name in ("standing", "name", "age", "categories", "latest_class"))
    lookup = Lookup(store.database, codes.load(), roles.rights(("entry",)))
    reader = Reader(kind=Trainee, columns=columns, lookup=lookup, derived=DERIVED)

    with store.database.read() as snapshot:
        (row,) = reader.read(snapshot, [1], date(2026, 11, 20))

    assert row.texts == ("未参训", "周春梅", "40", "毕业年度高校毕业生", "—")


def test_what_nobody_reads_is_no_column_to_choose() -> None:
    names = {one.name for one in offered(of_kind(Trainee, DERIVED))}

    assert "photo" not in names
    assert {"age", "name", "registered"} <= names
