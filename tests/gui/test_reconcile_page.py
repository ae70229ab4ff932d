"""对账 over a real county: numbers by kind, differences by name, and the way to each."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from skilldesk.core.rights import Rights
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.reconcile_page import REPORTED, ReconcilePage
from skilldesk.store.exchanges import Reported
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import Keys
from tests.support.county import World, edit, trainee, write_foreign


def shown(keys: Keys, desk: Desk) -> ReconcilePage:
    page = ReconcilePage(desk)
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.count))
    return page


@pytest.fixture
def at(empty_desk: Desk, world: World) -> Desk:
    lookup = empty_desk.lookup
    return replace(empty_desk, store=world.pc, lookup=lookup)


def test_when_all_is_accepted_nothing_differs(keys: Keys, at: Desk) -> None:
    page = shown(keys, at)

    assert page.count.endswith("差异 0 条")
    assert page._about.text() == "本机的每一条省里都接收了"
    assert page.tallies.index(0, 8).data() == "一致"


def test_a_difference_is_counted_named_and_opened_by_keys(keys: Keys, at: Desk, world: World) -> None:
    person = trainee(world.pc, world.trainees[0])
    edit(world.pc, person.id, phone="13800009100")
    page = shown(keys, at)
    row = [page.tallies.index(line, 0).data() for line in range(3)]
    assert row == ["合计", "学员", "人员类别"]

    keys.press(Qt.Key.Key_Down)
    keys.until(lambda: page.differences.rowCount() == 1)
    assert page.differences.index(0, 0).data() == person.name
    keys.press(Qt.Key.Key_Return)

    with keys.qtbot.waitSignal(at.news.wanted) as caught:
        keys.press(Qt.Key.Key_Return)
    assert caught.args == [Place(page="trainees", tab="学员", record=person.id, act="edit")]


def test_a_place_narrows_it_to_a_kind_and_a_state(keys: Keys, at: Desk, world: World) -> None:
    write_foreign(
        world.pc,
        kind="trainee",
        record="ab" * 16,
        document_type="01",
        name="周春梅",
        id_number="37040319900101991",
    )
    world.report(world.pc)
    edit(world.pc, world.trainees[0], phone="13800009100")
    page = shown(keys, at)

    page.go_to(Place(page="reports", filters={"kind": "trainee", "state": "rejected"}))

    keys.until(lambda: [one.name for one in page.differences.values] == ["周春梅"])
    keys.press(Qt.Key.Key_1)
    keys.until(lambda: page.differences.rowCount() == 2)


def test_the_lists_are_saved_beside_the_warning(keys: Keys, at: Desk, tmp_path: Path) -> None:
    page = shown(keys, at)
    assert isinstance(at.dialogs, FakeDialogs)
    at.dialogs.path = tmp_path

    page._save.click()

    keys.until(lambda: bool(list(tmp_path.glob("practice-reconcile-*.xlsx"))))
    keys.until(lambda: bool(at.dialogs.said))  # type: ignore[attr-defined]  # a fake, as above


def test_who_may_not_save_reads_why(keys: Keys, at: Desk) -> None:
    page = shown(keys, replace(at, rights=Rights()))

    assert not page._save.isEnabled()


def test_every_state_is_shown_with_sign_and_word() -> None:
    assert set(REPORTED) == set(Reported)
