"""How the program starts: one for each office, the front that fits what is there, and what a demo leaves."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from skilldesk import platform, settings
from skilldesk.app.practice import Practice
from skilldesk.app.seen import Seen
from skilldesk.operations import demo
from skilldesk.store.keyfile import Cost
from tests.support.leaks import find_leaks

PATIENCE = 60
"""Seconds for a process to come so far, on a busy machine."""

# A program that tells what it shows: titles of its windows as they come to stand or change, a line each.
WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from skilldesk import app
from skilldesk.gui import main

seen = []

def look():
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and not window.isMinimized() and window.windowTitle() not in seen:
            seen.append(window.windowTitle())
            print(window.windowTitle(), flush=True)
            if "--minimized" in sys.argv and len(seen) == 1:
                window.showMinimized()
                seen.clear()
                sys.argv.remove("--minimized")

class Watched(QApplication):
    def exec(self):
        timer = QTimer(self, interval=50)
        timer.timeout.connect(look)
        timer.start()
        return super().exec()

main.QApplication = Watched
sys.exit(app.run([one for one in sys.argv[1:] if one != "--minimized"]))
"""


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    """A home and a temporary folder of its own."""
    for name in ("home", "temp"):
        (tmp_path / name).mkdir()
    home, temp = str(tmp_path / "home"), str(tmp_path / "temp")
    own = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"), home)
    own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temp)
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    demo.found(tmp_path / "office", trainees=1, cost=Cost(memory=32, passes=1)).store.close()
    return tmp_path / "office"


@contextmanager
def watched(env: Mapping[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WATCHED, *arguments]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, encoding="utf-8") as running:
        try:
            yield running
        finally:
            running.kill()


def title(running: subprocess.Popen[str]) -> str:
    """The next one that it shows."""
    assert running.stdout is not None
    return running.stdout.readline().strip()


def user_folder(env: Mapping[str, str]) -> Path:
    return Path(env["XDG_DATA_HOME"]) / "SkillDesk"


def test_a_second_start_brings_the_first_to_the_front_and_ends(office: Path, env: Mapping[str, str]) -> None:
    with watched(env, "--office", str(office), "--minimized") as first:
        assert title(first) == "登录 · SkillDesk"
        command = [sys.executable, "-m", "skilldesk", "--office", str(office)]
        second = subprocess.run(command, env=env, capture_output=True, timeout=PATIENCE, check=False)

        assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
        assert title(first) == "登录 · SkillDesk"
    assert [path.name for path in user_folder(env).glob("bell-*")] == []


def test_an_office_that_a_command_has_is_refused_in_a_window(office: Path, env: Mapping[str, str]) -> None:
    lock = platform.lock_folder(office)
    assert lock is not None
    with lock, watched(env, "--office", str(office)) as running:
        assert title(running).startswith("这个单位文件夹正由另一个窗口或命令使用")
    assert list(user_folder(env).glob("bell-*")) == []


def test_without_an_office_the_first_run_shows_and_a_second_start_calls_it(env: Mapping[str, str]) -> None:
    with watched(env, "--minimized") as first:
        assert title(first) == "初次设置 · SkillDesk"
        second = subprocess.run(
            [sys.executable, "-m", "skilldesk"], env=env, capture_output=True, timeout=PATIENCE, check=False
        )

        assert (second.returncode, second.stderr) == (0, b"")
        assert title(first) == "初次设置 · SkillDesk"
    assert not (user_folder(env) / "office").exists()


def test_a_remembered_folder_that_is_gone_is_said_in_the_first_run(
    env: Mapping[str, str], tmp_path: Path
) -> None:
    gone = tmp_path / "stick" / "office"
    settings.save(user_folder(env), settings.Settings(office_folder=gone, office_name="示例县"))

    with watched(env) as running:
        assert title(running) == "初次设置 · SkillDesk"


def test_a_folder_of_other_things_is_refused(env: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "信.docx").touch()

    with watched(env, "--office", str(tmp_path / "letters")) as running:
        assert title(running) not in ("", "初次设置 · SkillDesk")


def test_a_demo_remembers_nothing_and_a_killed_one_leaves_nothing_in_clear(
    env: Mapping[str, str], tmp_path: Path
) -> None:
    with watched(env, "--demo") as running:
        assert title(running).startswith("示例县人力资源和社会保障局（演练）")
        time.sleep(0.5)  # the first page reads what it shows
        running.kill()

    left = list((tmp_path / "temp").glob("skilldesk-demo-*"))
    assert len(left) == 1
    assert find_leaks([tmp_path / "temp", tmp_path / "home"], ("沙沟镇", "陶庄镇", "370403", "王建华")) == []
    assert settings.load(user_folder(env)).settings.office_folder is None


def test_the_next_practice_sweeps_away_what_a_killed_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, alive = tmp_path / "skilldesk-demo-dead", tmp_path / "skilldesk-demo-alive"
    for room in (dead, alive):
        (room / "office").mkdir(parents=True)
    lock = platform.lock_folder(alive / "office")
    assert lock is not None

    with lock:
        practice = Practice()
        assert practice.folder.is_dir()
        assert not dead.exists()
        assert alive.exists()
        practice.close()

    assert list(tmp_path.iterdir()) == [alive]


NOW = datetime.fromisoformat("2026-11-20T09:28:00+08:00")


def seen(memory: dict[str, str]) -> Seen:
    return Seen(Path("office"), lambda: memory, memory.__setitem__)


def test_whoever_was_here_last_stands_on_top_with_name_role_and_time() -> None:
    memory: dict[str, str] = {}
    for account, name, at in (
        ("zlq", "赵立群", "2025-12-31T09:12:00+08:00"),
        ("wjh", "王建华", "2026-11-18T16:40:00+08:00"),
        ("lm", "李敏", "2026-11-19T17:26:00+08:00"),
        ("sym", "孙雅梅", "2026-11-20T08:02:00+08:00"),
    ):
        seen(memory).note(account, name, "录入员", datetime.fromisoformat(at))

    accounts = seen(memory).accounts(("new", "zlq", "wjh", "lm", "sym"), NOW)

    assert [(one.key, one.name, one.last_seen) for one in accounts] == [
        ("sym", "孙雅梅", "今天 08:02"),
        ("lm", "李敏", "昨天 17:26"),
        ("wjh", "王建华", "11月18日 16:40"),
        ("zlq", "赵立群", "2025年12月31日"),
        ("new", "new", ""),
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": "yesterday"}', '{"name": 3}'])
def test_settings_that_say_something_else_cost_nothing_but_the_name(text: str) -> None:
    (account,) = seen({"seen office lm": text}).accounts(("lm",), NOW)

    assert (account.key, account.last_seen) == ("lm", "")
