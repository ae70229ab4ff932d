"""The working-day calendar and the retirement ages: resources/codes/lists/workdays.csv and retirement.csv."""

from __future__ import annotations

from datetime import date

from skilldesk.core.retirement import Schedule
from skilldesk.core.workdays import Calendar
from skilldesk.reference import lists


def load() -> Calendar:
    """Every year whose notice the program has; a new year is a new block of rows."""
    exceptions: dict[date, bool] = {}
    documents: dict[int, str] = {}
    for day, kind, _holiday, document in lists.rows("workdays", ("day", "kind", "holiday", "document")):
        found = date.fromisoformat(day)
        exceptions[found] = kind == "work"
        documents.setdefault(found.year, document)
    return Calendar(frozenset(documents), exceptions, documents)


def retirement() -> dict[str, Schedule]:
    """How the age of retirement rises, by kind of worker: man, woman_55, woman_50."""
    columns = ("kind", "name", "base_months", "first_birth", "births_per_month", "longest_delay")
    return {
        kind: Schedule(
            kind=name,
            base_months=int(base),
            first_birth=date.fromisoformat(first),
            births_per_month=int(births),
            longest_delay=int(longest),
            document=document,
        )
        for kind, name, base, first, births, longest, document, _from in lists.rows(
            "retirement", (*columns, "document", "valid_from")
        )
    }
