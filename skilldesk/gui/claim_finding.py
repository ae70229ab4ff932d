"""An outcome of a check as pages are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule found for one person, in words."""

    outcome: Literal["pass", "fail", "warn", "unknown"]
    title: str
    """A few words: 同工种同等级已享受过."""
    text: str = ""
    facts: str = ""
    document: str = ""
    clause: str = ""
    remedy: str = ""
    code: str = ""
    """Digits, easy to say on the phone."""
