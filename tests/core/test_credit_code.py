"""Vectors of GB 32100-2015 (domain §4.2)."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import credit_code
from tests.support.monsters import ANY_TEXT, MONSTERS

CLASSES = ["11", "12", "51", "52", "53", "91", "92", "93", "A1", "N1", "N2", "N3", "N9", "Y1"]


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A sound code of any class."""
    body = draw(st.text(credit_code._CHARACTERS, min_size=8, max_size=8))
    first = draw(st.sampled_from(CLASSES)) + draw(st.from_regex(r"\A[0-9]{6}\Z")) + body
    first17 = first + credit_code.inner_check(body)
    return first17 + credit_code.check_character(first17)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "11220000013544525W",
        "11450700552294158A",
        "52370403MJE000013A",
        "91370403MA3C00011D",
        "12370403494000018C",
    ],
)
def test_a_credit_code_of_the_standard_holds(code: str) -> None:
    assert credit_code.holds(code)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y4Z",
        "91370403MA3C00011E",
        "91370403MA3C00011",
        "91370403MA3C00011d",
        "91370403MA3C00011DD",
        "I1370403MA3C00011D",
        "",
    ],
)
def test_a_wrong_credit_code_does_not_hold(code: str) -> None:
    assert not credit_code.holds(code)


def test_a_code_with_a_wrong_inner_check_does_not_hold_though_the_outer_one_does() -> None:
    body = "91370403MA3C00012"

    (problem,) = credit_code.faults(body + credit_code.check_character(body))

    assert problem.code == "USCC-INNER"
    assert "「MA3C00012」" in problem.text


@given(
    at=st.integers(0, 17),
    other=st.sampled_from(string.digits + string.ascii_uppercase),
    code=st.sampled_from(["91350100M000100Y43", "52370403MJE000013A", "12370403494000018C"]),
)
def test_one_wrong_character_of_a_credit_code_is_always_found(at: int, other: str, code: str) -> None:
    assume(code[at] != other)

    assert not credit_code.holds(code[:at] + other + code[at + 1 :])


@pytest.mark.parametrize(
    ("code", "expected", "said"),
    [
        ("91350100M000100Y4Z", "USCC-CHARACTER", "可能应为2"),
        ("9137O403MA3C00011D", "USCC-CHARACTER", "可能应为0"),
        ("91370403MA3C00011d", "USCC-CHARACTER", "不会有「d」"),
        ("91370403MA3C00011", "USCC-LENGTH", "现在是17位"),
        ("370403228012345", "USCC-LENGTH", "旧工商注册号"),
        ("MJE000013", "USCC-LENGTH", "旧组织机构代码"),
        ("MJE00001-3", "USCC-LENGTH", "旧组织机构代码"),
        ("91A70403MA3C00011D", "USCC-REGION", "6位数字"),
        ("91370403MA3C00011E", "USCC-CHECK", "至少有一位写错"),
        ("", "USCC-LENGTH", "现在是0位"),
    ],
)
def test_a_fault_says_what_is_wrong_and_how_it_would_be_right(code: str, expected: str, said: str) -> None:
    (problem,) = credit_code.faults(code)

    assert problem.code == expected
    assert said in problem.text
    assert credit_code.facts(code) is None


def test_a_sound_code_says_who_registered_what_and_where() -> None:
    assert credit_code.facts("52370403MJE000013A") == credit_code.Facts(
        authority="5", body_class="52", region="370403", organisation="MJE000013"
    )


def test_a_code_is_kept_in_large_letters_without_spaces() -> None:
    assert credit_code.normalise(" ５２370403 mje000013a ") == "52370403MJE000013A"


@given(code=codes())
def test_every_code_with_both_checks_is_believed_whatever_its_class(code: str) -> None:
    told = credit_code.facts(code)

    assert told
    assert told.body_class + told.region + told.organisation == code[:17]
    assert credit_code.normalise(code.lower()) == code


@given(code=codes(), at=st.integers(0, 17), other=st.sampled_from(string.digits + string.ascii_uppercase))
def test_one_wrong_character_of_any_code_is_found(code: str, at: int, other: str) -> None:
    assume(code[at] != other)

    assert not credit_code.holds(code[:at] + other + code[at + 1 :])


@given(text=ANY_TEXT)
def test_any_text_is_judged_and_a_second_look_says_the_same(text: str) -> None:
    once = credit_code.normalise(text)

    assert credit_code.normalise(once) == once
    assert len(list(credit_code.faults(once))) <= 1


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_code(monster: str) -> None:
    for told in (monster, credit_code.normalise(monster)):
        assert not credit_code.holds(told)
