import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.occupations import Occupation, Occupations, canonical, is_like_code, names_of, parts
from tests.support.monsters import ANY_TEXT, MONSTERS

OLD = Occupation("4-10-01-02", "育婴员", "", "2015")
ELECTRICIAN = Occupation("6-31-01-03", "电工", "", "2022")
RENAMED = Occupation("4-10-01-02", "育婴师", "", "2022")
KNOWN = Occupations((OLD, ELECTRICIAN, RENAMED, Occupation("9", "电工", "", "1999")))


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("6-31-01-03", "6-31-01-03", ""),
        ("6310103", "6-31-01-03", ""),
        ("6－31－01－03", "6-31-01-03", ""),
        ("电工", "", "电工"),
        ("电工（6-31-01-03）", "6-31-01-03", "电工"),
        ("6-31-01-03 电工", "6-31-01-03", "电工"),
        ("电工/6310103", "6-31-01-03", "电工"),
        ("9-31-01-03", "", "9-31-01-03"),
        ("63101031", "", "63101031"),
        ("", "", ""),
    ],
)
def test_a_code_and_a_name_are_told_apart(text: str, code: str, name: str) -> None:
    assert parts(text) == (code, name)


def test_of_several_editions_the_newest_is_meant() -> None:
    assert KNOWN.with_code("4-10-01-02") == RENAMED
    assert KNOWN.named("育婴员") == (OLD,)
    assert [one.edition for one in KNOWN.named(" 电 工 ")] == ["2022", "1999"]
    assert KNOWN.with_code("1-01-01-01") is None
    assert KNOWN.named("没有的") == ()


def test_a_number_is_no_name() -> None:
    assert is_like_code("9-31-01-03")
    assert not is_like_code("电工")
    assert not is_like_code("3级")


def test_occupations_are_listed_with_their_codes() -> None:
    assert names_of((ELECTRICIAN, OLD)) == "电工（6-31-01-03）、育婴员（4-10-01-02）"


@given(code=st.from_regex(r"\A[1-8]-[0-9]{2}-[0-9]{2}-[0-9]{2}\Z"))
def test_every_code_is_written_in_one_way(code: str) -> None:
    assert canonical(code) == canonical(code.replace("-", "")) == code
    assert parts(code) == (code, "")


@given(text=ANY_TEXT)
def test_any_text_has_a_code_a_name_or_nothing(text: str) -> None:
    code, name = parts(text)

    assert canonical(code) == code
    assert KNOWN.with_code(code) in {None, *KNOWN.entries}
    assert set(KNOWN.named(name)) <= set(KNOWN.entries)


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_it(monster: str) -> None:
    code, name = parts(monster)

    assert KNOWN.with_code(code) is None
    assert KNOWN.named(name) == ()
