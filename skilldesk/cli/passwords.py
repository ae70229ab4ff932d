"""Where passwords come from: a file, the environment, the keyboard. Never from an argument."""

from __future__ import annotations

import getpass
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

from skilldesk.cli.parser import Parser
from skilldesk.cli.usage import UsageError
from skilldesk.errors import NotFound
from skilldesk.store.keyring import DEAR

COST = DEAR
"""What guessing at a password that is made here costs."""


@dataclass(frozen=True)
class Source:
    """How one kind of secret is called, and where it may lie."""

    label: str
    option: str
    variable: str


OFFICE = Source("密码", "--password-file", "SKILLDESK_PASSWORD")
NEW = Source("新密码", "--new-password-file", "SKILLDESK_NEW_PASSWORD")
HUB = Source("汇总端密码", "--password-file", "SKILLDESK_HUB_PASSWORD")
ROOT = Source("根密钥口令", "--passphrase-file", "SKILLDESK_ROOT_PASSPHRASE")


def option(parser: Parser, source: Source) -> None:
    parser.add_argument(
        source.option,
        type=Path,
        metavar="文件",
        help=f"第一行是{source.label}；也可用环境变量 {source.variable}",
    )


def known(file: Path | None, source: Source, *, of: str = "") -> str:
    """A secret that exists already; `of` says whose."""
    found = _given(file, source)
    return _typed(f"{of}{source.label}：", source) if found is None else found


def chosen(file: Path | None, source: Source, *, of: str = "") -> str:
    """A secret that is made now; at the keyboard it is typed twice."""
    found = _given(file, source)
    if found is None:
        found = _typed(f"给{of}定一个{source.label}：", source)
        if _typed("再输入一次：", source) != found:
            raise UsageError("两次输入的不一样。没有执行，数据没有变化。请重新来一次。")
    if not found:
        raise UsageError(f"{source.label}不能为空。没有执行，数据没有变化。")
    return found


def _given(file: Path | None, source: Source) -> str | None:
    if file is None:
        return os.environ.get(source.variable)
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            f"读不出{source.label}文件 {file}。没有执行，数据没有变化。请核对位置，并存成 UTF-8 文本。"
        ) from error
    return lines[0] if lines else ""


def _typed(prompt: str, source: Source) -> str:
    """Read without showing it; where there is no keyboard, it must be given otherwise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except (getpass.GetPassWarning, EOFError, OSError):
        raise UsageError(
            f"没有给出{source.label}。没有执行，数据没有变化。"
            f"请用 {source.option} 指定文件，或设好环境变量 {source.variable}。"
        ) from None
