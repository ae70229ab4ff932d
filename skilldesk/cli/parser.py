"""The parser of commands: help and errors in Chinese, nothing abbreviated, `--json` everywhere."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from skilldesk.cli import usage
from skilldesk.cli.reply import Reply
from skilldesk.cli.usage import UsageError
from skilldesk.core import normal
from skilldesk.core.fields import is_record_id
from skilldesk.reference import codes

Run = Callable[[Namespace], Reply]


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Options are written whole: `--password` never stands for `--password-file`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **{**settings, "add_help": False, "allow_abbrev": False, "formatter_class": _Formatter}
        )
        self._positionals.title = "内容"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{usage.translated(message)}没有执行，数据没有变化。写法请看 {self.prog} --help。")


class Commands:
    """The words that may follow a word; each runs something or has words of its own."""

    def __init__(self, parser: Parser) -> None:
        self._group = parser.add_subparsers(title="可用的命令", metavar="命令", required=True)

    def add(self, name: str, help: str, run: Run) -> Parser:
        parser: Parser = self._group.add_parser(name, help=help, description=f"{help}。")
        parser.add_argument("--json", action="store_true", help="结果以 JSON 写到标准输出")
        parser.set_defaults(run=run)
        return parser

    def family(self, name: str, help: str) -> Commands:
        return Commands(self._group.add_parser(name, help=help, description=f"{help}。"))


def day(text: str) -> date:
    try:
        return normal.day(text)
    except ValueError:
        raise argparse.ArgumentTypeError("不是日期，请写成 2020-12-21 的样子。") from None


def count(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 100_000:
        return int(text)
    raise argparse.ArgumentTypeError("应是 1 到 100000 的整数。")


def record_id(text: str) -> str:
    if is_record_id(text):
        return text
    raise argparse.ArgumentTypeError("应是记录的 32 位编号，用 record list 可以查到。")


def code_of(table: str) -> Callable[[str], str]:
    """Reads a code of that table, or its name. The table is read only when something is written there."""

    def code(text: str) -> str:
        entries = codes.load()[table].entries
        for entry in entries:
            if text in (entry.code, entry.name, entry.short):
                return entry.code
        known = "、".join(f"{entry.code} {entry.shown}" for entry in entries)
        raise argparse.ArgumentTypeError(f"没有「{text}」，可以写：{known}。")

    return code


def folder_option(parser: Parser, name: str, help: str) -> None:
    """A folder that must be named."""
    parser.add_argument(name, required=True, type=Path, metavar="文件夹", help=help)


def files(parser: Parser, help: str) -> None:
    """One file or several."""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=help)


def file(parser: Parser, help: str) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help=help)
