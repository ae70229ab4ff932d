"""The first run: answers its questions, and founds or brings back an office where a kill harms nothing.

Everything is made in a folder beside the office's, which becomes the office by one renaming at the end.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from skilldesk import platform
from skilldesk.app import is_office
from skilldesk.core import normal
from skilldesk.core.aliases import folded
from skilldesk.core.offices import PRACTICE_CODES
from skilldesk.core.recovery_sheet import parse
from skilldesk.errors import NotWritten, Refused
from skilldesk.gui.first_run_work import Answers, Backup, FirstRunWork, Suggestion
from skilldesk.gui.lookup import Choice
from skilldesk.operations import joining, lookups, offices, packages
from skilldesk.operations.offices import Founding
from skilldesk.progress import Progress
from skilldesk.reference import codes, initials, occupations, policies
from skilldesk.store import keyring
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR, Opened
from skilldesk.store.office import Store

MOST = 50
"""So many places are offered at once; who wants others types more."""

_CODE = re.compile(r"[0-9]{6}(-[A-Z0-9]{1,5})?")


class FirstRun:
    """One first run; `enter` takes the folder for this program before anybody works in it."""

    def __init__(self, folder: Path, enter: Callable[[Path], object], *, cost: Cost = DEAR) -> None:
        self.actor = ""
        self._default = folder
        self._enter, self._cost = enter, cost
        self._folder = folder
        self._password = ""
        self._store: Store | None = None
        _sweep(folder)

    def work(
        self,
        *,
        missing: Path | None,
        practise: Callable[[], object],
        elsewhere: Callable[[Path], object],
    ) -> FirstRunWork[Store]:
        levels = [Choice(entry.code, entry.name) for entry in codes.load()["office_level"].entries]
        return FirstRunWork(
            folder=self._default,
            missing=missing,
            prepare=_prepare,
            places=places,
            place=lambda code: lookups.regions().name(code),
            suggest=suggest,
            levels=levels,
            account=account,
            code_fault=code_fault,
            folder_fault=folder_fault,
            found=self.found,
            settle=lambda _: self.settle(),
            forget=self.forget,
            restore=lambda backup, folder, _: self.restore(backup, folder),
            built_in=built_in,
            request=lambda folder, _: self.request(folder),
            read=lambda path, _: self.read(path),
            practise=practise,
            elsewhere=elsewhere,
        )

    def found(self, answers: Answers, folder: Path, progress: Progress) -> Sequence[str]:
        self._begin(folder)
        founding = Founding(
            code=answers.code,
            name=answers.name,
            level=answers.level or None,
            regions=(answers.region,) if answers.region else (),
            account=answers.account,
            user_name=answers.user_name,
            roles=answers.roles,
        )
        store, sheet = offices.found(self._part, founding, answers.password, cost=self._cost)
        store.close()
        self.actor, self._password = normal.line(answers.account), answers.password
        return sheet.groups

    def settle(self) -> Store:
        """What was founded becomes the office, and its first user comes in."""
        self._put_in_place()
        self._store = offices.log_in(self._folder, self.actor, self._password)
        self._password = ""
        return self._store

    def restore(self, backup: Backup, folder: Path) -> Store | None:
        self._begin(folder)
        offices.restore(backup.path, self._part, lambda laid: _unlocked(laid, backup)).close()
        self._put_in_place()
        if not backup.account:
            return None
        self.actor = backup.account
        self._store = offices.log_in(folder, backup.account, backup.password)
        return self._store

    def request(self, folder: Path) -> str:
        path = joining.request(self._opened(), self.actor, folder)
        return f"申请已写到「{path.name}」，现在可以拔出 U 盘，交给省里。"

    def read(self, path: Path) -> str:
        received = packages.receive(self._opened(), self.actor, packages.read_file(path))
        if received.membership and received.membership.digits:
            return "起步包已读入。请在「报送与回执」里打电话核对 20 位数字，核对后就能上报。"
        return f"已读入，共 {received.entries} 步操作。"

    def forget(self) -> None:
        self._password = ""
        shutil.rmtree(self._part, ignore_errors=True)

    def close(self) -> None:
        """Leave nothing half made; an office that stands stays."""
        self.forget()
        if self._store is not None:
            self._store.close()
            self._store = None

    def hand_over(self) -> str:
        """The store is another's to close from now on; answers who is in it."""
        self._store = None
        return self.actor

    def _opened(self) -> Store:
        assert self._store is not None  # noqa: S101 - asked only once the office stands
        return self._store

    @property
    def _part(self) -> Path:
        return platform.part_of(self._folder)

    def _begin(self, folder: Path) -> None:
        """Nothing lies there of an earlier try."""
        if fault := folder_fault(folder):
            raise Refused(f"{fault}没有建立，文件没有改动。请换个位置。")
        self._folder = folder
        _sweep(folder)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _not_made(error) from error

    def _put_in_place(self) -> None:
        try:
            if self._folder.exists():
                (self._folder / platform.LOCK).unlink(missing_ok=True)
                self._folder.rmdir()
            platform.put_in_place(self._folder)
        except OSError as error:
            raise _not_made(error) from error
        self._enter(self._folder)


def _sweep(folder: Path) -> None:
    """Take away what a kill left of an earlier first run; it never was an office."""
    shutil.rmtree(platform.part_of(folder), ignore_errors=True)


def _not_made(error: OSError) -> NotWritten:
    fault = platform.disk_fault(error).value
    return NotWritten(f"单位文件夹没有建成。这台电脑上没有留下任何内容。{fault}")


def _unlocked(folder: Path, backup: Backup) -> Opened:
    sheet, _ = parse(backup.sheet)
    if sheet is not None:
        return keyring.open_with_sheet(folder, sheet)
    return keyring.open_with_password(folder, backup.account, backup.password)


def folder_fault(folder: Path) -> str:
    """Why an office cannot be founded there; nothing if it can."""
    if is_office(folder):
        return "这个位置已经有一个单位。"
    with contextlib.suppress(OSError):
        if folder.exists() and any(path.name != platform.LOCK for path in folder.iterdir()):
            return "这个文件夹里已经有别的文件。"
    return ""


def code_fault(typed: str) -> str:
    code = normal.line(typed).upper()
    if not code:
        return "请写单位编码，一般是6位区划代码。"
    if not _CODE.fullmatch(code):
        return "应是6位数字，或6位数字加“-”再加最多5个大写字母或数字，例如370403、370403-A。"
    if code.startswith(PRACTICE_CODES):
        return "99开头的是练习用的编码，真的单位不能用。想练习请回到第一页进「练习模式」。"
    return ""


def places(text: str) -> Sequence[Choice]:
    """The places in use that the text may mean: by the beginning of the code, or by any part of the name."""
    typed = normal.digits_and_marks(text).upper()
    if not typed:
        return []
    named = _places()
    if typed[:1].isdecimal():
        found = [code for code in named if code.startswith(typed)]
    else:
        exact = [code for code in lookups.regions().find(text) if code in named]
        part = folded(text)
        found = list(dict.fromkeys((*exact, *(code for code, name in named.items() if part in name))))
    return [Choice(code, f"{code} {lookups.regions().name(code)}") for code in found[:MOST]]


@cache
def _places() -> dict[str, str]:
    """Codes of places in use with their full names as they are compared; provinces last."""
    known = lookups.regions()
    used = [code for code in (*known.places, *known.local) if known.status(code) in ("current", "local")]
    names = {code: known.name(code) for code in sorted(used, key=lambda code: (code.endswith("0000"), code))}
    return {code: folded(name) for code, name in names.items() if not name.endswith(_SUMMARY)}


_SUMMARY = ("市辖区", "行政区划", "行政单位")
"""Levels that stand only in code lists."""


def suggest(region: str) -> Suggestion:
    known = lookups.regions()
    local = known.local.get(region)
    name = local.name if local else known.places[region][-1].name
    if region.endswith("0000"):
        level, office = "province", f"{name}人力资源和社会保障厅"
    elif region.endswith("00"):
        level, office = "city", f"{name}人力资源和社会保障局"
    else:
        level, office = "county", f"{name}人力资源和社会保障局"
    return Suggestion(name=office, code=region, level=level)


@cache
def _initials() -> initials.Initials:
    return initials.load()


def account(name: str) -> str:
    """The initials of a name, the likeliest; nothing where nobody can read it."""
    keys = _initials().keys(name)
    return keys[0] if keys else ""


def built_in() -> Sequence[tuple[str, str]]:
    known = lookups.regions()
    current = sum(known.status(code) == "current" for code in known.places)
    return (
        ("行政区划", f"现行 {current:,} 个，连同历年的"),
        ("职业（工种）", f"{len(occupations.load().entries):,} 个"),
        ("政策文件", f"{len(policies.load().all)} 份，各有文号和期限"),
        ("代码表", f"{len(codes.load())} 张，国家标准在前"),
    )


def _prepare() -> None:
    """What takes a moment the first time."""
    _places()
    _initials()
