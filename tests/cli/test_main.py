"""Exit codes, streams, help: what holds for every command."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skilldesk import errors, log, platform
from skilldesk.cli import main as running
from skilldesk.cli.commands import COMMANDS, verify
from skilldesk.cli.reply import DONE, PUT_RIGHT
from skilldesk.cli.usage import EXIT_CODE
from skilldesk.errors import SkillDeskError
from tests.cli.running import PASSWORD, run

ROOT = Path(__file__).parents[2]
ERRORS = [
    one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, SkillDeskError) and one is not SkillDeskError
]


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


PARSERS = list(parsers(running.parser()))


def test_each_kind_of_error_has_an_exit_code_of_its_own_and_says_what_it_is():
    codes = [error.exit_code for error in ERRORS]

    assert len(set(codes)) == len(codes)
    assert min(codes) >= 10
    assert all(error.__doc__ for error in ERRORS)
    assert not {DONE, PUT_RIGHT, EXIT_CODE, running.UNFORESEEN, running.STOPPED} & set(codes)


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.prog)
def test_help_is_chinese_but_for_words_that_are_typed(parser):
    text = parser.format_help()
    typed = {word for one in PARSERS for word in one.prog.split()}
    for action in (action for one in PARSERS for action in one._actions):
        typed |= {*action.option_strings, *map(str, action.choices or ())}
    names = {"SKILLDESK", "PASSWORD", "PASSPHRASE", "HUB", "NEW", "ROOT", "JSON", "PDF", "UTF", "TOML", "SD"}
    allowed = {part for word in typed for part in re.findall(r"[A-Za-z]+", word)} | names
    allowed |= {"F", "Ctrl", "C", "U", "h", "trainee", "class", "certificate", "demo", "tour", "out"}

    assert set(re.findall(r"[A-Za-z]+", text)) <= allowed
    assert "用法：" in text


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.prog)
def test_every_argument_is_explained_and_no_password_can_be_written(parser):
    for action in parser._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction)
        for option in action.option_strings:
            assert not re.search("password|passphrase|secret", option) or action.type is Path
    assert not parser.allow_abbrev


def test_every_command_answers_with_its_help(capsys):
    for command in COMMANDS:
        assert running.main([command.NAME, "--help"]) == 0
        assert "用法：" in capsys.readouterr().out


def test_every_module_of_a_command_is_on_the_list():
    files = {path.stem for path in (ROOT / "skilldesk/cli/commands").glob("*.py")} - {"__init__"}

    assert {command.__name__.rpartition(".")[2] for command in COMMANDS} == files
    assert {command.NAME.replace("-", "_") for command in COMMANDS} == files


def test_a_bug_is_told_in_a_sentence_and_logged_without_data(monkeypatch):
    def fails(*_: object) -> None:
        raise KeyError("周春梅 370403198604129026")

    monkeypatch.setattr(verify.session, "look_at_office", fails)
    ran = run("verify", "--json")

    assert ran.code == 3
    assert ran.error["code"] == "Unforeseen"
    text = (platform.user_folder() / log.FILE).read_text("ascii")
    assert "builtins.KeyError" in text
    assert "skilldesk.cli.main:" in text
    for where in (text, ran.out, ran.err):
        assert "周春梅" not in where
        assert "370403198604129026" not in where
        assert "Traceback" not in where


def test_ctrl_c_stops_with_a_sentence(monkeypatch):
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verify.session, "look_at_office", stops)
    ran = run("verify")

    assert (ran.code, ran.out) == (130, "")
    assert ran.err.startswith("已停止")


def test_people_read_stderr_and_programs_read_stdout(office):
    for_people = run("user", "list", "--office", office)
    for_programs = run("user", "list", "--office", office, "--json")

    assert for_people.out == ""
    assert "李敏" in for_people.err
    assert for_programs.err == ""
    assert for_programs.json[0]["account"] == "limin"


def launch(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, *(str(one) for one in arguments)],
        env={**plain, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii", **more},
        capture_output=True,
        check=False,
    )


def test_json_is_utf8_on_every_code_page(office):
    done = launch("-m", "skilldesk", "user", "list", "--office", office, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))[0]["name"] == "李敏"


def test_a_command_never_loads_qt(office):
    program = (
        "import sys; sys.argv[1:] = ['record', 'list', 'user', '--office', sys.argv[1]]\n"
        "from skilldesk.__main__ import main; code = main()\n"
        "window = ('PySide6', 'skilldesk.gui', 'skilldesk.app')\n"
        "print([name for name in sys.modules if name.startswith(window)])\n"
        "sys.exit(code)"
    )
    done = launch("-c", program, office)

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_a_password_comes_from_a_file_too_and_stands_nowhere(office, tmp_path, monkeypatch):
    monkeypatch.delenv("SKILLDESK_PASSWORD")
    file = tmp_path / "password.txt"
    file.write_text(f"\ufeff{PASSWORD}\r\nsecond line", "utf-8")

    assert run("user", "list", "--office", office, "--password-file", file).code == 0
    assert run("user", "list", "--office", office, "--password-file", tmp_path / "none").code == 16
    assert run("user", "list", "--office", office, "--password", PASSWORD).code == 2


def test_without_a_password_and_a_keyboard_nothing_is_tried(office):
    done = launch("-m", "skilldesk", "user", "list", "--office", office, SKILLDESK_PASSWORD="")
    assert done.returncode == 50

    program = (
        "import os, sys; os.environ.pop('SKILLDESK_PASSWORD'); os.setsid() if hasattr(os, 'setsid') else 0\n"
        "from skilldesk.cli.main import main; sys.exit(main(['user', 'list', '--office', sys.argv[1]]))"
    )
    done = launch("-c", program, office, PYTHONIOENCODING="utf-8")
    assert done.returncode == 2
    assert "SKILLDESK_PASSWORD" in done.stderr.decode()
