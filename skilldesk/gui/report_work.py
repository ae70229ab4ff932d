"""What the reporting page is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skilldesk.core.records import RecordId
from skilldesk.gui.paper_work import PaperWork
from skilldesk.progress import Progress

PackageState = Literal["waiting", "unanswered", "overdue", "returned", "disputed", "accepted", "replaced"]
Fate = Literal["accepted", "warned", "conflict", "rejected", "quarantined"]
EnrolmentState = Literal["none", "requested", "answered", "confirmed"]


@dataclass(frozen=True, kw_only=True)
class Package:
    id: str = ""
    number: str
    content: str
    count: int
    written_at: str
    state: PackageState
    answer: str = ""
    """受理 117，退回 1."""


@dataclass(frozen=True, kw_only=True)
class ReceiptLine:
    """What the province said about one record."""

    fate: Fate
    title: str
    """Whom or what it is about: 刘长青."""
    detail: str = ""
    text: str = ""
    ours: str = ""
    """What this office had filled in there."""
    remedy: str = ""
    kind: str = ""
    record: RecordId = ""
    """Where to put it right."""
    since: str = ""
    """What became of it since that was said, if somebody touched it."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The answer to one package; `lines` are only those that somebody should look at."""

    package: str
    read_at: str
    accepted: int
    returned: int
    unanswered: int
    lines: Sequence[ReceiptLine]
    steps: Sequence[tuple[str, str]]
    """What became of the package: when, and what."""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What goes if a package is written now."""

    entries: int
    counts: Sequence[tuple[str, int]]
    """Records by what people call their kind, the most first."""
    since: str
    """When the last receipt was read in; empty before the first."""
    refused: Sequence[ReceiptLine] = ()
    """Records that go and will come back."""
    unmended: Sequence[ReceiptLine] = ()
    """Records that came back and were not touched since."""

    @property
    def records(self) -> int:
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A place to write to."""

    path: Path
    name: str
    is_stick: bool
    room: int | None
    """Free bytes; None for a place that is not there any more."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A package that lies on the stick, read back and compared."""

    package: str = ""
    place: str = ""
    """The stick or folder on which it lies."""
    name: str
    content: str
    size: str
    check: str
    """The digits that both ends compare on the phone."""
    who: str
    at: str
    look_again: Callable[[], None] = lambda: None
    """To be asked some seconds later; an error says that the file is no longer what was written."""
    again_in: float = 5.0
    """Seconds."""
    write_again: Callable[[Path], Written] | None = None
    """Puts the same file on another stick."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of a package that was read in."""

    heading: str
    lines: Sequence[tuple[str, str]]
    package: str = ""
    """The number of our package that it answers, if it is a receipt."""
    kinds: frozenset[type] = frozenset()
    """The kinds of records that it touched."""


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    state: EnrolmentState
    digits: str = ""
    """The 20 digits that both ends must show, once the answer is read in."""
    hub: str = ""
    """Whom to call, by the letter that came with it."""


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """How reporting stands, for the pill and the page."""

    unsent: int
    unanswered: int
    returned: int
    enrolment: Enrolment


@dataclass(frozen=True, kw_only=True)
class ReportWork:
    state: Callable[[], Reporting]
    packages: Callable[[], Sequence[Package]]
    receipt: Callable[[str], Receipt]
    outgoing: Callable[[Progress], Outgoing]
    targets: Callable[[], Sequence[Target]]
    """Where one may write: sticks first."""
    draw_sheet: Callable[[str, Progress], object]
    """Makes the hand-over sheet of the package with that id, unless it was made before."""
    hand_over: PaperWork
    """These sheets on the screen; they are opened by the id of the package."""
    send: Callable[[Path, Progress], Written]
    """Writes everything not yet receipted into a folder."""
    read: Callable[[Path, Progress], Taken]
    """Takes in any package: a receipt, or the answer to our request."""
    request: Callable[[Path, Progress], Path]
    """Writes the request to be let in; the file."""
    confirm: Callable[[str, Progress], None]
    """Says that the province read the same digits on the phone."""
