"""Who may be the same person: a finding, never a refusal."""

from dataclasses import replace

from skilldesk.core.people import Trainee
from skilldesk.operations import people
from skilldesk.store.work import new_id
from tests.support.county import CLERK, World, trainee


def test_the_same_number_or_name_and_day_or_name_and_phone_are_found(world: World) -> None:
    known = trainee(world.pc, world.trainees[0])
    stranger = Trainee(id=new_id(), name="周春梅", no_number_reason="1")
    with world.pc.database.read() as snapshot:
        for alike in (
            replace(stranger, id_number=known.id_number),
            replace(stranger, name=known.name, birth_date=known.birth_date),
            replace(stranger, name=known.name, phone=known.phone),
        ):
            assert people.duplicates(snapshot, alike) == [known]
        for other in (
            stranger,
            replace(stranger, name=known.name),
            replace(stranger, phone=known.phone),
            replace(stranger, birth_date=known.birth_date),
        ):
            assert people.duplicates(snapshot, other) == []


def test_nobody_is_a_duplicate_of_herself_or_of_a_voided_record(world: World) -> None:
    known = trainee(world.pc, world.trainees[0])
    with world.pc.database.write(CLERK) as work:
        assert people.duplicates(work, known) == []
        twin = work.add(replace(known, id=new_id(), version=0))
        assert people.duplicates(work, known) == [twin]
        work.void(twin, "重复登记")
        assert people.duplicates(work, known) == []
