"""Administrative divisions: regions.csv and local_regions.csv of resources/codes/lists."""

from __future__ import annotations

from skilldesk.core.regions import LocalPlace, Place, Regions
from skilldesk.reference import lists


def load() -> Regions:
    """All codes ever; 8,000 rows in some milliseconds."""
    places: dict[str, tuple[Place, ...]] = {}
    for code, name, since, until, successors, _source in lists.rows(
        "regions", ("code", "name", "valid_from", "valid_to", "successors", "source")
    ):
        place = Place(code, name, _year(since), _year(until), tuple(successors.split()))
        places[code] = (*places.get(code, ()), place)
    local = {
        code: LocalPlace(code, name, within, tuple(aliases.split()))
        for code, name, aliases, within, _source, _confidence in lists.rows(
            "local_regions", ("code", "name", "aliases", "within", "source", "confidence")
        )
    }
    return Regions(places, local)


def _year(text: str) -> int | None:
    return int(text) if text else None
