"""Finds the files that the program ships: in a checkout, in a wheel and in a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    for root in (Path(frozen) if frozen else _PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / "resources").is_dir():
            return root
    raise FileNotFoundError(_PACKAGE)


def path(*parts: str) -> Path:
    """A file or folder below resources/."""
    return _root().joinpath("resources", *parts)


def migrations() -> Path:
    return _root() / "migrations"
