"""Vectors of domain §4.3."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import bank_card
from skilldesk.core.bank_card import AccountKind, check_digit, faults, luhn_holds, normalise
from skilldesk.core.problems import Severity
from tests.support.monsters import ANY_TEXT, MONSTERS

SOUND = ["6228480000000000000", "6217000000000000012", "6230910000000000022", "4242424242424242"]
WITHOUT_DIGIT = (AccountKind.PASSBOOK, AccountKind.CORPORATE)

cards = st.from_regex(r"\A[1-9][0-9]{13,17}\Z").map(lambda first: first + check_digit(first))


def said(number: str, kind: AccountKind = AccountKind.CARD) -> list[str]:
    return [problem.code for problem in faults(number, kind)]


@pytest.mark.parametrize("number", SOUND)
def test_a_sound_card_is_believed(number: str) -> None:
    assert luhn_holds(number)
    assert said(number) == []


def test_a_wrong_check_digit_of_a_personal_card_must_be_put_right_or_overridden_with_a_reason() -> None:
    (problem,) = faults("6228480000000000001")
    assert (problem.code, problem.severity) == ("CARD-CHECK", Severity.ERROR)
    assert "写明原因" in problem.text

    (seen,) = faults("6228480000000000001", AccountKind.SEEN_CARD)
    assert (seen.code, seen.severity) == ("CARD-SEEN", Severity.WARNING)
    assert said("6228480000000000000", AccountKind.SEEN_CARD) == []


@pytest.mark.parametrize("kind", WITHOUT_DIGIT)
def test_a_passbook_and_a_corporate_account_have_no_check_digit(kind: AccountKind) -> None:
    assert said("6228480000000000001", kind) == []
    assert said("123456789", kind) == []
    assert said("9" * 31, kind) == ["CARD-LENGTH"]
    assert said("1234-A", kind) == ["CARD-DIGITS"]


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        ("62284800000000", "CARD-LENGTH", "现在是14位"),
        ("62284800000000000000", "CARD-LENGTH", "现在是20位"),
        ("6228480402564810000", "CARD-EXCEL", "表格软件"),
        ("6.22848E+18", "CARD-EXCEL", "科学计数法"),
        ("622848O402564890018", "CARD-DIGITS", "只能是数字"),
        ("", "CARD-DIGITS", "只能是数字"),
    ],
)
def test_a_fault_says_what_is_wrong(number: str, code: str, words: str) -> None:
    (problem,) = faults(number)

    assert problem.code == code
    assert words in problem.text


@pytest.mark.parametrize(
    "typed",
    ["6228 4800 0000 0000 000", "6228-4800-0000-0000-000", "６２２８４８００００００００００００００"],
)
def test_a_card_is_kept_without_what_parts_it(typed: str) -> None:
    assert normalise(typed)[:6] == "622848"
    assert normalise(typed).isdecimal()


@given(number=cards)
def test_every_card_with_its_check_digit_is_believed(number: str) -> None:
    assert said(number) == []
    assert normalise(" ".join(number[at : at + 4] for at in range(0, len(number), 4))) == number


@given(number=cards, at=st.integers(0, 14), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(number: str, at: int, other: str) -> None:
    assume(number[at] != other)

    assert not luhn_holds(number[:at] + other + number[at + 1 :])


@given(number=cards, at=st.integers(0, 13))
def test_two_neighbours_in_the_wrong_order_are_found_except_nine_and_zero(number: str, at: int) -> None:
    assume(number[at] != number[at + 1] and {number[at], number[at + 1]} != {"0", "9"})

    assert said(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@given(text=ANY_TEXT, kind=st.sampled_from(AccountKind))
def test_any_text_has_faults_or_none_and_a_second_look_says_the_same(text: str, kind: AccountKind) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert all(problem.text.endswith("。") for problem in faults(once, kind))


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_card(monster: str) -> None:
    number = normalise(monster)

    assert said(number)
    for kind in AccountKind:
        assert all(len(problem.text) < 100 for problem in faults(number, kind))


def test_credit_cards_are_known() -> None:
    assert "CC" in bank_card.CREDIT
    assert "DC" not in bank_card.CREDIT
