import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.excel.cell_text import (
    LONGEST,
    escaped,
    guarded,
    held,
    looks_like_formula,
    too_long,
    unguarded,
)

ANYTHING = st.text(st.characters())


@given(ANYTHING)
def test_what_is_held_is_one_line_that_every_file_can_keep(text: str) -> None:
    kept = held(text)

    assert held(kept) == kept
    assert kept == kept.strip()
    kept.encode("utf-8")
    assert not set(kept) & set(map(chr, range(32)))
    assert len(kept.splitlines()) <= 1


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")))
def test_what_a_cell_can_hold_stays_as_it_is(text: str) -> None:
    assert held(text) == text.strip()


@given(ANYTHING)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not looks_like_formula(guarded(text))
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+8613800009021", "-1", "@SUM(A1)"])
def test_what_a_spreadsheet_would_compute_looks_like_a_formula(text: str) -> None:
    assert looks_like_formula(text)


def test_what_xml_would_take_for_an_escape_is_escaped() -> None:
    assert escaped("_x0041_ and _x00_") == "_x005F_x0041_ and _x00_"


def test_a_cell_holds_so_many_units_of_utf_16() -> None:
    assert not too_long("国" * LONGEST)
    assert too_long("𠮷" * LONGEST)
