"""What the window remembers on this PC from one day to the next: where it stood, columns, splitters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _forget(_key: str, _text: str) -> None:
    """Nothing is kept."""


@dataclass(frozen=True)
class Memory:
    """Texts by key. Nothing of the office's work is ever among them."""

    recall: Callable[[str], str] = lambda _: ""
    """What was kept under that key, or nothing."""
    remember: Callable[[str, str], None] = _forget
