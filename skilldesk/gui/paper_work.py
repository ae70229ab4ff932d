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
    reason: str = ""
    spoiled: bool = False
    """Paper that was thrown away."""


WithReason = Callable[[Paper, int, str], None]
"""Enters so many copies in the ledger, and why."""


@dataclass(frozen=True, kw_only=True)
class PaperWork:
    """For any stored paper: a claim's form, or one of a class."""

    open: Callable[[RecordId], Paper]
    """The stored form of a claim."""
    ledger: Callable[[Paper], Sequence[Printed]]
    note: Callable[[Paper, Act, int], None]
    """Enters in the ledger that so many copies were printed, or that a clear file was saved."""
    expect: Callable[[Act], None] = lambda _: None
    """NotAllowed if the user's roles do not allow it; asked before anything is printed or saved."""
    is_printed: Callable[[Paper], bool] = lambda _: False
    """Whether these bytes were printed before."""
    reprint: WithReason | None = None
    """Enters that what was printed before was printed again; who has none of it never asks why."""
    spoil: WithReason | None = None
    """Enters that sheets were thrown away."""
    offset: Callable[[str], tuple[int, int]] = lambda _: (0, 0)
    """How far that printer must be corrected right and down, in tenths of a millimetre."""
    reprint_reasons: Sequence[str] = ()
