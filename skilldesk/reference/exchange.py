"""How long a receipt may take: resources/exchange.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from skilldesk import resources


@dataclass(frozen=True)
class Patience:
    """Days after an export without a receipt, from which it is said, and from which it is urgent."""

    answer_due_days: int
    answer_late_days: int


@cache
def patience() -> Patience:
    return Patience(**tomllib.loads(resources.path("exchange.toml").read_text("utf-8")))
