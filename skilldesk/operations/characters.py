"""Characters that no typeface of ours prints, found before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable

from skilldesk.forms import fonts


def missing(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The texts that cannot be printed whole, each with the characters that must be written by hand."""
    found = {text: fonts.missing_characters(text) for text in texts}
    return {text: characters for text, characters in found.items() if characters}
