"""A standard is entered by one and approved by another."""

from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.claims import Standard
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.operations import records, standards
from skilldesk.operations.demo import CLERK, TODAY
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, LEADER, World

STANDARD = Standard(
    id=new_id(),
    policy="SD-2019",
    subsidy="10",
    key="2",
    amount=200_000,
    document="演示标准〔2020〕2号",
    valid_from=date(2020, 1, 1),
)


def entered(store: Store, **changes: object) -> Standard:
    with store.database.write(CLERK) as work:
        return records.save(work, replace(STANDARD, id=new_id(), **changes), TODAY)  # type: ignore[arg-type]  # told by the test


def test_another_person_approves_what_was_entered(world: World) -> None:
    standard = entered(world.pc)

    with world.pc.database.write(APPROVER) as work:
        approved = standards.approve(work, standard.id)

    assert (approved.entered_by, approved.approved_by) == (CLERK, APPROVER)


def test_nobody_approves_an_amount_of_their_own(world: World) -> None:
    standard = entered(world.pc)

    with pytest.raises(NotAllowed, match="另一位同事"), world.pc.database.write(CLERK) as work:
        standards.approve(work, standard.id)


def test_who_does_not_write_standards_does_not_approve_them(world: World) -> None:
    standard = entered(world.pc)

    with pytest.raises(NotAllowed), world.pc.database.write(LEADER) as work:
        standards.approve(work, standard.id)


@pytest.mark.parametrize(
    ("changes", "words"), [({"valid_from": None}, "起始日期"), ({"amount": 0}, "金额是 0")]
)
def test_what_is_not_whole_is_not_approved(world: World, changes: dict[str, object], words: str) -> None:
    standard = entered(world.pc, **changes)

    with pytest.raises(Refused, match=words), world.pc.database.write(APPROVER) as work:
        standards.approve(work, standard.id)


def test_nothing_is_approved_twice_and_what_is_changed_must_be_approved_anew(world: World) -> None:
    standard = entered(world.pc)
    with world.pc.database.write(APPROVER) as work:
        approved = standards.approve(work, standard.id)
    with pytest.raises(Refused), world.pc.database.write(APPROVER) as work:
        standards.approve(work, standard.id)

    with world.pc.database.write(CLERK) as work:
        changed = records.save(work, replace(approved, amount=210_000), TODAY)

    assert changed.approved_by is None


def test_a_standard_that_is_not_here_is_said(world: World) -> None:
    with pytest.raises(NotFound), world.pc.database.write(APPROVER) as work:
        standards.approve(work, "00" * 16)
