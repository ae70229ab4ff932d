"""What a check says of one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from skilldesk.core.problems import Problem, Severity

Verdict = Literal["ok", "warn", "error"]
Fact = str | int | None | list[str]


@dataclass(frozen=True)
class Answer:
    """`normalised` is the value as it is kept, or None if there is none or a person must choose."""

    input: str
    normalised: str | list[str] | None
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        if any(one.severity is Severity.ERROR for one in self.problems):
            return "error"
        return "warn" if self.problems else "ok"


def wrong(code: str, text: str) -> Problem:
    """Something that must be put right."""
    return Problem(code=code, text=text, severity=Severity.ERROR)


def confirm(code: str, text: str) -> Problem:
    """Something that may be right; a person says so."""
    return Problem(code=code, text=text, severity=Severity.WARNING)
