import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import attendance

WHOLE = 1200


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("116", 1160),
        ("116.5", 1165),
        ("116.50", 1165),
        ("１１６", 1160),
        (" 116 ", 1160),
        ("116课时", 1160),
        ("116 学时", 1160),
        ("116.5小时", 1165),
        ("0", 0),
        ("95%", 1140),
        ("95％", 1140),
        ("100%", 1200),
        ("33.33%", 400),
        ("全勤", 1200),
    ],
)
def test_hours_are_read_in_every_habit(text: str, tenths: int) -> None:
    assert attendance.hours(text, WHOLE) == tenths


@pytest.mark.parametrize("text", ["", "很多", "116.55", "-3", "101%", "116天", "1e3", "½", "12,5", "%"])
def test_what_is_no_number_of_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}"):
        attendance.hours(text, WHOLE)


@pytest.mark.parametrize("text", ["95%", "全勤"])
def test_a_part_of_unknown_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        attendance.hours(text, None)


@given(st.integers(0, 9999 * 10))
def test_hours_are_read_as_they_are_written(tenths: int) -> None:
    whole, rest = divmod(tenths, 10)

    assert attendance.hours(f"{whole}.{rest}", None) == tenths
    assert attendance.hours(f"{whole}.{rest}课时", None) == tenths


@given(st.integers(0, 20_000), st.integers(0, 100))
def test_a_percentage_is_that_part_to_the_nearest_tenth(whole: int, percent: int) -> None:
    assert abs(attendance.hours(f"{percent}%", whole) - whole * percent / 100) <= 0.5


@given(st.text())
def test_no_text_gives_anything_but_hours_or_a_refusal(text: str) -> None:
    for read in (lambda: attendance.hours(text, WHOLE), lambda: attendance.score(text)):
        try:
            assert read() >= 0
        except ValueError:
            continue


@pytest.mark.parametrize(("text", "tenths"), [("85", 850), ("85.5分", 855), ("１００", 1000), ("0", 0)])
def test_marks_are_read(text: str, tenths: int) -> None:
    assert attendance.score(text) == tenths


@pytest.mark.parametrize("text", ["优秀", "85.55", "-1", ""])
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}"):
        attendance.score(text)
