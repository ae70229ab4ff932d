"""入网: ENROL, START and the digits on the phone, against a real practice hub."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from skilldesk.core.offices import Device
from skilldesk.errors import (
    NotAllowed,
    NotOurEnrolment,
    PackageUntrusted,
    Refused,
    StickGone,
    WrongOffice,
    WrongRecipient,
)
from skilldesk.hub import registry
from skilldesk.operations import demo, joining, packages
from skilldesk.operations.joining import Standing
from skilldesk.store.office import Store
from tests.support.county import CLERK, CODE, LEADER, Clock, World, heads, links, of_office, told
from tests.support.stores import CHEAP


@pytest.fixture
def third(world: World) -> Iterator[Store]:
    """A PC of the county that is in no network yet."""
    store = world.new_pc(world.folder / "third")
    yield store
    store.close()


def standing(store: Store) -> Standing:
    with store.database.read() as snapshot:
        return joining.membership(snapshot, store.database.device).standing


def printed_number(store: Store) -> int:
    with store.database.read() as snapshot:
        return joining.printed_number(snapshot, store.database.device)


def test_who_may_not_report_cannot_let_the_pc_in(world: World) -> None:
    for act in (
        lambda: joining.request(world.pc, LEADER, world.stick),
        lambda: joining.confirm(world.pc, LEADER, "0" * 20),
    ):
        with pytest.raises(NotAllowed, match="不能办理入网"):
            act()


def ask(world: World, store: Store) -> bytes:
    return joining.request(store, CLERK, world.stick).read_bytes()


def answer(store: Store, data: bytes) -> joining.Membership:
    taken = packages.receive(store, CLERK, data).membership
    assert taken
    return taken


def impostor(world: World, asked: bytes) -> bytes:
    """The START of somebody who has a root and a hub of his own."""
    root = registry.new_root(practice=True, today=demo.TODAY)
    hub, _ = registry.found(world.folder / "impostor", root, "long enough", clock=Clock(), cost=CHEAP)
    theirs = World(world.folder, world.clock, root, (), ())
    theirs.__dict__["hub"] = hub
    data = theirs.admit(asked).path.read_bytes()
    hub.close()
    return data


def test_a_pc_joins_when_both_ends_show_the_same_digits(world: World, third: Store) -> None:
    assert standing(third) is Standing.ALONE
    asked = ask(world, third)
    assert standing(third) is Standing.ASKED
    admitted = world.admit(asked)

    waiting = answer(third, admitted.path.read_bytes())
    assert waiting == joining.Membership(Standing.UNCONFIRMED, 3, admitted.digits)
    now = joining.confirm(third, CLERK, "-".join(admitted.digits[at : at + 4] for at in range(0, 20, 4)))

    assert now == joining.Membership(Standing.JOINED, 3)
    assert admitted.number == printed_number(third) == 3
    assert told(third)["trainee"] == told(world.pc)["trainee"]
    assert told(world.pc)["device"].items() <= told(third)["device"].items()
    with third.database.read() as snapshot:
        own = snapshot.get(Device, third.database.device)
    assert own
    assert (own.number, own.enrolled_at) == (3, demo.TODAY)


def test_wrong_digits_are_refused_and_nothing_is_taken(world: World, third: Store) -> None:
    admitted = world.admit(ask(world, third))
    answer(third, admitted.path.read_bytes())
    before = told(third)
    wrong = admitted.digits[:-1] + str((int(admitted.digits[-1]) + 1) % 10)

    with pytest.raises(Refused, match=r"校验数不一致.*数据没有变化"):
        joining.confirm(third, CLERK, wrong)

    assert standing(third) is Standing.UNCONFIRMED
    assert told(third) == before


def test_there_must_be_something_to_confirm(world: World, third: Store) -> None:
    with pytest.raises(Refused, match="没有要核对的"):
        joining.confirm(third, CLERK, "0" * 20)
    with pytest.raises(Refused, match="没有要核对的"):
        joining.confirm(world.pc, CLERK, "0" * 20)


def refuses_to_export(world: World, store: Store) -> None:
    with pytest.raises(Refused, match="还没有完成入网，不能报送"):
        packages.export(store, CLERK, world.stick)


def test_nothing_is_exported_before_the_digits_were_compared(world: World, third: Store) -> None:
    refuses_to_export(world, third)
    admitted = world.admit(ask(world, third))
    refuses_to_export(world, third)
    answer(third, admitted.path.read_bytes())
    refuses_to_export(world, third)

    assert printed_number(third) == 0
    assert not (third.folder / packages.SENT).exists()


def test_a_forged_start_changes_nothing_and_the_real_one_is_still_taken(world: World, third: Store) -> None:
    asked = ask(world, third)
    forged = impostor(world, asked)
    real = world.admit(asked)
    before = told(third)

    shown = answer(third, forged)
    assert shown.digits != real.digits
    with pytest.raises(Refused, match="有人调换了文件"):
        joining.confirm(third, CLERK, real.digits)
    assert told(third) == before
    with pytest.raises(PackageUntrusted, match="还没有入网"):
        packages.receive(third, CLERK, world.export(world.pc))

    answer(third, real.path.read_bytes())
    joining.confirm(third, CLERK, real.digits)
    world.report(third)
    assert of_office(third, world.hub) == told(third)


def test_a_start_from_another_root_is_refused_by_a_pc_that_has_joined(world: World) -> None:
    with pytest.raises(PackageUntrusted):
        packages.receive(world.second, CLERK, impostor(world, ask(world, world.second)))

    assert standing(world.second) is Standing.JOINED


def test_a_replayed_start_changes_nothing(world: World, third: Store) -> None:
    asked = ask(world, third)
    first, again = (world.admit(asked) for _ in range(2))
    answer(third, first.path.read_bytes())
    assert packages.receive(third, CLERK, first.path.read_bytes()).repeated
    joining.confirm(third, CLERK, first.digits)
    before = heads(third)

    assert packages.receive(third, CLERK, first.path.read_bytes()).repeated
    with pytest.raises(NotOurEnrolment, match="已经用过"):
        packages.receive(third, CLERK, again.path.read_bytes())

    assert standing(third) is Standing.JOINED
    assert heads(third) == before


def test_a_start_for_another_pc_is_refused(world: World, third: Store) -> None:
    fourth = world.new_pc(world.folder / "fourth")
    admitted = world.admit(ask(world, fourth))
    ask(world, third)

    with pytest.raises(WrongRecipient, match="别的电脑"):
        packages.receive(third, CLERK, admitted.path.read_bytes())

    assert standing(third) is Standing.ASKED
    fourth.close()


def test_a_second_request_replaces_the_first(world: World, third: Store) -> None:
    first = world.admit(ask(world, third))
    answer(third, first.path.read_bytes())
    second = world.admit(ask(world, third))

    assert standing(third) is Standing.ASKED
    with pytest.raises(Refused):
        joining.confirm(third, CLERK, first.digits)
    answer(third, second.path.read_bytes())
    joining.confirm(third, CLERK, second.digits)
    assert second.number == first.number == printed_number(third)


def test_a_request_that_cannot_be_written_was_not_made(world: World, third: Store) -> None:
    with pytest.raises(StickGone):
        joining.request(third, CLERK, world.folder / "gone")

    assert standing(third) is Standing.ALONE


def test_a_pc_that_has_joined_may_ask_again_and_works_on_meanwhile(world: World) -> None:
    number = printed_number(world.second)
    asked = ask(world, world.second)
    world.report(world.second)
    admitted = world.admit(asked)

    answer(world.second, admitted.path.read_bytes())
    refuses_to_export(world, world.second)
    joining.confirm(world.second, CLERK, admitted.digits)

    world.report(world.second)
    assert printed_number(world.second) == number


def test_the_hub_admits_only_the_office_that_asked(world: World, third: Store) -> None:
    before = links(world.hub)

    with pytest.raises(WrongOffice, match="申请里写的是 990403"):
        world.admit(ask(world, third), "990404")

    assert links(world.hub) == before


def test_a_revoked_key_is_never_listed_again(world: World) -> None:
    world.report(world.pc)
    with world.pc.database.write(CLERK) as work:
        known = joining.certificates(work)
        gone = next(one for one in known if one.device == world.second.database.device)
        joining.keep_certificates(work, known, [gone.sign_key or ""])
        joining.keep_certificates(work, known, [])

        assert joining.certificates(work) == tuple(one for one in known if one != gone)
        assert gone.sign_key in joining.trust(work, world.pc).revoked


def test_its_number_is_what_the_hub_gave_it_whatever_a_colleague_writes(world: World) -> None:
    with world.second.database.write(CLERK) as work:
        for one in work.find(Device):
            work.change(replace(one, number=7))
    world.exchange(world.second, world.pc)

    assert (printed_number(world.pc), printed_number(world.second)) == (1, 2)


def test_a_pc_without_a_certificate_works_on_but_does_not_export(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        own = joining.own_certificate(work, world.pc.database.device)
        joining.keep_certificates(work, joining.certificates(work), [own.sign_key or ""])

    assert standing(world.pc) is Standing.JOINED
    assert printed_number(world.pc) == 1
    with pytest.raises(PackageUntrusted, match=r"没有导出.*仍可继续录入"):
        packages.export(world.pc, CLERK, world.stick)


def test_what_is_asked_lies_on_the_stick_under_a_plain_name(world: World, third: Store) -> None:
    path = joining.request(third, CLERK, world.stick)

    assert path == Path(world.stick, f"{CODE}-{third.database.device[:8]}-ENROL-20201221.skd")
