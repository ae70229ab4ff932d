import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.errors import TextDoesNotFit
from skilldesk.forms import table
from skilldesk.forms.paper import Box, Rule, Text
from skilldesk.forms.table import Column, Table

LIST = Table(left=15, columns=(Column(10, "position"), Column(30, "name"), Column(20, words="sign")))
LABELS = {"position": "序号", "name": "姓名", "sign": "学员签字"}
ROOM = Box(15, 50, 60, 10 * LIST.row_height + 0.01)


def rows(count: int, name: str = "马翠平") -> list[dict[str, str]]:
    return [{"position": str(place + 1), "name": name} for place in range(count)]


def sizes(count: int) -> list[int]:
    """How many rows each page has."""
    return [len(part.lines) for part in table.parted(LIST, rows(count), ROOM)]


def said(count: int) -> list[list[str]]:
    """The texts of each page."""
    people = rows(count)
    return [
        [mark.text for mark in table.body(LIST, LABELS, people, part) if isinstance(mark, Text)]
        for part in table.parted(LIST, people, ROOM)
    ]


@pytest.mark.parametrize(
    ("count", "expected"), [(1, [1]), (9, [9]), (10, [9, 1]), (11, [10, 1]), (19, [10, 9]), (20, [10, 9, 1])]
)
def test_a_page_is_full_and_the_closing_mark_never_stands_alone(count: int, expected: list[int]) -> None:
    assert sizes(count) == expected


@given(st.lists(st.text("马𬭎翠平（）12 ", max_size=60), min_size=1, max_size=40))
def test_every_row_is_on_one_page_in_its_order_inside_the_room(names: list[str]) -> None:
    people = [{"position": str(place), "name": name} for place, name in enumerate(names)]
    parts = table.parted(LIST, people, ROOM)

    assert [line.place for part in parts for line in part.lines] == list(range(len(people)))
    assert [part.is_last for part in parts] == [False] * (len(parts) - 1) + [True]
    for part in parts:
        assert part.lines[0].box.y == ROOM.y
        assert part.bottom <= ROOM.bottom
        marks = list(table.body(LIST, LABELS, people, part))
        assert all(
            ROOM.y <= mark.box.y and mark.box.bottom <= part.bottom + 1e-6
            for mark in marks
            if isinstance(mark, Rule)
        )
    shown = "".join(
        mark.text
        for part in parts
        for mark in table.body(LIST, LABELS, people, part)
        if isinstance(mark, Text)
    )
    assert shown.replace(" ", "") == (
        "".join(f"{one['position']}{one['name']}" for one in people).replace(" ", "") + table.NOTHING_BELOW
    )


def test_only_the_last_page_says_that_there_is_nothing_below() -> None:
    assert [texts.count(table.NOTHING_BELOW) for texts in said(23)] == [0, 0, 1]


def test_a_long_text_makes_its_row_higher_and_stays_readable() -> None:
    people = rows(3, "马翠平")
    people[1]["name"] = "阿卜杜热合曼·艾合买提江" * 5
    (part,) = table.parted(LIST, people, ROOM)

    first, second, third = (line.box.height for line in part.lines)
    assert first == third == LIST.row_height
    assert second > 2 * LIST.row_height
    printed = [mark for mark in table.body(LIST, LABELS, people, part) if isinstance(mark, Text)]
    assert min(mark.size for mark in printed) == table.ROW_SIZES[-1]


def test_a_row_higher_than_a_page_is_refused_by_its_place_alone() -> None:
    with pytest.raises(TextDoesNotFit, match="名单第2行的字太多") as refused:
        table.parted(LIST, [*rows(1), *rows(1, "马翠平" * 200)], ROOM)

    assert "马翠平" not in str(refused.value)


def test_the_heading_names_columns_and_cells_to_be_written_in() -> None:
    said = "".join(mark.text for mark in table.heading(LIST, LABELS, 40) if isinstance(mark, Text))

    assert said == "序号姓名学员签字"
