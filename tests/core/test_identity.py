"""Vectors of GB 11643-1999 (domain §4.1)."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import identity

TODAY = date(2026, 11, 20)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A sound number of somebody invented: their sequence is 900 to 999."""
    region = draw(st.sampled_from(sorted(identity._PROVINCES))) + draw(st.from_regex(r"\A[0-9]{4}\Z"))
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    first17 = f"{region}{born:%Y%m%d}{draw(st.integers(900, 999))}"
    return first17 + identity.check_character(first17)


def said(number: str) -> list[str]:
    return [problem.code for problem in identity.faults(number, today=TODAY)]


def text(number: str) -> str:
    (problem,) = identity.faults(number, today=TODAY)
    return problem.text


@pytest.mark.parametrize(
    ("number", "born", "sex", "region"),
    [
        ("11010519491231002X", date(1949, 12, 31), "2", "110105"),
        ("440308199901109928", date(1999, 1, 10), "2", "440308"),
        ("810000199408239923", date(1994, 8, 23), "2", "810000"),
        ("830000199201309908", date(1992, 1, 30), "2", "830000"),
        ("370403199001019914", date(1990, 1, 1), "1", "370403"),
        ("222401198811209930", date(1988, 11, 20), "1", "222401"),
        ("37040319920315900X", date(1992, 3, 15), "2", "370403"),
    ],
)
def test_a_sound_number_says_birth_date_sex_and_region(
    number: str, born: date, sex: str, region: str
) -> None:
    assert said(number) == []
    assert identity.facts(number) == identity.Facts(birth_date=born, sex=sex, region=region)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("370403199001019913", "ID-CHECK"),
        ("37040319900230001X", "ID-DATE"),
        ("37040319920315900x", "ID-CHARACTER"),
        ("3704031990010199I4", "ID-CHARACTER"),
        ("٣٧٠٤٠٣١٩٩٠٠١٠١٩٩١٤", "ID-CHARACTER"),
        ("440524188001010014", "ID-CENTURY"),
        ("990403199001019914", "ID-PROVINCE"),
        ("37040319900101991", "ID-LENGTH"),
        ("3704031990010199144", "ID-LENGTH"),
        ("370403199001019914\n", "ID-LENGTH"),
        ("", "ID-LENGTH"),
        ("370403199001019000", "ID-EXCEL"),
        ("370403900101991", "ID-OLD"),
        ("37040320300101991" + identity.check_character("37040320300101991"), "ID-BIRTH"),
        ("370403000001019911", "ID-DATE"),
    ],
)
def test_a_faulty_number_is_told_once_and_says_nothing_else(number: str, code: str) -> None:
    assert said(number) == [code]
    assert text(number).endswith("。")
    if code != "ID-BIRTH":
        assert identity.facts(number) is None


def test_somebody_born_today_has_a_number_and_somebody_born_tomorrow_has_none() -> None:
    today, tomorrow = (
        first17 + identity.check_character(first17) for first17 in ("37040320261120991", "37040320261121991")
    )

    assert said(today) == []
    assert said(tomorrow) == ["ID-BIRTH"]


def test_the_words_help_to_find_what_is_wrong() -> None:
    assert "18位应为370403199001019914" in text("370403900101991")
    assert "现在是17位" in text("37040319900101991")
    assert "1990年02月30日不存在" in text("37040319900230001X")
    assert "表格软件" in text("370403199001019000")
    assert "1880" in text("440524188001010014")


def test_two_neighbours_that_changed_places_are_named() -> None:
    assert identity.facts("370403199001019914")
    assert "第4、5位写反" in text("370043199001019914")


def test_three_zeros_at_the_end_of_a_sound_number_are_believed() -> None:
    first17s = (f"3704031990010{sequence}00" for sequence in range(10, 100))
    sound = next(f"{one}0" for one in first17s if identity.check_character(one) == "0")

    assert said(sound) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("110105491231002", "11010519491231002X"),
        ("370403900101991", "370403199001019914"),
        ("370403199001019914", "370403199001019914"),
        ("37040390010199X", "37040390010199X"),
        ("", ""),
    ],
)
def test_an_old_number_of_fifteen_is_made_longer_and_no_other(old: str, new: str) -> None:
    assert identity.lengthened(old) == new


@pytest.mark.parametrize(
    "typed",
    [
        "37040319920315900x",
        "３７０４０３１９９２０３１５９００ｘ",
        " 370403 19920315 900X\u3000",
        "370403\u200b19920315\t900x\r\n",
    ],
)
def test_what_a_keyboard_or_a_sheet_adds_is_put_right(typed: str) -> None:
    assert identity.normalise(typed) == "37040319920315900X"


def test_a_number_is_read_aloud_in_three_groups_and_shown_to_the_public_without_the_birth_date() -> None:
    assert identity.grouped("370403199001019914") == "370403 19900101 9914"
    assert identity.grouped("E12345678") == "E12345678"
    assert identity.masked("370403199001019914") == "370403********9914"
    assert identity.masked("E12345678") == "*********"
    assert identity.masked("H1234567890") == "***********"


@given(number=numbers())
def test_every_sound_number_is_believed_whoever_has_it(number: str) -> None:
    told = identity.facts(number)

    assert said(number) == []
    assert told
    assert f"{told.birth_date:%Y%m%d}" == number[6:14]
    assert told.sex == ("1" if number[16] in "13579" else "2")
    assert told.region == number[:6]
    assert identity.normalise(identity.grouped(number)) == number


@given(number=numbers(), at=st.integers(0, 17), other=st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(number: str, at: int, other: str) -> None:
    assume(number[at] != other)

    wrong = number[:at] + other + number[at + 1 :]

    assert said(wrong)
    assert identity.facts(wrong) is None


@given(number=numbers(), at=st.integers(0, 16))
def test_two_neighbours_in_the_wrong_order_are_always_found(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])

    assert said(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@given(number=numbers(), at=st.integers(0, 15))
def test_the_place_of_two_changed_neighbours_is_among_those_proposed(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])
    turned = number[:at] + number[at + 1] + number[at] + number[at + 2 :]

    assert at in identity.neighbour_swaps(turned)


@given(typed=st.text() | st.from_regex(r"\A\d{15}(\d\d[\dX])?\Z"))
def test_no_text_upsets_the_check_and_a_second_look_says_the_same(typed: str) -> None:
    once = identity.normalise(typed)

    assert identity.normalise(once) == once
    assert bool(said(once)) == (identity.facts(once) is None or "ID-BIRTH" in said(once))
    assert said(typed) == said(typed)
    assert set(identity.masked(typed)) <= {"*", *typed}
    assert identity.normalise(identity.grouped(once)) == once


@pytest.mark.parametrize(
    "monster",
    ["\ud800", "\0", "9" * 100_000, "\u3000" * 100_000, "Ⅷ" * 18, "²" * 18, "½" * 15, "x" * 17 + "\udfff"],
    ids=["surrogate", "nul", "digits", "spaces", "roman", "squares", "halves", "half_a_pair"],
)
def test_no_monster_upsets_anything(monster: str) -> None:
    once = identity.normalise(monster)

    assert identity.normalise(once) == once
    once.encode()
    for told in (once, monster):
        assert said(told) != []
        assert identity.facts(told) is None
        assert identity.lengthened(told)[:18] == told[:18]


def test_an_empty_number_stays_empty() -> None:
    for write in (identity.normalise, identity.grouped, identity.masked, identity.lengthened):
        assert write("") == ""


def test_one_swap_of_neighbours_is_proposed_and_nothing_that_is_less_sure() -> None:
    assert identity.mended("370403198604120926") == "370403198604129026"
    for number in ("370403198604129026", "370403198604129027", "37040319860412", "x" * 18):
        assert identity.mended(number) is None


@given(number=numbers(), at=st.integers(0, 15))
def test_what_is_proposed_is_sound(number: str, at: int) -> None:
    turned = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    proposed = identity.mended(turned)

    assert proposed is None or (said(proposed) in ([], ["ID-BIRTH"]) and proposed != turned)
