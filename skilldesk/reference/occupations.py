"""Occupations: resources/codes/lists/occupations.csv (README.md beside it)."""

from __future__ import annotations

from skilldesk.core.occupations import Occupation, Occupations
from skilldesk.reference import lists


def load() -> Occupations:
    """The list that the program ships; not all occupations that there are."""
    return Occupations(
        tuple(
            Occupation(code, name, marks, edition)
            for code, name, marks, edition, _source, _confidence in lists.rows(
                "occupations", ("code", "name", "marks", "edition", "source", "confidence")
            )
        )
    )
