import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.capitals import LIMIT, capitals, figures, voucher_day

AMOUNTS = st.integers(0, 10**12) | st.sampled_from([10**n for n in range(13)]) | st.integers(0, LIMIT - 1)

VECTORS = {
    0: "人民币零元整",
    56: "人民币伍角陆分",
    15_00: "人民币壹拾伍元整",
    100_05: "人民币壹佰元零伍分",
    325_04: "人民币叁佰贰拾伍元零肆分",
    480_00: "人民币肆佰捌拾元整",
    1_409_50: "人民币壹仟肆佰零玖元伍角整",
    1_680_32: "人民币壹仟陆佰捌拾元叁角贰分",
    6_007_14: "人民币陆仟零柒元壹角肆分",
    16_409_02: "人民币壹万陆仟肆佰零玖元零贰分",
    45_000_00: "人民币肆万伍仟元整",
    100_100_00: "人民币壹拾万零壹佰元整",
    107_000_53: "人民币壹拾万柒仟元伍角叁分",
    1_010_000_00: "人民币壹佰零壹万元整",
    10_000_001_00: "人民币壹仟万零壹元整",
    100_010_000_00: "人民币壹亿零壹万元整",
    200_000_005_00: "人民币贰亿零伍元整",
}


@pytest.mark.parametrize(("fen", "text"), VECTORS.items())
def test_the_amounts_of_the_regulation_are_written_as_there(fen: int, text: str) -> None:
    assert capitals(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (1, "人民币壹分"),
        (10, "人民币壹角整"),
        (10_00, "人民币壹拾元整"),
        (1_010_10, "人民币壹仟零壹拾元壹角整"),
        (10_0000_0000_0000, "人民币壹仟亿元整"),
        (1_0000_0000_0000_00, "人民币壹万亿元整"),
        (1_0001_0000_0001_01, "人民币壹万零壹亿零壹元零壹分"),
    ],
)
def test_so_are_those_between_and_beyond(fen: int, text: str) -> None:
    assert capitals(fen) == text


@given(AMOUNTS)
def test_capitals_read_back_as_the_amount(fen: int) -> None:
    assert _read_aloud(capitals(fen)) == fen


@given(AMOUNTS)
def test_no_zero_is_written_twice_or_at_an_end(fen: int) -> None:
    text = capitals(fen)

    assert re.fullmatch(r"人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角]*[整分]", text)
    assert "零零" not in text
    assert fen == 0 or not re.search(r"零[拾佰仟万亿元角分整]", text)


@given(AMOUNTS)
def test_figures_read_back_as_the_amount(fen: int) -> None:
    text = figures(fen)

    assert re.fullmatch(r"¥\d{1,3}(,\d{3})*\.\d\d", text)
    assert int(re.sub(r"[¥,.]", "", text)) == fen


def test_figures_have_thousands_and_two_decimals() -> None:
    assert figures(1_500_00) == "¥1,500.00"
    assert figures(5) == "¥0.05"


@pytest.mark.parametrize("write", [capitals, figures])
@pytest.mark.parametrize("fen", [-1, LIMIT])
def test_what_no_form_can_say_is_no_amount(write: object, fen: int) -> None:
    with pytest.raises(ValueError, match=str(fen)):
        write(fen)


def _read_aloud(text: str) -> int:
    """The amount a person hears: each unit takes what was said before it."""
    whole, _, rest = text.removeprefix("人民币").rpartition("元")
    fen = _heard(whole) * 100
    for digit, unit in re.findall(r"([零壹贰叁肆伍陆柒捌玖])([角分])", rest):
        fen += "零壹贰叁肆伍陆柒捌玖".index(digit) * (10 if unit == "角" else 1)
    return fen


def _heard(words: str) -> int:
    for unit, value in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        before, found, after = words.rpartition(unit)
        if found:
            return _heard(before) * value + _heard(after)
    return "零壹贰叁肆伍陆柒捌玖".index(words.lstrip("零") or "零")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 1, 15), "贰零贰伍年零壹月壹拾伍日"),
        (date(2025, 10, 20), "贰零贰伍年零壹拾月零贰拾日"),
        (date(2025, 2, 28), "贰零贰伍年零贰月贰拾捌日"),
        (date(2024, 11, 11), "贰零贰肆年壹拾壹月壹拾壹日"),
        (date(2024, 12, 9), "贰零贰肆年壹拾贰月零玖日"),
        (date(2024, 3, 30), "贰零贰肆年叁月零叁拾日"),
        (date(2024, 9, 10), "贰零贰肆年玖月零壹拾日"),
    ],
)
def test_the_day_of_a_voucher_leaves_no_room_for_another_figure(day: date, text: str) -> None:
    assert voucher_day(day) == text
