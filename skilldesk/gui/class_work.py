"""What the page of a class asks for its papers; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from skilldesk.core.records import RecordId
from skilldesk.gui.paper_work import PaperWork
from skilldesk.progress import Progress

PaperKind = Literal["filing", "roster", "public_roster"]


@dataclass(frozen=True, kw_only=True)
class ClassWork:
    draw: Callable[[PaperKind, RecordId, Progress], None]
    """Draws and stores that paper of a class, unless it is stored as the records are now. Refused, with the
    list, while something is missing that it needs.
    """
    papers: Mapping[PaperKind, PaperWork]
    """What the print page asks, for each kind of paper; a paper is opened by the id of its class."""
