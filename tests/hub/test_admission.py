"""Letting PCs in: which office, which number, whose keys."""

from dataclasses import replace

import pytest

from skilldesk.errors import PracticePackage, Refused, StickGone, WrongOffice
from skilldesk.hub import admission, registry
from skilldesk.hub.admission import NewOffice
from skilldesk.operations import joining, packages
from skilldesk.store.work import new_id
from skilldesk.sync import keys, seal
from skilldesk.sync.certificates import Authority
from tests.support.county import CLERK, CODE, World, heads, links, told


def ask(code: str = CODE, device: str | None = None, own: keys.Keys | None = None) -> bytes:
    return seal.enrol(own or keys.Keys.new(), device=device or new_id(), office=code)


def never() -> Authority:
    raise AssertionError("the root was asked for")


def test_pcs_of_an_office_are_numbered_in_their_order(world: World) -> None:
    numbers = [world.admit(ask()).number for _ in range(3)]

    assert numbers == [3, 4, 5]
    with world.hub.database.read() as snapshot:
        assert [one.number for one in registry.members(snapshot, CODE)] == [1, 2, 3, 4, 5]
        assert {one.office for one in registry.members(snapshot)} == {CODE, "990404"}


def test_the_same_pc_keeps_its_number(world: World) -> None:
    device = new_id()
    first = world.admit(ask(device=device))
    world.admit(ask())

    again = world.admit(ask(device=device))

    assert again.number == first.number
    assert again.digits != first.digits


def test_the_root_is_asked_for_a_new_office_and_for_nothing_else(world: World) -> None:
    calm = NewOffice(level="county", regions=("370403",), unseal_root=never)
    admission.admit(world.hub, ask(), office=CODE, new=calm, to=world.stick)

    with pytest.raises(AssertionError):
        admission.admit(world.hub, ask("990405"), office="990405", new=calm, to=world.stick)
    with world.hub.database.read() as snapshot:
        assert registry.branch(snapshot, "990405") is None


def test_a_start_brings_all_that_the_office_has_reported(world: World) -> None:
    world.exchange(world.pc, world.second)
    store = world.new_pc(world.folder / "third")

    world.join(store)

    reported = told(world.hub)
    own = {"office", "device", "user"}
    assert {name: told(store)[name] for name in reported if name not in own} == {
        name: reported[name] for name in reported if name not in own
    }
    theirs = {chain: head for chain, head in heads(world.hub).items() if chain in heads(world.pc)}
    assert theirs.items() <= heads(store).items()
    assert not any(chain in heads(store) for chain in heads(world.other))
    store.close()


def test_a_pc_of_one_office_is_not_let_into_another(world: World) -> None:
    before = links(world.hub)

    with pytest.raises(WrongOffice, match="已在 990403 单位入网"):
        world.admit(ask("990404", device=world.pc.database.device), "990404")

    assert links(world.hub) == before


def test_a_revoked_pc_does_not_come_back(world: World) -> None:
    with world.hub.database.write(registry.ACCOUNT) as work:
        registry.revoke(work, world.second.database.device, "电脑失窃")
    asked = joining.request(world.second, CLERK, world.stick).read_bytes()

    with pytest.raises(Refused, match=r"证书已停用（电脑失窃）.*新建单位文件夹"):
        world.admit(asked)
    with pytest.raises(Refused):
        world.admit(ask(device=world.second.database.device))


def test_only_an_enrol_of_its_own_world_is_admitted(world: World) -> None:
    for data in (world.export(world.pc), world.deliver(world.export(world.pc)).receipt.read_bytes()):
        with pytest.raises(Refused, match="这不是入网申请"):
            world.admit(data)
    with pytest.raises(PracticePackage):
        world.admit(ask("370403"), "370403")


def test_a_start_that_cannot_be_written_admits_nobody(world: World) -> None:
    before = links(world.hub)

    with pytest.raises(StickGone):
        admission.admit(world.hub, ask(), office=CODE, new=world.new_office(), to=world.folder / "gone")

    assert links(world.hub) == before
    assert world.admit(ask()).number == 3


def test_the_digits_at_the_hub_are_those_of_the_pc(world: World) -> None:
    asked = joining.request(world.second, CLERK, world.stick).read_bytes()

    admitted = world.admit(asked)
    taken = packages.receive(world.second, CLERK, admitted.path.read_bytes())

    assert taken.membership
    assert taken.membership.digits == admitted.digits
    assert replace(admitted, digits="").office == CODE
