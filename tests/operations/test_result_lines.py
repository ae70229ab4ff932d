"""A line of 成绩与证书: read in every habit, judged against the class and against its own number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.training import Class
from skilldesk.operations import result_lines
from skilldesk.operations.result_lines import CELLS, LABELS
from tests.support.rosters import TODAY

KEY = "e1" * 16
CLASS = Class(
    id="c1" * 16,
    name="电工01",
    theory_hours=400,
    practice_hours=800,
    level="5",
    certificate_kind="02",
    province="37",
)
SOUND = {
    "number": "S000037000999265900001",
    "certificate_kind": "02",
    "level": "5",
    "issued_on": "2026-11-19",
}


def codes_of(**said: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in result_lines.read(KEY, said, CLASS, TODAY).found:
        found.setdefault(one.cell, []).append(one.problem.code)
    return found


@pytest.mark.parametrize(
    ("cell", "typed", "shown"),
    [
        ("attended_hours", "95%", "114"),
        ("attended_hours", "116.5课时", "116.5"),
        ("score", "85分", "85"),
        ("result", "结业合格", "4 结业合格"),
        ("result", "合格", "4 结业合格"),
        ("result", "退班", "3 中断"),
        ("number", "编号：s０000 37000999265900001", "S000037000999265900001"),
        ("level", "初级工", "5 五级"),
        ("level", "五级/初级工", "5 五级"),
        ("certificate_kind", "职业技能等级证书", "02 职业技能等级证书"),
        ("issued_on", "2026年11月19日", "2026-11-19"),
        ("issued_on", "2026.11.19", "2026-11-19"),
        ("issuer", "示例 中心", "示例 中心"),
        ("score", "优秀", "优秀"),
    ],
)
def test_a_cell_is_put_in_order_when_it_is_left(cell: str, typed: str, shown: str) -> None:
    assert result_lines.settled(cell, typed, CLASS) == shown


@given(st.dictionaries(st.sampled_from(CELLS), st.text(max_size=24)))
def test_no_line_upsets_the_reader(said: dict[str, str]) -> None:
    found = result_lines.read(KEY, said, CLASS, TODAY)

    assert all(one.cell in LABELS for one in found.found)


@given(st.sampled_from(CELLS), st.text(max_size=24))
def test_putting_in_order_twice_changes_nothing_more(cell: str, typed: str) -> None:
    once = result_lines.settled(cell, typed, CLASS)

    assert result_lines.settled(cell, once, CLASS) == once


def test_a_sound_line_has_nothing_to_say_and_its_number_is_explained() -> None:
    assert codes_of(**SOUND) == {}
    assert result_lines.read(KEY, SOUND, CLASS, TODAY).told == "社会评价 山东 2026 五级"


def test_what_contradicts_the_number_is_said_at_the_number() -> None:
    assert codes_of(**{**SOUND, "level": "4"}) == {"number": ["CERT-LEVEL"]}
    assert codes_of(**{**SOUND, "issued_on": "2025-11-19"}) == {"number": ["CERT-ISSUED"]}


def test_a_certificate_from_the_future_is_an_error() -> None:
    assert codes_of(**{**SOUND, "issued_on": "2026-12-30"})["issued_on"] == ["CERT-FUTURE"]


def test_more_hours_than_the_class_has_are_asked_about() -> None:
    assert codes_of(attended_hours="121") == {"attended_hours": ["RESULT-MORE"]}


def test_a_certificate_of_another_kind_than_filed_is_asked_about() -> None:
    assert "RESULT-KIND" in codes_of(number="12345678901", certificate_kind="03")["certificate_kind"]


def test_a_certificate_without_a_number_is_asked_about() -> None:
    assert codes_of(issuer="示例中心") == {"number": ["RESULT-NUMBER"]}


def test_a_date_that_may_be_two_is_not_guessed() -> None:
    (found,) = result_lines.read(KEY, {"issued_on": "26/11/10"}, CLASS, TODAY).found

    assert found.cell == "issued_on"


def test_a_number_brings_the_kind_and_level_of_the_class() -> None:
    assert result_lines.following("number", SOUND, CLASS) == {
        "certificate_kind": "02 职业技能等级证书",
        "level": "5 五级",
        "result": "6 已取证",
    }
    assert result_lines.following("score", SOUND, CLASS) == {}


def test_empty_cells_say_nothing() -> None:
    result = result_lines.read(KEY, {}, CLASS, TODAY).result

    assert result.of_enrolment() == {}
    assert result.of_certificate() == {}


def test_what_is_stored_is_shown_and_read_back() -> None:
    result = result_lines.read(KEY, {**SOUND, "score": "85.5"}, CLASS, TODAY).result

    assert result.score == 855
    assert result.issued_on == date(2026, 11, 19)
