"""Somewhere in the window: a page, a part of it, rows of a list, one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skilldesk.core.records import RecordId

DRAFT = "draft"
"""The act that opens what was typed of the record and never saved."""


@dataclass(frozen=True, kw_only=True)
class Place:
    page: str
    """The entry of the rail."""
    tab: str = ""
    """The word of the tab on it, if it has several."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """What the list there is narrowed to, by the keys of its filters."""
    record: RecordId = ""
    """The record to show; the first that fits, if there is none."""
    act: str = ""
    """What to begin there: `new`, `edit`, DRAFT, or the key of an action of that page."""
