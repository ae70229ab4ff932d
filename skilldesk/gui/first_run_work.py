"""What the first run may ask of the program: places, names, and the office that it founds or brings back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from skilldesk.gui.lookup import Choice
from skilldesk.progress import Progress

K_co = TypeVar("K_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What an office of a place is mostly called, and under which code it reports."""

    name: str
    code: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Which office, and who begins."""

    region: str
    name: str
    code: str
    level: str
    user_name: str
    account: str
    password: str = field(repr=False)
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Backup:
    """The file to come back from, and what opens it: account and password, or the recovery sheet."""

    path: Path
    account: str = ""
    password: str = field(default="", repr=False)
    sheet: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class FirstRunWork(Generic[K_co]):
    folder: Path
    """Where the office's folder will lie, unless another place is chosen."""
    missing: Path | None = None
    """The folder opened last, if it is not there now."""
    prepare: Callable[[], object]
    """Loads what the questions look up; slow."""
    places: Callable[[str], Sequence[Choice]]
    """The counties, cities and zones that a text may mean."""
    place: Callable[[str], str]
    suggest: Callable[[str], Suggestion]
    levels: Sequence[Choice]
    account: Callable[[str], str]
    """The account that a name suggests."""
    code_fault: Callable[[str], str]
    """Why an office cannot have that code; nothing if it can."""
    folder_fault: Callable[[Path], str]
    """The same for a folder."""
    found: Callable[[Answers, Path, Progress], Sequence[str]]
    """Founds the office where a kill harms nothing; answers the groups of its recovery sheet. Slow."""
    settle: Callable[[Progress], K_co]
    """Puts what was founded in its place and opens it; slow."""
    forget: Callable[[], object]
    """Leaves nothing of what was founded and not settled."""
    restore: Callable[[Backup, Path, Progress], K_co | None]
    """Brings an office back; None if it waits for somebody to log in. Slow."""
    built_in: Callable[[], Sequence[tuple[str, str]]]
    """What the program brings with it: a word, and how much of it."""
    request: Callable[[Path, Progress], str]
    """Writes the request to join into a folder; answers what to do now."""
    read: Callable[[Path, Progress], str]
    """Takes in the province's package; answers what it brought."""
    practise: Callable[[], object]
    elsewhere: Callable[[Path], object]
    """Opens an office that lies in another folder already."""
