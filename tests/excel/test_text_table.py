import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.layout import TextFile
from skilldesk.errors import TextDoesNotFit
from skilldesk.excel import reading, text_table
from skilldesk.excel.cell_text import held
from skilldesk.excel.page import Heading, Page

HEADINGS = (Heading(label="姓名"), Heading(label="证件号码"), Heading(label="地址"))
NUMBER = "370403199001019914"
CELLS = st.text(st.characters(), max_size=40)


def page(*rows: tuple[str, ...], **more: object) -> Page:
    return Page(**{"title": "人员", "headings": HEADINGS, "rows": rows, **more})


def cells(data: bytes) -> list[tuple[str, ...]]:
    (grid,) = reading.read(data, "人员.csv")
    return [row.cells for row in grid.rows]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=12))
def test_any_text_comes_back_from_a_csv_file(texts: list[tuple[str, str]]) -> None:
    rows = [(one, NUMBER, other) for one, other in texts]

    found = cells(text_table.write(page(*rows), "csv", TextFile()))

    assert found[1:] == [tuple(map(held, row)) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("separator", [",", "\t", "|", ";"])
def test_a_plain_file_comes_back_in_every_form_a_layout_may_ask_for(encoding: str, separator: str) -> None:
    rows = (("周春梅", NUMBER, "示例县永福小区6号楼"), ("李", NUMBER, "=1+1"))
    form = TextFile(encoding=encoding, separator=separator)

    data = text_table.write(page(*rows), "txt", form)

    assert data.endswith(b"\r\n")
    assert data.decode(encoding).splitlines()[1] == separator.join(rows[0])
    assert cells(data)[1:] == [*rows]


def test_a_file_without_headings_begins_with_data() -> None:
    data = text_table.write(page(("周春梅", NUMBER, ""), header_row=0), "txt", TextFile(separator="|"))

    assert data.decode("utf-8-sig") == f"周春梅|{NUMBER}|\r\n"


@pytest.mark.parametrize(
    ("text", "kind", "form", "why"),
    [
        ("永福路|9号", "txt", TextFile(separator="|"), "里有分隔符“|”"),
        ("永福路,9号", "csv", TextFile(), ""),
        ("𠮷野雪", "csv", TextFile(encoding="gbk"), "里的“𠮷”在接收系统要求的编码里没有"),
        ("𠮷野雪", "csv", TextFile(encoding="gb18030"), ""),
        ("周春梅", "txt", TextFile(encoding="gbk", separator="\t"), ""),
    ],
)
def test_what_cannot_stand_in_the_file_is_said(text: str, kind: str, form: TextFile, why: str) -> None:
    found = text_table.misfit(text, kind, form)  # type: ignore[arg-type]  # both are kinds

    assert found.startswith(why)
    assert bool(found) is bool(why)


@given(CELLS, st.sampled_from(["gbk", "gb18030", "utf-8"]), st.sampled_from(["|", "\t", ","]))
def test_what_is_not_said_to_misfit_comes_back(text: str, encoding: str, separator: str) -> None:
    form = TextFile(encoding=encoding, separator=separator)
    row = ("a", text, "b")

    if not text_table.misfit(text, "txt", form):
        assert text_table.write(page(row, header_row=0), "txt", form).decode(encoding) == (
            f"a{separator}{held(text)}{separator}b\r\n"
        )


def test_a_heading_that_the_encoding_has_not_is_refused() -> None:
    form = TextFile(encoding="gbk")

    with pytest.raises(TextDoesNotFit, match="「人员」里的“𠮷”在接收系统要求的编码里没有。没有写出文件"):
        text_table.write(page(above=("𠮷",), header_row=2), "csv", form)
