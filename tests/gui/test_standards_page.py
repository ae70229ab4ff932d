"""补贴标准 by keyboard: entered by one, refused to the same, approved by another."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from skilldesk.core.claims import Standard
from skilldesk.core.rights import Rights
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.standards_page import StandardsPage
from skilldesk.operations import offices
from skilldesk.reference import roles
from skilldesk.store.queries import training
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import CTRL, Keys
from tests.support.county import APPROVER, CLERK, World


def of_user(desk: Desk, world: World, account: str) -> Desk:
    with world.pc.database.read() as snapshot:
        user = offices.user(snapshot, account)
    return replace(desk, store=world.pc, user=user, rights=roles.rights(user.roles))


def shown(keys: Keys, desk: Desk) -> StandardsPage:
    page = StandardsPage(desk)
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.gaps.values))
    keys.until(page.view.hasFocus)
    return page


def standards(world: World) -> list[Standard]:
    with world.pc.database.read() as snapshot:
        return [one for one in training.standards(snapshot) if one.key == "2"]


def enter(keys: Keys, page: StandardsPage) -> None:
    """The first amount that is empty: level 2."""
    keys.press(Qt.Key.Key_3)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: keys.focus.objectName() == "amount")
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter("2000", "演示标准〔2020〕2号", "2020-01-01")
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: not page.is_editing)


def test_one_enters_and_another_approves(keys: Keys, empty_desk: Desk, world: World) -> None:
    page = shown(keys, of_user(empty_desk, world, CLERK))
    enter(keys, page)
    keys.until(lambda: [one.amount for one in standards(world)] == [200_000])
    keys.until(lambda: (one := page.current()) is not None and one.state == "waiting")
    assert page._names[CLERK] == "李敏"

    other = shown(keys, of_user(empty_desk, world, APPROVER))
    assert other.current() is not None
    keys.press(Qt.Key.Key_F8)

    keys.until(lambda: [one.approved_by for one in standards(world)] == [APPROVER])
    (stored,) = standards(world)
    assert (stored.entered_by, stored.valid_from) == (CLERK, date(2020, 1, 1))


def test_ones_own_amount_is_not_approved_and_it_is_said_why(
    keys: Keys, empty_desk: Desk, world: World
) -> None:
    desk = of_user(empty_desk, world, CLERK)
    page = shown(keys, desk)
    enter(keys, page)
    keys.until(lambda: (one := page.current()) is not None and one.state == "waiting")
    assert not page.approve.isEnabled()
    assert "另一位同事" in page.approve.toolTip()

    keys.press(Qt.Key.Key_F8)

    assert isinstance(desk.dialogs, FakeDialogs)
    keys.until(lambda: bool(desk.dialogs.said))  # type: ignore[attr-defined]  # a fake, as above
    assert "您录入的" in desk.dialogs.said[-1].heading
    assert [one.approved_by for one in standards(world)] == [None]


def test_leaving_the_form_keeps_what_was_typed(keys: Keys, empty_desk: Desk, world: World) -> None:
    page = shown(keys, of_user(empty_desk, world, CLERK))
    keys.press(Qt.Key.Key_3)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter("1999")
    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: not page.is_editing and page.view.hasFocus())
    assert standards(world) == []

    keys.until(lambda: bool(page.gaps.values))
    keys.press(Qt.Key.Key_Return)

    assert page.panel.form.drafts().get("amount", "").replace(",", "").startswith("1999")


def test_a_standard_is_made_void_with_a_reason(keys: Keys, empty_desk: Desk, world: World) -> None:
    desk = of_user(empty_desk, world, CLERK)
    page = shown(keys, desk)
    keys.press(Qt.Key.Key_4)
    before = len(page.gaps.values)
    keys.press(Qt.Key.Key_Delete)
    assert isinstance(desk.dialogs, FakeDialogs)
    assert desk.dialogs.last is not None

    desk.dialogs.last.accept()

    keys.until(lambda: sum(one.state == "approved" for one in page._all) == before - 1)


def test_a_place_names_the_queue(keys: Keys, empty_desk: Desk, world: World) -> None:
    page = shown(keys, of_user(empty_desk, world, CLERK))

    page.go_to(Place(page="catalogues", tab="补贴标准", filters={"state": "approved"}))

    keys.until(lambda: {one.state for one in page.gaps.values} == {"approved"})


def test_who_writes_no_standards_only_reads(keys: Keys, empty_desk: Desk, world: World) -> None:
    page = shown(keys, replace(of_user(empty_desk, world, CLERK), rights=Rights()))

    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F8)

    assert not page.is_editing
    assert not page.enter.isVisible()
