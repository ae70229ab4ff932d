"""Vectors of domain §4.6."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import certificate_number
from skilldesk.core.certificate_number import Facts, Stated, faults, normalise, read
from skilldesk.core.levels import BY_CODE, LEVELS
from skilldesk.core.problems import Severity
from skilldesk.core.provinces import PROVINCES
from tests.support.monsters import ANY_TEXT, MONSTERS

TODAY = date(2026, 11, 20)
ORDER = {"15": "37", "07": "22", "10": "32"}
"""Provinces in the order of qualification certificates."""


def said(number: str, stated: Stated | None = None) -> list[str]:
    told = read(number, TODAY, ORDER)
    return [problem.code for problem in faults(number, told, stated or Stated(), TODAY)]


@st.composite
def level_numbers(draw: st.DrawFn) -> tuple[str, int, str, str]:
    """A number of 22 with the year, the province and the level that it says."""
    province = draw(st.sampled_from(sorted(PROVINCES)))
    year = draw(st.integers(0, 26))
    level = draw(st.sampled_from("12345TSX"))
    head = draw(st.from_regex(r"\A[YS][0-9]{4}\Z"))
    site, serial = draw(st.from_regex(r"\A[0-9]{6}\Z")), draw(st.from_regex(r"\A[0-9]{6}\Z"))
    return f"{head}{province}{site}{year:02}{level}{serial}", 2000 + year, province, level


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        (
            "Y000123000001195000001",
            Facts(
                kind="02",
                issuer_class="Y",
                issuer="Y000123000001",
                filed_with_ministry=True,
                province="23",
                year=2019,
                level=BY_CODE["5"],
            ),
        ),
        (
            "S000037000123244000456",
            Facts(
                kind="02",
                issuer_class="S",
                issuer="S000037000123",
                filed_with_ministry=False,
                province="37",
                year=2024,
                level=BY_CODE["4"],
            ),
        ),
        (
            "Y00003700000124T000001",
            Facts(
                kind="02",
                issuer_class="Y",
                issuer="Y000037000001",
                filed_with_ministry=False,
                province="37",
                year=2024,
                level=BY_CODE["T"],
            ),
        ),
        ("1615002001401234", Facts(kind="01", province="37", year=2016, level=BY_CODE["4"])),
        ("9807002001401234", Facts(kind="01", province="22", year=1998, level=BY_CODE["4"])),
        ("RGN37040300119512345", Facts(year=2019, level=BY_CODE["5"])),
        ("鲁专字第0001号", Facts()),
    ],
)
def test_the_digits_say_kind_issuer_province_year_and_level(number: str, facts: Facts) -> None:
    assert read(number, TODAY, ORDER) == facts


@pytest.mark.parametrize(
    "number",
    ["Y000123000001195000001", "S000037000123244000456", "Y00003700000124T000001", "1615002001401234"],
)
def test_a_sound_number_has_no_faults(number: str) -> None:
    assert said(number) == []


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("Y000199000001195000001", ["CERT-PROVINCE-CODE"]),
        ("Y000123000001198000001", ["CERT-LEVEL-CODE"]),
        ("Y000123000001190000001", ["CERT-LEVEL-CODE"]),
        ("Y00012300000119A000001", ["CERT-LEVEL-CODE"]),
        ("Y000123000001275000001", ["CERT-YEAR"]),
        ("Y00012300000119500000", ["CERT-SHAPE"]),
        ("Y0001230000011950000012", ["CERT-SHAPE"]),
        ("1699002001401234", ["CERT-PROVINCE-CODE"]),
        ("RGN37040300119512345", ["CERT-RARE"]),
        ("ABC1234567890", ["CERT-FAMILY"]),
        ("鲁专字第0001号", ["CERT-FAMILY"]),
        ("", ["CERT-EMPTY"]),
        ("1" * 31, ["CERT-LENGTH"]),
    ],
)
def test_a_fault_of_the_number_itself_is_told(number: str, codes: list[str]) -> None:
    assert said(number) == codes


@pytest.mark.parametrize(
    ("number", "stated", "codes"),
    [
        (
            "Y000123000001195000001",
            Stated(kind="02", level="5", issued_on=date(2019, 6, 1), province="23"),
            [],
        ),
        ("Y000123000001195000001", Stated(level="4"), ["CERT-LEVEL"]),
        ("Y000123000001195000001", Stated(issued_on=date(2020, 1, 1)), ["CERT-ISSUED"]),
        ("Y000123000001195000001", Stated(province="37"), ["CERT-PROVINCE"]),
        ("Y000123000001195000001", Stated(kind="01"), ["CERT-SHAPE"]),
        ("1615002001401234", Stated(kind="02"), ["CERT-SHAPE"]),
        ("1615002001401234", Stated(kind="03"), []),
        ("12345", Stated(kind="03"), ["CERT-SHAPE"]),
        ("12345", Stated(kind="04"), []),
        ("S000037000123244000456", Stated(kind="08"), ["CERT-ISSUER"]),
        ("Y000037000123244000456", Stated(kind="08"), []),
        (
            "Y000123000001195000001",
            Stated(level="1", issued_on=date(2020, 1, 1), province="37"),
            ["CERT-LEVEL", "CERT-ISSUED", "CERT-PROVINCE"],
        ),
    ],
)
def test_where_number_and_certificate_contradict_each_other_is_told(
    number: str, stated: Stated, codes: list[str]
) -> None:
    assert said(number, stated) == codes


def test_a_contradiction_names_both_sides() -> None:
    number = "Y000123000001195000001"
    told = read(number, TODAY, ORDER)
    stated = Stated(level="4", issued_on=date(2020, 1, 1), province="37")

    level, issued, province = faults(number, told, stated, TODAY)

    assert "四级/中级工" in level.text
    assert "五级/初级工" in level.text
    assert level.severity is Severity.ERROR
    assert "2019年" in issued.text
    assert "黑龙江省" in province.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("证书编号：y0001 2300 0001 1950 00001", "Y000123000001195000001"),
        ("编号:1615002001401234", "1615002001401234"),
        ("第1615002001401234号", "1615002001401234"),
        ("鲁专字第0001号", "鲁专字第0001"),
    ],
)
def test_what_stands_around_a_number_is_left_out(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(made=level_numbers())
def test_every_number_of_the_rule_says_what_was_put_into_it(made: tuple[str, int, str, str]) -> None:
    number, year, province, level = made
    told = read(normalise(number.lower()), TODAY, ORDER)

    assert (told.kind, told.year, told.province) == ("02", year, province)
    assert told.level == BY_CODE[level]
    assert said(number) == []


@given(made=level_numbers(), other=st.sampled_from([one.code for one in LEVELS]))
def test_another_level_than_the_number_says_is_always_found(
    made: tuple[str, int, str, str], other: str
) -> None:
    number, _, _, level = made
    assume(other != level)

    assert "CERT-LEVEL" in said(number, Stated(level=other))


@given(made=level_numbers(), at=st.integers(0, 21))
def test_a_number_that_lost_a_character_is_always_found(made: tuple[str, int, str, str], at: int) -> None:
    number = made[0]

    assert said(number[:at] + number[at + 1 :], Stated(kind="02"))


@given(text=ANY_TEXT, kind=st.sampled_from([None, "01", "02", "03", "04", "08", "99"]))
def test_any_text_is_judged_and_a_second_look_says_the_same(text: str, kind: str | None) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert said(once, Stated(kind=kind, level="5")) == said(once, Stated(kind=kind, level="5"))


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_certificate(monster: str) -> None:
    number = normalise(monster)
    found = list(faults(number, read(number, TODAY, ORDER), Stated(), TODAY))

    assert found
    assert all(len(problem.text) < 120 for problem in found)


def test_the_kinds_are_those_of_the_code_table() -> None:
    assert certificate_number.LEVEL == "02"
    assert certificate_number.ASSESSED_BY_EMPLOYER == "08"
