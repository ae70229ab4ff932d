import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import phone
from skilldesk.core.problems import Severity
from tests.support.monsters import ANY_TEXT, MONSTERS

MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ ００１３ ８０００", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("+86-13800138000", "13800138000"),
        ("0086 13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("138.0013.8000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("0632－3312345", "0632-3312345"),
        ("86123456", "86123456"),
        ("", ""),
    ],
)
def test_what_a_keyboard_or_a_sheet_adds_is_put_right(typed: str, kept: str) -> None:
    assert phone.normalise(typed) == kept


@pytest.mark.parametrize(
    "number",
    ["13800138000", "19212345678", "0632-3312345", "06323312345", "010-12345678", "3312345", "3312345-8001"],
)
def test_a_mobile_of_any_range_and_a_landline_are_right(number: str) -> None:
    assert phone.fault("电话", number) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12345678901", "以12开头"),
        ("1380013800", "现在有10位数字"),
        ("138001380001", "现在有12位数字"),
        ("13800138000/13900139000", "不止一个号码"),
        ("13800138000或3312345", "不止一个号码"),
        ("I38OOl38OOO", "可能是13800138000"),
        ("٣٨٠٠١٣٨٠٠٠", "现在有0位数字"),
        ("", "现在有0位数字"),
    ],
)
def test_a_wrong_number_is_told_with_how_it_would_be_right(number: str, said: str) -> None:
    problem = phone.fault("手机号码", number)

    assert problem
    assert problem.code == "PHONE-SHAPE"
    assert problem.text.startswith("手机号码")
    assert said in problem.text


def test_a_landline_in_place_of_a_mobile_is_to_be_confirmed() -> None:
    problem = phone.mobile_fault("手机号码", "0632-3312345")

    assert problem
    assert (problem.code, problem.severity) == ("PHONE-LANDLINE", Severity.WARNING)
    assert phone.mobile_fault("手机号码", "13800138000") is None
    assert not phone.is_mobile("0632-3312345")


@given(number=MOBILES, split=st.sampled_from([" ", "-", "\u3000"]))
def test_every_mobile_is_right_and_stays_itself(number: str, split: str) -> None:
    assert phone.is_mobile(number)
    assert phone.normalise(number) == number
    assert phone.normalise(f"+86 {number[:3]}{split}{number[3:7]}{split}{number[7:]}") == number
    assert phone.mobile_fault("手机", number) is None


@given(number=MOBILES, at=st.integers(0, 10), letter=st.characters())
def test_a_mobile_with_a_digit_less_or_something_else_in_it_is_no_mobile(
    number: str, at: int, letter: str
) -> None:
    assume(letter not in "0123456789")

    assert not phone.is_mobile(number[:at] + number[at + 1 :])
    assert not phone.is_mobile(number[:at] + letter + number[at + 1 :])


@given(text=ANY_TEXT)
def test_any_text_is_a_number_or_a_sentence_and_a_second_look_says_the_same(text: str) -> None:
    once = phone.normalise(text)
    problem = phone.mobile_fault("手机", once)

    assert phone.normalise(once) == once
    assert problem is None or problem.text.endswith("。")


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_mobile(monster: str) -> None:
    number = phone.normalise(monster)

    assert phone.mobile_fault("手机", number)
    assert phone.normalise(number) == number
