"""What the pages under 系统 are told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skilldesk.progress import Progress

# --- 用户 ---


@dataclass(frozen=True, kw_only=True)
class Person:
    """A user of the office, as the list shows one."""

    account: str
    name: str
    roles: tuple[str, ...]
    opens_here: bool
    """Whether a password of that account opens the office on this PC."""
    last_login: str = ""
    """On this PC, in words; empty if never."""
    open_work: int = 0


@dataclass(frozen=True, kw_only=True)
class RoleTold:
    """A role, and what whoever has it may do: lines of a word and a sentence."""

    key: str
    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    account: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """One piece of work that somebody began and did not finish."""

    sort: str
    """草稿, 申领单, 培训班, 补贴标准."""
    title: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """What passed from one to the other, and the sheet for both to sign."""

    items: Sequence[OpenItem]
    pdf: bytes
    file: str
    """How the sheet is called if it is saved."""


@dataclass(frozen=True, kw_only=True)
class UsersWork:
    people: Callable[[], Sequence[Person]]
    roles: Sequence[RoleTold]
    add: Callable[[NewPerson, str], None]
    """A new user with a first password; slow."""
    set_roles: Callable[[str, tuple[str, ...]], None]
    set_password: Callable[[str, str], None]
    open_work: Callable[[str], Sequence[OpenItem]]
    hand_over: Callable[[str, str], HandedOver]
    """All open work of the first account to the second."""
    save_sheet: Callable[[HandedOver, Path], None]
    """Writes the sheet in clear, and says so in the journal."""
    remove: Callable[[str, str], None]
    """Takes an account's access away, for a reason: backup, new keys. Slow; afterwards `go_on`."""
    go_on: Callable[[], bool]
    """After a removal: show the window over what is open now. False if that is what it was."""


# --- 备份与恢复 ---


@dataclass(frozen=True, kw_only=True)
class BackupRow:
    when: str
    who: str
    file: str
    size: str
    elsewhere: bool
    checked: bool
    """Whether the journal tells that it was read back."""


@dataclass(frozen=True, kw_only=True)
class BackupPlace:
    path: Path
    own: bool
    """The folder within the office folder: it is always there."""
    elsewhere: bool
    reachable: bool


@dataclass(frozen=True, kw_only=True)
class BackupState:
    rows: Sequence[BackupRow]
    places: Sequence[BackupPlace]
    days: int | None
    """Since the last backup; None if there is none."""
    days_elsewhere: int | None
    """Since the last one on another disk."""


@dataclass(frozen=True, kw_only=True)
class BackupDone:
    file: str
    size: str
    written: Sequence[str]
    """The places where it lies now and was read back."""
    missed: Sequence[tuple[str, str]] = ()
    """The places that did not take it, and why."""


@dataclass(frozen=True, kw_only=True)
class BackupFacts:
    """What a backup says of itself, after every byte of it was checked."""

    path: Path
    lines: Sequence[tuple[str, str]]
    office: str


@dataclass(frozen=True, kw_only=True)
class Restoring:
    """Opens the backup by a password of one of its accounts, or by its recovery sheet."""

    path: Path
    to: Path
    account: str = ""
    password: str = field(default="", repr=False)
    sheet: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class BackupWork:
    state: Callable[[], BackupState]
    make: Callable[[Progress], BackupDone]
    """A backup in the office folder and at every other place that can be reached."""
    look_into: Callable[[Path, Progress], BackupFacts]
    restore: Callable[[Restoring, Progress], None]
    open_next: Callable[[Path], None]
    """From the next start on, the program opens the office in that folder."""


# --- 设置: of this PC ---

Offset = tuple[int, int]
"""How far a printer must be corrected right and down, in tenths of a millimetre."""


@dataclass(frozen=True, kw_only=True)
class PcSettings:
    text_size: str
    contrast: bool
    lock_minutes: int
    """After so long without a key the window locks itself; never, if 0."""
    offsets: Mapping[str, Offset]
    places: tuple[Path, ...]
    """Where backups go besides the office folder."""


@dataclass(frozen=True, kw_only=True)
class PcWork:
    now: Callable[[], PcSettings]
    set_look: Callable[[str, bool], None]
    """Text size and contrast; the window is shown anew in them."""
    set_lock: Callable[[int], None]
    set_offset: Callable[[str, Offset], None]
    set_places: Callable[[tuple[Path, ...]], None]
    test_page: Callable[[str, Offset], bytes]
    """A page with a ruler along its edges, for that printer."""


@dataclass(frozen=True, kw_only=True)
class JournalWork:
    export: Callable[[Path, Sequence[Sequence[str]]], None]
    """Writes the rows, headings first, into a workbook in clear, and says so in the journal."""


@dataclass(frozen=True, kw_only=True)
class SystemWork:
    users: UsersWork
    backups: BackupWork
    pc: PcWork
    journal: JournalWork
