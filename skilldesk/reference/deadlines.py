"""By how many days the board reminds: resources/deadlines.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from skilldesk import resources


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A number of days, or of working days, and the document that states it."""

    document: str
    days: int = 0
    working_days: int = 0


@cache
def load() -> dict[str, Deadline]:
    """The deadlines by their key."""
    told = tomllib.loads(resources.path("deadlines.toml").read_text("utf-8"))
    return {key: Deadline(**said) for key, said in told.items()}
