import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.serial_numbers import following


def test_the_serial_counts_on_and_keeps_its_zeros() -> None:
    assert following("S000037000123244000456", 3) == [
        "S000037000123244000457",
        "S000037000123244000458",
        "S000037000123244000459",
    ]
    assert following("KH-0099", 2) == ["KH-0100", "KH-0101"]


@pytest.mark.parametrize(("number", "count"), [("S00003700012324499999A", 1), ("KH99", 1), ("", 1)])
def test_a_number_without_room_is_not_counted_on(number: str, count: int) -> None:
    assert following(number, count) is None


def test_the_serial_does_not_run_into_the_level() -> None:
    assert following("S000037000123244999998", 2) is None


@given(st.from_regex(r"[YS]\d{21}", fullmatch=True), st.integers(1, 60))
def test_all_are_different_and_of_one_length(number: str, count: int) -> None:
    found = following(number, count)

    if found is not None:
        assert len({number, *found}) == count + 1
        assert {len(one) for one in found} == {len(number)}
        assert all(one[:16] == number[:16] for one in found)
