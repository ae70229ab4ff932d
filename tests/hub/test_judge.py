"""What the hub says of each entry, by packages that real PCs and foreign programs wrote."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.core.claims import Claim
from skilldesk.core.fields import fields_of
from skilldesk.core.institutions import Occupation
from skilldesk.core.journal import Place
from skilldesk.core.kinds import KINDS, STAYS
from skilldesk.core.people import CategoryFact, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.hub import registry
from skilldesk.operations import claims, demo, paper
from skilldesk.progress import Progress
from skilldesk.reference import policies
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.work import Work, new_id
from tests.support.county import CLERK, World, edit, told, write_foreign

BOOK = policies.load().all
BAD, GOOD = "370403198604129023", "370403198604129026"


def said(world: World, place: Place) -> tuple[str, dict[str, Any]]:
    with world.hub.database.read() as snapshot:
        fate, words = exchanges.fates(snapshot)[place]
    return fate, json.loads(words or "{}")


def deliver(world: World, store: Store) -> dict[str, int]:
    return world.deliver(world.export(store)).fates


def about(store: Store, id: RecordId, verb: str) -> Place:
    """Where the newest entry on a record under that verb stands."""
    with store.database.read() as snapshot:
        return [link.place for link in snapshot.about(id) if link.entry and link.entry.verb == verb][-1]


def certificate_of(store: Store, trainee: RecordId) -> Certificate:
    with store.database.read() as snapshot:
        return training.certificates(snapshot, trainee)[0]


# The record itself


def test_an_invalid_citizens_number_is_rejected_with_field_and_remedy(world: World) -> None:
    place = write_foreign(
        world.pc, kind="trainee", record=new_id(), document_type="01", name="周春梅", id_number=BAD
    )

    counted = deliver(world, world.pc)

    fate, words = said(world, place)
    assert fate == "REJECTED"
    assert (words["code"], words["field"]) == ("ID-CHECK", "id_number")
    assert words["text"]
    assert words["remedy"] == "请对照证件改正后再报，其余记录不用重报。"
    assert counted["REJECTED"] == 1


def test_a_value_that_cannot_be_read_is_rejected_and_kept(world: World) -> None:
    id = new_id()
    place = write_foreign(
        world.pc,
        kind="trainee",
        record=id,
        document_type="01",
        name="周春梅",
        id_number=GOOD,
        birth_date="1986年4月12日",
    )

    deliver(world, world.pc)

    fate, words = said(world, place)
    assert (fate, words["field"]) == ("REJECTED", "birth_date")
    assert told(world.hub)["trainee"][id]["birth_date"] == "1986年4月12日"


def test_a_record_repaired_in_the_same_package_is_accepted(world: World) -> None:
    id = new_id()
    place = write_foreign(
        world.pc, kind="trainee", record=id, document_type="01", name="周春梅", id_number=BAD
    )
    edit(world.pc, id, id_number=GOOD)

    assert deliver(world, world.pc).keys() == {"ACCEPTED"}
    assert said(world, place) == ("ACCEPTED", {})


def test_a_voided_record_is_not_found_fault_with(world: World) -> None:
    id = new_id()
    write_foreign(world.pc, kind="trainee", record=id, document_type="01", name="周春梅", id_number=BAD)
    with world.pc.database.write(CLERK) as work:
        found = work.get(Trainee, id)
        assert found
        work.void(found, "录错")

    assert deliver(world, world.pc).keys() == {"ACCEPTED"}


def test_an_unknown_kind_is_quarantined_and_kept(world: World) -> None:
    """Written by a newer program, and passed on by a colleague's older one."""
    world.exchange(world.pc, world.second)
    place = write_foreign(world.second, kind="drone_licence", record=new_id(), number="A1")
    with world.second.database.read() as snapshot:
        moved = [link for link in snapshot.journal() if link.device == world.second.database.device]
    with world.pc.database.write(CLERK) as work:
        assert work.apply(moved) == []

    assert deliver(world, world.pc)["QUARANTINED"] == 1
    fate, words = said(world, place)
    assert (fate, words["code"]) == ("QUARANTINED", "HUB-KIND")
    with world.hub.database.read() as snapshot:
        kept = snapshot.link(*place)
    assert kept
    assert kept.content == moved[-1].content


def test_what_the_hub_has_learned_to_read_is_judged_with_the_next_package(world: World) -> None:
    """As if the hub that took it had been a program that did not know of people."""
    id = new_id()
    place = write_foreign(
        world.pc, kind="trainee", record=id, document_type="01", name="周春梅", id_number=BAD
    )
    deliver(world, world.pc)
    with world.hub.database.write(registry.ACCOUNT) as work:
        exchanges.tell(work, [(place, "QUARANTINED", '{"code": "HUB-KIND"}')], new_id())

    world.report(world.second)

    assert said(world, place)[0] == "REJECTED"


def test_one_bad_entry_among_500_stops_none_of_its_neighbours(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add_many([a_person(number) for number in range(250)])
    bad = write_foreign(
        world.pc, kind="trainee", record=new_id(), document_type="01", name="周春梅", id_number=BAD
    )
    with world.pc.database.write(CLERK) as work:
        work.add_many([a_person(number) for number in range(250, 500)])
    data = world.export(world.pc)

    taken = world.deliver(data)

    assert taken.fates["REJECTED"] == 1
    assert taken.fates["ACCEPTED"] >= 500
    assert said(world, bad)[0] == "REJECTED"
    assert len(told(world.hub)["trainee"]) >= 509


def a_person(number: int) -> Trainee:
    return Trainee(id=new_id(), name="周春梅", no_number_reason="1", remark=str(number))


PLAIN = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["370403198604129023", "2020-02-30", "01", "a1" * 16, "20", "-5", "是"]),
)
foreign = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.dictionaries(
            st.sampled_from([field.name for field in fields_of(KINDS[kind])] + ["voided", "colour"]), PLAIN
        ),
        st.sampled_from(["add", "change", "claim.submit", "form.draw", "void", "dance"]),
    )
)


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(written=st.lists(foreign, min_size=1, max_size=12))
def test_whatever_a_foreign_program_writes_is_judged_and_stops_nobody(
    world: World, written: list[tuple[str, dict[str, Any], str]]
) -> None:
    places = [
        write_foreign(world.pc, kind=kind, record=new_id(), changes=changes, verb=verb)
        for kind, changes, verb in written
    ]
    with world.pc.database.write(CLERK) as work:
        good = work.add(a_person(1))

    world.report(world.pc)

    travelled = [place for place, (kind, _, _) in zip(places, written, strict=True) if kind not in STAYS]
    assert {said(world, place)[0] for place in travelled} <= {
        "ACCEPTED",
        "ACCEPTED_WITH_WARNING",
        "REJECTED",
    }
    assert said(world, about(world.pc, good.id, "add")) == ("ACCEPTED", {})


# What no office can see


def test_one_number_under_two_names_is_accepted_with_a_warning(world: World) -> None:
    with world.other.database.write(CLERK) as work:
        first = world.trainees[0]
        number = told(world.pc)["trainee"][first]["id_number"]
        twin = work.add(Trainee(id=new_id(), name="另一个名", id_number=number).completed())

    deliver(world, world.other)

    fate, words = said(world, about(world.other, twin.id, "add"))
    assert (fate, words["code"], words["field"]) == ("ACCEPTED_WITH_WARNING", "HUB-NAME", "name")


def test_one_certificate_of_two_people_names_the_first_office_and_its_day(world: World) -> None:
    known = certificate_of(world.pc, world.trainees[1])
    with world.other.database.write(CLERK) as work:
        holder = work.add(Trainee(id=new_id(), name="周春梅", id_number=GOOD).completed())
        second = work.add(replace(known, id=new_id(), version=0, trainee_id=holder.id, class_id=None))

    deliver(world, world.other)

    fate, words = said(world, about(world.other, second.id, "add"))
    assert (fate, words["code"]) == ("ACCEPTED_WITH_WARNING", "HUB-CERT")
    assert words["other"] == {"office": "990403", "date": "2020-12-21"}


def test_one_certificate_twice_for_one_person_is_no_finding(world: World) -> None:
    known = certificate_of(world.pc, world.trainees[1])
    with world.other.database.write(CLERK) as work:
        number = told(world.pc)["trainee"][world.trainees[1]]["id_number"]
        name = told(world.pc)["trainee"][world.trainees[1]]["name"]
        same = work.add(Trainee(id=new_id(), name=name, id_number=number).completed())
        second = work.add(replace(known, id=new_id(), version=0, trainee_id=same.id, class_id=None))

    deliver(world, world.other)

    assert said(world, about(world.other, second.id, "add")) == ("ACCEPTED", {})


# Money


def roster_of(store: Store, class_id: RecordId) -> list[RecordId]:
    with store.database.read() as snapshot:
        return [one.trainee_id for one in training.roster(snapshot, class_id)]


def make_claim(store: Store, class_id: RecordId, trainee: RecordId) -> Claim:
    with store.database.write(CLERK) as work:
        asked = claims.question(work, class_id, None, demo.TODAY, BOOK)
        (claim,) = claims.create(work, class_id, [trainee], asked)
    return claim


def submit(store: Store, claim: Claim) -> Claim:
    with store.database.write(CLERK) as work:
        return claims.act(work, claim.id, "submit", BOOK)


def copy_training(world: World, work: Work, trainee: RecordId) -> tuple[RecordId, RecordId]:
    """The same person with the same class and skill, registered by another office; class and trainee."""
    with world.pc.database.read() as snapshot:
        person = snapshot.get(Trainee, trainee)
        certificate = training.certificates(snapshot, trainee)[0]
        one = snapshot.get(Class, certificate.class_id or "")
        occupation = snapshot.get(Occupation, certificate.occupation_id or "")
        standards = training.standards(snapshot)
    assert person
    assert one
    assert occupation
    mine = work.add(replace(person, id=new_id(), version=0, employer_id=None))
    skill = work.add(replace(occupation, id=new_id(), version=0))
    taught = work.add(replace(one, id=new_id(), version=0, occupation_id=skill.id, institution_id=None))
    work.add_many([replace(standard, id=new_id(), version=0) for standard in standards])
    fact = work.add(CategoryFact(id=new_id(), trainee_id=mine.id, category="04", valid_from=one.starts_on))
    work.add(StatusFact(id=new_id(), trainee_id=mine.id, kind="entitled", value="否"))
    work.add(
        Enrolment(
            id=new_id(),
            class_id=taught.id,
            trainee_id=mine.id,
            position=1,
            category_fact_id=fact.id,
            attended_hours=1160,
            state="6",
        )
    )
    work.add(
        replace(
            certificate,
            id=new_id(),
            version=0,
            trainee_id=mine.id,
            class_id=taught.id,
            occupation_id=skill.id,
        )
    )
    return taught.id, mine.id


@pytest.fixture
def claimed_twice(world: World) -> tuple[Claim, Claim]:
    """Two offices claim for one person and skill; neither can know of the other."""
    trainee = world.trainees[1]
    certificate = certificate_of(world.pc, trainee)
    first = submit(world.pc, make_claim(world.pc, certificate.class_id or "", trainee))
    with world.other.database.write(CLERK) as work:
        taught, mine = copy_training(world, work, trainee)
    second = submit(world.other, make_claim(world.other, taught, mine))
    return first, second


def test_the_second_claim_for_one_person_and_skill_is_rejected_with_the_winner(
    world: World, claimed_twice: tuple[Claim, Claim]
) -> None:
    first, second = claimed_twice
    world.report(world.pc)
    received = world.report(world.other)

    assert said(world, about(world.pc, first.id, "claim.submit"))[0] == "ACCEPTED"
    fate, words = said(world, about(world.other, second.id, "claim.submit"))
    assert (fate, words["code"]) == ("REJECTED", "HUB-TWICE")
    assert words["other"] == {"office": "990403", "date": "2020-12-21"}
    assert words["clause"]
    assert words["remedy"]
    rejected = [one for one in received.fates if one.fate == "REJECTED"]
    assert {one.other.office if one.other else None for one in rejected} == {"990403"}
    with world.other.database.read() as snapshot:
        assert exchanges.reported(snapshot, [second.id]) == {second.id: Reported.REJECTED}
    with world.pc.database.read() as snapshot:
        assert exchanges.reported(snapshot, [first.id]) == {first.id: Reported.ACCEPTED}


def test_the_rejected_claim_does_not_count_in_the_history_of_its_office(
    world: World, claimed_twice: tuple[Claim, Claim]
) -> None:
    _, second = claimed_twice
    world.report(world.pc)
    before = checked(world.other, second)
    world.report(world.other)

    assert before.decision.verdict == "not_eligible", "its own claim of before stands against it"
    after = checked(world.other, second)
    assert after.decision.nth == 1
    assert after.may_be_submitted


def checked(store: Store, claim: Claim) -> claims.Checked:
    with store.database.read() as snapshot:
        asked = claims.question(snapshot, claim.class_id or "", None, demo.TODAY, BOOK)
        return claims.check_class(snapshot, claim.class_id or "", asked)[0]


def test_further_steps_of_a_rejected_claim_are_rejected_and_its_withdrawal_is_not(
    world: World, claimed_twice: tuple[Claim, Claim]
) -> None:
    _, second = claimed_twice
    world.report(world.pc)
    with world.other.database.write(CLERK) as work:
        found = work.get(Claim, second.id)
        assert found
        work.act("claim.receive", replace(found, state="30"))
    deliver(world, world.other)
    assert said(world, about(world.other, second.id, "claim.receive"))[0] == "REJECTED"

    with world.other.database.write(CLERK) as work:
        claims.act(work, second.id, "withdraw", BOOK, reason="申请人撤回")
    deliver(world, world.other)
    assert said(world, about(world.other, second.id, "claim.withdraw")) == ("ACCEPTED", {})


def test_the_winner_keeps_its_place_whatever_it_does_next(
    world: World, claimed_twice: tuple[Claim, Claim]
) -> None:
    first, _ = claimed_twice
    world.report(world.pc)
    world.report(world.other)
    with world.pc.database.write("wangjianhua") as work:
        claims.act(work, first.id, "receive", BOOK)

    assert deliver(world, world.pc).keys() == {"ACCEPTED"}


def test_after_the_winner_withdraws_the_other_may_submit_again(
    world: World, claimed_twice: tuple[Claim, Claim]
) -> None:
    first, second = claimed_twice
    world.report(world.pc)
    world.report(world.other)
    with world.pc.database.write(CLERK) as work:
        claims.act(work, first.id, "withdraw", BOOK, reason="申请人撤回")
    world.report(world.pc)
    with world.other.database.write(CLERK) as work:
        found = work.get(Claim, second.id)
        assert found
        work.act("claim.return", replace(found, state="25"))
    submit(world.other, second)

    world.report(world.other)

    assert said(world, about(world.other, second.id, "claim.submit"))[0] == "ACCEPTED"
    with world.other.database.read() as snapshot:
        assert exchanges.reported(snapshot, [second.id]) == {second.id: Reported.ACCEPTED}


def test_two_claims_for_one_benefit_in_one_package_are_not_both_accepted(world: World) -> None:
    """Two PCs of one office claim for one person; one of them carries both to the hub."""
    world.exchange(world.pc, world.second)
    trainee = world.trainees[1]
    class_id = certificate_of(world.pc, trainee).class_id or ""
    mine, theirs = (submit(store, make_claim(store, class_id, trainee)) for store in (world.pc, world.second))
    with world.second.database.read() as snapshot:
        moved = [link for link in snapshot.journal() if link.device == world.second.database.device]
    with world.pc.database.write(CLERK) as work:
        assert work.apply(moved) == []

    deliver(world, world.pc)

    fates = Counter(said(world, about(world.pc, claim.id, "claim.submit"))[0] for claim in (mine, theirs))
    assert fates == {"ACCEPTED": 1, "REJECTED": 1}
    loser = next(
        one for one in (mine, theirs) if said(world, about(world.pc, one.id, "claim.submit"))[0] == "REJECTED"
    )
    _, words = said(world, about(world.pc, loser.id, "claim.submit"))
    assert words["other"]["office"] == "990403"


def test_another_skill_of_the_same_person_is_another_benefit(world: World) -> None:
    trainee = world.trainees[1]
    certificate = certificate_of(world.pc, trainee)
    submit(world.pc, make_claim(world.pc, certificate.class_id or "", trainee))
    world.report(world.pc)
    with world.other.database.write(CLERK) as work:
        taught, mine = copy_training(world, work, trainee)
        found = work.find(Occupation)[0]
        work.change(replace(found, name="西式面点师"))
    second = submit(world.other, make_claim(world.other, taught, mine))

    deliver(world, world.other)

    assert said(world, about(world.other, second.id, "claim.submit"))[0] == "ACCEPTED"


# Paper


@pytest.fixture
def drawn(world: World) -> Claim:
    """A claim whose form was drawn and not yet reported."""
    trainee = world.trainees[1]
    claim = make_claim(world.pc, certificate_of(world.pc, trainee).class_id or "", trainee)
    (done,) = paper.draw(world.pc, CLERK, [claim.id], Progress())
    return done.claim


def drawing(world: World, claim: Claim) -> tuple[str, dict[str, Any]]:
    return said(world, about(world.pc, claim.id, "form.draw"))


def test_the_hub_computes_the_check_code_from_the_records(world: World, drawn: Claim) -> None:
    deliver(world, world.pc)

    fate, words = drawing(world, drawn)
    assert fate == "ACCEPTED"
    assert words == {"code": "FORM-SAME", "text": "电子数据与纸面校验码一致。", "check": True}


def test_a_later_edit_does_not_disturb_the_check_code(world: World, drawn: Claim) -> None:
    edit(world.pc, drawn.applicant_id or "", hukou_address="示例县新城街道1号")

    deliver(world, world.pc)

    assert drawing(world, drawn)[1]["check"] is True


def test_an_edit_that_the_drawing_pc_did_not_know_does_not_disturb_it_either(
    world: World, drawn: Claim
) -> None:
    edit(world.second, drawn.applicant_id or "", hukou_address="示例县新城街道2号")
    deliver(world, world.second)

    deliver(world, world.pc)

    assert drawing(world, drawn)[1]["check"] is True


def test_an_edit_of_a_colleague_that_was_known_is_on_the_paper(world: World) -> None:
    person = world.trainees[1]
    edit(world.second, person, hukou_address="示例县新城街道2号")
    world.exchange(world.second, world.pc)
    edit(world.second, person, hukou_address="示例县新城街道3号")
    world.report(world.second)
    claim = make_claim(world.pc, certificate_of(world.pc, person).class_id or "", person)
    paper.draw(world.pc, CLERK, [claim.id], Progress())

    deliver(world, world.pc)

    assert drawing(world, claim)[1]["check"] is True


def test_a_form_that_says_something_else_is_found_out(world: World, drawn: Claim) -> None:
    """A program that draws its paper from other texts than the records."""
    with world.pc.database.write(CLERK) as work:
        found = work.get(Claim, drawn.id)
        assert found
        made_from = [drawn.applicant_id or "", *(one.id for one in training.lines_of(work, drawn.id))]
        made_from += [one.id for one in training.certificates(work, drawn.applicant_id or "")]
        work.act("form.draw", replace(found, check_code="00000000"), made_from=made_from)

    received = world.report(world.pc)

    fate, words = drawing(world, drawn)
    assert (fate, words["code"], words["check"]) == ("ACCEPTED_WITH_WARNING", "FORM-DIFFERS", False)
    assert "重新生成申请表" in words["remedy"]
    assert [one.check for one in received.fates] == [False]


@pytest.mark.parametrize("changes", [{"form_version": 99}, {"form": "F99"}])
def test_a_form_that_the_hub_does_not_know_is_neither_same_nor_different(
    world: World, drawn: Claim, changes: dict[str, Any]
) -> None:
    with world.pc.database.write(CLERK) as work:
        found = work.get(Claim, drawn.id)
        assert found
        work.act("form.draw", replace(found, **changes))

    deliver(world, world.pc)

    assert drawing(world, drawn) == ("ACCEPTED", {})


# Conflicts


def test_both_sides_of_a_conflict_are_told(world: World) -> None:
    world.exchange(world.pc, world.second)
    person = world.trainees[0]
    edit(world.pc, person, phone="13800009100")
    edit(world.second, person, phone="13800009101")
    deliver(world, world.pc)

    deliver(world, world.second)

    fate, words = said(world, about(world.second, person, "change"))
    assert (fate, words["code"], words["field"]) == ("CONFLICT", "HUB-CONFLICT", "phone")
