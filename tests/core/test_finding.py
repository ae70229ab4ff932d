import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.finding import Asked, ending, folded, pairs


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("电工（五级）04 班", "电工五级04班"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("ＡＢ－１２", "ab12"),
        ("\U00020087\U00031360小", "\U00020087\U00031360小"),  # the second is newer than this Python
        ("　·-", ""),
    ],
)
def test_names_are_compared_without_marks_widths_and_spaces(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_each_two_adjacent_characters_stand_once() -> None:
    assert pairs("王国国国") == ["王国", "国国"]
    assert pairs("王") == ["王"]
    assert pairs("") == []


@given(st.text(max_size=30))
def test_a_part_of_a_name_has_no_pair_that_the_name_has_not(name: str) -> None:
    whole = folded(name)
    for first in range(len(whole) - 1):
        assert set(pairs(whole[first:])) <= set(pairs(whole))


def test_the_end_of_a_number_is_told_from_its_last_character_on() -> None:
    assert ending("37040319900101991x") == "X19910"
    assert Asked("991X").id_ending == "X199"
    assert Asked(" ９９１x ").id_ending == "X199"
    assert ending("37040319900101991x").startswith(Asked("1991X").id_ending)


@pytest.mark.parametrize("typed", ["99", "991", "X991", "99X1", "1234567"])
def test_what_is_no_end_of_a_number_is_not_taken_for_one(typed: str) -> None:
    assert Asked(typed).id_ending == ""


def test_a_number_is_whole_a_beginning_or_a_phone() -> None:
    assert Asked("370403 19900101 9914").id_number == "370403199001019914"
    assert Asked("370403").id_beginning == "370403"
    assert Asked("370403199001019914").id_beginning == ""
    assert Asked("+86 138-0000-9021").phone == "13800009021"
    assert Asked("0632-3311234").phone == "0632-3311234"
    assert Asked("9021").phone_ending == "9021"
    assert Asked("周春梅").phone == Asked("周春梅").id_number == Asked("周春梅").letters == ""


def test_letters_are_initials_and_beginnings_of_numbers() -> None:
    asked = Asked("Bt")
    assert (asked.letters, asked.number, asked.small) == ("bt", "BT", "bt")
    assert Asked("b").number == ""


def test_a_scanned_paper_says_which_document_it_is() -> None:
    paper = Asked("SD1|F10|BT370403-1-26-00001|8F3A21C7").paper
    assert paper is not None
    assert paper.number == "BT370403-1-26-00001"
    assert Asked("BT370403-1-26-00001").paper is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked(typed: str) -> None:
    asked = Asked(typed)
    for name in dir(Asked):
        if not name.startswith("_"):
            getattr(asked, name)
