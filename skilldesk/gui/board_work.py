"""What the board is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skilldesk.gui.place import Place
from skilldesk.gui.widgets.listing import State
from skilldesk.gui.widgets.signs import Tone


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that waits, and where to do it."""

    number: int
    unit: str
    title: str
    detail: str
    act: str
    tone: Tone
    place: Place
    urgency: int
    """How early it stands; the smallest first."""


@dataclass(frozen=True, kw_only=True)
class NearDay:
    """A day that comes near; `left` in calendar days, negative once it has passed."""

    left: int
    title: str
    detail: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line of a small card: how it stands, what it is, when."""

    state: State
    text: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Board:
    greeting: str
    lines: Sequence[Line]
    days: Sequence[NearDay]
    """The nearest first."""
    backups: Sequence[Fact]
    at: str
    """When it was read."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """How reporting stands: what waits because of it, and the packages, the latest first."""

    lines: Sequence[Line]
    packages: Sequence[Fact]


@dataclass(frozen=True, kw_only=True)
class BoardWork:
    read: Callable[[], Board]
    sending: Callable[[], Sending]
    """To count all that was never sent takes longer than all else together in a large county."""
