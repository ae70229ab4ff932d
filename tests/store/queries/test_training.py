from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.claims import Claim, ClaimLine, PolicyDocument, Printing, Standard
from skilldesk.core.people import Trainee
from skilldesk.core.training import Certificate, Class, Employment, Enrolment, Inspection
from skilldesk.store.database import Database
from skilldesk.store.queries import training
from skilldesk.store.work import Work, new_id

NUMBER = "370403200102039157"
WANG = Trainee(id="a1" * 16, name="王小明", id_number=NUMBER)
TWIN = Trainee(id="a2" * 16, name="王晓明", id_number=NUMBER)
CLASS = Class(id="b1" * 16, name="焊工一班")
CLAIM = Claim(id="c1" * 16, number="BT370403-2-26-00009", subsidy="01", applicant_kind="1")


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.write("李会计") as work:
        work.add_many([WANG, TWIN])
        work.add(CLASS)
        work.add(CLAIM)
        yield work


def test_classes_come_the_newest_first_without_what_was_voided(work: Work) -> None:
    later = work.add(Class(id="b2" * 16, name="电工一班"))
    work.void(work.add(Class(id="b3" * 16, name="录错")), "录错")

    assert [one.id for one in training.classes(work)] == [later.id, CLASS.id]


def test_a_roster_is_in_its_order(work: Work) -> None:
    for position, trainee in ((2, WANG), (1, TWIN)):
        work.add(Enrolment(id=new_id(), class_id=CLASS.id, trainee_id=trainee.id, position=position))

    assert [one.position for one in training.roster(work, CLASS.id)] == [1, 2]
    assert training.roster(work, "b2" * 16) == []


def test_what_belongs_to_a_class_or_an_enrolment_is_found(work: Work) -> None:
    enrolment = work.add(Enrolment(id="d1" * 16, class_id=CLASS.id, trainee_id=WANG.id))
    inspection = work.add(
        Inspection(
            id="d2" * 16, class_id=CLASS.id, inspected_at="2026-11-20T08:30:00+00:00", inspectors=("甲", "乙")
        )
    )
    employment = work.add(Employment(id="d3" * 16, enrolment_id=enrolment.id, state="1"))
    claim = work.add(replace(CLAIM, id="c2" * 16, class_id=CLASS.id))

    assert training.inspections(work, CLASS.id) == [inspection]
    assert training.employments(work, enrolment.id) == [employment]
    assert training.claims_for_class(work, CLASS.id) == [claim]


def test_certificates_come_the_newest_first(work: Work) -> None:
    for number, issued in (("S1", date(2020, 1, 1)), ("S2", date(2021, 1, 1))):
        work.add(Certificate(id=new_id(), trainee_id=WANG.id, number=number, issued_on=issued))

    assert [one.number for one in training.certificates(work, WANG.id)] == ["S2", "S1"]
    assert [one.trainee_id for one in training.certificates_numbered(work, "S1")] == [WANG.id]


def test_lines_of_a_person_are_those_under_the_same_number_too(work: Work) -> None:
    lines = [
        work.add(ClaimLine(id=f"e{n}" * 16, claim_id=CLAIM.id, trainee_id=trainee.id, position=position))
        for n, (trainee, position) in enumerate(((WANG, 2), (TWIN, 1)))
    ]
    work.void(work.add(replace(lines[0], id="e9" * 16, version=0)), "录错")
    work.void(work.get(Trainee, TWIN.id), "重复登记")

    assert training.lines_of(work, CLAIM.id) == lines[::-1]
    assert training.lines_for(work, NUMBER, WANG.id) == lines
    assert training.lines_for(work, None, WANG.id) == lines[:1]


def test_claims_are_found_by_their_state(work: Work) -> None:
    later = work.add(replace(CLAIM, id="c2" * 16, number="x", state="submitted"))
    work.void(work.add(replace(CLAIM, id="c3" * 16, state="submitted")), "录错")

    assert [one.id for one in training.claims(work)] == [later.id, CLAIM.id]
    assert [one.id for one in training.claims(work, states=("submitted", "paid"))] == [later.id]


def test_no_number_is_used_twice_not_even_that_of_a_voided_claim(work: Work) -> None:
    work.void(work.add(replace(CLAIM, id="c2" * 16, number="BT370403-2-26-100000")), "录错")
    work.add(replace(CLAIM, id="c3" * 16, number="BT370403-2-26-99999"))
    work.add(replace(CLAIM, id="c4" * 16, number="BT370403-3-26-00001"))

    assert training.largest_number(work, "BT370403-2-26-") == "BT370403-2-26-100000"
    assert training.largest_number(work, "BT370403-_-26-") is None


def test_standards_documents_and_printings_are_found(work: Work) -> None:
    standard = work.add(
        Standard(id="f1" * 16, policy="SD-2019", subsidy="01", key="5", amount=150000, document="1号")
    )
    document = work.add(PolicyDocument(id="f2" * 16, key="SD-2019", document="1号", file_sha256="00" * 32))
    printed = [
        work.add(Printing(id=new_id(), document_number="1", form="F10", sha256="00" * 32, act=act))
        for act in ("draw", "print")
    ]

    assert training.standards(work) == [standard]
    assert training.documents(work) == [document]
    assert training.printings(work, "1") == printed
