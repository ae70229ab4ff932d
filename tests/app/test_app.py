"""What the window program does with an error that nothing caught: it has nowhere to print it."""

import os
import subprocess
import sys
from pathlib import Path

from skilldesk.log import FILE
from skilldesk.operations import demo
from skilldesk.platform import LOCK
from skilldesk.store.keyfile import Cost

FAILING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from skilldesk import app
from skilldesk.gui import main

def fail():
    raise ValueError("周春梅 370403198604129026")

def look():
    if (dialog := QApplication.activeModalWidget()) is None:
        QTimer.singleShot(10, look)
        return
    Path(sys.argv[2]).write_text(dialog.windowTitle(), "utf-8")
    QApplication.quit()

class Hurried(QApplication):
    def exec(self):
        for act in (fail, fail, look):
            QTimer.singleShot(0, act)
        return super().exec()

main.QApplication = Hurried
sys.stdin = sys.stdout = sys.stderr = None
sys.exit(app.run(["--office", sys.argv[1]]))
"""


def heading_and_log(office: Path, folder: Path) -> tuple[int, str, str]:
    """Exit code, heading of the dialog that stood at the end, and what the log says."""
    told = folder / "told.txt"
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(folder),
        "LOCALAPPDATA": str(folder),
    }
    code = subprocess.run([sys.executable, "-c", FAILING, office, told], env=env, check=False).returncode
    return code, told.read_text("utf-8"), "".join(log.read_text("ascii") for log in folder.rglob(FILE))


def test_an_error_in_the_window_is_told_once_and_logged_without_its_words(tmp_path: Path) -> None:
    demo.found(tmp_path / "office", trainees=1, cost=Cost(memory=32, passes=1)).store.close()

    code, heading, log = heading_and_log(tmp_path / "office", tmp_path)

    assert code == 0
    assert heading == "程序出了错，刚才那一步没有做成"
    assert log.count("window.unforeseen") == 2
    assert "ValueError" in log
    assert "370403" not in log


def test_an_error_before_the_window_stands_is_told_too(tmp_path: Path) -> None:
    office = tmp_path / "office"
    demo.found(office, trainees=1, cost=Cost(memory=32, passes=1)).store.close()
    (office / LOCK).unlink(missing_ok=True)
    (office / LOCK).mkdir()

    code, heading, log = heading_and_log(office, tmp_path)

    assert (code, heading) == (3, "程序出了错，刚才那一步没有做成")
    assert "window.unforeseen" in log
