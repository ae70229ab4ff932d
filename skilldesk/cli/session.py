"""An office or a hub, opened for one command and closed after it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from skilldesk import platform
from skilldesk.cli import passwords
from skilldesk.cli.parser import Parser
from skilldesk.cli.reply import say
from skilldesk.cli.usage import UsageError
from skilldesk.core.normal import china_day
from skilldesk.hub import registry
from skilldesk.operations import offices
from skilldesk.store import keyring, office
from skilldesk.store.keyring import Opened
from skilldesk.store.office import Store


@dataclass(frozen=True)
class Desk:
    """An open office and who works in it."""

    store: Store
    account: str

    @property
    def today(self) -> date:
        """The day in China, by the store's clock."""
        return china_day(self.store.database.now())


def office_options(parser: Parser) -> None:
    parser.add_argument("--office", type=Path, metavar="文件夹", help="单位文件夹，默认在本用户的数据文件夹")
    user_options(parser)


def user_options(parser: Parser) -> None:
    parser.add_argument("--user", metavar="账号", help="用户账号；只有一个用户时可以不写")
    passwords.option(parser, passwords.OFFICE)


def hub_options(parser: Parser) -> None:
    parser.add_argument("--hub", required=True, type=Path, metavar="文件夹", help="汇总端文件夹")
    passwords.option(parser, passwords.HUB)


def folder(asked: Namespace) -> Path:
    chosen: Path | None = asked.office
    return chosen or platform.user_folder()


@contextmanager
def open_office(asked: Namespace) -> Iterator[Desk]:
    """The office that the options name; the log-in is journalled."""
    account, password = credentials(folder(asked), asked)
    with keyring.hold(folder(asked)):
        store = offices.log_in(folder(asked), account, password)
        try:
            _tell(store)
            yield Desk(store, account)
        finally:
            store.close()


@contextmanager
def look_at_office(asked: Namespace) -> Iterator[Store]:
    """The same as it is, whatever it has lost; nothing is journalled."""
    opened = unlocked(folder(asked), asked)
    with keyring.hold(folder(asked)):
        store = office.open_as_it_is(folder(asked), opened)
        try:
            _tell(store)
            yield store
        finally:
            store.close()


@contextmanager
def open_hub(asked: Namespace) -> Iterator[Store]:
    keyring.holders(asked.hub)
    password = passwords.known(asked.password_file, passwords.HUB)
    with keyring.hold(asked.hub):
        hub = registry.open_hub(asked.hub, password)
        try:
            _tell(hub)
            yield hub
        finally:
            hub.close()


def unlocked(folder: Path, asked: Namespace) -> Opened:
    """The keys of that folder, by account and password."""
    return keyring.open_with_password(folder, *credentials(folder, asked))


def credentials(folder: Path, asked: Namespace) -> tuple[str, str]:
    users = keyring.holders(folder).users
    account = asked.user or (users[0] if len(users) == 1 else None)
    if account is None:
        raise UsageError(f"请用 --user 写明账号：{'、'.join(users)}。没有执行，数据没有变化。")
    return account, passwords.known(asked.password_file, passwords.OFFICE, of=f"{account} 的")


def _tell(store: Store) -> None:
    for notice in store.notices:
        say(notice)
