"""The main job through the real window, by keyboard: from a typed ID number to the province's receipt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from skilldesk.app.desk import furnished
from skilldesk.core.check_code import read_paper_code
from skilldesk.core.claims import Claim
from skilldesk.core.people import PriorBenefit, Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.gui import theme as look
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.class_page import ClassPage
from skilldesk.gui.page import Page
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.report_page import ReportPage
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress
from skilldesk.gui.window import MainWindow
from skilldesk.hub import inbox, practice
from skilldesk.hub.practice import Practice
from skilldesk.operations import demo
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Reported
from skilldesk.store.queries import records
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, NONE, SHIFT, Keys
from tests.support.stores import CHEAP

NAME = "周春梅"
WRONG = "370403198604129023"
RIGHT = "370403198604129026"

R = TypeVar("R", bound=Record)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Practice]:
    made = practice.found(tmp_path / "office", trainees=8, cost=CHEAP)
    yield made
    made.county.store.close()
    made.hub.close()


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


@pytest.fixture
def window(qapp: QApplication, county: Practice) -> Iterator[MainWindow]:
    theme, tasks = look.load(), Tasks()
    Dress(qapp, theme)
    desk = replace(furnished(county.county.store, demo.CLERK, tasks, theme), dialogs=FakeDialogs(theme))
    window = MainWindow(desk)
    yield window
    tasks.close()


class Walk:
    """Presses keys and reads what the window shows; nothing is clicked and nothing is called."""

    def __init__(self, keys: Keys, window: MainWindow, county: Practice) -> None:
        self.keys, self.window, self.county = keys, window, county
        keys.show(window)

    def go(self, digit: str, tab: int = 0) -> Page:
        self.keys.press(getattr(Qt.Key, f"Key_{digit}"), ALT)
        page = self.window.page()
        for _ in range(tab):
            self.keys.press(Qt.Key.Key_PageDown, CTRL)
        page = page.tabs if isinstance(page, ClassPage) else page
        return page.page() if isinstance(page, Tabs) else page

    def screen(self, digit: str, tab: int = 0) -> RecordScreen[Trainee]:
        page = self.go(digit, tab)
        assert isinstance(page, RecordScreen)
        page.take_focus()
        return page

    def fill(self, **texts: str) -> None:
        """Press Enter, or Shift+Enter from the last field back, until the focus is where the text goes."""
        for name, text in texts.items():
            self._walk_to(name, NONE)
            self._walk_to(name, SHIFT)
            assert self.keys.focus.objectName() == name
            self.keys.press(Qt.Key.Key_A, CTRL)
            self.keys.type(text)

    def _walk_to(self, name: str, modifiers: Qt.KeyboardModifier) -> None:
        was = None
        while self.keys.focus.objectName() != name and self.keys.focus is not was:
            was = self.keys.focus
            self.keys.press(Qt.Key.Key_Return, modifiers)

    def new(self, screen: RecordScreen[Trainee], **texts: str) -> None:
        self.keys.press(Qt.Key.Key_N, CTRL)
        self.fill(**texts)
        self.keys.press(Qt.Key.Key_S, CTRL)

    def saved(self, screen: RecordScreen[Trainee]) -> None:
        assert screen.panel is not None
        panel = screen.panel
        self.keys.until(lambda: panel.note.text() == "已保存")
        self.keys.press(Qt.Key.Key_Escape)


def stored(window: MainWindow, kind: type[R]) -> list[R]:
    with window.desk.database.read() as snapshot:
        return records.everything(snapshot, kind)


def test_the_main_job_is_done_by_keyboard(
    keys: Keys, window: MainWindow, county: Practice, tmp_path: Path
) -> None:
    walk = Walk(keys, window, county)
    register(walk)
    put_into_a_class(walk)
    give_a_certificate(walk)
    claim(walk)
    report(walk, tmp_path)


def register(walk: Walk) -> None:
    """A wrong check digit is not saved; put right, it is; a second time the twin is shown."""
    screen = walk.screen("2")
    known = len(stored(walk.window, Trainee))
    walk.new(screen, name=NAME, id_number=WRONG)
    assert screen.panel is not None
    assert len(stored(walk.window, Trainee)) == known
    walk.fill(id_number=RIGHT)
    keys = walk.keys
    keys.press(Qt.Key.Key_S, CTRL)
    walk.saved(screen)
    (added,) = [one for one in stored(walk.window, Trainee) if one.name == NAME]
    assert (added.sex, added.birth_date) == ("2", date(1986, 4, 12))

    walk.new(screen, name=NAME, id_number=RIGHT)
    keys.until(screen.panel.twins.isVisible)
    assert len(stored(walk.window, Trainee)) == known + 1
    keys.press(Qt.Key.Key_Escape)


def put_into_a_class(walk: Walk) -> None:
    (one,) = [each for each in stored(walk.window, Class) if "电工" in each.name]
    facts = walk.screen("2", tab=1)
    walk.new(facts, trainee_id=NAME, category="04", valid_from="2020-01-01")
    walk.saved(facts)
    states = walk.screen("2", tab=1)
    walk.new(states, trainee_id=NAME, kind="entitled", value="否", valid_from="2020-01-01")
    walk.saved(states)
    roster = walk.screen("4", tab=1)
    walk.new(roster, class_id=one.name, trainee_id=NAME, attended_hours="116", state="6")
    walk.saved(roster)
    assert [each.attended_hours for each in stored(walk.window, Enrolment) if each.class_id == one.id][
        -1
    ] == 1160


def give_a_certificate(walk: Walk) -> None:
    screen = walk.screen("5")
    walk.new(
        screen,
        trainee_id=NAME,
        class_id="2020鲁南职校电工五级01等级证",
        certificate_kind="02",
        number="S000037000999205999001",
        occupation_id="电工",
        level="5",
        issued_on="2020-11-20",
    )
    walk.saved(screen)
    assert "S000037000999205999001" in {one.number for one in stored(walk.window, Certificate)}


def claim(walk: Walk) -> None:
    """The fourth of the year is refused with clause and remedy; the third and the first are granted."""
    keys, window = walk.keys, walk.window
    walk.go("6")
    page = window.page()
    assert isinstance(page, ClaimsPage)
    keys.press(Qt.Key.Key_F3)
    keys.type("电工")
    keys.until(lambda: len(page.making.classes.list.values) == 1)
    keys.press(Qt.Key.Key_Return)
    check = page.making.check
    keys.until(lambda: check.people.total > 0)
    told = "".join(label.text() for label in check.findings.findChildren(QLabel))
    assert "2020年已享受3次，每年最多3次" in told
    assert "每人每年不超过3次" in told
    assert "下一年度" in told

    keys.press(Qt.Key.Key_Return, CTRL)
    assert not stored(window, Claim)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: bool(stored(window, Claim)))
    draw(walk, page)
    claimed = {one.applicant_id for one in stored(window, Claim)}
    (mei,) = [one.id for one in stored(window, Trainee) if one.name == NAME]
    had = [one.id_number for one in stored(window, PriorBenefit)]
    by_number = {one.id_number: one.id for one in stored(window, Trainee)}
    full = {by_number[number] for number in had if had.count(number) == 3}
    assert mei in claimed
    assert full
    assert not full & claimed


def draw(walk: Walk, page: ClaimsPage) -> None:
    """The forms of all claims are drawn at once; the preview is the stored file."""
    keys, window = walk.keys, walk.window
    drawing = page.making.drawing
    keys.until(lambda: len(drawing.list.values) == len(stored(window, Claim)))
    keys.until(drawing.draw_button.isEnabled)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: all(one.form_sha256 for one in stored(window, Claim)))
    keys.until(lambda: all(one.has_form for one in drawing.list.values))
    keys.press(Qt.Key.Key_Return)
    keys.until(page.paper.isVisible)
    shown = drawing.list.at(drawing.view.current_row())
    claim = next(one for one in stored(window, Claim) if shown and one.id == shown.claim_id)
    assert claim.form_sha256 is not None
    with pypdfium2.PdfDocument(walk.county.county.store.blobs.get(claim.form_sha256)) as pdf:
        picture = pdf[0].render(scale=2).to_pil()
    scanned = read_paper_code(zxingcpp.read_barcodes(picture)[0].text)
    assert scanned is not None
    assert (scanned.number, scanned.check_code) == (claim.number, claim.check_code)
    keys.press(Qt.Key.Key_Escape)


def report(walk: Walk, tmp_path: Path) -> None:
    keys, window = walk.keys, walk.window
    page = walk.go("8")
    assert isinstance(page, ReportPage)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.path = tmp_path / "stick"
    dialogs.path.mkdir()
    keys.until(page._send.isEnabled)
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(page.sending.next.hasFocus)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F4)
    keys.until(lambda: page.sending.next.text() == "写到「stick」")
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: len(list(dialogs.path.glob("*.skd"))) == 1)
    keys.until(lambda: page.packages.rowCount() == 1)
    (up,) = dialogs.path.glob("*.skd")
    taken = inbox.receive(walk.county.hub, up.read_bytes(), dialogs.path)
    dialogs.path = taken.receipt
    keys.press(Qt.Key.Key_F8)
    claims = [one.id for one in stored(window, Claim)]

    def states() -> set[Reported]:
        with window.desk.database.read() as snapshot:
            return set(exchanges.reported(snapshot, claims).values())

    keys.until(lambda: states() == {Reported.ACCEPTED})
