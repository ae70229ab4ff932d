"""Where the program begins: which words open a window, which are commands."""

import subprocess
import sys
import types

import pytest

from skilldesk import __main__


@pytest.fixture
def asked(monkeypatch) -> list[tuple[str, list[str]]]:
    """Who was asked to run, with what, instead of running it."""
    found: list[tuple[str, list[str]]] = []

    def stand_in(name: str, function: str) -> types.ModuleType:
        module = types.ModuleType(name)
        setattr(module, function, lambda arguments: found.append((name, list(arguments))) or 7)
        return module

    for name, function in (("app", "run"), ("tour", "run"), ("cli.main", "main")):
        module = stand_in(name, function)
        monkeypatch.setitem(sys.modules, f"skilldesk.{name}", module)
        if "." not in name:
            monkeypatch.setattr(f"skilldesk.{name}", module, raising=False)
    return found


@pytest.mark.parametrize(
    ("arguments", "who", "told"),
    [
        ([], "app", []),
        (["--office", "x"], "app", ["--office", "x"]),
        (["--demo"], "app", ["--demo"]),
        (["check", "id"], "cli.main", ["check", "id"]),
        (["--help"], "cli.main", ["--help"]),
        (["tour", "--out", "x"], "tour", ["--out", "x"]),
    ],
)
def test_the_first_word_decides(arguments, who, told, asked, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["skilldesk", *arguments])
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")

    assert __main__.main() == 7
    assert asked == [(who, told)]


def test_where_there_is_no_display_the_demo_is_told_instead(asked, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["skilldesk", "--demo", "--out", "x"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert __main__.main() == 7
    assert asked == [("tour", ["--out", "x"])]
    assert "没有可用的显示器" in capsys.readouterr().err


def test_a_windowed_program_has_no_streams_and_does_its_work():
    """As pythonw and the windowed launcher start it on Windows."""
    start = "import sys; sys.stdin = sys.stdout = sys.stderr = None; from skilldesk.__main__ import main; "
    for arguments in (["policy", "list", "--json"], ["check", "id"]):
        begun = [sys.executable, "-c", f"{start}sys.exit(main())", *arguments]
        assert subprocess.run(begun, check=False, timeout=60).returncode == 0
