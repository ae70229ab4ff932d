"""Characters that no typeface of ours prints, found before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from skilldesk.forms import fonts


@dataclass(frozen=True)
class Place:
    """A text of a form that cannot be printed whole."""

    label: str
    """What people call the field: 姓名, 第3行姓名."""
    text: str
    characters: tuple[str, ...]

    @property
    def words(self) -> str:
        """姓名“张𰾄”里的“𰾄”字（U+30F84）: the screen may have no shape for it either."""
        codes = "、".join(f"U+{ord(one):04X}" for one in self.characters)
        return f"{self.label}“{self.text}”里的“{'”“'.join(self.characters)}”字（{codes}）"


def missing(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The texts that cannot be printed whole, each with the characters that must be written by hand."""
    found = {text: fonts.missing_characters(text) for text in texts}
    return {text: characters for text, characters in found.items() if characters}


def places(labelled: Iterable[tuple[str, str]]) -> Iterator[Place]:
    """Where in these texts, each with its label, something would not print."""
    for label, text in labelled:
        if characters := fonts.missing_characters(text):
            yield Place(label, text, characters)
