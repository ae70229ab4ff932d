"""The log of the program: codes and counts, never an ID number, a name or an account.

No free text gets in. An event is a code from the source and small numbers; an error is its type and
the places in the source it came through, without message, values and paths, which may hold anything.
What is left is masked once more before it is written.
"""

from __future__ import annotations

import contextlib
import re
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

FILE = "skilldesk.log"

_CODE = re.compile(r"[a-z]+([._][a-z]+)*")
_UNSAFE = re.compile(r"[^\x20-\x7e]+|\d{8,}[xX]?")
_LARGEST = 9_999_999
"""Seven digits: fewer than any date of birth, phone, ID number or account has."""

_CAUSES = 8
_FRAMES = 40


class Log:
    """A file that grows to `limit` bytes and is then kept as .1, .2 …, at most `kept` of them."""

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime], limit: int = 1_000_000, kept: int = 3
    ) -> None:
        self._path = path
        self._clock = clock
        self._limit = limit
        self._kept = kept
        self._lock = threading.Lock()

    def event(self, code: str, **counts: int) -> None:
        """That something happened; the code and the names are words of the source, never data."""
        self._write([" ".join([_word(code), *(f"{_word(name)}={_small(n)}" for name, n in counts.items())])])

    def failure(self, code: str, error: BaseException) -> None:
        """An error with everything that led to it, as far as it says nothing about anyone."""
        self._write([_word(code), *anonymous(error)])

    def _write(self, lines: list[str]) -> None:
        """Logging never stops the work: on a full disk the line is lost."""
        at = self._clock().isoformat(sep=" ", timespec="seconds")
        text = "".join(f"{at} {_UNSAFE.sub('*', line)}\n" for line in lines)
        with self._lock, contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._turn()
            with self._path.open("a", encoding="ascii", newline="\n") as file:
                file.write(text)

    def _turn(self) -> None:
        """Begin a new file; if another program has the old one open, go on in it."""
        if not self._path.exists() or self._path.stat().st_size < self._limit:
            return
        name = self._path.name
        names = [self._path, *(self._path.with_name(f"{name}.{n}") for n in range(1, self._kept + 1))]
        with contextlib.suppress(OSError):
            for newer, older in reversed(list(pairwise(names))):
                if newer.exists():
                    newer.replace(older)


def anonymous(error: BaseException) -> Iterator[str]:
    """Type, system error number and places of an error and its causes: fit for a log or a letter to us."""
    told: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and len(told) < _CAUSES and not any(current is one for one in told):
        told.append(current)
        yield f"  {_type(current)}{_number(current)}"
        frames = list(traceback.walk_tb(current.__traceback__))
        for frame, line in frames[-_FRAMES:]:
            yield f"    {frame.f_globals.get('__name__')}:{line} {frame.f_code.co_name}"
        current = current.__cause__ or current.__context__


def _type(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _number(error: BaseException) -> str:
    return f" errno={error.errno}" if isinstance(error, OSError) and isinstance(error.errno, int) else ""


def _word(code: str) -> str:
    """The code itself; anything else in its place is a mistake in the source, and is not repeated."""
    if _CODE.fullmatch(code):
        return code
    raise ValueError("a log code is made of small Latin words")


def _small(count: int) -> str:
    return str(count) if -_LARGEST <= count <= _LARGEST else "many"
