import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.forms.fonts import BLANK_TO_WRITE_IN, ENTRY, Face, missing_characters, printable, runs, width

RARE = "㛃䶮𬭎𫖯龑翀玥"
UNKNOWN = "𰾄"


def test_rare_names_have_their_shapes() -> None:
    assert missing_characters(RARE) == ()


def test_so_has_every_character_of_the_old_standard() -> None:
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    characters = b"".join(bytes([row, cell]) for row in rows for cell in cells if (row, cell) < (0xD7, 0xFA))
    later = b"".join(bytes([row, cell]) for row in range(0xD8, 0xF8) for cell in cells)

    assert missing_characters((characters + later).decode("gb2312", "ignore")) == ()


def test_what_is_filled_in_is_fangsong_with_the_figures_of_song() -> None:
    assert list(runs("马𬭎翀，2026年", ENTRY)) == [
        (Face.FANGSONG, "马𬭎翀"),
        (Face.REGULAR, "，2026"),
        (Face.FANGSONG, "年"),
    ]


def test_another_face_prints_what_one_does_not_have() -> None:
    assert list(runs("马龑", ENTRY)) == [(Face.FANGSONG, "马"), (Face.REGULAR, "龑")]
    assert list(runs("马𪭢", Face.BOLD)) == [(Face.BOLD, "马"), (Face.FANGSONG, "𪭢")]
    assert missing_characters("龑𪭢") == ()


@given(st.text(st.sampled_from("马龑𬭎𪭢2026 ，（A·")), st.sampled_from(Face))
def test_the_runs_are_the_text_and_as_wide(text: str, face: Face) -> None:
    pieces = list(runs(text, face))

    assert "".join(piece for _, piece in pieces) == text
    assert width(text, 12, face) == pytest.approx(sum(width(piece, 12, shown) for shown, piece in pieces))


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
