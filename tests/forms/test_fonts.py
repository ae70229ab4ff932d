import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.forms.fonts import BLANK_TO_WRITE_IN, Face, missing_characters, printable, width

RARE = "㛃䶮𬭎𫖯龑翀玥"
UNKNOWN = "𰾄"


def test_rare_names_have_their_shapes() -> None:
    assert missing_characters(RARE) == ()


def test_so_has_every_character_of_the_old_standard() -> None:
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    characters = b"".join(bytes([row, cell]) for row in rows for cell in cells if (row, cell) < (0xD7, 0xFA))
    later = b"".join(bytes([row, cell]) for row in range(0xD8, 0xF8) for cell in cells)

    assert missing_characters((characters + later).decode("gb2312", "ignore")) == ()


def test_a_character_without_a_shape_is_named_once() -> None:
    assert missing_characters(f"马{UNKNOWN}翀{UNKNOWN}") == (UNKNOWN,)


def test_a_blank_to_write_in_stands_for_it() -> None:
    assert printable(f"马{UNKNOWN}翀") == f"马{BLANK_TO_WRITE_IN}翀"


def test_line_ends_need_no_shape() -> None:
    assert printable("甲\n乙") == "甲\n乙"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_printable_misses_nothing(text: str) -> None:
    assert missing_characters(printable(text)) == ()
    assert len(printable(text)) == len(text)


@pytest.mark.parametrize("face", Face)
def test_an_ideograph_is_as_wide_as_its_size(face: Face) -> None:
    assert width("马𬭎", 12, face) == 24
    assert width("", 12, face) == 0
    assert 0 < width("1", 12, face) < 8


def test_the_library_is_loaded_by_the_first_drawing_only() -> None:
    look = "import sys, skilldesk.forms.papers; print({'reportlab', 'zxingcpp', 'PIL'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "set()"
