"""What a person waits for in the window of a small and of a large county, and how long it is deaf meanwhile.

`CROWDS=/var/tmp pytest -m bench tests/benchmarks/bench_window.py -s`. With 200,000 people the crowd takes
some minutes to make; the folder in CROWDS keeps it. What counts: no gap over 100 ms, and the ratio.
"""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from skilldesk.app.desk import furnished
from skilldesk.gui import theme as look
from skilldesk.gui.board_page import BoardPage
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress, Theme
from skilldesk.gui.window import MainWindow
from skilldesk.store.office import Store
from tests.support import gaps
from tests.support.crowd import kept, person
from tests.support.stores import USER

PEOPLE = (1_000, 200_000)

Measured = dict[str, tuple[float, float]]


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    theme = look.load()
    Dress(qapp, theme)
    return theme


@contextmanager
def working(store: Store, theme: Theme, measured: Measured) -> Iterator[MainWindow]:
    """The window of somebody whose password has just been found right."""
    tasks, windows = Tasks(), []

    def come_in() -> None:
        windows.append(MainWindow(furnished(store, USER, tasks, theme)))
        windows[0].show()

    measured["login accepted, first page"] = gaps.run(come_in, lambda: shows_rows(windows[0]))
    try:
        yield windows[0]
    finally:
        tasks.close()
        windows[0].close()


def screen(window: MainWindow) -> RecordScreen[Any] | None:
    page = window.page()
    page = page.innermost()
    return page if isinstance(page, RecordScreen) else None


def shows_rows(window: MainWindow) -> bool:
    """Whether what the page is about has come: the rows of a list, the board; others are there at once."""
    shown, page = screen(window), window.page()
    if isinstance(page, BoardPage):
        return bool(page.count)
    return shown is None or shown.table.rowCount() > 0


def press(window: MainWindow, key: Qt.Key, times: int) -> Callable[[], None]:
    def act() -> None:
        shown = screen(window)
        for _ in range(times if shown else 0):
            QTest.keyClick(shown.view, key)  # type: ignore[union-attr]  # there is one
            gaps.turn()

    return act


def type_into_box(window: MainWindow, text: str) -> Callable[[], None]:
    def act() -> None:
        window.top.search.begin()
        for count in range(1, len(text) + 1):
            window.top.search.setText(text[:count])
            gaps.turn(40)

    return act


def answered(window: MainWindow) -> bool:
    box = window.top.search
    return box.is_open and box._told == box._asked


def walk(window: MainWindow, measured: Measured) -> None:
    """What somebody does in a morning."""

    def step(name: str, act: Callable[[], object], until: Callable[[], bool]) -> None:
        measured[name] = gaps.run(act, until)

    measured["the state of reporting"] = gaps.run(lambda: None, window.top.pill.isVisible)
    one = person(7)
    for key in ("certificates", "claims", "classes", "trainees"):
        step(f"open {key}", lambda key=key: window.show_page(key), lambda: shows_rows(window))
    step("scroll 40 pages", press(window, Qt.Key.Key_PageDown, 40), lambda: True)
    step("to the end and back", press(window, Qt.Key.Key_End, 1), lambda: True)
    for text in (one.name, "zsf", (one.id_number or "")[-4:]):
        step(f"search box, {len(text)} characters", type_into_box(window, text), lambda: answered(window))
        window.top.search.leave()
    people = screen(window)
    assert people is not None
    for name in ("age", "id_number", "name"):
        resets: list[int] = []
        people.table.modelReset.connect(lambda resets=resets: resets.append(1))
        column = people.columns.look.columns.index(name)
        step(
            f"sort by {name}",
            lambda column=column: people.view.sortByColumn(column, Qt.SortOrder.DescendingOrder),
            lambda resets=resets: bool(resets),
        )
    people.search.setText("")
    step("narrow the list", lambda: people.search.setText(one.name), lambda: people.table.rowCount() < 500)
    step("the whole list again", lambda: people.search.setText(""), lambda: people.table.rowCount() > 500)


@pytest.mark.bench
def test_the_window_of_a_large_county_beside_that_of_a_small_one(tmp_path: Path, theme: Theme) -> None:
    gc.collect()
    gc.freeze()  # what pytest itself holds is not the window's to search through for garbage
    told: list[Measured] = []
    for people in PEOPLE:
        with closing(kept(people, tmp_path)) as store:
            measured: Measured = {}
            with working(store, theme, measured) as window:
                walk(window, measured)
            told.append(measured)

    small, large = told
    print(f"\n{'':32}{PEOPLE[0]:>10,} people{PEOPLE[1]:>14,} people     ratio   largest gap")
    for name, (took, gap) in large.items():
        before, small_gap = small[name]
        print(
            f"{name:32}{before * 1e3:10.0f} ms    {took * 1e3:14.0f} ms  {took / before:9.1f}"
            f"   {small_gap * 1e3:5.0f} → {gap * 1e3:5.0f} ms{'  !' if gap > 0.1 else ''}"
        )
    assert set(small) == set(large)
