"""补贴申领 on a practice county: who may have what, the numbers, the steps and who may take them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from skilldesk.core.claim_steps import STEPS, ClaimStep
from skilldesk.core.claims import Claim, ClaimLine, PolicyDocument, Standard
from skilldesk.core.institutions import Occupation
from skilldesk.core.offices import User
from skilldesk.core.people import PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import claims, demo
from skilldesk.operations.claims import Checked, making
from skilldesk.reference import policies
from skilldesk.store import exchanges
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.work import Work, new_id
from tests.support.county import APPROVER, CLERK, REVIEWER, World, links

BOOK = policies.load().all
CERTIFIED = date(2020, 6, 12)


@pytest.fixture
def pc(world: World) -> Store:
    return world.pc


@pytest.fixture
def work(pc: Store) -> Iterator[Work]:
    with pc.database.write(CLERK) as work:
        yield work


@pytest.fixture
def ordinary(world: World) -> RecordId:
    """Somebody who may have the subsidy and never had one."""
    return world.trainees[1]


def certificate(work: Work, trainee: RecordId) -> Certificate:
    return training.certificates(work, trainee)[0]


def skill_of(work: Work, certificate: Certificate) -> Occupation:
    found = work.get(Occupation, certificate.occupation_id or "")
    assert found
    return found


def class_of(work: Work, trainee: RecordId) -> RecordId:
    return certificate(work, trainee).class_id or ""


def ask(work: Work, class_id: RecordId) -> claims.Question:
    return claims.question(work, class_id, None, demo.TODAY, BOOK)


def checked(work: Work, trainee: RecordId) -> Checked:
    class_id = class_of(work, trainee)
    found = claims.check_class(work, class_id, ask(work, class_id))
    return next(one for one in found if one.trainee.id == trainee)


def create(work: Work, *trainees: RecordId) -> list[Claim]:
    class_id = class_of(work, trainees[0])
    return claims.create(work, class_id, trainees, ask(work, class_id))


def act(store: Store, actor: str, claim: Claim, key: str) -> Claim:
    with store.database.write(actor) as work:
        return claims.act(work, claim.id, key, BOOK, reason="材料不全")


def earlier_claim(work: Work, trainee: RecordId, occupation: str, state: str, **changes: Any) -> Claim:
    """A claim of this year for another skill of that person."""
    pattern = certificate(work, trainee)
    skill = work.add(replace(skill_of(work, pattern), id=new_id(), version=0, name=occupation))
    held = work.add(
        replace(
            pattern,
            id=new_id(),
            version=0,
            number=f"S{new_id()[:10]}",
            occupation_id=skill.id,
            issued_on=CERTIFIED,
            class_id=None,
            **changes,
        )
    )
    claim = work.add(
        Claim(
            id=new_id(),
            number=f"旧{occupation}",
            subsidy="10",
            applicant_kind="1",
            applicant_id=trainee,
            applied_on=CERTIFIED,
            amount=80_000,
            state=state,
        )
    )
    work.add(
        ClaimLine(id=new_id(), claim_id=claim.id, trainee_id=trainee, certificate_id=held.id, amount=80_000)
    )
    return claim


def finding(one: Checked, rule: str) -> claims.Finding:
    return next(found for found, _ in one.reasons if found.rule == rule)


# What counts


def test_the_fourth_of_the_year_is_refused_with_clause_and_remedy(world: World, work: Work) -> None:
    one = checked(work, world.trainees[0])

    assert (one.decision.verdict, one.decision.nth, one.decision.payable_fen) == ("not_eligible", 4, 0)
    assert "2020年已享受3次，每年最多3次" in one.refusal
    assert (
        "“在我省参加职业技能培训的劳动者取得证书后，按规定给予每人每年不超过3次的职业培训补贴" in one.refusal
    )
    assert "山东省职业技能提升行动方案（2019—2021年）重点任务分工" in one.refusal
    assert "请核对以往的补贴记录" in one.refusal
    with pytest.raises(Refused, match=r"现在不能申领.*已享受3次.*没有生成或提交申领单，数据没有变化"):
        create(work, world.trainees[0])


def test_the_third_of_the_year_is_granted(world: World, work: Work) -> None:
    one = checked(work, world.trainees[4])

    assert (one.decision.nth, one.decision.payable_fen) == (3, 80_000)
    assert one.may_be_submitted
    assert one.refusal == ""


@pytest.mark.parametrize(
    ("state", "nth"),
    [("20", 2), ("30", 2), ("40", 2), ("50", 2), ("90", 2), ("10", 1), ("25", 1), ("39", 1), ("99", 1)],
)
def test_submitted_approved_and_paid_count_drafts_refused_and_withdrawn_do_not(
    work: Work, ordinary: RecordId, state: str, nth: int
) -> None:
    earlier_claim(work, ordinary, "西式面点师", state)

    assert checked(work, ordinary).decision.nth == nth


@pytest.mark.parametrize("state", ["95", "96"])
def test_a_recovered_one_is_for_a_person_to_settle(work: Work, ordinary: RecordId, state: str) -> None:
    earlier_claim(work, ordinary, "西式面点师", state)

    one = checked(work, ordinary)
    assert one.decision.needs_person
    assert not one.may_be_submitted


def test_a_paid_one_whose_certificate_was_revoked_is_for_a_person_to_settle(
    work: Work, ordinary: RecordId
) -> None:
    earlier_claim(work, ordinary, "西式面点师", "90", revoked_on=date(2020, 9, 1))

    assert checked(work, ordinary).decision.needs_person


def test_a_voided_claim_does_not_count(work: Work, ordinary: RecordId) -> None:
    work.void(earlier_claim(work, ordinary, "西式面点师", "90"), "录错")

    assert checked(work, ordinary).decision.nth == 1


def test_another_record_with_the_same_number_counts(work: Work, ordinary: RecordId) -> None:
    person = work.get(Trainee, ordinary)
    assert person
    twin = work.add(replace(person, id=new_id(), version=0))
    pattern = certificate(work, ordinary)
    work.add(replace(pattern, id=new_id(), version=0, trainee_id=twin.id))
    earlier_claim(work, twin.id, "西式面点师", "90")

    assert checked(work, ordinary).decision.nth == 2


def test_what_was_claimed_under_a_record_voided_as_a_duplicate_counts(work: Work, ordinary: RecordId) -> None:
    person = work.get(Trainee, ordinary)
    assert person
    twin = work.add(replace(person, id=new_id(), version=0))
    work.add(replace(certificate(work, ordinary), id=new_id(), version=0, trainee_id=twin.id))
    earlier_claim(work, twin.id, "西式面点师", "90")
    work.void(twin, "与另一条是同一人")

    assert checked(work, ordinary).decision.nth == 2


def test_prior_benefits_count_unless_they_repeat_what_is_here(work: Work, ordinary: RecordId) -> None:
    person = work.get(Trainee, ordinary)
    assert person
    said: dict[str, Any] = {
        "id_number": person.id_number,
        "subsidy": "10",
        "level": "5",
        "certificate_date": CERTIFIED,
        "state": "paid",
    }
    work.add(PriorBenefit(id=new_id(), occupation="育婴员", **said))
    work.add(PriorBenefit(id=new_id(), occupation="保育师", repeats=True, **said))

    assert checked(work, ordinary).decision.nth == 2


def test_the_same_skill_again_is_refused(work: Work, ordinary: RecordId) -> None:
    skill = skill_of(work, certificate(work, ordinary))
    earlier_claim(work, ordinary, skill.name, "90")

    one = checked(work, ordinary)
    assert one.decision.verdict == "not_eligible"
    assert finding(one, "R-DUP").outcome == "fail"


def test_a_claim_that_the_province_rejected_does_not_count(work: Work, ordinary: RecordId) -> None:
    claim = earlier_claim(work, ordinary, "西式面点师", "10")
    found = work.act("claim.submit", replace(claim, state="20"))
    assert checked(work, ordinary).decision.nth == 2

    exchanges.tell(work, [(work.about(found.id)[-1].place, "REJECTED", None)], new_id())

    assert checked(work, ordinary).decision.nth == 1


def test_without_what_a_rule_needs_nothing_is_decided(work: Work, ordinary: RecordId) -> None:
    (known,) = (one for one in work.find(StatusFact) if one.trainee_id == ordinary)
    work.void(known, "作废")

    one = checked(work, ordinary)
    assert one.decision.verdict == "unknown"
    assert "没有2020年" in one.refusal
    assert "请向社保经办机构查询" in one.refusal


def test_a_class_must_say_for_which_subsidy(work: Work, ordinary: RecordId) -> None:
    one = work.get(Class, class_of(work, ordinary))
    assert one
    work.change(replace(one, subsidy=None))

    with pytest.raises(Refused, match="没有填补贴类别"):
        ask(work, one.id)
    assert claims.question(work, one.id, "10", demo.TODAY, BOOK).subsidy == "10"
    with pytest.raises(NotFound):
        ask(work, new_id())


# Making claims


def test_claims_are_made_for_all_or_for_none(world: World, pc: Store) -> None:
    with pc.database.read() as snapshot:
        class_id = training.certificates(snapshot, world.trainees[0])[0].class_id or ""
        roster = [one.trainee_id for one in training.roster(snapshot, class_id)]
    assert {world.trainees[0], world.trainees[4]} <= set(roster)
    before = links(pc)

    with pytest.raises(Refused), pc.database.write(CLERK) as work:
        create(work, world.trainees[4], world.trainees[0])

    assert links(pc) == before


def test_one_person_twice_or_nobody_of_the_class_is_refused(
    world: World, work: Work, ordinary: RecordId
) -> None:
    with pytest.raises(Refused, match="同一个人选了两次"):
        create(work, ordinary, ordinary)
    with pytest.raises(Refused, match="不在这个班的花名册里"):
        create(work, ordinary, world.trainees[2])


def test_a_claim_copies_payee_amount_and_outcomes(work: Work, ordinary: RecordId) -> None:
    one = checked(work, ordinary)
    (claim,) = create(work, ordinary)
    (line,) = training.lines_of(work, claim.id)

    assert (claim.state, claim.amount, claim.applied_on) == ("10", 80_000, demo.TODAY)
    assert claim.payee_account == one.trainee.bank_account
    assert (line.trainee_id, line.amount, line.verdict) == (ordinary, 80_000, one.decision.verdict)
    assert (line.policy, line.policy_sha256) == ("SD-2019", BOOK[0].file_sha256)
    assert line.document == "演示标准〔2019〕1号"
    assert work.get(Standard, line.standard_id or "")


def test_a_line_keeps_outcomes_that_give_the_same_sentences(work: Work, ordinary: RecordId) -> None:
    one = checked(work, ordinary)
    (claim,) = create(work, ordinary)
    (line,) = training.lines_of(work, claim.id)

    assert [(kept.plain(), reason) for kept, reason in claims.kept_reasons(line, BOOK)] == [
        (found.plain(), reason) for found, reason in one.reasons
    ]


def test_a_policy_file_is_entered_once(world: World, work: Work, ordinary: RecordId) -> None:
    create(work, ordinary)
    create(work, world.trainees[4])

    (document,) = work.find(PolicyDocument)
    assert (document.key, document.file_sha256) == ("SD-2019", BOOK[0].file_sha256)


# Numbers


def test_numbers_go_on_and_are_never_used_again(work: Work, ordinary: RecordId) -> None:
    first, second = (create(work, ordinary)[0] for _ in range(2))
    work.void(second, "录错")
    (third,) = create(work, ordinary)

    assert [one.number for one in (first, second, third)] == [
        f"BT990403-1-20-0000{number}" for number in (1, 2, 3)
    ]


def test_each_pc_has_its_own_numbers(world: World, ordinary: RecordId) -> None:
    with world.second.database.write(CLERK) as work:
        (theirs,) = create(work, ordinary)
    world.exchange(world.second, world.pc)
    with world.pc.database.write(CLERK) as work:
        (ours,) = create(work, ordinary)

    assert (theirs.number, ours.number) == ("BT990403-2-20-00001", "BT990403-1-20-00001")


def test_a_pc_in_no_network_has_the_number_0(world: World) -> None:
    store = world.new_pc(world.folder / "alone")
    with store.database.write(CLERK) as work:
        assert re.fullmatch(r"BT990403-0-20-00001", making.next_number(work))
    store.close()


def test_the_year_of_a_number_is_that_of_china(world: World, ordinary: RecordId) -> None:
    """18:00 UTC on 31 December is 2 o'clock of 1 January in China."""
    world.clock.at = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)

    with world.pc.database.write(CLERK) as work:
        assert work.author.at.startswith("2020-12-31T18:00")
        assert create(work, ordinary)[0].number == "BT990403-1-21-00001"


def test_numbers_go_on_beyond_99999(work: Work, ordinary: RecordId) -> None:
    (claim,) = create(work, ordinary)
    for serial in ("99999", "100000"):
        work.add(replace(claim, id=new_id(), version=0, number=f"BT990403-1-20-{serial}"))

    assert create(work, ordinary)[0].number == "BT990403-1-20-100001"


# Steps


STAFF = {
    "entry": "clerk",
    "window": "window",
    "first_review": "first",
    "second_review": "second",
    "finance": "money",
    "leader": "leader",
    "administrator": "admin",
}


@pytest.fixture
def staffed(pc: Store) -> Store:
    """An office in which everybody has one role."""
    with pc.database.write(CLERK) as work:
        work.add_many(
            [
                User(id=new_id(), account=name, name=f"周{said}", roles=(role,))
                for (role, name), said in zip(STAFF.items(), "春夏秋冬东西南", strict=True)
            ]
        )
    return pc


def put(store: Store, claim: Claim, state: str) -> None:
    with store.database.write(CLERK) as work:
        found = work.get(Claim, claim.id)
        assert found
        work.change(replace(found, state=state))


@pytest.fixture
def claim(staffed: Store, ordinary: RecordId) -> Claim:
    with staffed.database.write("clerk") as work:
        return create(work, ordinary)[0]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_is_for_its_roles_alone(staffed: Store, claim: Claim, step: ClaimStep) -> None:
    put(staffed, claim, min(step.from_states))
    for role, name in STAFF.items():
        if role not in step.roles:
            with pytest.raises(Refused, match=f"您的角色不能「{step.label}」，没有办理"):
                act(staffed, name, claim, step.key)

    done = act(staffed, STAFF[min(step.roles)], claim, step.key)
    assert done.state == step.to_state


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_begins_only_in_its_states(staffed: Store, claim: Claim, step: ClaimStep) -> None:
    states = {state for one in STEPS for state in (*one.from_states, one.to_state)}
    for state in sorted(states - step.from_states):
        put(staffed, claim, state)
        with pytest.raises(Refused, match=f"现在的状态不能「{step.label}」"):
            act(staffed, STAFF[min(step.roles)], claim, step.key)


def everybody(store: Store, account: str) -> None:
    """Give a user all roles."""
    with store.database.write(CLERK) as work:
        found = next(one for one in work.find(User) if one.account == account)
        work.change(replace(found, roles=tuple(STAFF)))


@pytest.mark.parametrize("step", [one for one in STEPS if one.not_by], ids=lambda step: step.key)
def test_who_took_an_earlier_step_may_not_take_it(staffed: Store, claim: Claim, step: ClaimStep) -> None:
    for name in STAFF.values():
        everybody(staffed, name)
    taken = {"submit": "admin", "receive": "window", "first_review": "first"}
    for key, name in taken.items():
        act(staffed, name, claim, key)
    put(staffed, claim, min(step.from_states))
    barred = {"clerk", "admin"} | ({"first"} if "claim.first_review" in step.not_by else set())

    for name in barred:
        with pytest.raises(Refused, match="不能由办过前一步的人来做"):
            act(staffed, name, claim, step.key)
    assert act(staffed, "second", claim, step.key).state == step.to_state


def test_the_way_of_a_claim_from_desk_to_desk(pc: Store, ordinary: RecordId) -> None:
    with pc.database.write(CLERK) as work:
        (claim,) = create(work, ordinary)
    steps = [
        (CLERK, "submit"),
        (REVIEWER, "return"),
        (CLERK, "submit"),
        (REVIEWER, "receive"),
        (REVIEWER, "first_review"),
        (APPROVER, "second_review"),
    ]

    states = [act(pc, actor, claim, key).state for actor, key in steps]

    assert states == ["20", "25", "20", "30", "40", "50"]
    verbs = [link.entry.verb for link in links(pc) if link.entry and link.entry.record == claim.id]
    assert verbs == ["add", *(f"claim.{key}" for _, key in steps)]


def test_a_step_that_there_is_not_and_a_claim_that_there_is_not(pc: Store, claim: Claim) -> None:
    with pytest.raises(Refused, match="没有「pay」这一步"):
        act(pc, CLERK, claim, "pay")
    with pytest.raises(NotFound, match="不在本机，或已作废"):
        act(pc, CLERK, replace(claim, id=new_id()), "submit")


# Checked once more when it is submitted


def test_a_standard_that_changed_meanwhile_stops_the_submission(pc: Store, claim: Claim) -> None:
    with pc.database.write(CLERK) as work:
        standard = next(one for one in work.find(Standard) if one.key == "5")
        work.change(replace(standard, amount=90_000))

    with pytest.raises(Refused, match=r"金额或证书与申领单不同，没有提交。数据没有变化。请撤销这张单"):
        act(pc, "clerk", claim, "submit")


def test_a_pension_fact_that_came_meanwhile_stops_the_submission(
    pc: Store, claim: Claim, ordinary: RecordId
) -> None:
    with pc.database.write(CLERK) as work:
        fact = next(one for one in work.find(StatusFact) if one.trainee_id == ordinary)
        work.change(replace(fact, value="是"))

    with pytest.raises(Refused, match=r"现在不能申领.*养老金.*没有生成或提交"):
        act(pc, "clerk", claim, "submit")


def test_another_certificate_that_came_meanwhile_stops_the_submission(
    pc: Store, claim: Claim, ordinary: RecordId
) -> None:
    with pc.database.write(CLERK) as work:
        known = certificate(work, ordinary)
        work.add(replace(known, id=new_id(), version=0, number="S2", issued_on=demo.TODAY))

    with pytest.raises(Refused, match="证书与申领单不同"):
        act(pc, "clerk", claim, "submit")


def test_the_line_keeps_what_was_found_at_the_submission(pc: Store, claim: Claim, ordinary: RecordId) -> None:
    with pc.database.write(CLERK) as work:
        earlier_claim(work, ordinary, "西式面点师", "90")
        standard = next(one for one in work.find(Standard) if one.key == "5")
        work.change(replace(standard, document="演示标准〔2020〕2号"))

    act(pc, "clerk", claim, "submit")

    with pc.database.read() as snapshot:
        (line,) = training.lines_of(snapshot, claim.id)
    kept = [found for found, _ in claims.kept_reasons(line, BOOK)]
    assert [found.facts["nth"] for found in kept if "nth" in found.facts] == [2]
    assert line.document == "演示标准〔2020〕2号"


def test_a_claim_does_not_count_against_itself(pc: Store, claim: Claim) -> None:
    act(pc, "clerk", claim, "submit")
    act(pc, "window", claim, "return")

    assert act(pc, "clerk", claim, "submit").state == "20"


def test_the_second_of_two_drafts_for_one_benefit_cannot_be_submitted(
    pc: Store, claim: Claim, ordinary: RecordId
) -> None:
    with pc.database.write("clerk") as work:
        (again,) = create(work, ordinary)
    act(pc, "clerk", claim, "submit")

    with pytest.raises(Refused, match="现在不能申领"):
        act(pc, "clerk", again, "submit")
