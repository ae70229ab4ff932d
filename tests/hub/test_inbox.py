"""What the hub takes in: backups that came back, clones, dead disks, repeats, sticks that are gone."""

import shutil

import pytest

from skilldesk.core.people import Trainee
from skilldesk.errors import KeyRevoked, PackageUntrusted, StickGone
from skilldesk.hub import inbox, registry
from skilldesk.operations import packages
from skilldesk.progress import Progress
from skilldesk.store import exchanges
from skilldesk.store.office import Store
from skilldesk.store.verify import verify
from skilldesk.store.work import new_id
from skilldesk.sync.entries import Stretch
from tests.support.county import CLERK, CODE, World, edit, heads, links, of_office, told, trainee
from tests.support.stores import NOW

PHONES = [f"1380000{number}" for number in range(9100, 9110)]


def take(store: Store, data: bytes) -> packages.Received:
    return packages.receive(store, CLERK, data)


def codes(store: Store) -> list[str]:
    """Why entries are in quarantine, by the last word of the hub."""
    with store.database.read() as snapshot:
        fates = exchanges.fates(snapshot).values()
        return [said for fate, said in fates if fate == "QUARANTINED" and said]


def people(store: Store) -> list[str]:
    with store.database.read() as snapshot:
        return sorted(one.name for one in snapshot.find(Trainee))


def register(store: Store, name: str) -> str:
    with store.database.write(CLERK) as work:
        return work.add(Trainee(id=new_id(), name=name, no_number_reason="1")).id


# A backup came back


def test_what_a_restored_backup_had_lost_comes_back_in_the_receipt(world: World) -> None:
    register(world.pc, "已备份")
    path = world.backup(world.pc)
    register(world.pc, "已报送")
    edit(world.pc, world.trainees[0], phone=PHONES[0])
    world.report(world.pc)
    before = told(world.pc)
    world.pc.close()

    restored = world.restore(path, world.folder / "restored")
    assert "已报送" not in people(restored)
    register(restored, "恢复后")
    received = world.report(restored)

    assert received.entries > 0
    assert people(restored) == people(world.hub)
    assert {name: told(restored)[name].items() >= before[name].items() for name in before} == dict.fromkeys(
        before, True
    )
    assert of_office(restored, world.hub) == told(restored)
    assert list(verify(restored, Progress())) == []
    restored.close()


def test_nothing_is_counted_twice_after_a_backup_came_back(world: World) -> None:
    path = world.backup(world.pc)
    register(world.pc, "只有一次")
    world.report(world.pc)
    world.pc.close()
    restored = world.restore(path, world.folder / "restored")

    for _ in range(3):
        world.report(restored)

    assert people(restored).count("只有一次") == people(world.hub).count("只有一次") == 1
    places = [link.place for link in links(world.hub)]
    assert len(places) == len(set(places))
    restored.close()


def test_what_was_never_reported_is_lost_but_what_the_colleague_had_is_not(world: World) -> None:
    world.exchange(world.pc, world.second, world.pc)
    path = world.backup(world.pc)
    register(world.pc, "同事那里有")
    shutil.copyfile(packages.export(world.pc, CLERK, world.stick).path, world.stick / "for the colleague")
    register(world.pc, "只在这里")
    world.pc.close()
    restored = world.restore(path, world.folder / "restored")

    world.report(world.second)
    assert not take(world.second, (world.stick / "for the colleague").read_bytes()).waiting
    world.exchange(world.second, restored)

    assert "同事那里有" in people(restored)
    assert "只在这里" not in people(restored)
    assert told(restored) == told(world.second) == of_office(restored, world.hub)
    restored.close()


def test_a_package_from_before_the_restore_that_comes_late_waits_for_a_person(world: World) -> None:
    path = world.backup(world.pc)
    register(world.pc, "迟到")
    late = world.export(world.pc)
    device = world.pc.database.device
    world.pc.close()
    restored = world.restore(path, world.folder / "restored")
    world.report(restored)

    taken = world.deliver(late)
    assert taken.fates["QUARANTINED"] > 0
    assert "迟到" not in people(world.hub)
    world.exchange(world.second)
    assert "迟到" not in people(world.hub), "a package of a colleague releases nothing"

    assert inbox.release(world.hub, device, "与经办人核实，是恢复前导出的包") == taken.fates["QUARANTINED"]
    world.report(restored)
    assert "迟到" in people(restored)
    assert codes(world.hub) == codes(restored) == []
    assert told(restored) == of_office(restored, world.hub)
    restored.close()


# A clone


def test_a_cloned_pc_is_put_into_quarantine_with_its_sentence(world: World) -> None:
    path = world.backup(world.pc)
    clone = world.restore(path, world.folder / "clone")
    register(clone, "在克隆上录入")
    world.report(clone)

    register(world.pc, "在原机上录入")
    taken = world.deliver(world.export(world.pc))

    assert set(taken.fates) == {"QUARANTINED"}
    (fate,) = take(world.pc, taken.receipt.read_bytes()).fates
    assert fate.code == "HUB-CLONE"
    assert fate.text == "同一份电脑数据在两个地方继续使用，这部分暂存，没有计入。"
    assert "重新办理入网" in (fate.remedy or "")
    assert "在原机上录入" not in people(world.hub)
    assert "在克隆上录入" in people(world.pc), "the receipt brings the other half"
    world.report(world.pc)
    assert "在原机上录入" not in people(world.hub)
    clone.close()


def test_a_clone_that_is_let_in_anew_loses_nothing(world: World) -> None:
    path = world.backup(world.pc)
    device = world.pc.database.device
    clone = world.restore(path, world.folder / "clone")
    world.report(clone)
    register(world.pc, "在原机上录入")
    world.deliver(world.export(world.pc))
    world.pc.close()

    new = world.new_pc(world.folder / "new")
    world.join(new)
    inbox.release(world.hub, device, "原机停用，已重新入网")
    world.exchange(new, clone)

    assert "在原机上录入" in people(new)
    assert told(new) == told(clone) == of_office(new, world.hub)
    for store in (new, clone):
        store.close()


@pytest.mark.parametrize("year", [2015, 2105])
def test_a_clock_that_is_wrong_by_years_warns_and_stops_nothing(world: World, year: int) -> None:
    """The practice calendar runs six years behind: it shows 2009 or 2099."""
    hub = world.hub
    world.clock.at = world.clock.at.replace(year=year)
    pc = world.open("first")
    edit(pc, world.trainees[0], phone=PHONES[0])
    data = world.export(pc)
    world.clock.at = NOW
    taken = world.deliver(data)
    world.clock.at = NOW.replace(year=year)

    received = take(pc, taken.receipt.read_bytes())

    assert [warning for warning in received.warnings if "有效期" in warning]
    assert trainee(hub, world.trainees[0]).phone == PHONES[0]
    world.report(pc)
    pc.close()


def test_entries_that_the_new_epoch_already_knew_are_no_clones(world: World) -> None:
    """A colleague brings the new epoch to the hub before the end of the old one arrives there."""
    world.report(world.pc)
    register(world.pc, "旧纪元末尾")
    path = world.backup(world.pc)
    device = world.pc.database.device
    world.pc.close()
    restored = world.restore(path, world.folder / "restored")
    register(restored, "新纪元")
    chains = {one.chain: one for one in links(restored)}
    assert len([chain for chain in chains if chain[0] == device]) == 2
    data = world.export(restored)
    received = take(world.second, data)
    assert received.waiting == (device,), "the colleague lacks the beginning of the old epoch"

    world.report(world.second)
    assert "新纪元" in people(world.hub)
    world.deliver(data)

    assert "旧纪元末尾" in people(world.hub)
    assert codes(world.hub) == []
    restored.close()


# A dead disk


def test_a_new_pc_gets_all_that_the_office_has_reported(world: World) -> None:
    world.exchange(world.pc, world.second)
    edit(world.pc, world.trainees[0], phone=PHONES[0])
    world.report(world.pc)
    before = told(world.pc)
    world.pc.close()
    shutil.rmtree(world.pc.folder / "sent")

    new = world.new_pc(world.folder / "new")
    world.join(new)
    world.report(new)

    got = told(new)
    assert all(got[name].items() >= before[name].items() for name in before)
    assert of_office(new, world.hub) == got
    assert list(verify(new, Progress())) == []
    new.close()


def test_an_empty_have_is_answered_with_everything(world: World) -> None:
    """As if the disk had died and only keys and certificates had come back."""
    head = links(world.second)[-1].head
    device, epoch = world.second.database.device, world.second.database.epoch
    nothing = Stretch(device=device, epoch=epoch, before=head, links=())

    received = take(
        world.pc, world.deliver(world.craft(world.second, [nothing], have=())).receipt.read_bytes()
    )

    with world.hub.database.read() as snapshot:
        theirs = {one.device for one in registry.members(snapshot, CODE)}
        expected = sum(head.seq for chain, head in snapshot.heads().items() if chain[0] in theirs)
    assert received.entries == expected


# Who may send


def test_a_revoked_pc_is_refused_and_its_entries_of_before_stay(world: World) -> None:
    edit(world.second, world.trainees[0], phone=PHONES[0])
    world.report(world.second)
    with world.hub.database.write(registry.ACCOUNT) as work:
        registry.revoke(work, world.second.database.device, "电脑失窃")
    edit(world.second, world.trainees[0], phone=PHONES[1])

    with pytest.raises(KeyRevoked):
        world.deliver(world.export(world.second))

    assert trainee(world.hub, world.trainees[0]).phone == PHONES[0]
    world.report(world.pc)
    with pytest.raises(KeyRevoked):
        take(world.pc, world.export(world.second))


def test_a_pc_that_is_not_on_the_list_any_more_is_refused(world: World) -> None:
    data = world.export(world.pc)
    with world.hub.database.write(registry.ACCOUNT) as work:
        work.connection.exec_driver_sql("DELETE FROM hub_device")

    with pytest.raises(PackageUntrusted, match="不在本汇总端的名册里"):
        world.deliver(data)


# The receipt


def test_a_receipt_that_could_not_be_written_is_given_at_the_next_try(world: World) -> None:
    edit(world.pc, world.trainees[0], phone=PHONES[0])
    data = world.export(world.pc)

    with pytest.raises(StickGone, match=r"包已收下，只是回执没有写出。.*再接收一次同一个包"):
        inbox.receive(world.hub, data, world.folder / "gone")

    assert trainee(world.hub, world.trainees[0]).phone == PHONES[0]
    again = world.deliver(data)
    assert again.repeated
    take(world.pc, again.receipt.read_bytes())
    with world.pc.database.read() as snapshot:
        assert exchanges.reported(snapshot, [world.trainees[0]])[world.trainees[0]] == "省级接收"


def test_the_hub_stays_whole(world: World) -> None:
    world.exchange(world.pc, world.second, world.other)

    assert list(verify(world.hub, Progress())) == []
    assert heads(world.hub).keys() >= heads(world.pc).keys()
