from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.people import CategoryFact, PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import Record
from skilldesk.store.database import Database
from skilldesk.store.queries import people

WANG = Trainee(
    id="a1" * 16,
    name="王小明",
    id_number="370403200102039157",
    birth_date=date(2001, 2, 3),
    phone="13800001234",
)
OTHER = Trainee(id="a2" * 16, name="赵小红")


def ids(found: list[Record]) -> list[str]:
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"id_number": WANG.id_number}, True),
        ({"name": WANG.name, "birth_date": WANG.birth_date}, True),
        ({"name": WANG.name, "phone": WANG.phone}, True),
        ({"name": WANG.name}, False),
        ({"birth_date": WANG.birth_date, "phone": WANG.phone}, False),
        ({"id_number": "370403200102039158"}, False),
        ({}, False),
    ],
)
def test_who_may_be_the_same_person_is_found(
    database: Database, asked: dict[str, object], found: list[str]
) -> None:
    with database.write("李会计") as work:
        work.add_many([WANG, OTHER])
        new = replace(Trainee(id="b1" * 16, name="孙小丽"), **asked)

        assert ids(people.alike(work, new)) == ([WANG.id] if found else [])


def test_what_was_voided_is_like_nobody(database: Database) -> None:
    with database.write("李会计") as work:
        work.void(work.add(WANG), "重复登记")

        assert people.alike(work, WANG) == people.with_number(work, WANG.id_number) == []


def test_one_number_may_stand_in_two_records(database: Database) -> None:
    with database.write("李会计") as work:
        work.add_many([WANG, replace(OTHER, id_number=WANG.id_number)])

        assert ids(people.with_number(work, WANG.id_number)) == [WANG.id, OTHER.id]


def test_the_facts_of_a_person_are_those_that_count(database: Database) -> None:
    with database.write("李会计") as work:
        work.add_many([WANG, OTHER])
        category = work.add(CategoryFact(id="c1" * 16, trainee_id=WANG.id, category="04"))
        status = work.add(StatusFact(id="c2" * 16, trainee_id=WANG.id, kind="pension", value="否"))
        wrong = work.add(StatusFact(id="c3" * 16, trainee_id=WANG.id, kind="pension", value="是"))
        work.void(wrong, "录错")

        assert people.categories(work, WANG.id) == [category]
        assert people.statuses(work, WANG.id) == [status]
        assert people.statuses(work, OTHER.id) == []


def test_benefits_from_elsewhere_are_found_by_number(database: Database) -> None:
    with database.write("李会计") as work:
        benefit = work.add(PriorBenefit(id="c4" * 16, id_number=WANG.id_number, subsidy="01"))

        assert people.prior_benefits(work, WANG.id_number) == [benefit]
        assert people.prior_benefits(work, "370403200102039158") == []
