"""Our numbers beside the province's: they are the hub's own, and every difference is named."""

from pathlib import Path

import pytest

from skilldesk.core.kinds import KINDS, STAYS
from skilldesk.errors import NotAllowed
from skilldesk.excel import reading
from skilldesk.operations import packages, reconcile, records
from skilldesk.operations.demo import CLERK
from skilldesk.operations.reconcile import Reconciliation
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.queries.records import everything
from tests.support.county import LEADER, World, edit, trainee, write_foreign

WRONG = "370403199001019913"


def seen(store: Store) -> Reconciliation:
    with store.database.read() as snapshot:
        return reconcile.reconcile(snapshot)


def theirs(world: World) -> dict[str, set[str]]:
    """What counts at the hub, by kind, of what this office told it."""
    with world.hub.database.read() as snapshot:
        found = {
            name: {one.id for one in everything(snapshot, kind)}
            for name, kind in KINDS.items()
            if name not in STAYS
        }
    with world.pc.database.read() as snapshot:
        return {
            name: {id for id in ids if snapshot.get(KINDS[name], id)} for name, ids in found.items() if ids
        }


def test_when_all_is_reported_our_numbers_are_the_hubs(world: World) -> None:
    found = seen(world.pc)

    assert found.differences == ()
    assert all(one.agrees for one in found.tallies)
    assert {one.kind: one.ours for one in found.tallies} == {
        kind: len(ids) for kind, ids in theirs(world).items() if ids
    }


def test_every_way_of_differing_has_its_number_and_is_named_with_what_to_do(world: World) -> None:
    write_foreign(
        world.pc, kind="trainee", record="ab" * 16, document_type="01", name="周春梅", id_number=WRONG
    )
    world.report(world.pc)
    edit(world.pc, world.trainees[0], phone="13800009100")
    packages.export(world.pc, CLERK, world.stick)
    edit(world.pc, world.trainees[1], phone="13800009101")

    found = seen(world.pc)

    (people,) = [one for one in found.tallies if one.kind == "trainee"]
    assert people.ours == 9
    assert (people.sent, people.unanswered) == (8, 1)
    assert people.states == {
        Reported.ACCEPTED: 6,
        Reported.REJECTED: 1,
        Reported.EXPORTED: 1,
        Reported.NOT_SENT: 1,
    }
    states = [(one.record, one.state) for one in found.of("trainee")]
    assert states == [
        ("ab" * 16, Reported.REJECTED),
        (world.trainees[0], Reported.EXPORTED),
        (world.trainees[1], Reported.NOT_SENT),
    ]
    assert all(one.text and one.remedy for one in found.differences)
    assert [one.record for one in found.of("", [Reported.REJECTED])] == ["ab" * 16]


def test_a_record_made_void_here_no_longer_counts_and_is_a_difference_until_the_hub_knows(
    world: World,
) -> None:
    person = trainee(world.pc, world.trainees[0])
    with world.pc.database.write(CLERK) as work:
        records.void(work, person, "重复录入")

    found = seen(world.pc)

    (people,) = [one for one in found.tallies if one.kind == "trainee"]
    assert people.ours == 7
    assert [(one.record, "作废" in one.text) for one in found.differences] == [(person.id, True)]
    world.report(world.pc)
    assert seen(world.pc).differences == ()


def test_a_difference_is_called_by_the_person(world: World) -> None:
    person = edit(world.pc, world.trainees[0], phone="13800009100")
    found = seen(world.pc)

    with world.pc.database.read() as snapshot:
        assert reconcile.titles(snapshot, found.differences) == {person.id: person.name}


def test_the_lists_are_saved_for_those_who_may(world: World, tmp_path: Path) -> None:
    person = edit(world.pc, world.trainees[0], phone="13800009100")

    path = reconcile.save(world.pc, CLERK, tmp_path)

    counts, differences = reading.read(path.read_bytes(), path.name)
    assert counts.rows[1].cells[:3] == ("学员", "8", "7")
    assert differences.rows[1].cells[:3] == ("学员", person.name, "未报送")
    assert path.name == "practice-reconcile-990403-20201221.xlsx"


def test_who_may_not_save_gets_no_file(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        reconcile.save(world.pc, LEADER, tmp_path)
    assert list(tmp_path.glob("*.xlsx")) == []
