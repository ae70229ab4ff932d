import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.aliases import Meanings, folded, plain_forms
from tests.support.monsters import ANY_TEXT, MONSTERS

WORDS = Meanings([("五级", "5"), ("初级工", "5"), ("高级", "3"), ("高级", "9"), ("SYB", "32")])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (" 五 级/初级工 ", "五级初级工"),
        ("ＳＹＢ", "syb"),
        ("培训-合格证（结业证）", "培训合格证结业证"),
        ("Ⅲ级", "iii级"),
        ("*姓名：", "姓名"),
        ("", ""),
        ("、，。", ""),
    ],
)
def test_words_are_compared_by_letters_and_digits_alone(text: str, form: str) -> None:
    assert folded(text) == form


def test_what_stands_in_brackets_may_be_left_out() -> None:
    assert list(plain_forms("五级（初级工）")) == ["五级初级工", "五级"]
    assert list(plain_forms("五级")) == ["五级"]
    assert list(plain_forms("（）")) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [("初级工", "5"), ("五级（初级）", "5"), ("syb", "32"), ("高级", None), ("六级", None), ("", None)],
)
def test_a_text_means_one_thing_or_none(text: str, meant: str | None) -> None:
    assert WORDS.one(text) == meant


def test_all_words_can_be_listed() -> None:
    assert set(WORDS) == {"五级", "初级工", "高级", "syb"}
    assert len(WORDS) == 4
    assert WORDS["高级"] == {"3", "9"}


@given(text=ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)

    assert folded(once) == once
    assert list(plain_forms(once)) == ([once] if once else [])


@given(words=st.lists(st.tuples(ANY_TEXT, st.sampled_from("ab"))))
def test_a_word_is_found_in_every_way_of_writing_it(words: list[tuple[str, str]]) -> None:
    known = Meanings(words)

    for word, meaning in words:
        assert meaning in known[folded(word)]
        assert known.one(word) in {None, "a", "b"}


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_it(monster: str) -> None:
    assert WORDS.one(monster) is None
