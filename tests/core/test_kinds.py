"""The records use the names of the agreed list, and the list names what there is.

tests/data/names.csv is a copy of the list of names (domain/names.csv).
"""

import csv
import re
from pathlib import Path

import pytest

from skilldesk.core.fields import Field, fields_of
from skilldesk.core.kinds import KINDS, STAYS, TRAVELS, travels

LIST = Path(__file__).parents[1] / "data" / "names.csv"
ROWS = [tuple(row.values()) for row in csv.DictReader(LIST.read_text("utf-8").splitlines())]

KEPT_AS_RECORDS = {"CategoryFact", "StatusFact", "Level", "CatalogueEntry"}
NOT_KEPT = {
    "Site": "teaching places are texts of a class so far",
    "Scope": "what an institution may teach is a catalogue entry so far",
}
COUNTED = {("claim", "count")}
"""What follows from other records and is no field."""


def named(name: str) -> list[str]:
    """The field names in a cell of the list, without what it says about them."""
    return re.findall(r"[a-z][a-z0-9_]*", re.sub(r"\(.*?\)", "", name)) if not records(name) else []


def records(name: str) -> list[str]:
    """The kinds of records that a cell of the list sends one to."""
    return re.findall(r"([A-Z]\w+) records", name)


def fields(entity: str) -> dict[str, Field]:
    return {one.name: one for one in fields_of(KINDS[entity])}


def test_every_kind_of_the_list_is_a_kind_of_record() -> None:
    assert {row[0] for row in ROWS} <= set(KINDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[2]}")
def test_every_name_of_the_list_is_a_field_of_its_record(row: tuple[str, str, str, str]) -> None:
    entity, label, name, _ = row
    known = fields(entity)

    if mentioned := records(name):
        assert set(mentioned) <= KEPT_AS_RECORDS | set(NOT_KEPT)
    else:
        missing = [one for one in named(name) if one not in known and (entity, one) not in COUNTED]
        if name != "min_hours":
            assert missing == [], label


def test_the_least_hours_stand_with_the_level() -> None:
    assert "min_hours" in fields("level")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if len(named(row[2])) == 1 and row[2] != "min_hours"], ids=str
)
def test_the_label_of_the_list_is_the_label_of_the_field_or_begins_like_it(
    row: tuple[str, str, str, str],
) -> None:
    entity, label, name, _ = row
    one = fields(entity)[named(name)[0]]
    words = {one.label, *one.kind.synonyms}
    said = {part for part in re.split(r"[（(/ ，,）)]", label) if part}

    assert {word for word in words if any(part in word or word in part for part in said)}


def test_what_is_named_elsewhere_is_kept_as_records() -> None:
    kinds = {record.__name__ for record in KINDS.values()}

    assert kinds >= KEPT_AS_RECORDS
    assert not kinds & set(NOT_KEPT)


def test_every_kind_stays_or_travels() -> None:
    assert set(KINDS) == STAYS | TRAVELS
    assert not STAYS & TRAVELS
    assert travels("trainee", "add")
    assert not travels("printing", "add")
    assert travels(None, "epoch.begin")
    assert not travels(None, "user.login")
