"""Steps with several claims at once, reasons, and one person under two accounts."""

from dataclasses import replace

import pytest

from skilldesk.core.claim_steps import BY_KEY
from skilldesk.core.claims import Claim
from skilldesk.core.offices import User
from skilldesk.core.records import RecordId
from skilldesk.errors import NotAllowed, Refused
from skilldesk.operations import claims, demo
from skilldesk.operations.claims import Taken
from skilldesk.reference import policies
from skilldesk.store.office import Store
from skilldesk.store.queries import claims as numbers
from skilldesk.store.queries import training
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, CLERK, LEADER, REVIEWER, World

BOOK = policies.load().all


def made(store: Store, *trainees: RecordId, actor: str = CLERK) -> list[Claim]:
    with store.database.write(actor) as work:
        class_id = training.certificates(work, trainees[0])[0].class_id or ""
        asked = claims.question(work, class_id, None, demo.TODAY, BOOK)
        return claims.create(work, class_id, trainees, asked)


def act(store: Store, actor: str, claim: Claim, key: str, reason: str = "") -> Claim:
    with store.database.write(actor) as work:
        return claims.act(work, claim.id, key, BOOK, reason=reason)


def each(store: Store, actor: str, wanted: list[Claim], key: str) -> list[Taken]:
    ids = [one.id for one in wanted]
    return list(claims.act_each(store.database, actor, ids, lambda work, id: claims.act(work, id, key, BOOK)))


@pytest.fixture
def pair(world: World) -> list[Claim]:
    """Claims of both people of the second class."""
    return made(world.pc, world.trainees[1], world.trainees[5])


def test_each_claim_takes_the_step_in_a_commit_of_its_own_and_a_refused_one_is_named(
    world: World, pair: list[Claim]
) -> None:
    first, second = pair
    act(world.pc, CLERK, second, "submit")

    taken = each(world.pc, CLERK, pair, "submit")

    assert [one.number for one in taken] == [first.number, second.number]
    assert taken[0].refused == ""
    assert "现在的状态不能「提交」" in taken[1].refused
    with world.pc.database.read() as snapshot:
        entries = [link.entry for one in pair for link in snapshot.about(one.id)]
    assert [entry.verb for entry in entries if entry and entry.verb != "add"] == ["claim.submit"] * 2


@pytest.mark.parametrize("key", ["return", "withdraw"])
def test_who_gives_a_claim_back_says_why(world: World, pair: list[Claim], key: str) -> None:
    act(world.pc, CLERK, pair[0], "submit")
    actor = REVIEWER if key == "return" else CLERK

    with pytest.raises(Refused, match=f"「{BY_KEY[key].label}」要写明原因，没有办理"):
        act(world.pc, actor, pair[0], key, "  ")

    assert act(world.pc, actor, pair[0], key, "材料不全").state == BY_KEY[key].to_state


def test_a_second_account_of_the_same_name_is_the_same_person(world: World, pair: list[Claim]) -> None:
    twin = User(id=new_id(), account="limin2", name="李敏", roles=("first_review",))
    with world.pc.database.write(CLERK) as work:
        work.add(twin)
    act(world.pc, CLERK, pair[0], "submit")
    act(world.pc, REVIEWER, pair[0], "receive")

    with pytest.raises(Refused, match="「初审通过」不能由办过前一步的人来做"):
        act(world.pc, "limin2", pair[0], "first_review")


def test_who_may_not_write_claims_makes_none(world: World) -> None:
    for actor in (REVIEWER, APPROVER, LEADER):
        with pytest.raises(NotAllowed, match="您的角色不能增加、修改或作废申领单"):
            made(world.pc, world.trainees[1], actor=actor)


def test_claims_are_counted_by_state_and_by_class(world: World, pair: list[Claim]) -> None:
    act(world.pc, CLERK, pair[0], "submit")
    act(world.pc, CLERK, pair[1], "withdraw", "申请人撤回")
    with world.pc.database.read() as snapshot:
        states = numbers.states(snapshot)
        counts = {one.class_id: one for one in numbers.class_counts(snapshot, claims.CLAIMABLE)}
        standing = numbers.standing(snapshot, pair[0].class_id or "")
        submitted = numbers.in_states(snapshot, ["20"], most=5)
        people = numbers.people_in(snapshot, [one.id for one in pair])

    assert states == {"20": 1, "99": 1}
    assert len(counts) == len(world.classes)
    own = counts[pair[0].class_id or ""]
    assert (own.enrolled, own.certified, own.claimed) == (2, 2, 1)
    assert standing == {world.trainees[1]: pair[0].number}
    assert [one.id for one in submitted] == [pair[0].id]
    assert people == {one.id: 1 for one in pair}


def test_a_class_without_a_state_may_claim_once_it_gave_certificates(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        one = next(each for each in training.classes(work) if each.id == world.classes[0])
        work.change(replace(one, state=None))
        counted = [each.class_id for each in numbers.class_counts(work, claims.CLAIMABLE)]

    assert one.id in counted
