"""How long the login takes to stand, and the first page after it, beside a bare window in the same run.

`pytest -m bench tests/benchmarks/bench_start.py -s`. The candidates take turns; what counts is the ratio.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skilldesk.operations import demo
from skilldesk.store.keyfile import Cost
from tests.support.crowd import crowd
from tests.support.stores import PASSWORD, USER

ROUNDS = 7

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1366, 697)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""

LOGIN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from skilldesk import app
from skilldesk.gui import main
qt = main.application([])
program = app.App(qt, Path(sys.argv[1]))
program.program.show_login()
QTimer.singleShot(0, qt.quit)
qt.exec()
program.close()
"""

# In one process: a bare window from nothing to its first rest, then the window of somebody whose password was
# right, until it is painted, until its page shows what waits, and until the last count beside it has come.
FIRST_PAGE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from skilldesk import app
from skilldesk.app import desk
from skilldesk.gui import main

def rest():
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()

qt = main.application([])
program = app.App(qt, Path(sys.argv[1]))
program.program.show_login()
rest()
began = time.perf_counter()
bare = QWidget()
bare.resize(1366, 697)
bare.show()
rest()
told = [time.perf_counter() - began]
bare.close()

waiting = set()
submit = program.tasks._submit
def noted(*given):
    running = submit(*given)
    waiting.add(running)
    return running
program.tasks._submit = noted
store = program._unlock(sys.argv[2], sys.argv[3])
began = time.perf_counter()
program.program.let_in(store)
rest()
told.append(time.perf_counter() - began)
while not program.program.main.page().count:
    rest()
told.append(time.perf_counter() - began)
while not all(one.over for one in waiting):
    rest()
rest()
told.append(time.perf_counter() - began)
print(*told)
program.program.main.close()
program.close()
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Its own settings: those of the one who measures stay as they are."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path / "home")}


def seconds(code: str, *arguments: str, env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], env=env, check=True)
    return time.perf_counter() - began


@pytest.mark.bench
def test_the_login_beside_a_bare_window(tmp_path: Path, home: dict[str, str]) -> None:
    demo.found(tmp_path / "office", trainees=1, cost=Cost(memory=32, passes=1)).store.close()
    found: dict[str, list[float]] = {"bare window": [], "login": []}
    for _ in range(ROUNDS):
        found["bare window"].append(seconds(BARE, env=home))
        found["login"].append(seconds(LOGIN, str(tmp_path / "office"), env=home))
    bare, login = (statistics.median(times) for times in found.values())
    print(
        f"\nbare PySide6 window {bare * 1000:.0f} ms, login {login * 1000:.0f} ms, ratio {login / bare:.2f}"
    )
    assert login > 0


@pytest.mark.bench
@pytest.mark.parametrize("people", [1_000, 200_000])
def test_the_first_page_after_the_login_beside_a_bare_window(
    people: int, tmp_path: Path, home: dict[str, str]
) -> None:
    crowd(tmp_path / "office", people).close()
    rounds = [first_page(tmp_path / "office", home) for _ in range(ROUNDS)]
    bare, stands, filled, counted = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(
        f"\n{people:,} people: bare window {bare * 1000:.1f} ms, from the accepted login "
        f"the window stands after {stands * 1000:.0f} ms ({stands / bare:.1f} times), "
        f"its page is filled after {filled * 1000:.0f} ms ({filled / bare:.1f} times), "
        f"how reporting stands is counted after {counted * 1000:.0f} ms"
    )
    assert counted >= filled >= stands > 0


def first_page(office: Path, env: dict[str, str]) -> list[float]:
    command = [sys.executable, "-c", FIRST_PAGE, str(office), USER, PASSWORD]
    told = subprocess.run(command, env=env, check=True, capture_output=True, encoding="utf-8").stdout
    return [float(one) for one in told.split()]
