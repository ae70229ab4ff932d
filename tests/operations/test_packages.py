"""Packages between PCs and the hub: cumulative, idempotent, in any order, and never half."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from skilldesk.core.claims import Printing
from skilldesk.core.journal import Link, Place, seal
from skilldesk.core.kinds import STAYS
from skilldesk.core.people import Trainee
from skilldesk.core.training import Certificate
from skilldesk.errors import (
    ForkedJournal,
    NotAllowed,
    NotFound,
    PackageDamaged,
    PracticePackage,
    Refused,
    SkillDeskError,
    StickGone,
    WrongOffice,
    WrongRecipient,
)
from skilldesk.hub import registry
from skilldesk.operations import offices, packages
from skilldesk.operations.offices import Founding
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from skilldesk.sync import keys, unseal
from skilldesk.sync import seal as sealing
from skilldesk.sync.entries import Stretch
from tests.support.county import (
    CLERK,
    LEADER,
    PASSWORD,
    Clock,
    World,
    edit,
    heads,
    links,
    of_office,
    told,
    trainee,
    write_foreign,
)
from tests.support.stores import CHEAP, NOW


def reported(store: Store, *ids: str) -> dict[str, Reported]:
    with store.database.read() as snapshot:
        assert exchanges.tally(snapshot) == Counter(exchanges.reported(snapshot).values())
        return exchanges.reported(snapshot, ids or None)


def sent_of(store: Store) -> dict[tuple[str, int], exchanges.Sent]:
    with store.database.read() as snapshot:
        return exchanges.sent(snapshot)


def inside(world: World, data: bytes) -> list[Link]:
    """The entries in a package, as the hub reads them."""
    with world.hub.database.read() as snapshot:
        trust = unseal.Trust(
            reader="hub",
            root=registry.own_certificates(snapshot)[0].sign_key,
            practice=True,
            today=NOW.date(),
        )
        identity = registry.read_key(snapshot)
    return [link for one in unseal.unseal(data, [identity], trust).payload.chains for link in one.links]


def take(store: Store, data: bytes) -> packages.Received:
    return packages.receive(store, CLERK, data)


def write_person(store: Store, id: str, number: str, **more: object) -> Place:
    """Register somebody with a program that does not look at the number."""
    said = {"document_type": "01", "name": "周春梅", "id_number": number}
    return write_foreign(store, kind="trainee", record=id, **said, **more)


# What an UP carries


def test_the_first_export_carries_everything_and_the_next_only_what_is_new(unreported: World) -> None:
    first = packages.export(unreported.pc, CLERK, unreported.stick)
    take(unreported.pc, unreported.deliver(first.path.read_bytes()).receipt.read_bytes())
    edit(unreported.pc, unreported.trainees[0], phone="13800009100")

    second = inside(unreported, unreported.export(unreported.pc))

    assert first.entries == len(inside(unreported, first.path.read_bytes()))
    assert first.counts["trainee"] == 8
    assert [link.entry.kind for link in second if link.entry] == ["trainee"]
    assert [link.entry.verb if link.entry else None for link in second] == [None, None, "change"]


def test_what_stays_here_travels_as_its_place_and_hash_only(unreported: World) -> None:
    with unreported.pc.database.write(CLERK) as work:
        work.note("person.unmask", record=unreported.trainees[0])
        work.add(
            Printing(
                id=new_id(), document_number="BT990403-1-20-00001", form="F10", sha256="0" * 64, act="draw"
            )
        )
    own = {link.place: link for link in links(unreported.pc)}

    sent = inside(unreported, unreported.export(unreported.pc))

    bare = [link for link in sent if link.content is None]
    kept = [own[link.place] for link in bare]
    assert [link.hash for link in bare] == [link.hash for link in kept]
    assert [link.content_hash for link in bare] == [link.content_hash for link in kept]
    kinds = {link.entry.kind or link.entry.verb for link in kept if link.entry}
    assert kinds >= {"printing", "person.unmask", "session.login", "enrol.confirm"}
    assert {link.entry.kind for link in sent if link.entry and link.entry.kind}.isdisjoint(STAYS)


def test_a_package_names_nobody_outside_its_encryption(unreported: World) -> None:
    data = unreported.export(unreported.pc)

    for id in unreported.trainees:
        person = trainee(unreported.pc, id)
        assert person.name.encode() not in data
        assert (person.id_number or "").encode() not in data


def test_a_copy_stays_in_sent_and_in_received(world: World) -> None:
    exported = packages.export(world.pc, CLERK, world.stick)
    data = exported.path.read_bytes()
    receipt = world.deliver(data).receipt.read_bytes()
    take(world.pc, receipt)

    folder = world.pc.folder
    assert data in [path.read_bytes() for path in (folder / packages.SENT).iterdir()]
    assert receipt in [path.read_bytes() for path in (folder / packages.RECEIVED).iterdir()]


def test_an_export_into_sent_is_written_once(world: World) -> None:
    folder = world.pc.folder / packages.SENT
    before = set(folder.iterdir())

    exported = packages.export(world.pc, CLERK, folder)

    assert set(folder.iterdir()) - before == {exported.path}


def test_an_unreachable_stick_leaves_nothing_half(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    before = heads(world.pc), sent_of(world.pc), set((world.pc.folder / packages.SENT).iterdir())

    with pytest.raises(StickGone):
        packages.export(world.pc, CLERK, world.folder / "gone")

    assert (heads(world.pc), sent_of(world.pc), set((world.pc.folder / packages.SENT).iterdir())) == before
    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.NOT_SENT}


def test_a_package_whose_copy_cannot_be_kept_was_not_received(world: World) -> None:
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()
    shutil.rmtree(world.pc.folder / packages.RECEIVED)
    (world.pc.folder / packages.RECEIVED).write_text("in the way")
    before = heads(world.pc), sent_of(world.pc)

    with pytest.raises((SkillDeskError, FileExistsError)):
        take(world.pc, receipt)

    assert (heads(world.pc), sent_of(world.pc)) == before


def test_check_digits_are_those_of_the_file(world: World) -> None:
    exported = packages.export(world.pc, CLERK, world.stick)

    digits = f"{int(exported.sha256, 16) % 10**12:012d}"
    assert exported.check_digits == f"{digits[:4]} {digits[4:8]} {digits[8:]}"


def test_a_file_that_is_not_there_is_said(world: World) -> None:
    with pytest.raises(NotFound, match="请插好 U 盘"):
        packages.read_file(world.stick / "gone.skd")


# Lost, repeated, late, out of order


def test_a_lost_package_needs_nothing_but_the_next(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    world.export(world.pc)
    edit(world.pc, world.trainees[1], phone="13800009101")

    world.report(world.pc)

    assert of_office(world.pc, world.hub) == told(world.pc)


def test_a_lost_receipt_needs_nothing_but_the_next(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    world.deliver(world.export(world.pc))
    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.EXPORTED}

    world.report(world.pc)

    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.ACCEPTED}


def test_packages_may_arrive_in_any_order(world: World) -> None:
    made = []
    for number in range(3):
        edit(world.pc, world.trainees[0], phone=f"1380000910{number}")
        made.append(world.export(world.pc))

    taken = [world.deliver(data) for data in reversed(made)]
    for one in (taken[1], taken[2], taken[0]):
        take(world.pc, one.receipt.read_bytes())

    assert of_office(world.pc, world.hub) == told(world.pc)
    assert trainee(world.hub, world.trainees[0]).phone == "13800009102"
    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.ACCEPTED}


def test_the_same_package_under_another_name_changes_nothing(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    path = packages.export(world.pc, CLERK, world.stick).path
    first = world.deliver(path.read_bytes())
    renamed = path.rename(world.stick / "旧包 (1).zip")
    before = told(world.hub)

    again = world.deliver(packages.read_file(renamed))

    assert again.repeated
    assert again.receipt.read_bytes() == first.receipt.read_bytes()
    assert told(world.hub) == before
    assert not take(world.pc, again.receipt.read_bytes()).repeated
    assert take(world.pc, first.receipt.read_bytes()) == packages.Received(
        kind="RCPT", package=take(world.pc, first.receipt.read_bytes()).package, repeated=True
    )


def test_a_late_receipt_takes_nothing_back(world: World) -> None:
    """The first receipt says that an entry must wait; by the second it was accepted."""
    waiting = Place(world.second.database.device, world.second.database.epoch, 10**6)
    place = write_person(world.pc, new_id(), "370403198604129026", after=[waiting])
    early = world.deliver(world.export(world.pc)).receipt.read_bytes()
    late = world.deliver(world.export(world.pc)).receipt.read_bytes()
    take(world.pc, late)
    with world.pc.database.write(CLERK) as work:
        exchanges.tell(work, [(place, "ACCEPTED", None)], new_id())
        for (device, epoch), head in work.heads().items():
            exchanges.acknowledged(work, (device, epoch), head.seq, head.hash)

    take(world.pc, early)

    with world.pc.database.read() as snapshot:
        assert exchanges.fate_at(snapshot, place) == "ACCEPTED"


def test_a_late_receipt_does_not_bring_back_old_certificates(world: World) -> None:
    early = world.deliver(world.export(world.pc)).receipt.read_bytes()
    third = world.new_pc(world.folder / "third")
    world.join(third)
    world.report(world.pc)

    take(world.pc, early)

    said = unseal.read_manifest(world.export(world.pc))
    assert third.database.device in {to.device for to in said.recipients}
    third.close()


def meet(world: World) -> None:
    """Both PCs know each other and all that the hub knows of either."""
    world.report(world.pc)
    made = [world.export(store) for store in (world.pc, world.second)]
    for data in made:
        world.deliver(data)
    for store, theirs in zip((world.second, world.pc), made, strict=True):
        world.report(store)
        take(store, theirs)
    for store, other in ((world.pc, world.second), (world.second, world.pc)):
        data = world.export(store)
        take(other, data)
        take(store, world.deliver(data).receipt.read_bytes())


def test_a_receipt_speaks_for_every_pc_of_the_office(world: World) -> None:
    meet(world)
    edit(world.pc, world.trainees[0], phone="13800009100")
    edit(world.second, world.trainees[1], phone="13800009101")
    data = world.export(world.second)
    take(world.pc, data)
    assert reported(world.pc, world.trainees[1]) == {world.trainees[1]: Reported.NOT_SENT}

    take(world.pc, world.deliver(data).receipt.read_bytes())

    assert reported(world.pc, world.trainees[1]) == {world.trainees[1]: Reported.ACCEPTED}
    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.NOT_SENT}


def test_a_receipt_from_before_a_pc_joined_is_refused_there(world: World) -> None:
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()
    third = world.new_pc(world.folder / "third")
    world.join(third)
    before = heads(third)

    with pytest.raises(WrongRecipient, match="写给别的电脑"):
        take(third, receipt)

    assert heads(third) == before
    third.close()


def test_a_receipt_for_the_dead_pc_tells_the_others_what_became_of_its_entries(world: World) -> None:
    edit(world.second, world.trainees[0], phone="13800009100")
    receipt = world.deliver(world.export(world.second)).receipt.read_bytes()
    world.second.close()
    shutil.rmtree(world.second.folder)
    del world.second

    take(world.pc, receipt)
    world.report(world.pc)

    assert trainee(world.pc, world.trainees[0]).phone == "13800009100"
    assert reported(world.pc, world.trainees[0]) == {world.trainees[0]: Reported.ACCEPTED}


# Gaps and forks


def stretches_of(store: Store) -> list[Link]:
    own = store.database.device, store.database.epoch
    return [link for link in links(store) if link.chain == own]


def stretch(chain: list[Link], first: int) -> Stretch:
    """The entries of a chain from that number on."""
    before = chain[first - 2].head
    return Stretch(
        device=chain[0].device, epoch=chain[0].epoch, before=before, links=tuple(chain[first - 1 :])
    )


def test_a_gap_is_held_and_named_and_closes_by_itself(world: World) -> None:
    person = world.trainees[0]
    acked = max(sent_of(world.pc)[chain].acked for chain in sent_of(world.pc))
    edit(world.pc, person, phone="13800009100")
    edit(world.pc, person, phone="13800009101")
    chain = stretches_of(world.pc)
    assert chain[-2].entry.changes["phone"][1] == "13800009100"

    taken = world.deliver(world.craft(world.pc, [stretch(chain, chain[-1].seq)]))

    assert taken.fates == {"QUARANTINED": 1}
    received = take(world.pc, taken.receipt.read_bytes())
    (fate,) = received.fates
    assert fate.code == "HUB-WAIT"
    assert f"电脑 {chain[0].device[:8]} 第 {acked + 1} 步" in (fate.text or "")
    assert trainee(world.hub, person).phone == trainee(world.second, person).phone
    assert reported(world.pc, person) == {person: Reported.NOT_SENT}

    world.report(world.pc)
    assert trainee(world.hub, person).phone == "13800009101"
    assert reported(world.pc, person) == {person: Reported.ACCEPTED}


def test_another_entry_under_a_known_number_is_a_fork_and_raises_the_alarm(world: World) -> None:
    person = world.trainees[0]
    shutil.copytree(world.pc.folder, world.folder / "clone")
    clone = world.open("clone")
    edit(world.pc, person, phone="13800009100")
    edit(clone, person, phone="13800009999")
    world.report(world.pc)
    before = told(world.hub)

    with pytest.raises(ForkedJournal, match="数据没有变化"):
        world.deliver(world.export(clone))

    assert told(world.hub) == before
    with world.hub.database.read() as snapshot:
        (alarm,) = snapshot.notes("hub.fork")
    assert alarm.entry
    assert alarm.entry.changes["device"] == (None, world.pc.database.device)
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()
    with pytest.raises(ForkedJournal, match="没有接收，本机数据没有变化"):
        take(clone, receipt)
    assert trainee(clone, person).phone == "13800009999"
    clone.close()


def test_two_entries_held_back_under_one_number_are_a_fork(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    edit(world.pc, world.trainees[0], phone="13800009101")
    chain = stretches_of(world.pc)
    head, entry = chain[-2].head, chain[-1].entry
    assert entry
    forged = seal(head, replace(entry, reason="someone else's"))
    world.deliver(world.craft(world.pc, [stretch(chain, chain[-1].seq)]))

    with pytest.raises(ForkedJournal, match="另一种内容"):
        world.deliver(world.craft(world.pc, [stretch([*chain[:-1], forged], chain[-1].seq)]))


def test_a_package_number_is_used_once(world: World) -> None:
    """A colleague's program that gives two packages one number."""
    data = world.export(world.second)
    take(world.pc, data)
    number = unseal.read_manifest(data).package
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "nonce", lambda: number)
        other = world.craft(world.second, [stretch(stretches_of(world.second), 1 + 1)])

    world.deliver(data)
    for refuses in (lambda: take(world.pc, other), lambda: world.deliver(other)):
        with pytest.raises(ForkedJournal, match="同一编号但内容不同"):
            refuses()


# The wrong place


def test_a_package_of_another_office_is_refused(world: World) -> None:
    with pytest.raises(WrongOffice, match="990404"):
        take(world.pc, world.export(world.other))
    with pytest.raises(WrongOffice, match="990404"):
        take(world.pc, world.deliver(world.export(world.other)).receipt.read_bytes())


def test_the_hub_takes_no_entries_of_another_offices_pcs(world: World) -> None:
    foreign = stretch(stretches_of(world.pc), 2)
    own = stretches_of(world.other)
    empty = Stretch(device=own[0].device, epoch=own[0].epoch, before=own[-1].head, links=())

    with pytest.raises(WrongOffice, match="不属于 990404 单位"):
        world.deliver(world.craft(world.other, [empty, foreign]))


def test_an_up_is_nothing_for_a_pc_of_which_it_does_not_know(world: World) -> None:
    third = world.new_pc(world.folder / "third")
    data = world.export(world.pc)
    world.join(third)

    with pytest.raises(WrongRecipient):
        take(third, data)
    third.close()


def test_the_hub_takes_only_ups(world: World) -> None:
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()
    asked = world.stick / "asked.skd"
    asked.write_bytes(
        sealing.enrol(keys.Keys.new(), device="d5" * 16, office="990403"),
    )

    with pytest.raises(WrongRecipient):
        world.deliver(receipt)
    with pytest.raises(Refused, match="不是上报包"):
        world.deliver(asked.read_bytes())
    with pytest.raises(WrongRecipient, match="入网申请"):
        take(world.pc, asked.read_bytes())


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A real office and its real hub."""
    folder = tmp_path_factory.mktemp("real")
    clock = Clock()
    root = registry.new_root(practice=False, today=NOW.date())
    hub, _ = registry.found(folder / "hub", root, PASSWORD, clock=clock, cost=CHEAP)
    founding = Founding(code="370403", name="某县人社局", account=CLERK, user_name="李敏")
    pc, _ = offices.found(folder / "pc", founding, PASSWORD, clock=clock, cost=CHEAP)
    world = World(folder, clock, root, (), ())
    world.__dict__ |= {"pc": pc, "hub": hub}
    world.join(pc)
    return world


def test_practice_and_reality_do_not_mix(world: World, real: World) -> None:
    played, meant = world.export(world.pc), real.export(real.pc)
    answers = world.deliver(played).receipt.read_bytes(), real.deliver(meant).receipt.read_bytes()

    for refuses in (lambda: real.deliver(played), lambda: take(real.pc, answers[0])):
        with pytest.raises(PracticePackage, match="这是演练用的包"):
            refuses()
    for refuses in (lambda: world.deliver(meant), lambda: take(world.pc, answers[1])):
        with pytest.raises(PracticePackage, match="这是正式的包"):
            refuses()


# Two PCs of one office


def test_colleagues_meet_at_once_by_importing_each_others_packages(world: World) -> None:
    meet(world)
    edit(world.pc, world.trainees[0], phone="13800009100")
    edit(world.second, world.trainees[1], phone="13800009101")

    one, two = world.export(world.pc), world.export(world.second)
    assert take(world.second, one).kind == take(world.pc, two).kind == "UP"

    assert told(world.pc) == told(world.second)
    assert reported(world.second, world.trainees[0]) == {world.trainees[0]: Reported.NOT_SENT}


def test_entries_of_the_other_pc_that_no_receipt_has_acknowledged_go_along(world: World) -> None:
    meet(world)
    edit(world.second, world.trainees[1], phone="13800009101")
    take(world.pc, world.export(world.second))

    carried = inside(world, world.export(world.pc))
    theirs = [link for link in carried if link.device == world.second.database.device]
    assert [link.entry.kind for link in theirs if link.entry] == ["trainee"]

    world.report(world.pc)
    assert trainee(world.hub, world.trainees[1]).phone == "13800009101"
    assert reported(world.pc, world.trainees[1]) == {world.trainees[1]: Reported.ACCEPTED}
    world.report(world.second)
    assert reported(world.second, world.trainees[1]) == {world.trainees[1]: Reported.ACCEPTED}


def test_a_colleagues_package_with_a_gap_can_be_taken_in_again_after_what_was_missing(world: World) -> None:
    meet(world)
    edit(world.pc, world.trainees[0], phone="13800009100")
    first = world.export(world.pc)
    take(world.pc, world.deliver(first).receipt.read_bytes())
    edit(world.pc, world.trainees[0], phone="13800009101")
    second = world.export(world.pc)

    received = take(world.second, second)
    assert received.waiting == (world.pc.database.device,)
    assert not received.repeated
    take(world.second, first)
    assert take(world.second, second) == replace(received, waiting=())

    assert trainee(world.second, world.trainees[0]).phone == "13800009101"
    assert take(world.second, second).repeated


def settle_both(world: World) -> None:
    world.exchange(world.pc, world.second)
    assert told(world.pc) == told(world.second) == of_office(world.pc, world.hub)


def test_different_fields_of_one_person_merge(world: World) -> None:
    world.exchange(world.pc, world.second)
    person = world.trainees[0]
    edit(world.pc, person, phone="13800009100")
    edit(world.second, person, education="44")

    settle_both(world)

    merged = trainee(world.hub, person)
    assert (merged.phone, merged.education) == ("13800009100", "44")
    for store in (world.pc, world.second):
        assert reported(store, person) == {person: Reported.ACCEPTED}


def test_the_same_field_waits_for_a_ruling_that_settles_it_everywhere(world: World) -> None:
    world.exchange(world.pc, world.second)
    person = world.trainees[0]
    edit(world.pc, person, phone="13800009100")
    edit(world.second, person, phone="13800009101")

    settle_both(world)
    for store in (world.pc, world.second):
        assert reported(store, person) == {person: Reported.DISPUTED}
        with store.database.read() as snapshot:
            assert set(snapshot.conflicts(person)) == {"phone"}

    with world.second.database.write("wangjianhua") as work:
        found = work.get(Trainee, person)
        assert found
        work.rule(replace(found, phone="13800009101"), "phone", reason="核对了本人")
    assert reported(world.second, person) == {person: Reported.NOT_SENT}
    settle_both(world)

    for store in (world.pc, world.second, world.hub):
        assert trainee(store, person).phone == "13800009101"
        with store.database.read() as snapshot:
            assert snapshot.conflicts(person) == {}
    for store in (world.pc, world.second):
        assert reported(store, person) == {person: Reported.ACCEPTED}


def test_two_pcs_that_register_one_person_keep_both_records(world: World) -> None:
    world.exchange(world.pc, world.second)
    for store in (world.pc, world.second):
        with store.database.write(CLERK) as work:
            work.add(Trainee(id=new_id(), name="周春梅", id_number="370403198604129026").completed())

    settle_both(world)

    with world.hub.database.read() as snapshot:
        twins = [one for one in snapshot.find(Trainee) if one.name == "周春梅"]
    assert len(twins) == 2
    assert set(reported(world.pc, *(one.id for one in twins)).values()) == {Reported.ACCEPTED}


# How far a record has come


def test_a_record_is_followed_through_every_state(world: World) -> None:
    person = world.trainees[0]
    seen = [reported(world.pc, person)[person]]
    edit(world.pc, person, phone="13800009100")
    seen.append(reported(world.pc, person)[person])
    data = world.export(world.pc)
    seen.append(reported(world.pc, person)[person])
    take(world.pc, world.deliver(data).receipt.read_bytes())
    seen.append(reported(world.pc, person)[person])

    assert seen == [Reported.ACCEPTED, Reported.NOT_SENT, Reported.EXPORTED, Reported.ACCEPTED]


def test_a_record_that_was_sent_back_says_so_until_it_is_repaired(world: World) -> None:
    id = new_id()
    write_person(world.pc, id, "370403198604129023")
    received = world.report(world.pc)

    assert reported(world.pc, id) == {id: Reported.REJECTED}
    (fate,) = received.fates
    assert (fate.fate, fate.field, fate.code) == ("REJECTED", "id_number", "ID-CHECK")
    assert fate.text
    assert fate.remedy
    edit(world.pc, id, phone="13800009100")
    world.report(world.pc)
    assert reported(world.pc, id) == {id: Reported.REJECTED}, "another field does not repair it"

    edit(world.pc, id, id_number="370403198604129026")
    assert reported(world.pc, id) == {id: Reported.NOT_SENT}
    assert world.report(world.pc).fates == ()
    assert reported(world.pc, id) == {id: Reported.ACCEPTED}


def test_an_entry_that_was_stored_but_not_judged_is_delivered(world: World) -> None:
    person = world.trainees[0]
    edit(world.pc, person, phone="13800009100")
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()
    take(world.pc, receipt)
    with world.pc.database.write(CLERK) as work:
        (place,) = {link.place for link in work.about(person) if link == work.about(person)[-1]}
        exchanges.tell(work, [(place, "QUARANTINED", None)], new_id())

    assert reported(world.pc, person) == {person: Reported.DELIVERED}


def test_reported_speaks_of_all_records_that_travel(unreported: World) -> None:
    counted = Counter(reported(unreported.pc).values())
    assert counted == {Reported.NOT_SENT: sum(map(len, told(unreported.pc).values()))}

    unreported.report(unreported.pc)

    assert Counter(reported(unreported.pc).values()) == {Reported.ACCEPTED: counted[Reported.NOT_SENT]}


def test_fates_of_before_are_not_told_again(world: World) -> None:
    write_foreign(world.pc, kind="certificate", record=new_id(), number="S1", trainee_id=world.trainees[0])
    first = world.report(world.pc)
    write_foreign(world.pc, kind="certificate", record=new_id(), number="S2", trainee_id=world.trainees[0])
    second = world.report(world.pc)

    with world.pc.database.read() as snapshot:
        assert len([one for one in snapshot.find(Certificate) if one.number in ("S1", "S2")]) == 2
    assert all(fate.first > max(one.last for one in first.fates) for fate in second.fates if first.fates)


def test_spoken_words_are_canonical(world: World) -> None:
    """What a fate says is kept as text, and compared as such."""
    id = new_id()
    write_person(world.pc, id, "370403198604129023")
    (fate,) = world.report(world.pc).fates

    assert packages.spoken(fate) == packages.spoken(changed(fate, first=1, last=9))
    assert '"code": "ID-CHECK"' in (packages.spoken(fate) or "")


def test_packages_lie_where_the_handbook_says(world: World) -> None:
    exported = packages.export(world.pc, CLERK, world.stick)

    assert exported.path.parent == Path(world.stick)
    assert exported.path.name.startswith(f"990403-{world.pc.database.device[:8]}-UP-")
    assert exported.path.name.endswith("-20201221.skd")


# Stopping, another stick, and who may


def test_a_report_that_is_stopped_before_it_is_written_leaves_nothing(world: World) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        packages.export(world.pc, CLERK, world.stick, progress)

    assert list(world.stick.glob("*.skd")) == []
    assert sent_of(world.pc)[world.pc.database.device, world.pc.database.epoch].exported > 0


def test_the_same_package_lies_on_a_second_stick_byte_for_byte(world: World, tmp_path: Path) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    other = tmp_path / "other stick"
    other.mkdir()
    done = packages.export(world.pc, CLERK, world.stick)

    again = packages.write_again(world.pc, CLERK, done, other)

    assert again.path.parent == other
    assert again.path.read_bytes() == done.path.read_bytes()
    done.copy.write_bytes(b"other")
    with pytest.raises(PackageDamaged):
        packages.write_again(world.pc, CLERK, done, other)


def test_who_has_no_part_in_reporting_neither_sends_nor_reads(world: World) -> None:
    receipt = world.deliver(world.export(world.pc)).receipt.read_bytes()

    with pytest.raises(NotAllowed):
        packages.export(world.pc, LEADER, world.stick)
    with pytest.raises(NotAllowed):
        packages.receive(world.pc, LEADER, receipt)
