from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skilldesk.core.layout import DERIVED, Column, Layout, Sheet, described
from skilldesk.core.training import Class, Enrolment
from skilldesk.operations.template_rows import _DERIVE, ReportRow, Shelf, rows
from skilldesk.store.office import Store
from tests.support.reporting import id_of, reporting_office
from tests.support.stores import USER


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = reporting_office(tmp_path / "office", people=2)
    yield store
    store.close()


def column(source: str, record: str = "enrolment", **more: object) -> Column:
    return Column(**{"label": source, "source": source, "kind": described(record, source), **more})  # type: ignore[arg-type]  # as named


def made(store: Store, *columns: Column, record: str = "enrolment", **more: object) -> list[ReportRow]:
    sheet = Sheet(**{"name": "a", "title": "甲", "record": record, "columns": columns, **more})  # type: ignore[arg-type]  # as named
    layout = Layout(name="a", title="甲", receiver="甲", source="甲", sheets=(sheet,))
    with store.database.read() as snapshot:
        return list(rows(Shelf(snapshot, date(2026, 11, 20), {"@today": date(2026, 11, 20)}), layout, sheet))


def change(store: Store, kind: type, id: str, **changes: object) -> None:
    with store.database.write(USER) as work:
        found = work.get(kind, id)
        assert found
        work.change(replace(found, **changes))


def test_everything_that_may_be_derived_is_derived() -> None:
    assert {(record, name) for record, named in DERIVED.items() for name in named} == set(_DERIVE)


def test_a_cell_is_reached_through_other_records(store: Store) -> None:
    source = "trainee_id.employer_id.credit_code"

    assert [row.cells for row in made(store, column(source), column("@today"))] == [
        ("52370403MJE000013A", "2026-11-20"),
        ("", "2026-11-20"),
    ]


@pytest.mark.parametrize(
    ("attended", "theory", "rate"),
    [(1205, 405, "100%"), (1115, 405, "92.53%"), (0, 405, "0%"), (None, 405, ""), (1115, None, "")],
)
def test_the_share_attended_is_of_all_hours(
    store: Store, attended: int | None, theory: int | None, rate: str
) -> None:
    change(store, Enrolment, id_of(4, 0), attended_hours=attended)
    change(store, Class, id_of(5, 0), theory_hours=theory)

    assert made(store, column("attended_rate"))[0].cells == (rate,)


def test_a_class_counts_who_is_on_its_roster(store: Store) -> None:
    (row,) = made(store, column("enrolled_count", "class"), record="class")

    assert row.cells == ("2",)


def test_only_and_but_choose_by_what_records_say(store: Store) -> None:
    change(store, Enrolment, id_of(4, 0), state="9")

    assert len(made(store, column("state"), but={"state": frozenset({"9"})})) == 1
    assert len(made(store, column("state"), only={"state": frozenset({"9"})})) == 1
    assert len(made(store, column("state"), only={"class_id.is_subsidised": frozenset({"是"})})) == 2
    assert (
        len(made(store, column("state"), only={"category_fact_id.valid_until": frozenset({"2026-01-01"})}))
        == 0
    )


def test_a_row_is_known_again_by_what_the_receiving_system_would_see(store: Store) -> None:
    plain = made(store, column("state"))[0].digest

    assert made(store, column("state"), column("@today"), Column(label="x", fixed="y"))[0].digest == plain
    assert made(store, column("state"), column("attended_hours"))[0].digest != plain
    change(store, Enrolment, id_of(4, 0), score=900)
    assert made(store, column("state"))[0].digest == plain
    change(store, Enrolment, id_of(4, 0), state="5")
    assert made(store, column("state"))[0].digest != plain


def test_keys_are_the_texts_of_the_key_columns(store: Store) -> None:
    columns = (
        column("state", key=True),
        column("attended_hours"),
        column("class_id.filing_number", key=True),
    )

    assert made(store, *columns)[0].keys == ("4", "99040320260001")


def test_what_is_missing_keeps_a_row_back_only_where_it_is_required(store: Store) -> None:
    assert made(store, column("score", required=True))[0].must_wait
    assert not made(store, column("score"))[0].must_wait
