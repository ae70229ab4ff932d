"""How far people are, of what category, in which class and since when: for a page of them at once."""

from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.people import CategoryFact, PriorBenefit, Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.store.database import Database
from skilldesk.store.queries import lists, trainee_lists
from skilldesk.store.queries.lists import Narrowing
from skilldesk.store.queries.records import page
from skilldesk.store.queries.trainee_lists import Standing
from tests.support.people import NUMBER, PERSON

GROUP = Class(id="c1" * 16, name="电工五级02班", starts_on=date(2026, 3, 1))
LATER = Class(id="c2" * 16, name="焊工五级03班", starts_on=date(2026, 9, 1))
EVIDENCE = CategoryFact(
    id="fa" * 16, trainee_id=PERSON.id, category="04", evidence_kind="16", valid_from=date(2026, 1, 1)
)


def enrolled(state: str | None, group: Class = GROUP) -> Enrolment:
    return Enrolment(id=f"e{group.id[1]}" * 16, class_id=group.id, trainee_id=PERSON.id, state=state)


CERTIFICATE = Certificate(id="ce" * 16, trainee_id=PERSON.id, number="S1")
CLAIM = Claim(id="cc" * 16, number="BT1", subsidy="10", applicant_kind="1", state="90")
LINE = ClaimLine(id="11" * 16, claim_id=CLAIM.id, trainee_id=PERSON.id)
PRIOR = PriorBenefit(id="bb" * 16, id_number=NUMBER, subsidy="10", state="paid")


def told(database: Database, *known: Record) -> trainee_lists.Facts:
    with database.write("limin") as work:
        for one in (GROUP, LATER, *known):
            work.add(one)
    with database.read() as snapshot:
        return trainee_lists.read(snapshot, [PERSON.id])[PERSON.id]


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        ((), "none"),
        ((enrolled("3"),), "none"),
        ((enrolled("1"), EVIDENCE), "training"),
        ((enrolled(None), EVIDENCE), "training"),
        ((enrolled("1"),), "lacking"),
        ((enrolled("4"), EVIDENCE), "finished"),
        ((enrolled("4"), CERTIFICATE, EVIDENCE), "certified"),
        ((CERTIFICATE, EVIDENCE), "certified"),
        ((replace(CERTIFICATE, revoked_on=date(2026, 6, 1)), EVIDENCE), "none"),
        ((enrolled("6"), EVIDENCE), "certified"),
        ((enrolled("8"),), "paid"),
        ((CLAIM, LINE), "paid"),
        ((replace(CLAIM, state="40"), LINE), "none"),
        ((PRIOR,), "paid"),
        ((replace(PRIOR, state="rejected"),), "none"),
    ],
)
def test_how_far_somebody_is(database: Database, known: tuple[Record, ...], standing: Standing) -> None:
    assert told(database, PERSON, *known).standing == standing


def test_somebody_in_training_with_an_empty_field_lacks_something(database: Database) -> None:
    assert told(database, replace(PERSON, education=None), enrolled("1"), EVIDENCE).standing == "lacking"


def test_the_newest_class_and_each_category_once_the_newest_first(database: Database) -> None:
    facts = told(
        database,
        PERSON,
        EVIDENCE,
        replace(EVIDENCE, id="fb" * 16, category="06", valid_from=date(2026, 5, 1)),
        replace(EVIDENCE, id="fc" * 16, valid_from=date(2026, 4, 1)),
        enrolled("6", LATER),
        enrolled("6"),
    )

    assert facts.categories == ("06", "04")
    assert facts.latest_class == "焊工五级03班"
    assert facts.registered == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"category": ("04",)}, True),
        ({"category": ("05",)}, False),
        ({"class": (GROUP.id,)}, True),
        ({"class": (LATER.id,)}, False),
        ({"standing": ("training",)}, True),
        ({"standing": ("none", "paid")}, False),
        ({"unfilled": ("1",)}, False),
        ({"registered": ("2026-11-20..2026-11-20",)}, True),
        ({"registered": ("2026-11-21..2026-11-30",)}, False),
    ],
)
def test_the_same_conditions_filter_the_whole_list(
    database: Database, chosen: dict[str, tuple[str, ...]], found: object
) -> None:
    told(database, PERSON, EVIDENCE, enrolled("2"))

    with database.read() as snapshot:
        wanted = Narrowing(chosen=chosen)
        rows = lists.rows(snapshot, Trainee, order="name", descending=False, wanted=wanted)

    assert (len(rows) == 1) is found


def test_a_page_is_read_with_as_many_questions_for_a_hundred_as_for_one(database: Database) -> None:
    people = [Trainee(id=f"{at:032x}", name=f"学员{at}") for at in range(100)]
    with database.write("limin") as work:
        work.add_many(people)

    def asked(count: int) -> int:
        with database.read() as snapshot:
            questions: list[str] = []
            raw = snapshot.connection.connection.driver_connection
            raw.set_trace_callback(questions.append)  # type: ignore[union-attr]  # sqlcipher3 has it
            trainee_lists.read(snapshot, [one.id for one in people[:count]])
            raw.set_trace_callback(None)  # type: ignore[union-attr]  # sqlcipher3 has it
            return len(questions)

    assert asked(1) == asked(100) == 4


def test_the_youngest_stand_first_by_age(database: Database) -> None:
    people = [
        Trainee(id=f"{at:032x}", name=f"生于{year}", birth_date=date(year, 5, 1))
        for at, year in enumerate((1986, 2001, 1970))
    ]
    with database.write("limin") as work:
        work.add_many(people)

    with database.read() as snapshot:
        rows = lists.rows(snapshot, Trainee, order="age", descending=False, wanted=Narrowing())
        assert [one.name for one in page(snapshot, Trainee, rows)] == ["生于2001", "生于1986", "生于1970"]
