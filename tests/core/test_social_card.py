import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.social_card import faults, normalise
from tests.support.monsters import ANY_TEXT, MONSTERS


@pytest.mark.parametrize("number", ["A1234567", "A12345678", "012345678", "12345678"])
def test_a_number_of_eight_or_nine_is_right(number: str) -> None:
    assert list(faults(number)) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("370403199001019914", "社会保障号码"),
        ("6228480000000000000", "银行账号"),
        ("4242424242424242", "银行账号"),
        ("AB123456", "写法不对"),
        ("A123456", "写法不对"),
        ("", "写法不对"),
    ],
)
def test_another_number_of_the_card_is_told_by_its_name(number: str, words: str) -> None:
    (problem,) = faults(number)

    assert (problem.code, problem.field) == ("SOCIAL-CARD", "social_card_number")
    assert words in problem.text
    assert "8位或9位" in problem.text


def test_a_keyboard_is_put_right() -> None:
    assert normalise(" ａ1234 5678 ") == "A12345678"


@given(number=st.from_regex(r"\A[A-Z0-9][0-9]{7,8}\Z"), cut=st.integers(2, 7))
def test_every_number_is_right_and_a_shorter_one_is_not(number: str, cut: int) -> None:
    assert list(faults(number)) == []
    assert list(faults(number[:-cut]))


@given(text=ANY_TEXT)
def test_any_text_is_judged_and_a_second_look_says_the_same(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert len(list(faults(once))) <= 1


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_card_number(monster: str) -> None:
    (problem,) = faults(normalise(monster))

    assert len(problem.text) < 100
