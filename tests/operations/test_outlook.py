"""What the next package will carry, and what the province will not take of it."""

from skilldesk.core.people import Trainee
from skilldesk.operations import outlook, packages
from skilldesk.operations.demo import CLERK, TODAY
from skilldesk.operations.outlook import Outlook
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from tests.support.county import World, edit, write_foreign

WRONG, RIGHT = "370403199001019913", "370403199001019914"


def seen(store: Store) -> Outlook:
    with store.database.read() as snapshot:
        return outlook.outlook(snapshot, TODAY)


def test_before_the_first_report_everything_goes(unreported: World) -> None:
    found = seen(unreported.pc)

    assert found.since is None
    assert (found.counts["trainee"], found.counts["class"]) == (8, 6)
    assert found.refused == found.unmended == ()


def test_it_promises_as_many_steps_as_the_package_then_has(unreported: World) -> None:
    promised = seen(unreported.pc)

    assert packages.export(unreported.pc, CLERK, unreported.stick).entries == promised.entries


def test_after_a_receipt_only_what_was_touched_goes(world: World) -> None:
    assert seen(world.pc).counts == {}

    edit(world.pc, world.trainees[0], phone="13800009100")

    assert seen(world.pc).counts == {"trainee": 1}
    assert seen(world.pc).since is not None


def test_what_the_hub_will_reject_is_said_before(world: World) -> None:
    write_foreign(
        world.pc, kind="trainee", record="ab" * 16, document_type="01", name="周春梅", id_number=WRONG
    )

    (open_,) = seen(world.pc).refused
    fates = world.report(world.pc).fates

    assert (open_.kind, open_.record, open_.field) == ("trainee", "ab" * 16, "id_number")
    assert [(one.fate, one.text) for one in fates] == [("REJECTED", open_.text)]


def test_what_came_back_is_named_until_somebody_touches_it(world: World) -> None:
    write_foreign(
        world.pc, kind="trainee", record="ab" * 16, document_type="01", name="周春梅", id_number=WRONG
    )
    world.report(world.pc)
    (open_,) = seen(world.pc).unmended
    assert open_.state is Reported.REJECTED
    assert open_.remedy

    edit(world.pc, "ab" * 16, id_number=RIGHT)

    assert seen(world.pc).unmended == ()
    assert world.report(world.pc).fates == ()
    with world.hub.database.read() as snapshot:
        found = snapshot.get(Trainee, "ab" * 16)
    assert found is not None
    assert found.id_number == RIGHT
