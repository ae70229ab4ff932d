"""Searches files for what must not stand in them in clear."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gbk")

_CHUNK = 1 << 20


class Leak(NamedTuple):
    path: Path
    text: str
    encoding: str


def find_leaks(roots: Iterable[Path], planted: Iterable[str], newer_than: float = 0.0) -> list[Leak]:
    """Where one of the planted texts stands in clear, in any of the encodings that Windows programs use.

    Every byte of every file below the roots is searched that was changed since (seconds, as `time.time()`
    says them), and the names of all files. Files that vanish meanwhile are passed over.
    """
    forms = {text.encode(each): (text, each) for text in planted for each in ENCODINGS if _fits(text, each)}
    leaks = set()
    for path in _files(roots, newer_than):
        for form in _found(path, list(forms)):
            leaks.add(Leak(path, *forms[form]))
        leaks |= {Leak(path, text, "name") for text, _ in forms.values() if text in str(path)}
    return sorted(leaks)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _files(roots: Iterable[Path], newer_than: float) -> Iterator[Path]:
    for root in roots:
        for path in [root] if root.is_file() else root.rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime >= newer_than:
                    yield path
            except OSError:
                continue


def _found(path: Path, forms: list[bytes]) -> set[bytes]:
    """Which of the byte strings stand in the file; they may stand across two chunks."""
    found: set[bytes] = set()
    overlap = max(map(len, forms)) - 1
    try:
        with path.open("rb") as file:
            kept = b""
            while chunk := file.read(_CHUNK):
                window = kept + chunk
                found |= {form for form in forms if form in window}
                kept = window[-overlap:]
    except OSError:
        return found
    return found
