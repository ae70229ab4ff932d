from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.levels import BY_CODE, LEVELS, level
from skilldesk.reference import codes

HABITS = {
    "X": ["学徒工", "X", "x", "学徒"],
    "5": [
        "五级",
        "初级工",
        "初级",
        "5",
        "５",
        "5级",
        "五级/初级工",
        "五级（初级工）",
        "初级工（五级）",
        "五级初级工",
    ],
    "4": ["四级", "中级工", "中级", "4", " 四 级 ", "国家职业资格四级", "职业技能等级四级"],
    "3": ["三级", "高级工", "高级", "3", "III", "Ⅲ级"],
    "2": ["二级", "技师", "2", "二级/技师", "二级技师"],
    "1": ["一级", "高级技师", "1", "一级／高级技师"],
    "T": ["特级技师", "T"],
    "S": ["首席技师", "s"],
    "0": ["无等级", "0", "专项职业能力"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in HABITS.items() for text in texts])
def test_a_level_is_read_in_every_habit_of_writing(code: str, text: str) -> None:
    assert level(text) == BY_CODE[code]


@pytest.mark.parametrize(
    "text", ["", "六级", "五级/中级工", "初级技师", "电工", "55", "级", "/", "高级工技师"]
)
def test_what_is_no_level_or_two_levels_is_not_guessed(text: str) -> None:
    assert level(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_level_or_none(text: str) -> None:
    assert level(text) in (None, *LEVELS)


def test_the_rank_and_not_the_printed_number_tells_which_is_higher() -> None:
    order = ["学徒工", "五级", "四级", "三级", "二级", "一级", "特级技师", "首席技师"]
    found = [level(text) for text in order]

    assert all(high and low and high.is_above(low) for low, high in pairwise(found))
    assert not BY_CODE["0"].is_above(BY_CODE["X"])


def test_the_levels_are_those_of_the_code_table() -> None:
    table = codes.load()["level"]

    assert {(one.code, one.name, one.rank) for one in table.entries} == {
        (one.code, one.name, one.rank) for one in LEVELS
    }
