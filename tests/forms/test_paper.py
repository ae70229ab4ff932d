import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.errors import TextDoesNotFit
from skilldesk.forms import fonts
from skilldesk.forms.fonts import Face
from skilldesk.forms.paper import ENTRY_SIZES, MM, Align, Box, Text, fit, line, paragraph, wrap

CELL = Box(50, 100, 60, 9)

words = st.text(st.sampled_from("枣庄市薛城区示范街道（）《》，。、：·㛃𬭎 ABCxyz0123456789-/"), max_size=120)


def ends_of(text: Text) -> tuple[float, float]:
    return text.x, text.x + fonts.width(text.text, text.size, text.face) / MM


@given(words, st.sampled_from(Align), st.sampled_from(Face))
def test_what_fits_lies_wholly_in_its_box(text: str, align: Align, face: Face) -> None:
    placed = fit(text, CELL, label="地址", align=align, face=face)

    for one in placed:
        left, right = ends_of(one)
        assert left > CELL.x
        assert right < CELL.right
        assert one.y - 0.88 * one.size / MM >= CELL.y
        assert one.y + 0.12 * one.size / MM <= CELL.bottom


@given(words, st.sampled_from(Align))
def test_no_character_is_lost(text: str, align: Align) -> None:
    assert "".join(one.text for one in fit(text, CELL, label="地址", align=align)) == text


@given(words)
def test_the_next_size_would_not_have_fitted(text: str) -> None:
    placed = fit(text, CELL, label="地址")

    if placed and placed[0].size != ENTRY_SIZES[0]:
        larger = ENTRY_SIZES[ENTRY_SIZES.index(placed[0].size) - 1]
        with pytest.raises(TextDoesNotFit):
            fit(text, CELL, label="地址", sizes=(larger, 1000))


def test_what_fits_nowhere_is_refused_by_its_label_alone() -> None:
    with pytest.raises(TextDoesNotFit) as refused:
        fit("薛城区" * 200, CELL, label="户籍地")

    assert str(refused.value) == (
        "「户籍地」有600个字，表格的格子里放不下。没有生成文件，数据没有变化。请把这一项改短，再生成表格。"
    )


def test_numbers_stay_whole_as_long_as_a_smaller_size_allows_it() -> None:
    (placed,) = fit("¥999,999,999,999.99", Box(0, 0, 33, 9), label="金额")

    assert placed.size < ENTRY_SIZES[0]


def test_what_is_too_wide_in_the_smallest_size_is_parted() -> None:
    placed = fit("1" * 150, CELL, label="编号")

    assert {one.size for one in placed} == {ENTRY_SIZES[-1]}
    assert len(placed) > 1


def test_nothing_takes_no_line() -> None:
    assert fit("", CELL, label="备注") == ()


def test_no_closing_mark_begins_a_line_and_no_bracket_ends_one() -> None:
    assert wrap("甲乙丙，丁", 36, 12) == ["甲乙", "丙，丁"]
    assert wrap("甲乙（丙）", 36, 12) == ["甲乙", "（丙）"]
    assert wrap("甲乙丙·丁", 36, 12) == ["甲乙", "丙·丁"]


def test_a_word_moves_to_the_next_line_as_a_whole() -> None:
    assert wrap("编号S0001", 50, 12) == ["编号", "S0001"]


def test_line_ends_are_kept() -> None:
    assert wrap("甲\n乙", 100, 12) == ["甲", "乙"]
    assert [one.text for one in fit("甲\n乙", CELL, label="字", align=Align.CENTRE)] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("享受补贴人员范围", ["享受补贴", "人员范围"]),
        ("补贴金额合计（大写）", ["补贴金额合计", "（大写）"]),
        ("开户行支行全称", ["开户行支", "行全称"]),
    ],
)
def test_a_centred_text_breaks_before_its_bracket_or_in_the_middle(label: str, lines: list[str]) -> None:
    box = Box(0, 0, 26, 10)

    assert [one.text for one in fit(label, box, label="", sizes=(10.5,), align=Align.CENTRE)] == lines


def test_lines_are_set_left_right_and_in_the_middle() -> None:
    assert ends_of(line("甲乙", CELL, 12))[0] == CELL.x
    assert ends_of(line("甲乙", CELL, 12, align=Align.RIGHT))[1] == pytest.approx(CELL.right)
    middle = ends_of(line("甲乙", CELL, 12, align=Align.CENTRE))
    assert sum(middle) / 2 == pytest.approx(CELL.x + CELL.width / 2)


def test_a_paragraph_runs_from_the_top_down() -> None:
    first, second = paragraph("甲乙丙丁", Box(20, 50, 10, 100), 12, leading=1.5)

    assert (first.text, second.text) == ("甲乙", "丙丁")
    assert first.y == pytest.approx(50 + 12 * 0.88 / MM)
    assert second.y - first.y == pytest.approx(18 / MM)
