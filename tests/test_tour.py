"""The tour does the whole main job in a process of its own, and leaves nothing in clear even if killed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.leaks import find_leaks

PLANTED = ("周春梅", "370403198604129026", "13800009021", "沙沟镇前进村12号", "9999000000000000")


@pytest.fixture
def places(tmp_path: Path) -> Mapping[str, Path]:
    """A home, a temporary folder and a place for what the tour leaves, all its own."""
    made = {name: tmp_path / name for name in ("home", "temp", "out")}
    for folder in made.values():
        folder.mkdir()
    return made


def started(places: Mapping[str, Path]) -> subprocess.Popen[str]:
    home, temp = str(places["home"]), str(places["temp"])
    own = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"), home)
    own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temp)
    return subprocess.Popen(
        [sys.executable, "-m", "skilldesk", "tour", "--out", str(places["out"])],
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_tour_leaves_paper_package_receipt_and_pictures(places: Mapping[str, Path]) -> None:
    process = started(places)
    _, told = process.communicate()

    assert process.returncode == 0, told
    assert "都是“省级接收”" in told
    names = {path.name for path in places["out"].iterdir()}
    assert "申请表.pdf" in names
    assert len([name for name in names if name.endswith(".skd")]) == 2
    assert len([name for name in names if name.endswith(".png")]) == 9
    assert find_leaks(list(places.values()), PLANTED) == []
    assert list(places["temp"].iterdir()) == []


def test_a_kill_in_the_middle_of_the_walk_leaves_nothing_in_clear(places: Mapping[str, Path]) -> None:
    process = started(places)
    assert process.stderr is not None
    for line in process.stderr:
        if "导出上报包" in line:
            break
    process.kill()
    process.communicate()

    assert list(places["temp"].iterdir()) != []
    assert find_leaks(list(places.values()), PLANTED) == []
