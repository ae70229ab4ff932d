"""What the print page is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from skilldesk.core.records import RecordId

Act = Literal["print", "save"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A stored document: what is shown, printed and saved are these bytes and no others."""

    title: str
    number: str
    detail: str
    """Whom it is about and how much: 周春梅 · 1,500.00 元."""
    pdf: bytes
    check_code: str
    sha256: str
    first_page: int = 1
    last_page: int | None = None
    """Pages of a batch that belong to this document, counted from 1; None for the last."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A row of the ledger of paper."""

    who: str
    what: str
    """打印 2 份, 另存 PDF."""
    when: str


@dataclass(frozen=True, kw_only=True)
class PaperWork:
    open: Callable[[RecordId], Paper]
    """The stored form of a claim."""
    ledger: Callable[[Paper], Sequence[Printed]]
    note: Callable[[Paper, Act, int], None]
    """Enters in the ledger that so many copies were printed, or that a clear file was saved."""
    offset: Callable[[str], tuple[int, int]] = lambda _: (0, 0)
    """How far that printer must be corrected right and down, in tenths of a millimetre."""
