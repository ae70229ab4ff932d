"""The roster of a class as it is typed or pasted: its cells, what is fixed for the whole class, doubles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Self

from skilldesk.core import headings
from skilldesk.core.clipboard_table import without_blanks

NUMBER, NAME, CATEGORY = "id_number", "name", "category"

PERSON: tuple[str, ...] = (
    NUMBER,
    NAME,
    "education",
    "phone",
    "hukou_address",
    "residence_address",
    "remark",
)
"""Cells that are fields of the trainee, under the names of those."""
CELLS: tuple[str, ...] = (*PERSON, CATEGORY)

_FOUND_AS: Mapping[str, str] = {"category_fact.category": CATEGORY}
_LOOKED_AT = 6
"""So many rows may stand above the headings: a title, the school, the class."""
_ENOUGH = 2

YES = "1"


@dataclass(frozen=True, kw_only=True)
class FixedItems:
    """本班固定项: what is the same for the whole roster, as codes; it fills what a new line leaves empty."""

    category: str = ""
    evidence_kind: str = ""
    employment_status: str = ""
    hukou_type: str = ""
    ethnicity: str = ""
    hukou_region: str = ""
    residence_region: str = ""
    same_address: str = ""
    """YES if people live where they are registered unless they say otherwise."""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Self:
        """What was kept, whoever kept it: what is unknown is left out."""
        known = {one.name for one in fields(cls)}
        return replace(cls(), **{name: text for name, text in said.items() if name in known})

    def said(self) -> dict[str, str]:
        return {one.name: text for one in fields(self) if (text := getattr(self, one.name))}

    def for_person(self) -> dict[str, str]:
        """The fields of a trainee among them."""
        others = {"category", "evidence_kind", "same_address"}
        return {name: text for name, text in self.said().items() if name not in others}


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """A table whose first line said which column is which."""

    lines: tuple[Mapping[str, str], ...]
    left_out: tuple[str, ...] = ()
    """Headings that mean nothing here."""


def with_headings(rows: Sequence[Sequence[str]]) -> Pasted | None:
    """The table by its own headings; None if it has none that say whom a row is about."""
    for at, row in enumerate(rows[:_LOOKED_AT]):
        columns = {place: _cell(heading) for place, heading in enumerate(row)}
        known = {place: cell for place, cell in columns.items() if cell}
        if len(known) >= _ENOUGH and {NUMBER, NAME} & set(known.values()):
            below = without_blanks(rows[at + 1 :])
            unknown = (heading for place, heading in enumerate(row) if place not in known)
            return Pasted(
                lines=tuple(line for each in below if (line := _line(known, each))),
                left_out=tuple(heading.strip() for heading in unknown if heading.strip()),
            )
    return None


def _cell(heading: str) -> str | None:
    """The cell of the roster that a heading means."""
    path = headings.field(heading)
    cell = _FOUND_AS.get(path, path) if path else None
    return cell if cell in CELLS else None


def _line(columns: Mapping[int, str], row: Sequence[str]) -> dict[str, str]:
    """Of two columns with one meaning the first that says something counts."""
    line: dict[str, str] = {}
    for place, cell in columns.items():
        text = row[place].strip() if place < len(row) else ""
        if text and cell not in line:
            line[cell] = text
    return line


def doubles(numbers: Iterable[str]) -> dict[int, int]:
    """For each place whose number stands elsewhere too: the first other place. Empty ones are no doubles."""
    places: dict[str, list[int]] = {}
    for at, number in enumerate(numbers):
        if number:
            places.setdefault(number, []).append(at)
    return {
        at: next(other for other in same if other != at)
        for same in places.values()
        if len(same) > 1
        for at in same
    }
