import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.password import SHORTEST, Strength, judge


@pytest.mark.parametrize(
    ("typed", "strength", "why"),
    [
        ("", Strength.SHORT, "还差8个"),
        ("short12", Strength.SHORT, "还差1个"),
        ("ｓｈｏｒｔ１２", Strength.SHORT, "还差1个"),
        ("aaaaaaaa", Strength.EASY, "重复的字符太多"),
        ("12345678", Strength.EASY, "连着的一串"),
        ("qwertyuiop", Strength.EASY, "连着的一串"),
        ("hgfedcba", Strength.EASY, "连着的一串"),
        ("mylimin88", Strength.EASY, "姓名或账号"),
        ("Password1", Strength.EASY, "人人都会先试"),
        ("83916275", Strength.EASY, "全是数字"),
        ("370219860412", Strength.EASY, "全是数字"),
        ("红灯笼挂北窗台", Strength.SHORT, "还差1个"),
        ("红灯笼挂在北窗台", Strength.FAIR, "12个字符以上"),
        ("kite river", Strength.FAIR, "12个字符以上"),
        ("kite river lamp", Strength.GOOD, "很难猜到"),
    ],
)
def test_each_password_is_judged_with_its_reason(typed, strength, why):
    found = judge(typed, "limin", "李")

    assert found.strength is strength
    assert why in found.sentence


@given(st.text(max_size=40))
def test_any_text_is_judged_and_only_a_short_one_is_refused(typed):
    found = judge(typed)

    assert found.sentence.endswith("。")
    assert found.strength.may_be_used == (len(unicodedata.normalize("NFKC", typed)) >= SHORTEST)
