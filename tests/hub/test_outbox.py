"""What goes back to an office."""

from skilldesk.core.journal import START, Place
from skilldesk.hub import outbox, registry
from skilldesk.store import exchanges
from skilldesk.store.work import new_id
from skilldesk.sync.payload import Fate
from tests.support.county import CODE, OTHER_CODE, World, edit, heads


def chain_of(world: World) -> tuple[str, int]:
    return world.pc.database.device, world.pc.database.epoch


def test_an_office_gets_what_it_lacks_and_nothing_of_another(world: World) -> None:
    world.report(world.other)
    chain = chain_of(world)
    with world.hub.database.read() as snapshot:
        everything = outbox.beyond(snapshot, CODE, {})
        theirs = {one.device for one in registry.members(snapshot, CODE)}
        rest = {(one.device, one.epoch): one for one in outbox.beyond(snapshot, CODE, {chain: 80})}
        nothing = outbox.beyond(snapshot, CODE, {one: head.seq for one, head in snapshot.heads().items()})

    assert {one.device for one in everything} == theirs & {chain[0] for chain in heads(world.hub)}
    assert all(one.before == START for one in everything)
    assert rest[chain].before.seq == 80
    assert rest[chain].links[0].seq == 81
    assert nothing == ()


def test_a_pc_that_knows_more_than_the_hub_gets_nothing_twice(world: World) -> None:
    with world.hub.database.read() as snapshot:
        ahead = {chain: head.seq + 100 for chain, head in snapshot.heads().items()}

        assert outbox.beyond(snapshot, CODE, ahead) == ()


def test_a_receipt_says_how_far_each_chain_of_the_office_has_come(world: World) -> None:
    world.exchange(world.pc, world.second, world.other)
    with world.hub.database.read() as snapshot:
        receipt = outbox.receipt(snapshot, CODE, {}, ())

    acked = {(one.device, one.epoch): (one.seq, bytes.fromhex(one.hash)) for one in receipt.acked}
    hub = heads(world.hub)
    assert acked == {chain: hub[chain] for chain in acked}
    assert {device for device, _ in acked} == {world.pc.database.device, world.second.database.device}
    assert {one.office for one in receipt.certificates if one.office} == {CODE}


def test_fates_are_told_in_ranges_with_their_exceptions(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    world.report(world.pc)
    device, epoch = chain_of(world)
    more = (
        '{"code": "HUB-TWICE", "other": {"date": "2020-12-21", "office": "990404"}, "text": "已由别处申领"}'
    )
    with world.hub.database.write(registry.ACCOUNT) as work:
        exchanges.tell(work, [(Place(device, epoch, 10), "REJECTED", more)], new_id())
        receipt = outbox.receipt(work, CODE, {}, ())

    first, second = (one for one in receipt.fates if one.device == device)
    end = heads(world.hub)[device, epoch][0]
    assert (first.first, first.last, first.fate) == (1, end, "ACCEPTED")
    assert (second.first, second.last, second.fate, second.code) == (10, 10, "REJECTED", "HUB-TWICE")
    assert second.other
    assert (second.other.office, str(second.other.date)) == (OTHER_CODE, "2020-12-21")
    spoken = receipt.fate(Place(device, epoch, 10))
    assert isinstance(spoken, Fate)
    assert spoken.text == "已由别处申领"


def test_no_office_hears_what_became_of_anothers_entries(world: World) -> None:
    world.exchange(world.pc, world.other)
    with world.hub.database.read() as snapshot:
        ours = {one.device for one in registry.members(snapshot, OTHER_CODE)}

        assert {one.device for one in outbox.receipt(snapshot, OTHER_CODE, {}, ()).fates} == ours
