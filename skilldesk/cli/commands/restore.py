"""The way back: from a backup into an empty folder, or on from what is left, in a new epoch."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import Reply
from skilldesk.cli.usage import UsageError
from skilldesk.operations import offices
from skilldesk.store import keyring
from skilldesk.store.office import Store

NAME = "restore"

_NEXT = "请先接收一次回执，找回已报送过的部分；然后照常使用。原来的电脑或文件夹不要再用。"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "从备份恢复，或从现有数据继续", _run)
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help="备份文件")
    parser.add_argument("--to", type=Path, metavar="文件夹", help="恢复到哪个空文件夹")
    parser.add_argument(
        "--continue",
        dest="go_on",
        action="store_true",
        help="数据比最后一次保存时少时，从现有数据继续",
    )
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    if asked.go_on and not asked.file and not asked.to:
        return _continue(asked)
    if asked.go_on or not asked.file or not asked.to:
        raise UsageError("写备份文件和 --to 文件夹，或者只写 --continue。没有执行，数据没有变化。")
    store = offices.restore(asked.file, asked.to, lambda folder: session.unlocked(folder, asked))
    return Reply(
        document={"folder": str(asked.to), **_place(store)},
        text=f"已恢复到 {asked.to}，并开始新的记录段。{_NEXT}",
    )


def _continue(asked: Namespace) -> Reply:
    folder = session.folder(asked)
    opened = session.unlocked(folder, asked)
    with keyring.hold(folder):
        store, lost = offices.continue_here(folder, opened)
        return Reply(
            document={"folder": str(folder), "lost": lost, **_place(store)},
            text=f"已从现有数据继续，并开始新的记录段。{_NEXT}",
        )


def _place(store: Store) -> dict[str, Any]:
    """Whose chain goes on from here; the store is closed."""
    store.close()
    return {"device": store.database.device, "epoch": store.database.epoch}
