"""Records as they were known when a paper was drawn."""

from dataclasses import replace

from skilldesk.core.journal import Entry
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.operations.known import AsOf, Reader, labels, short_labels
from skilldesk.reference.codes import load
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import new_id
from tests.support.county import CLERK, World, edit


def newest(snapshot: Snapshot, id: str) -> Entry:
    entry = snapshot.about(id)[-1].entry
    assert entry
    return entry


def test_a_reader_remembers_what_it_gave(world: World) -> None:
    with world.pc.database.read() as snapshot:
        reader = Reader(snapshot)
        person = reader.get(Trainee, world.trainees[1])
        facts = reader.those(CategoryFact, "trainee_id", world.trainees[1])

        assert person
        assert reader.get(Trainee, None) is reader.get(Trainee, new_id()) is None
        assert reader.those(CategoryFact, "trainee_id", None) == []
        assert reader.given == {person.id, *(one.id for one in facts)}


def test_what_came_later_and_what_was_not_named_is_not_known(world: World) -> None:
    id = world.trainees[1]
    with world.pc.database.write(CLERK) as work:
        person = work.get(Trainee, id)
        (fact,) = Reader(work).those(CategoryFact, "trainee_id", id)
        assert person
        work.act("trainee.verify", replace(person, verification_way="窗口"), made_from=[fact.id])
        entry = newest(work, id)
        work.void(fact, "录错")
        work.add(replace(fact, id=new_id(), version=0))
    edit(world.pc, id, name="马𬭎翀")

    with world.pc.database.read() as snapshot:
        then = AsOf(snapshot, entry)
        known = then.get(Trainee, id)
        assert known
        assert (known.name, known.verification_way) == (person.name, "窗口")
        assert then.get(Trainee, world.trainees[2]) is None
        assert [one.id for one in then.those(CategoryFact, "trainee_id", id)] == [fact.id]
        assert then.those(CategoryFact, "trainee_id", world.trainees[2]) == []


def test_codes_are_told_by_their_names() -> None:
    assert labels(load())("education", "31") == "大学专科毕业"
    assert short_labels(load())("education", "31") == "专科"
    assert labels(load())("education", None) == short_labels(load())("education", None) == ""
