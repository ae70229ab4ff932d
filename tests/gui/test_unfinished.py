from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from skilldesk.core.people import Trainee
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import DRAFT, Place
from skilldesk.gui.unfinished import UnfinishedDialog, drafts_of
from skilldesk.gui.window import MainWindow
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id
from tests.gui.keys import CTRL, Keys
from tests.support.stores import NOW

NEW, OLD = "a1" * 16, "a2" * 16


@pytest.fixture
def drafts(desk: Desk) -> list[Draft]:
    """The latest first."""
    stored = Trainee(id=OLD, name="陈桂芳", id_number="370403197909039174")
    with desk.database.write("limin") as work:
        work.add(stored)
    kept = [
        Draft("trainees", NEW, {"name": "周春梅", "phone": "138"}, NOW.isoformat()),
        Draft("trainees", OLD, {"phone": "13800009021"}, (NOW - timedelta(hours=1)).isoformat()),
        Draft("classes", new_id(), {"level": "5"}, (NOW - timedelta(days=17)).isoformat()),
    ]
    for one in kept:
        desk.drafts.keep("limin", one)
    desk.drafts.keep("wang", replace(kept[0], record=new_id()))
    return kept


@pytest.fixture
def dialog(keys: Keys, desk: Desk, drafts: list[Draft]) -> UnfinishedDialog:  # noqa: ARG001 - there must be some
    dialog = UnfinishedDialog(desk)
    keys.show(dialog)
    dialog.list.take_focus()
    return dialog


def whom(dialog: UnfinishedDialog) -> list[str]:
    return [one.whom for one in dialog.list.listing.values]


@pytest.mark.usefixtures("drafts")
def test_each_draft_says_whom_it_is_about_how_much_is_typed_and_when(desk: Desk) -> None:
    told = [(one.form, one.whom, one.filled, one.when) for one in drafts_of(desk)]

    assert told[:2] == [
        ("登记学员", "周春梅", "2 / 38 项", "今天 16:30"),
        ("修改学员", "陈桂芳", "改了 1 项", "今天 15:30"),
    ]
    assert told[2][:2] == ("新建培训班", "还没有名称")
    assert told[2][3] == "11月3日 16:30"


def test_enter_goes_on_with_a_draft(dialog: UnfinishedDialog, keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_Down)
    with keys.qtbot.waitSignal(desk.news.wanted) as caught:
        keys.press(Qt.Key.Key_Return)

    assert caught.args == [Place(page="trainees", tab="学员", record=OLD, act=DRAFT)]
    assert not dialog.isVisible()


def test_what_is_thrown_away_can_be_brought_back(
    dialog: UnfinishedDialog, keys: Keys, desk: Desk, drafts: list[Draft]
) -> None:
    keys.press(Qt.Key.Key_Delete)
    assert whom(dialog) == ["陈桂芳", "还没有名称"]
    assert len(desk.drafts.kept("limin")) == 2

    keys.press(Qt.Key.Key_Z, CTRL)

    assert whom(dialog) == ["周春梅", "陈桂芳", "还没有名称"]
    assert desk.drafts.kept("limin")[0] == drafts[0]


def test_when_nothing_is_left_it_says_what_would_stand_there(dialog: UnfinishedDialog, keys: Keys) -> None:
    for _ in range(3):
        keys.press(Qt.Key.Key_Delete)

    assert whom(dialog) == []
    assert dialog.list.empty.isVisible()
    keys.press(Qt.Key.Key_Z, CTRL)
    assert len(whom(dialog)) == 1


@pytest.mark.usefixtures("drafts")
def test_the_drafts_are_one_key_away_from_any_page(keys: Keys, desk: Desk) -> None:
    window = MainWindow(desk)
    keys.show(window)

    keys.press(Qt.Key.Key_F11)

    (dialog,) = window.findChildren(UnfinishedDialog)
    assert dialog.isVisible()
    assert whom(dialog)[0] == "周春梅"
    dialog.reject()
