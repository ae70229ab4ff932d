"""What is loaded when: the login window must not wait for what only later pages need."""

import os
import subprocess
import sys
from pathlib import Path

from skilldesk.operations import demo
from skilldesk.store.keyfile import Cost

LATER = {
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "reportlab",
    "openpyxl",
    "pyrage",
    "zstandard",
    "pypdfium2",
    "pypinyin",
}
LATER_THAN_THE_FIRST_PAGE = {"alembic", "reportlab", "openpyxl", "pypinyin"}

LOGIN = """
import sys
from pathlib import Path
from skilldesk import app
from skilldesk.gui import main
qt = main.application([])
program = app.App(qt, Path(sys.argv[1]))
program.program.show_login()
print(*sys.modules)
program.close()
"""

FIRST_PAGE = """
import sys
from pathlib import Path
from skilldesk import app
from skilldesk.gui import main
qt = main.application([])
program = app.App(qt, Path(sys.argv[1]))
program.program.let_in(program._unlock("limin", "practice"))
print(*sys.modules)
program.close()
"""


def loaded(code: str, office: Path, home: Path) -> set[str]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(office)], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_login_loads_qt_and_the_keys_and_the_first_page_no_paper(tmp_path: Path) -> None:
    office = tmp_path / "office"
    demo.found(office, trainees=2, cost=Cost(memory=32, passes=1)).store.close()

    assert not LATER & loaded(LOGIN, office, tmp_path / "home")
    assert not LATER_THAN_THE_FIRST_PAGE & loaded(FIRST_PAGE, office, tmp_path / "home")
