"""The program as it is handed out: packed by build.spec, and run with nothing set up for it."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from skilldesk import platform
from tests.support import display

ROOT = Path(__file__).parent.parent
ROUNDS = 3
SUFFIX = ".exe" if sys.platform == "win32" else ""
FROM_SOURCE = (sys.executable, "-m", "skilldesk")

on_a_screen = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is for Linux")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is handed out; packed once, however many workers share the tests."""
    out = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        out = out.parent
    out = out / "frozen"
    out.mkdir(exist_ok=True)
    handed_out = out / "dist" / "SkillDesk"
    with held(out):
        if not handed_out.exists():
            pack(out)
    return handed_out


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait for the other worker, if it packs."""
    while (lock := platform.lock_folder(folder)) is None:
        time.sleep(0.2)
    with lock:
        yield


def pack(out: Path) -> None:
    places = ["--distpath", str(out / "dist"), "--workpath", str(out / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", *places, str(ROOT / "build.spec")]
    env = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(out / "cache")}
    began = time.perf_counter()
    subprocess.run(command, cwd=out, env=env, check=True)
    print(f"\npacked in {time.perf_counter() - began:.0f} s")


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a PC on which nothing is set up."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}


def launcher(program: Path, name: str) -> str:
    return str(program / f"{name}{SUFFIX}")


def test_it_passes_its_self_test(program, bare, tmp_path):
    command = [launcher(program, "skilldesk-cli"), "self-test"]
    ran = subprocess.run(command, env=bare, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8")

    assert ran.returncode == 0, ran.stderr
    assert "全部通过" in ran.stderr


def test_it_does_the_main_job_and_draws_every_window(program, bare, tmp_path):
    command = [launcher(program, "skilldesk-cli"), "tour", "--out", str(tmp_path / "tour")]
    ran = subprocess.run(command, env=bare, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8")

    assert ran.returncode == 0, ran.stderr
    assert {path.suffix for path in (tmp_path / "tour").iterdir()} == {".pdf", ".png", ".skd"}


def test_its_windowed_launcher_needs_no_console(program, bare, tmp_path):
    command = [launcher(program, "SkillDesk"), "self-test"]
    silent = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"] if sys.platform != "win32" else []

    assert subprocess.run([*silent, *command], env=bare, cwd=tmp_path, check=False).returncode == 0


def test_nothing_is_packed_that_nothing_uses(program):
    names = [path.relative_to(program).as_posix() for path in program.rglob("*")]
    unused = r"(?i)wayland|qt6?(network|qml|quick)|/tls/|avif|webp|opengl32sw|pygments|__pycache__"

    assert [name for name in names if re.search(unused, name)] == []
    assert [Path(name).name for name in names if name.endswith(".qm")] == ["qtbase_zh_CN.qm"]


@on_a_screen
def test_all_is_packed_that_is_asked_for(program):
    libraries = [str(path) for path in program.rglob("*") if ".so" in path.suffixes]
    told = subprocess.run(["ldd", *libraries], check=True, capture_output=True, encoding="utf-8").stdout

    assert libraries
    assert [line for line in told.splitlines() if "not found" in line] == []


@on_a_screen
def test_the_practice_county_opens_in_a_window_and_closes(program, bare):
    with display.screen() as name, started([launcher(program, "SkillDesk"), "--demo"], bare, name) as running:
        window = display.window_titled("示例县", name)
        assert display.title_of(window, name).startswith("示例县")
        time.sleep(2)  # the first page reads what it shows
        display.close(window, name)
        assert running.wait(timeout=display.PATIENCE) == 0


@on_a_screen
def test_a_first_start_asks_which_county_and_leaves_no_office(program, bare, tmp_path):
    with display.screen() as name, started([launcher(program, "SkillDesk")], bare, name) as running:
        window = display.window_titled("初次设置", name)
        display.close(window, name)
        assert running.wait(timeout=display.PATIENCE) == 0

    assert list(tmp_path.rglob("keys.json")) == []


def test_its_resources_are_all_of_ours(program):
    ours = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    packed = next(program.rglob("roles.toml")).parent

    assert {path.relative_to(packed.parent) for path in packed.rglob("*") if path.is_file()} == {
        path for path in ours if "__pycache__" not in path.parts
    }


@on_a_screen
def test_its_size_and_how_soon_it_opens(program, bare, tmp_path):
    """Beside the same program run by Python, in the same minute."""
    office = str(tmp_path / "office")
    subprocess.run([launcher(program, "skilldesk-cli"), "demo", office], env=bare, cwd=tmp_path, check=True)
    found: dict[str, list[float]] = {"frozen": [], "python": []}
    with display.screen() as name:
        for _ in range(ROUNDS):
            frozen = [launcher(program, "SkillDesk"), "--office", office]
            found["frozen"].append(seconds_to_login(frozen, bare, name))
            found["python"].append(seconds_to_login([*FROM_SOURCE, "--office", office], bare, name))
    frozen, python = (statistics.median(times) for times in found.values())
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    print(
        f"\n{size / 2**20:.0f} MB; login stands after {frozen * 1000:.0f} ms, "
        f"from source {python * 1000:.0f} ms, ratio {frozen / python:.2f}"
    )


def seconds_to_login(command: list[str], env: dict[str, str], screen: str) -> float:
    began = time.perf_counter()
    with started(command, env, screen) as running:
        window = display.window_titled("登录", screen)
        took = time.perf_counter() - began
        display.close(window, screen)
        assert running.wait(timeout=display.PATIENCE) == 0
    return took


@contextmanager
def started(command: list[str], env: dict[str, str], screen: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that does not outlive its test, whatever happens there."""
    with subprocess.Popen(command, env={**env, "DISPLAY": screen}, cwd=ROOT) as running:
        try:
            yield running
        finally:
            running.kill()
