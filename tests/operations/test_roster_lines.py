"""A line of the roster: read, put in order, and what is to be said of its cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.problems import Severity
from skilldesk.core.roster import CELLS
from skilldesk.operations import roster_lines
from skilldesk.operations.roster_lines import Around
from tests.support.rosters import FIXED, TODAY, number, texts

NEW = "e1" * 16
BARE = Around(today=TODAY, starts_on=date(2026, 11, 30), fixed=FIXED)


@pytest.mark.parametrize(
    ("cell", "typed", "shown"),
    [
        ("education", "高中", "61 普高"),
        ("education", "61", "61 普高"),
        ("education", "大专", "31 专科"),
        ("category", "农民工", "04 农村转移就业劳动者"),
        ("id_number", " 370403 19920307 9122", "370403199203079122"),
        ("id_number", "３７０４０３１９９２０３０７９１２２", "370403199203079122"),
        ("name", "王　秀 兰", "王秀兰"),
        ("phone", "138-0000-9901", "13800009901"),
        ("education", "看不懂", "看不懂"),
        ("remark", "", ""),
    ],
)
def test_a_cell_is_put_in_order_when_it_is_left(cell: str, typed: str, shown: str) -> None:
    assert roster_lines.settled(cell, typed) == shown


@given(st.sampled_from(CELLS), st.text(max_size=30))
def test_putting_in_order_twice_changes_nothing_more(cell: str, typed: str) -> None:
    once = roster_lines.settled(cell, typed)

    assert roster_lines.settled(cell, once) == once


@given(st.dictionaries(st.sampled_from(CELLS), st.text(max_size=20)))
def test_no_line_upsets_the_reader(said: dict[str, str]) -> None:
    found = roster_lines.read(NEW, said, BARE)

    assert all(one.problem.text for one in found.found)


def test_a_text_that_cannot_be_read_is_said_at_its_cell() -> None:
    found = roster_lines.read(NEW, texts(0, education="看不懂", category="04"), BARE)

    assert [(one.cell, one.problem.code) for one in found.found] == [("education", "FIELD-UNREADABLE")]


def test_a_wrong_number_offers_its_repair() -> None:
    found = roster_lines.read(NEW, texts(0, id_number="370403199305259025", category="04"), BARE)
    (wrong,) = [one for one in found.errors if one.cell == "id_number"]

    assert wrong.repair is not None
    assert wrong.repair.text == "370403199305259052"
    assert "第17、18位对调后就正确" in wrong.problem.text


def test_what_the_class_does_not_fix_is_asked_for_once() -> None:
    bare = Around(today=TODAY)
    found = roster_lines.read(NEW, texts(0, category="04"), bare)
    (beside,) = [one for one in found.errors if one.cell == roster_lines.WHOLE]

    assert "民族" in beside.problem.text
    assert "户口性质" in beside.problem.text
    assert "性别" not in beside.problem.text


def test_the_age_of_retirement_is_only_asked_about() -> None:
    found = roster_lines.read(NEW, texts(0, id_number="370403196001019910", category="04"), BARE)
    ages = [one for one in found.found if one.cell == roster_lines.AGE]

    assert [one.problem.severity for one in ages] == [Severity.WARNING]


def test_ages_are_of_the_first_day_of_the_class() -> None:
    assert roster_lines.age_on(date(1990, 11, 30), date(2026, 11, 30)) == 36
    assert roster_lines.age_on(date(1990, 12, 1), date(2026, 11, 30)) == 35
    assert roster_lines.age_on(None, date(2026, 11, 30)) is None


def test_numbers_are_compared_in_their_long_form() -> None:
    assert roster_lines.number_of({"id_number": "370403900101991"}) == "370403199001019914"
    assert roster_lines.number_of({"id_number": f" {number(0)} "}) == number(0)
