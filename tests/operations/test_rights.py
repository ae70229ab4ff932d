"""Who may write what is asked at the door; looking at a masked number is journalled."""

import pytest

from skilldesk.core.people import Trainee
from skilldesk.core.rights import Rights
from skilldesk.errors import NotAllowed
from skilldesk.operations import records, rights
from skilldesk.operations.demo import TODAY
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, CLERK, LEADER, World

NUMBER = "370403198604129026"


def test_a_role_that_does_not_write_a_kind_is_refused_and_nothing_is_written(world: World) -> None:
    person = Trainee(id=new_id(), name="周春梅", id_number=NUMBER)

    with (
        pytest.raises(NotAllowed, match="不能增加、修改或作废学员"),
        world.pc.database.write(APPROVER) as work,
    ):
        records.save(work, person, TODAY)

    with world.pc.database.read() as snapshot:
        assert snapshot.get(Trainee, person.id) is None


def test_voiding_and_taking_back_are_writing_too(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        person = records.save(work, Trainee(id=new_id(), name="周春梅", id_number=NUMBER), TODAY)
        voided = records.void(work, person, "重复登记")

    for act in (lambda work: records.void(work, voided, "错"), lambda work: records.take_back(work, voided)):
        with pytest.raises(NotAllowed), world.pc.database.write(APPROVER) as work:
            act(work)
    with world.pc.database.write(CLERK) as work:
        assert records.take_back(work, voided).voided is None


def test_somebody_whom_the_office_does_not_know_has_no_rights(world: World) -> None:
    with world.pc.database.read() as snapshot:
        assert rights.of_user(snapshot, "nobody") == Rights()


def test_looking_at_a_masked_number_is_journalled_and_only_for_those_who_may(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        person = records.save(work, Trainee(id=new_id(), name="周春梅", id_number=NUMBER), TODAY)

    with pytest.raises(NotAllowed, match="查看完整号码"), world.pc.database.write(CLERK) as work:
        rights.show_whole(work, person)

    with world.pc.database.write(LEADER) as work:
        rights.show_whole(work, person)

    with world.pc.database.read() as snapshot:
        (link,) = snapshot.notes(rights.SHOWN)
        assert link.entry is not None
        assert link.entry.actor == LEADER
        assert link.entry.changes["record"] == (None, person.id)
