from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core.recovery_sheet import ALPHABET, BITS, RecoverySheet, parse, same_group

sheets = st.integers(0, 2**BITS - 1).map(RecoverySheet)
places = st.integers(0, 4)
SHEET = RecoverySheet(0x1A2B3C4D5E6F708192A3B4C5D6E7F8091 & (2**BITS - 1))


def printed(sheet: RecoverySheet) -> str:
    return "-".join(sheet.groups)


@given(sheets)
def test_what_is_printed_reads_back(sheet):
    assert parse(printed(sheet)) == (sheet, ())
    assert len(sheet.secret) == 26
    assert [len(group) for group in sheet.groups] == [6, 6, 6, 6, 7]


@given(sheets, st.randoms(use_true_random=False))
def test_reading_forgives_how_it_was_typed(sheet, chance):
    wide = {one: chr(ord(one) + 0xFEE0) for one in ALPHABET}
    habits = {"0": "0Oo０", "1": "1IiLl"}
    typed = "".join(
        chance.choice(habits.get(one, one + one.lower() + wide[one])) for one in "".join(sheet.groups)
    )
    loose = "".join(one + chance.choice(["", " ", "-", "　", "—"]) for one in typed)
    assert parse(loose) == (sheet, ())


@given(sheets, places, st.data())
def test_any_one_wrong_character_is_found_in_its_group(sheet, place, data):
    groups = list(sheet.groups)
    at = data.draw(st.integers(0, len(groups[place]) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(groups[place][at], "")))
    groups[place] = groups[place][:at] + wrong + groups[place][at + 1 :]
    read, problems = parse(" ".join(groups))
    assert read is None
    assert [problem.text for problem in problems] == [
        f"第{place + 1}组有字符抄错或颠倒。请对照恢复单重新输入这一组。"
    ]


@given(sheets, places)
def test_any_two_exchanged_characters_of_a_group_are_found(sheet, place):
    for one, other in combinations(range(len(sheet.groups[place])), 2):
        group = list(sheet.groups[place])
        group[one], group[other] = group[other], group[one]
        if "".join(group) != sheet.groups[place]:
            groups = [*sheet.groups[:place], "".join(group), *sheet.groups[place + 1 :]]
            assert parse(" ".join(groups))[0] is None


@given(sheets, st.permutations(range(4)))
def test_groups_in_each_others_place_are_found(sheet, order):
    assume(order != [0, 1, 2, 3])
    moved = [sheet.groups[place] for place in order] + [sheet.groups[4]]
    assert parse("".join(moved))[0] is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "恢复单上有5组共31个字符，现在输入了0个。请对照恢复单逐组核对。"),
        ("12345 ABCDE", "恢复单上有5组共31个字符，现在输入了10个。请对照恢复单逐组核对。"),
        (printed(SHEET)[1:], "第1组应有6个字符，现在是5个。请对照恢复单重新输入这一组。"),
        (f"U{printed(SHEET)[1:]}", "第1组里有恢复单上不用的字符「U」。请对照恢复单重新输入这一组。"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(typed, said):
    read, (problem,) = parse(typed)
    assert read is None
    assert problem.text == said


@given(st.text())
def test_any_text_is_a_sheet_or_a_problem(text):
    read, problems = parse(text)
    assert (read is None) == bool(problems)


def test_a_group_typed_back_from_the_paper_is_known_again():
    group = SHEET.groups[2]
    assert same_group(f" {group.lower()} ", group)
    assert not same_group(SHEET.groups[1], group)


def test_a_sheet_is_not_shown_by_accident():
    assert repr(SHEET) == "RecoverySheet()"
