"""How long the login takes to stand, beside a bare PySide6 window in the same run."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skilldesk.operations import demo
from skilldesk.store.keyfile import Cost

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


def seconds(code: str, *arguments: str) -> float:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], env=env, check=True)
    return time.perf_counter() - began


@pytest.mark.bench
def test_the_login_beside_a_bare_window(tmp_path: Path) -> None:
    demo.found(tmp_path / "office", trainees=1, cost=Cost(memory=32, passes=1)).store.close()
    found: dict[str, list[float]] = {"bare window": [], "login": []}
    for _ in range(ROUNDS):
        found["bare window"].append(seconds(BARE))
        found["login"].append(seconds(LOGIN, str(tmp_path / "office")))
    bare, login = (statistics.median(times) for times in found.values())
    print(
        f"\nbare PySide6 window {bare * 1000:.0f} ms, login {login * 1000:.0f} ms, ratio {login / bare:.2f}"
    )
    assert login > 0
