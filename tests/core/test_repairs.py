from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import identity
from skilldesk.core.repairs import of_number

WRONG = "370403199305259025"
RIGHT = "370403199305259052"


def test_two_neighbours_that_were_exchanged_are_offered_the_other_way() -> None:
    repair = of_number(WRONG)

    assert repair is not None
    assert repair.text == RIGHT
    assert repair.label == "改为 9052"
    assert repair.why == "第17、18位对调后就正确：370403 19930525 9052。"


def test_an_old_number_is_offered_in_its_new_form() -> None:
    repair = of_number("370403900101991")

    assert repair is not None
    assert (repair.label, repair.text) == ("换成18位", "370403199001019914")


def test_a_sound_number_and_a_text_have_no_repair() -> None:
    assert of_number(RIGHT) is None
    assert of_number("12345") is None
    assert of_number("") is None


@given(
    st.dates(date(1950, 1, 1), date(2008, 1, 1)),
    st.integers(900, 999),
    st.integers(0, 16),
)
def test_what_is_offered_is_always_sound(born: date, sequence: int, at: int) -> None:
    first = f"370403{born:%Y%m%d}{sequence}"
    wrong = identity.swapped(first + identity.check_character(first), at)
    repair = of_number(wrong)
    assume(repair is not None)

    assert identity.facts(repair.text) is not None  # type: ignore[union-attr]  # assumed above
