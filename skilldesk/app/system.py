"""What the pages under 系统 may ask for, answered by the operations and by the program around the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from skilldesk.app.system_backups import Keep, SystemBackups
from skilldesk.core.fields import Moment
from skilldesk.core.offices import User
from skilldesk.errors import SkillDeskError
from skilldesk.forms import printer_test
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.system_work import (
    HandedOver,
    JournalWork,
    NewPerson,
    OpenItem,
    PcSettings,
    PcWork,
    Person,
    RoleTold,
    SystemWork,
    UsersWork,
)
from skilldesk.operations import handover, handover_sheet, journal, offices, role_words
from skilldesk.operations.handover_sheet import Item
from skilldesk.reference.codes import Codes
from skilldesk.settings import Offset, Settings, TextSize
from skilldesk.store import keyring
from skilldesk.store.office import Store
from skilldesk.store.queries import journal as queries
from skilldesk.store.work import new_id

_WHEN = Moment("时间")


@dataclass(frozen=True, kw_only=True)
class Host:
    """What only the program around the desk can do."""

    settings: Callable[[], Settings]
    keep: Keep
    """Changes settings by name and writes them."""
    go_on: Callable[[Store | None], None]
    """Shows the window over that store; the login, if there is none any more."""
    redress: Callable[[], None]
    """Shows the window in the look of the settings."""


def alone() -> Host:
    """For a window without a program around it, as pictures and tests have it: nothing is written."""
    kept = [Settings()]

    def keep(**values: object) -> None:
        kept[0] = replace(kept[0], **values)  # type: ignore[arg-type]  # named after its fields

    return Host(settings=lambda: kept[0], keep=keep, go_on=lambda _: None, redress=lambda: None)


class System:
    """Users, backups, settings and the journal, for one user of an open store."""

    def __init__(self, store: Store, actor: str, codes: Codes, host: Host) -> None:
        self._store, self._actor, self._codes, self._host = store, actor, codes, host
        self._next: Store | None = store
        """What is open after a removal; none if it broke off in the middle."""

    def work(self) -> SystemWork:
        return SystemWork(
            users=self._users(),
            backups=SystemBackups(self._store, self._actor, self._host.settings, self._host.keep).work(),
            pc=self._pc(),
            journal=JournalWork(export=self._export),
        )

    def offset(self, printer: str) -> tuple[int, int]:
        """How far that printer must be corrected."""
        return self._host.settings().printer_offsets.get(printer, Offset(0, 0))

    # --- 用户 ---

    def _users(self) -> UsersWork:
        return UsersWork(
            people=self._people,
            roles=[
                RoleTold(key=entry.code, name=entry.name, lines=role_words.explained(entry.code))
                for entry in self._codes["role"].entries
            ],
            add=self._add,
            set_roles=lambda account, roles: _done(
                offices.set_roles(self._store, self._actor, account, roles)
            ),
            set_password=lambda account, password: offices.set_password(
                self._store, self._actor, account, password
            ),
            open_work=self._open_work,
            hand_over=self._hand_over,
            save_sheet=lambda done, path: _done(
                handover_sheet.save(self._store, self._actor, done.pdf, path)
            ),
            remove=self._remove,
            go_on=self._go_on,
        )

    def _people(self) -> Sequence[Person]:
        holders = keyring.holders(self._store.folder).users
        with self._store.database.read_long() as snapshot:
            logins = queries.last_by_actor(snapshot, "session.login")
            counted = handover.counts(self._store, snapshot)
            return [
                Person(
                    account=one.account,
                    name=one.name,
                    roles=one.roles,
                    opens_here=one.account in holders,
                    last_login=_WHEN.format(logins[one.account]) if one.account in logins else "",
                    open_work=counted.get(one.account, 0),
                )
                for one in offices.users(snapshot)
            ]

    def _add(self, new: NewPerson, password: str) -> None:
        user = User(id=new_id(), account=new.account, name=new.name, roles=new.roles)
        offices.add_user(self._store, self._actor, user, password)

    def _open_work(self, account: str) -> Sequence[OpenItem]:
        with self._store.database.read_long() as snapshot:
            return _shown(self._told(handover.open_work(self._store, snapshot, account)))

    def _told(self, found: handover.OpenWork) -> tuple[Item, ...]:
        return handover_sheet.items(found, self._codes, _word_of)

    def _hand_over(self, account: str, to: str) -> HandedOver:
        done = handover.hand_over(self._store, self._actor, account, to)
        told = self._told(done.work)
        with self._store.database.read() as snapshot:
            pdf = handover_sheet.draw(snapshot, done, (account, to, self._actor), told)
        day = datetime.fromisoformat(done.at).astimezone(UTC)
        return HandedOver(items=_shown(told), pdf=pdf, file=handover_sheet.file_name(day))

    def _remove(self, account: str, reason: str) -> None:
        """Once new keys were begun, the store is closed; the next log-in finishes what broke off."""
        self._next = None
        try:
            self._next = offices.remove_user(
                self._store, self._actor, account, reason, offices.signer(self._store)
            )
        except SkillDeskError:
            self._next = None if self._has_new_keys() else self._store
            raise

    def _has_new_keys(self) -> bool:
        """Whether our keyring is no longer that of the folder."""
        try:
            return self._store.keyring.renewing
        except SkillDeskError:
            return True

    def _go_on(self) -> bool:
        if self._next is self._store:
            return False
        self._host.go_on(self._next)
        return True

    # --- 设置 ---

    def _pc(self) -> PcWork:
        return PcWork(
            now=self._now,
            set_look=self._set_look,
            set_lock=lambda minutes: self._host.keep(lock_minutes=minutes),
            set_offset=lambda printer, offset: self._host.keep(
                printer_offsets={**self._host.settings().printer_offsets, printer: Offset(*offset)}
            ),
            set_places=lambda places: self._host.keep(backup_folders=places),
            test_page=lambda printer, offset: printer_test.draw(printer, *offset),
        )

    def _now(self) -> PcSettings:
        settings = self._host.settings()
        return PcSettings(
            text_size=settings.text_size.value,
            contrast=settings.contrast,
            lock_minutes=settings.lock_minutes,
            offsets=dict(settings.printer_offsets),
            places=settings.backup_folders,
        )

    def _set_look(self, text_size: str, contrast: bool) -> None:  # noqa: FBT001 - as the port has it
        self._host.keep(text_size=TextSize(text_size), contrast=contrast)
        self._host.redress()

    # --- 操作记录 ---

    def _export(self, path: Path, rows: Sequence[Sequence[str]]) -> None:
        journal.export(self._store, self._actor, rows, path)


def _shown(told: Sequence[Item]) -> list[OpenItem]:
    return [OpenItem(sort=sort, title=title, detail=detail) for sort, title, detail in told]


def _word_of(form: str) -> str:
    """What the page is called on which a draft was begun."""
    return next((screen.title for screen in SCREENS if screen.key == form), "其他表单")


def _done(_answer: object) -> None:
    """The page hears that it is done, not what came of it."""
