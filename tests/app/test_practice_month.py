"""A month of the practice county: four people at their desks over one store, each with their own work."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from skilldesk.app.desk import furnished
from skilldesk.core.claims import Claim
from skilldesk.gui import theme as look
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress
from skilldesk.gui.window import MainWindow
from skilldesk.operations import demo, offices
from skilldesk.operations.rights import SHOWN
from skilldesk.store.office import Store
from skilldesk.store.queries import records, training
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.county import APPROVER, CLERK, LEADER, REVIEWER
from tests.support.stores import CHEAP

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PEOPLE = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    county = demo.found(tmp_path / "office", trainees=PEOPLE, cost=CHEAP)
    yield county.store
    county.store.close()


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


Come = Callable[[str], "Seat"]


class Seat:
    """Somebody before the window, on the page 补贴申领."""

    def __init__(self, keys: Keys, desk: Desk) -> None:
        self.keys, self.desk = keys, desk
        self.window = MainWindow(desk)
        keys.show(self.window)
        keys.press(Qt.Key.Key_6, ALT)
        page = self.window.page()
        assert isinstance(page, ClaimsPage)
        self.page, self.review = page, page.review

    @property
    def dialogs(self) -> FakeDialogs:
        assert isinstance(self.desk.dialogs, FakeDialogs)
        return self.desk.dialogs

    def to_review(self) -> None:
        if self.page.tabs.page() is not self.review:
            self.keys.press(Qt.Key.Key_PageDown, CTRL)
        self.settled()

    def settled(self) -> None:
        """The list, the claim at the side and its steps have been read."""
        review = self.review

        def shown() -> bool:
            one, detail = review.list.at(review.view.current_row()), review.detail.detail
            return bool(one and detail and detail.row == one and review.bar.fresh)

        self.keys.until(shown)
        review.take_focus()

    def queues(self) -> dict[str, int]:
        return {tab.count.word: tab.count.number for tab in self.review.counts.tabs}

    def tick_all(self) -> None:
        self.keys.press(Qt.Key.Key_A, CTRL)
        self.keys.press(Qt.Key.Key_Space)
        all_shown = len(self.review.list.values)
        self.keys.until(lambda: self.review.bar._sum.text() == f"选中 {all_shown} 张")
        self.keys.until(lambda: self.review.bar.fresh)

    def why(self) -> dict[str, str]:
        """The steps that are shown and not for this user, with what is said about them."""
        return {one.label: one.why_not for one in self.review.bar.offers if one.why_not}

    def words(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel))


@pytest.fixture
def come(qapp: QApplication, keys: Keys, store: Store) -> Iterator[Come]:
    """Log in with name and password, and sit down."""
    theme, open_tasks = look.load(), []
    Dress(qapp, theme)

    def sit(account: str) -> Seat:
        offices.log_in(store.folder, account, demo.PASSWORD).close()
        tasks = Tasks()
        open_tasks.append(tasks)
        desk = replace(furnished(store, account, tasks, theme), dialogs=FakeDialogs(theme))
        return Seat(keys, desk)

    yield sit
    for tasks in open_tasks:
        tasks.close()


def states(store: Store) -> list[str]:
    with store.database.read() as snapshot:
        return [one.state or "" for one in records.everything(snapshot, Claim)]


def claim_a_class(clerk: Seat, store: Store) -> int:
    """Through the four steps; how many claims were written."""
    keys, making = clerk.keys, clerk.page.making
    keys.until(lambda: bool(making.classes.list.values))
    making.take_focus()
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: bool(making.check.people.to_apply()))
    keys.press(Qt.Key.Key_Return, CTRL)
    assert states(store) == []
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: bool(making.drawing.list.values))
    keys.until(making.drawing.draw_button.isEnabled)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: all(one.has_form for one in making.drawing.list.values))
    return len(making.drawing.list.values)


def test_a_claim_goes_from_desk_to_desk_and_nobody_does_anothers_work(come: Come, store: Store) -> None:
    clerk = come(CLERK)
    made = claim_a_class(clerk, store)
    submit(clerk, store, made)
    receive_and_review(come(REVIEWER), store, made)
    approve(come(APPROVER), store, made)
    look_on(come(LEADER), store, made)


def submit(clerk: Seat, store: Store, made: int) -> None:
    clerk.to_review()
    assert clerk.queues()["草稿"] == made
    clerk.tick_all()

    clerk.keys.press(Qt.Key.Key_Return, CTRL)

    clerk.keys.until(lambda: states(store) == ["20"] * made)


def receive_and_review(window: Seat, store: Store, made: int) -> None:
    """The window takes them in but for one that goes back; the same person reviews first."""
    keys = window.keys
    window.to_review()
    assert window.queues() == {"已提交": made, "已受理": 0, "其余": 0}
    assert window.why() == {"撤销": "您的角色不能「撤销」。"}
    keys.press(Qt.Key.Key_F8)
    assert window.dialogs.last is not None
    window.dialogs.last.act.click()
    keys.until(lambda: sorted(states(store)) == ["20"] * (made - 1) + ["25"])
    keys.back_to(window.window)
    keys.until(lambda: len(window.review.list.values) == made - 1)
    window.settled()
    window.tick_all()

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: sorted(states(store)) == ["25"] + ["30"] * (made - 1))
    keys.until(lambda: window.queues()["已受理"] == made - 1)
    keys.press(Qt.Key.Key_2)
    keys.until(lambda: len(window.review.list.values) == made - 1)
    window.settled()
    assert set(window.why()) == {"撤销"}
    window.tick_all()
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: sorted(states(store)) == ["25"] + ["40"] * (made - 1))


def approve(second: Seat, store: Store, made: int) -> None:
    second.to_review()
    assert second.page.tabs.page() is second.review
    assert second.queues() == {"初审通过": made - 1, "其余": 1}
    assert second.why() == {}
    second.keys.until(lambda: "初审通过" in second.words() and "王建华" in second.words())
    assert not second.page.making.apply.write.isEnabled()
    second.tick_all()

    second.keys.press(Qt.Key.Key_Return, CTRL)

    second.keys.until(lambda: sorted(states(store)) == ["25"] + ["50"] * (made - 1))


def look_on(leader: Seat, store: Store, made: int) -> None:
    """Masked everywhere; every step says why it is not hers; paper is opened only with a note of it."""
    keys = leader.keys
    leader.to_review()
    assert leader.queues() == {"全部": made}
    assert leader.why()["撤销"] == "您的角色不能「撤销」。"
    with store.database.read() as snapshot:
        (line, *_) = training.lines_of(snapshot, leader.review.list.values[0].claim_id)
        person = snapshot.get(records.KINDS["trainee"], line.trainee_id)
    number = getattr(person, "id_number", "")
    told = leader.words().replace(" ", "")
    assert number not in told
    assert f"{number[:6]}********{number[-4:]}" in told

    keys.press(Qt.Key.Key_Return)

    assert leader.dialogs.last is not None
    leader.dialogs.last.act.click()
    keys.until(leader.page.paper.isVisible)
    keys.until(lambda: leader.page.paper.count.startswith("第1页"))
    assert not leader.page.paper.save_button.isEnabled()
    with store.database.read() as snapshot:
        assert [link.entry.actor for link in snapshot.notes(SHOWN) if link.entry] == [LEADER]


def test_the_check_of_a_class_is_masked_for_the_leader(come: Come, store: Store) -> None:
    leader = come(LEADER)
    with store.database.read() as snapshot:
        (one, *_) = training.classes(snapshot)

    leader.page.making.open_class(one.id)

    check = leader.page.making.check
    leader.keys.until(lambda: check.people.total > 0)
    assert all("********" in person.id_number for person in check.people.values)
    assert all(set(person.account) & {"*"} for person in check.people.values)


def test_the_institution_applies_for_its_class_with_one_claim(come: Come) -> None:
    clerk = come(CLERK)
    keys, making = clerk.keys, clerk.page.making
    keys.until(lambda: bool(making.classes.list.values))
    making.take_focus()
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: bool(making.check.people.to_apply()))
    people = len(making.check.people.to_apply())
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_2)

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: [one.people for one in making.drawing.list.values] == [people])
    keys.until(making.drawing.draw_button.isEnabled)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: all(one.has_form for one in making.drawing.list.values))
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: clerk.page.paper.count == "第1页，共2页")
    assert "职业培训补贴申请表（机构/企业）" in clerk.words()
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_Left, ALT)
    keys.press(Qt.Key.Key_F5)
    keys.until(lambda: sum(bool(one.applied) for one in making.check.people.values) == people)
    assert making.check.people.to_apply() == []
