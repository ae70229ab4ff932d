"""Words that people write in many habits, compared in one form; a text means one thing or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from skilldesk.core.normal import compact

_BRACKETED = re.compile(r"[(（\[【〔<《][^()（）\[\]【】〔〕<>《》]*[)）\]】〕>》]")


def folded(text: str) -> str:
    """The text in the form in which words are compared: letters and digits alone, half width, small."""
    plain = unicodedata.normalize("NFKC", compact(text)).casefold()
    return "".join(one for one in plain if one.isalnum())


def plain_forms(text: str) -> Iterator[str]:
    """What the text may say, the fullest form first: all of it, then all but what stands in brackets."""
    whole = folded(text)
    if whole:
        yield whole
    short = folded(_BRACKETED.sub("", text))
    if short and short != whole:
        yield short


class Meanings(Mapping[str, frozenset[str]]):
    """Which things a word may mean, by its folded form."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        """Pairs of a word and what it means."""
        self._meanings: dict[str, frozenset[str]] = {}
        for word, meaning in words:
            form = folded(word)
            self._meanings[form] = self._meanings.get(form, frozenset()) | {meaning}

    def __getitem__(self, form: str) -> frozenset[str]:
        return self._meanings[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._meanings)

    def __len__(self) -> int:
        return len(self._meanings)

    def one(self, text: str) -> str | None:
        """The one thing that the text means; None if it means nothing or several things."""
        for form in plain_forms(text):
            found = self._meanings.get(form)
            if found:
                (first, *others) = found
                return None if others else first
        return None
