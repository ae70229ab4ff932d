from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import clipboard_table

cells = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00") | st.sampled_from('\t\r\n"'),
    max_size=12,
)
rows = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=4)


@given(rows)
def test_what_is_written_is_read_back(table: list[list[str]]) -> None:
    assert clipboard_table.read(clipboard_table.write(table)) == table


@given(st.text())
def test_no_text_upsets_the_reader(text: str) -> None:
    for row in clipboard_table.read(text):
        assert row


def test_a_table_of_excel_is_read_with_its_quoted_cells() -> None:
    text = '证件号码\t姓名\r\n370403199203079122\t"周""春""梅"\r\n\t"两\n行\t字"\r\n'

    assert clipboard_table.read(text) == [
        ["证件号码", "姓名"],
        ["370403199203079122", '周"春"梅'],
        ["", "两\n行\t字"],
    ]


def test_a_mark_inside_a_cell_is_only_a_mark() -> None:
    assert clipboard_table.read('5"管\t"没有收尾') == [['5"管', '"没有收尾']]


def test_rows_may_end_as_any_program_ends_them() -> None:
    assert clipboard_table.read("a\tb\nc\td\re") == [["a", "b"], ["c", "d"], ["e"]]


def test_blank_rows_can_be_left_out() -> None:
    assert list(clipboard_table.without_blanks([["", " "], ["", "王"]])) == [["", "王"]]
