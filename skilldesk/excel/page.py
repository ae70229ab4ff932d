"""A table that goes out, whatever the kind of its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column: what stands above it, and what its drop-down offers."""

    label: str
    choices: tuple[str, ...] = ()
    width: int | None = None
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """Texts in rows. `header_row` is the row of the headings, 0 if there is none; data begins below it."""

    title: str
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[str]] = ()
    header_row: int = 1
    above: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    """A first row that shows how the table is filled."""
    spare: int = 0
    """How many empty rows are made ready to be filled."""
    wrapped: bool = False
    """Whether long texts break into lines: for what people read, not for what programs import."""

    def lines_above(self) -> tuple[str, ...]:
        """The texts of the rows above the headings, an empty one where there is none."""
        count = max(self.header_row - 1, 0)
        return (*self.above, *[""] * count)[:count]
