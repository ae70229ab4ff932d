"""What waits for whom, counted in a real county."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from skilldesk.core.claims import Standard
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.gui import board_lines
from skilldesk.operations import claims, offices, waiting
from skilldesk.operations.demo import TODAY
from skilldesk.operations.waiting import Ahead, Asked, Waiting
from skilldesk.reference import calendar, deadlines, policies, roles
from skilldesk.store.queries import training
from skilldesk.store.queries.records import everything
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, CLERK, LEADER, REVIEWER, World

INSPECTOR = "chengang"


def asked(world: World, account: str, today: date = TODAY) -> Asked:
    with world.pc.database.read() as snapshot:
        user = offices.user(snapshot, account)
    return Asked(
        user=user,
        rights=roles.rights(user.roles),
        today=today,
        deadlines=deadlines.load(),
        calendar=calendar.load(),
        policies=policies.load().all,
    )


def found(world: World, account: str, today: date = TODAY) -> dict[str, Waiting]:
    with world.pc.database.read() as snapshot:
        return {one.key: one for one in waiting.waiting(snapshot, asked(world, account, today))}


def ahead(world: World, today: date = TODAY) -> list[Ahead]:
    with world.pc.database.read() as snapshot:
        return waiting.ahead(snapshot, asked(world, CLERK, today))


def test_every_line_that_may_wait_has_words_and_a_place(world: World) -> None:
    for account in (CLERK, REVIEWER, APPROVER, INSPECTOR):
        for one in found(world, account).values():
            line = board_lines.line(one)
            assert line.title
            assert line.act
            assert line.number == one.count


def test_people_with_a_certificate_wait_for_a_claim_until_they_stand_in_one(world: World) -> None:
    before = found(world, CLERK)["to_claim"]

    with world.pc.database.write(CLERK) as work:
        question = claims.question(work, world.classes[1], None, TODAY, policies.load().all)
        able = [
            one.trainee.id
            for one in claims.check_class(work, world.classes[1], question)
            if one.may_be_submitted
        ]
        made = claims.create(work, world.classes[1], able, question)

    now = found(world, CLERK)
    assert now["to_claim"].count == before.count - len(made)
    assert now["claims_to_submit"].count == len(made)


def test_a_claim_waits_at_one_desk_after_the_other(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        question = claims.question(work, world.classes[1], None, TODAY, policies.load().all)
        able = next(
            one for one in claims.check_class(work, world.classes[1], question) if one.may_be_submitted
        )
        (claim,) = claims.create(work, world.classes[1], [able.trainee.id], question)
    for account, step, key in (
        (CLERK, "submit", "claims_to_receive"),
        (REVIEWER, "receive", "claims_to_first_review"),
        (REVIEWER, "first_review", "claims_to_second_review"),
    ):
        with world.pc.database.write(account) as work:
            claims.act(work, claim.id, step, policies.load().all)
        assert key not in found(world, CLERK)
        assert found(world, REVIEWER if step != "first_review" else APPROVER)[key].count == 1

    assert not any(key.startswith("claims") for key in found(world, LEADER))


def test_who_passed_waits_for_the_certificate(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        one = training.roster(work, world.classes[0])[0]
        for certificate in training.certificates(work, one.trainee_id):
            work.void(certificate, "录错")
        work.change(replace(work.get(Enrolment, one.id) or one, state="4"))

    line = found(world, CLERK)["certificates_missing"]

    assert line.count == 1
    assert line.record == world.classes[0]


def test_a_certificate_that_was_never_looked_up_waits(world: World) -> None:
    assert "certificates_to_verify" not in found(world, CLERK)

    with world.pc.database.write(CLERK) as work:
        some = everything(work, Certificate)[0]
        work.change(replace(some, verification=None))

    line = found(world, CLERK)["certificates_to_verify"]
    assert (line.count, line.day) == (1, some.issued_on)


def test_a_class_that_runs_without_inspection_waits_for_the_inspector(world: World) -> None:
    assert found(world, INSPECTOR)["inspections"].names == ("2020鲁南职校保育师四级05等级证",)
    assert "inspections" not in found(world, APPROVER)


def test_a_class_that_is_over_waits_for_its_results(world: World) -> None:
    assert "classes_over" not in found(world, CLERK)

    assert found(world, CLERK, TODAY + timedelta(days=60))["classes_over"].count == 1


def test_a_standard_waits_for_another_than_who_entered_it(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add(
            Standard(
                id=new_id(),
                policy="SD-2019",
                subsidy="10",
                key="2",
                amount=200_000,
                document="演示标准〔2020〕2号",
                entered_by=CLERK,
            )
        )

    assert "standards" not in found(world, CLERK)
    assert found(world, APPROVER)["standards"].count == 1


def test_the_day_for_filing_lies_five_working_days_before_the_class(world: World) -> None:
    (day,) = (one for one in ahead(world) if one.key == "filing")

    assert (day.day, day.left) == (date(2020, 12, 25), 4)
    assert "20号" in day.document


def test_a_filing_day_is_not_guessed_where_the_days_off_are_not_known(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        (coming,) = (one for one in everything(work, Class) if one.state == "10")
        work.change(replace(coming, starts_on=date(2099, 1, 8)))

    assert not [one for one in ahead(world, date(2099, 1, 1)) if one.key == "filing"]


@pytest.mark.parametrize(("key", "left"), [("agreement", 10), ("licence", 31), ("policy", 375)])
def test_what_ends_is_told_in_time(world: World, key: str, left: int) -> None:
    assert [one.left for one in ahead(world) if one.key == key] == [left]


def test_the_nearest_day_stands_first(world: World) -> None:
    lefts = [one.left for one in ahead(world)]

    assert lefts == sorted(lefts)
