"""Every line of the board leads to a page, to the tab that it names and the rows that it means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from skilldesk.app.desk import furnished
from skilldesk.core.training import Certificate
from skilldesk.gui import board_lines
from skilldesk.gui import theme as look
from skilldesk.gui.board_lines import KINDS
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress
from skilldesk.gui.window import MainWindow
from skilldesk.hub import practice
from skilldesk.hub.practice import Practice
from skilldesk.operations.demo import CLERK
from skilldesk.operations.waiting import Ahead, Waiting
from skilldesk.store.queries.records import everything
from tests.support.stores import CHEAP

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    made = practice.found(tmp_path_factory.mktemp("places") / "office", trainees=8, cost=CHEAP)
    yield made
    made.county.store.close()
    made.hub.close()


@pytest.fixture
def window(qapp: QApplication, county: Practice) -> Iterator[MainWindow]:
    theme, tasks = look.load(), Tasks()
    Dress(qapp, theme)
    window = MainWindow(furnished(county.county.store, CLERK, tasks, theme))
    window.resize(1366, 697)
    window.show()
    yield window
    tasks.close()
    window.close()


def tabs(window: MainWindow) -> set[str]:
    return {bar.tabText(bar.currentIndex()) for bar in window.page().findChildren(QTabBar) if bar.isVisible()}


@pytest.mark.parametrize("key", KINDS)
def test_a_line_leads_where_it_says(key: str, window: MainWindow, county: Practice, qtbot: QtBot) -> None:
    place = board_lines.line(Waiting(key=key, count=1, record=county.county.classes[0])).place

    window.go(place)

    assert window.rail.buttons[place.page].isChecked()
    qtbot.waitUntil(lambda: not place.tab or place.tab in tabs(window), timeout=10_000)


@pytest.mark.parametrize("key", ["filing", "licence", "agreement", "standard", "policy"])
def test_a_day_leads_where_it_says(key: str, county: Practice) -> None:
    ahead = Ahead(key=key, name="甲", day=date(2021, 1, 21), left=31, record=county.county.classes[0])

    day = board_lines.near_day(ahead)

    assert day.title.startswith("甲")
    assert day.place.page in ("classes", "institutions", "catalogues")


def test_certificates_that_were_never_looked_up_are_the_rows_of_the_list(
    window: MainWindow, county: Practice, qtbot: QtBot
) -> None:
    with county.county.store.database.write(CLERK) as work:
        some = everything(work, Certificate)[0]
        work.change(replace(some, verification=None))

    window.go(board_lines.line(Waiting(key="certificates_to_verify", count=1)).place)

    page = window.page().innermost()
    assert isinstance(page, RecordScreen)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1, timeout=10_000)
    assert page.table.record_at(0) == replace(some, verification=None, version=some.version + 1)
