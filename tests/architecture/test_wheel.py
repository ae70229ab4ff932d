"""The wheel alone, in an empty environment, does its self-test."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SKILLDESK"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**env, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_the_installed_wheel_passes_its_self_test(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, folder=tmp_path)
    (wheel,) = tmp_path.glob("skilldesk-*.whl")
    place = tmp_path / "empty"
    venv.create(place, with_pip=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    run(python, "-m", "pip", "install", "-q", wheel, folder=tmp_path)
    done = run(python, "-m", "skilldesk", "self-test", folder=tmp_path)

    assert "自检" in done.stdout + done.stderr
