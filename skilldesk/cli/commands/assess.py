"""The policy test bench: scenarios in JSON or TOML → decisions."""

from __future__ import annotations

from argparse import Namespace

from skilldesk.cli.parser import Commands, files
from skilldesk.cli.reply import Reply
from skilldesk.operations.assess import assess_file
from skilldesk.reference import policies

NAME = "assess"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "按政策文件判断情景，输出结论的 JSON", _run)
    files(parser, "情景文件，JSON 或 TOML；写几个就按顺序输出一个列表")


def _run(asked: Namespace) -> Reply:
    """One file → its decision; several → a list of them."""
    book = policies.load()
    decisions = [assess_file(path, book) for path in asked.files]
    return Reply(document=decisions if len(decisions) > 1 else decisions[0])
