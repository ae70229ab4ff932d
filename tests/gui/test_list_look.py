"""How a list was left is how it is found again; what cannot be read does no harm."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.gui import list_look
from skilldesk.gui.list_look import ListLook
from skilldesk.gui.memory import Memory
from skilldesk.gui.screens import trainees

SCREEN = trainees.SCREEN
NAMES = st.sampled_from([*SCREEN.all_columns(), "shoe_size", ""])
PLAIN = st.none() | st.booleans() | st.integers() | NAMES
JSON = PLAIN | st.lists(PLAIN, max_size=5) | st.dictionaries(NAMES, PLAIN, max_size=5)


def kept(text: str = "") -> tuple[Memory, dict[str, str]]:
    held = {"list/trainees": text}
    return Memory(recall=lambda key: held.get(key, ""), remember=held.__setitem__), held


def test_a_list_comes_back_as_it_was_left() -> None:
    memory, _ = kept()
    look = ListLook(
        columns=("name", "phone", "age"), order="age", descending=True, widths={"phone": 120}, side=400
    )

    list_look.remember(memory, SCREEN, look)

    assert list_look.recall(memory, SCREEN) == look


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"columns": 3, "widths": [], "side": "x"}'])
def test_what_cannot_be_read_is_as_the_page_declares_it(text: str) -> None:
    assert list_look.recall(kept(text)[0], SCREEN) == list_look.declared(SCREEN)


def test_columns_that_the_page_no_longer_has_are_left_out() -> None:
    text = json.dumps({"columns": ["name", "shoe_size", "age", "age"], "order": "shoe_size", "side": True})

    look = list_look.recall(kept(text)[0], SCREEN)

    assert look.columns == ("name", "age")
    assert look.order == "name"
    assert look.side == 0


@given(st.dictionaries(st.sampled_from(["columns", "order", "descending", "widths", "side"]), JSON))
def test_whatever_was_kept_makes_a_list_that_can_be_shown(what: dict[str, object]) -> None:
    look = list_look.recall(kept(json.dumps(what))[0], SCREEN)

    assert look.columns
    assert set(look.columns) <= set(SCREEN.all_columns())
    assert look.order in look.columns
    assert all(width > 0 for width in look.widths.values())
