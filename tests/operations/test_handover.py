"""What a leaving clerk has begun passes to a colleague, and the journal keeps who answers for it."""

from dataclasses import replace

import pytest

from skilldesk.core.claims import Claim, Standard
from skilldesk.core.offices import User
from skilldesk.core.training import Class
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.operations import handover, offices
from skilldesk.operations.handover import OpenWork
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, CLERK, REVIEWER, World
from tests.support.stores import CHEAP

LEAVING, HEIR = "sunli", "zhoujie"
ENOUGH = "long enough"
AT = "2020-12-21T08:30:00+00:00"


@pytest.fixture
def office(world: World) -> World:
    """Two further clerks, of whom the first has work of every sort in hand."""
    for account, name in ((LEAVING, "孙丽"), (HEIR, "周洁")):
        new = User(id=new_id(), account=account, name=name, roles=("entry",))
        offices.add_user(world.pc, CLERK, new, ENOUGH, cost=CHEAP)
    with world.pc.database.write(LEAVING) as work:
        for number, state in (("BT990403-1-20-00901", "10"), ("BT990403-1-20-00902", "50")):
            work.add(Claim(id=new_id(), number=number, subsidy="10", applicant_kind="1", state=state))
        work.add(Class(id=new_id(), name="2020茶艺师五级09等级证", state="10"))
        work.add(
            Standard(
                id=new_id(),
                policy="SD-2019",
                subsidy="10",
                key="9",
                amount=1,
                document="试",
                entered_by=LEAVING,
            )
        )
    assert world.pc.drafts
    world.pc.drafts.keep(LEAVING, Draft("trainees", "f1" * 16, {"name": "张三丰"}, AT))
    return world


def open_of(world: World, account: str) -> OpenWork:
    with world.pc.database.read() as snapshot:
        return handover.open_work(world.pc, snapshot, account)


def shape(work: OpenWork) -> tuple[int, int, int, int]:
    return len(work.drafts), len(work.claims), len(work.classes), len(work.standards)


def test_open_work_is_what_somebody_began_and_nobody_finished(office: World) -> None:
    work = open_of(office, LEAVING)

    assert shape(work) == (1, 1, 1, 1)
    assert len(work) == 4
    assert work.claims[0].number == "BT990403-1-20-00901"
    assert len(open_of(office, HEIR)) == 0


def test_a_handover_moves_drafts_and_says_who_answers_for_the_rest(office: World) -> None:
    with office.pc.database.read() as snapshot:
        before = snapshot.head_of(office.pc.database.device, office.pc.database.epoch).seq

    done = handover.hand_over(office.pc, CLERK, LEAVING, HEIR)

    assert shape(done.work) == (1, 1, 1, 1)
    assert done.head.seq == before + 1
    with office.pc.database.read() as snapshot:
        (note,) = snapshot.notes(handover.DONE)
        assert note.entry
        assert {name: now for name, (_, now) in note.entry.changes.items()} == {
            "gone": LEAVING,
            "heir": HEIR,
            "drafts": 1,
            "claims": 1,
            "classes": 1,
            "standards": 1,
        }
    offices.remove_user(office.pc, CLERK, LEAVING, "调离", offices.signer(office.pc)).close()
    del office.pc
    assert shape(open_of(office, HEIR)) == (1, 1, 1, 1)
    with office.pc.database.read() as snapshot:
        assert handover.counts(office.pc, snapshot)[HEIR] == 4


def test_work_that_was_taken_over_passes_on_with_ones_own(office: World) -> None:
    handover.hand_over(office.pc, CLERK, LEAVING, HEIR)
    office.pc = offices.remove_user(office.pc, CLERK, LEAVING, "调离", offices.signer(office.pc))

    handover.hand_over(office.pc, CLERK, HEIR, CLERK)
    office.pc = offices.remove_user(office.pc, CLERK, HEIR, "退休", offices.signer(office.pc))

    with office.pc.database.read() as snapshot:
        assert handover.heirs(snapshot) == {LEAVING: CLERK, HEIR: CLERK}
    assert shape(open_of(office, CLERK))[:2] == (1, 1)


def test_whoever_is_a_user_again_answers_for_her_own_work(office: World) -> None:
    handover.hand_over(office.pc, CLERK, LEAVING, HEIR)

    with office.pc.database.read() as snapshot:
        assert handover.heirs(snapshot) == {}
    assert shape(open_of(office, LEAVING)) == (0, 1, 1, 1)


def test_only_an_administrator_hands_over_and_not_to_just_anybody(office: World) -> None:
    for actor, account, to, error, match in (
        (HEIR, LEAVING, HEIR, NotAllowed, "不能办理交接"),
        (CLERK, LEAVING, LEAVING, Refused, "不能交接给本人"),
        (CLERK, LEAVING, REVIEWER, Refused, "王建华的角色不能办申领单"),
        (CLERK, LEAVING, APPROVER, Refused, "赵立群的角色不能办申领单"),
        (CLERK, LEAVING, "nobody", NotFound, "没有账号"),
        (CLERK, "nobody", HEIR, NotFound, "没有账号"),
    ):
        with pytest.raises(error, match=match):
            handover.hand_over(office.pc, actor, account, to)

    assert shape(open_of(office, LEAVING)) == (1, 1, 1, 1)


def test_two_drafts_of_one_record_are_never_made_one(office: World) -> None:
    assert office.pc.drafts
    (mine,) = office.pc.drafts.kept(LEAVING)
    office.pc.drafts.keep(HEIR, replace(mine, texts={"name": "张三"}))

    with pytest.raises(Refused, match="自己也有1份同一条记录的草稿"):
        handover.hand_over(office.pc, CLERK, LEAVING, HEIR)

    assert [one.texts for one in office.pc.drafts.kept(LEAVING)] == [{"name": "张三丰"}]
    assert [one.texts for one in office.pc.drafts.kept(HEIR)] == [{"name": "张三"}]
