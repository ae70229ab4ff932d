import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.names import faults
from skilldesk.core.normal import person_name
from skilldesk.core.problems import Severity
from tests.support.monsters import ANY_TEXT, MONSTERS

HAN = st.characters(categories=["Lo"], min_codepoint=0x3400, max_codepoint=0x323AF)
names = st.text(HAN.filter(lambda one: one < "\ua000" or one > "\U00020000"), min_size=2, max_size=6)


def said(name: str) -> list[str]:
    return [problem.code for problem in faults(name)]


@pytest.mark.parametrize(
    "name",
    [
        *("周春梅", "欧阳震华", "买买提·吐尔逊", "阿卜杜拉·买买提·艾山", "贺〇", "㐂田", "龥龦", "王\u9ffc"),
        *("王\U00020bb7", "王\U0002b820", "王\U000312a5", "王\U00031350"),
        *("John Smith", "Jean-Luc O'Neil", "José García", "NGUYEN VAN A"),
    ],
)
def test_a_name_of_any_document_is_right(name: str) -> None:
    assert said(name) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王小明1", "数字「1」"),
        ("王小明（女）", "备注"),
        ("王小明,李四", "「,」"),
        ("王\ue863", "应为「䶮」"),
        ("王\ue81e", "应为「龴」"),
        ("王\ue816", "应为「\U00020087」"),
        ("王\ue866", "本机造的字"),
        ("王□明", "显示不出来"),
        ("王\ufffd", "显示不出来"),
    ],
)
def test_what_is_in_no_name_must_be_put_right(name: str, words: str) -> None:
    (problem,) = faults(name)

    assert (problem.code, problem.severity) == ("NAME-CHARACTER", Severity.ERROR)
    assert words in problem.text


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王", "NAME-SHORT"),
        ("", "NAME-SHORT"),
        ("·买买提", "NAME-DOT"),
        ("买买提··吐尔逊", "NAME-DOT"),
        ("王A明", "NAME-MIXED"),
        ("王先生", "NAME-TITLE"),
        ("李女士", "NAME-TITLE"),
    ],
)
def test_what_may_be_right_is_to_be_confirmed(name: str, code: str) -> None:
    (problem,) = faults(name)

    assert (problem.code, problem.severity) == (code, Severity.WARNING)


def test_the_label_stands_in_front() -> None:
    for name in ("王1", "王", "·王", "A王", "王先生"):
        assert next(faults(name, "户名")).text.startswith("户名")


@given(name=names)
def test_every_han_character_of_the_standards_is_in_names(name: str) -> None:
    assert "NAME-CHARACTER" not in said(name)
    assert person_name(f" {name[:1]} {name[1:]}\u3000") == person_name(name)


@given(name=names, digit=st.sampled_from("0123456789０１²"), at=st.integers(0, 6))
def test_a_digit_in_a_name_is_always_found(name: str, digit: str, at: int) -> None:
    assert said(person_name(name[:at] + digit + name[at:])) == ["NAME-CHARACTER"]


@given(text=ANY_TEXT)
def test_any_text_is_judged(text: str) -> None:
    name = person_name(text)

    assert person_name(name) == name
    assert all(problem.text.endswith("。") for problem in faults(name))


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_it(monster: str) -> None:
    list(faults(monster))
    list(faults(person_name(monster)))
