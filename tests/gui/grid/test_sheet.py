"""The sheet of a grid without Qt: every edit, and its way back."""

from collections.abc import Mapping
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from skilldesk.gui.grid.sheet import GridColumn, Line, Sheet

COLUMNS = tuple(GridColumn(key=key, heading=key, width=50) for key in "abc")


def sheet(*lines: Mapping[str, str]) -> Sheet:
    keys = count()
    made = Sheet(COLUMNS, new_key=lambda: f"new{next(keys)}")
    made.begin([Line(f"old{at}", texts) for at, texts in enumerate(lines)])
    return made


def texts(one: Sheet) -> list[Mapping[str, str]]:
    return [line.texts for line in one.lines]


def test_a_block_beyond_the_end_makes_new_lines() -> None:
    one = sheet({"a": "1"})
    one.put_block(0, [{"a": "2"}, {"a": "3"}, {"b": "4"}])

    assert texts(one) == [{"a": "2"}, {"a": "3"}, {"b": "4"}]
    assert [line.key for line in one.lines] == ["old0", "new0", "new1"]


def test_a_block_is_one_step_of_undo() -> None:
    one = sheet({"a": "1"})
    before = one.lines
    one.put_block(0, [{"a": "2"}, {"a": "3"}])
    after = one.lines

    assert one.undo() == ("old0", "a")
    assert one.lines == before
    one.redo()
    assert one.lines == after


def test_empty_lines_at_the_end_are_not_kept() -> None:
    one = sheet()
    one.put_block(0, [{"a": "1"}, {"a": ""}, {}])

    assert texts(one) == [{"a": "1"}]


def test_texts_are_settled_and_bring_others_into_empty_cells() -> None:
    one = Sheet(
        COLUMNS,
        new_key=lambda: "n",
        settle=lambda _, text: text.upper(),
        follow=lambda _, column: {"b": "brought", "c": "brought"} if column == "a" else {},
    )
    one.put_block(0, [{"a": " x ", "c": "typed"}])

    assert texts(one) == [{"a": "X", "c": "TYPED", "b": "brought"}]


def test_nothing_to_take_back_is_no_fault() -> None:
    one = sheet()

    assert one.undo() is None
    assert one.redo() is None


edits = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "1", "2"])), max_size=3),
    ),
    max_size=8,
)


@given(edits)
def test_all_edits_can_be_taken_back_and_done_again(done: list[tuple[int, list[dict[str, str]]]]) -> None:
    one = sheet({"a": "1"}, {"b": "2"})
    states = [one.lines]
    for row, block in done:
        one.put_block(row, block)
        if one.lines != states[-1]:
            states.append(one.lines)

    for state in reversed(states[:-1]):
        one.undo()
        assert one.lines == state
    for state in states[1:]:
        one.redo()
        assert one.lines == state
