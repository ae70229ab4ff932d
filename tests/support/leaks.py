"""Searches files for planted names and numbers, in the encodings in which they could stand there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def find_leaks(roots: Iterable[Path], planted: Iterable[str], newer_than: float) -> list[str]:
    """Every file below the roots, changed since that moment, that holds one of the texts: path and encoding.

    The text itself is not repeated.
    """
    wanted = [(text.encode(encoding), encoding) for text in planted for encoding in ENCODINGS]
    return sorted(
        {
            f"{path} ({encoding})"
            for root in roots
            for path in _files(root, newer_than)
            for data in [path.read_bytes()]
            for needle, encoding in wanted
            if needle in data
        }
    )


def _files(root: Path, newer_than: float) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.is_file() and path.stat().st_mtime >= newer_than - 1:
            yield path
