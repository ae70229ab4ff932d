"""README tells the truth: its two commands are one line each, and it names every command."""

import re
from pathlib import Path

import pytest

from skilldesk.cli import commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("marker", ["debian-open", "debian-test"])
def test_each_of_the_two_commands_is_one_line(marker: str) -> None:
    block = re.search(rf"<!-- {marker} -->\n```sh\n(.*?)\n```", README, re.DOTALL)

    assert block
    assert "\n" not in block[1]
    assert "apt-get install" in block[1]


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.NAME)
def test_every_command_is_named(command: object) -> None:
    assert f"`{command.NAME}" in README
