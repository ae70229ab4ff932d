import csv
import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk.core.layout import TextFile
from skilldesk.errors import TextDoesNotFit
from skilldesk.excel import reading, text_table, workbook
from skilldesk.excel.cell_text import LONGEST, held
from skilldesk.excel.page import Heading, Page
from tests.support import libreoffice

MADE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
NAME, ID, SEX = Heading(label="姓名"), Heading(label="证件号码"), Heading(label="性别", choices=("男", "女"))
AWKWARD = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "'=1",
    "00123",
    "1E5",
    "TRUE",
    "#N/A",
)
NUMBER = "370403199001019914"


def page(*rows: tuple[str, ...], title: str = "人员", **more: object) -> Page:
    return Page(**{"title": title, "headings": (NAME, ID, SEX), "rows": rows, **more})


def table(data: bytes, title: str = "人员") -> list[tuple[int, tuple[str, ...]]]:
    found = next(grid for grid in reading.read(data, "人员.xlsx") if grid.name == title)
    return [(row.number, row.cells) for row in found.rows]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@settings(deadline=None, max_examples=60)  # openpyxl is imported by the first
@given(st.lists(st.text(st.characters(), max_size=60), min_size=1, max_size=30))
def test_any_text_comes_back_as_a_cell_can_hold_it(texts: list[str]) -> None:
    data = workbook.write([page(*((text, NUMBER, "女") for text in texts))], made=MADE)

    rows = table(data)
    assert rows[0] == (1, ("姓名", "证件号码", "性别"))
    assert rows[1:] == [(at, (held(text), NUMBER, "女")) for at, text in enumerate(texts, 2)]


def test_the_headings_stand_in_the_row_that_was_asked_for() -> None:
    data = workbook.write(
        [page(("周春梅", NUMBER, "女"), header_row=4, above=("人员表", "2026年"))], made=MADE
    )

    assert [number for number, _ in table(data)] == [1, 2, 4, 5]


def test_no_headings_are_written_where_none_are_wanted() -> None:
    data = workbook.write([page(("周春梅", NUMBER, "女"), header_row=0)], made=MADE)

    assert table(data) == [(1, ("周春梅", NUMBER, "女"))]


def test_every_cell_is_text_and_none_a_formula() -> None:
    data = workbook.write([page(*((text, NUMBER, "女") for text in AWKWARD))], made=MADE)

    sheet = ET.fromstring(parts(data)["xl/worksheets/sheet1.xml"])  # noqa: S314 - our own
    cells = [one for one in sheet.iter() if one.tag.endswith("}c")]
    assert {one.get("t") for one in cells} == {"inlineStr"}
    assert not [one for one in sheet.iter() if one.tag.endswith("}f")]


def test_equal_lists_stand_once_on_a_hidden_sheet() -> None:
    data = workbook.write([page(), page(title="二", spare=3)], made=MADE)

    assert [row for _, row in table(data, workbook.OPTIONS)] == [("男",), ("女",)]
    assert 'state="hidden"' in parts(data)["xl/workbook.xml"]
    assert "dataValidation" not in parts(data)["xl/worksheets/sheet1.xml"]  # it has no row to fill
    assert 'sqref="C2:C4"' in parts(data)["xl/worksheets/sheet2.xml"]


def test_without_lists_there_is_no_such_sheet() -> None:
    data = workbook.write([Page(title="人员", headings=(NAME,), rows=[("周春梅",)])], made=MADE)

    assert [grid.name for grid in reading.read(data, "x.xlsx")] == ["人员"]


def test_a_cell_that_holds_too_much_is_named() -> None:
    rows = [("周春梅", NUMBER, "女"), ("国" * (LONGEST + 1), NUMBER, "女")]

    with pytest.raises(TextDoesNotFit, match=r"「人员」第3行的姓名有32768个字.*没有写出文件"):
        workbook.write([page(*rows)], made=MADE)


def test_a_page_for_people_breaks_long_texts_and_makes_room_for_them() -> None:
    narrow = Heading(label="怎么填", width=22)
    data = workbook.write(
        [Page(title="说明", headings=(narrow,), rows=[("国" * 25,), ("短",)], wrapped=True)], made=MADE
    )

    sheet = ET.fromstring(parts(data)["xl/worksheets/sheet1.xml"])  # noqa: S314 - our own
    assert [row.get("ht") for row in sheet.iter() if row.tag.endswith("}row")] == [None, "45", "15"]
    assert 'wrapText="1"' in parts(data)["xl/styles.xml"]


def test_nobody_is_named_as_the_author() -> None:
    core = parts(workbook.write([page()], made=MADE))["docProps/core.xml"]

    assert "<dc:creator>SkillDesk</dc:creator>" in core
    assert "lastModifiedBy" not in core


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ET.Element]:
    """What LibreOffice finds in a workbook of three sheets and in a CSV file."""
    folder = tmp_path_factory.mktemp("libreoffice")
    rows = [(text, NUMBER, "女") for text in AWKWARD]
    pages = [
        page(*rows),
        page(*rows, title="表二", header_row=3, above=("=1+1",)),
        page(title="空表", example=("示例", NUMBER, "男"), spare=20),
    ]
    (folder / "book.xlsx").write_bytes(workbook.write(pages, made=MADE))
    (folder / "list.csv").write_bytes(text_table.write(page(*rows), "csv", TextFile()))
    return libreoffice.opened(folder)


@pytest.mark.parametrize(("title", "above"), [("人员", 1), ("表二", 2)])
def test_libreoffice_reads_every_cell_as_the_text_it_is(
    seen: dict[str, ET.Element], title: str, above: int
) -> None:
    found = [libreoffice.texts(cells) for cells in libreoffice.rows(seen["book"], title)]

    assert found[above:] == [(text, NUMBER, "女") for text in AWKWARD]
    assert libreoffice.kinds(seen["book"]) == {"string"}


def test_libreoffice_computes_nothing(seen: dict[str, ET.Element]) -> None:
    assert [libreoffice.formulas(book) for book in seen.values()] == [[], []]


def test_libreoffice_offers_the_drop_downs(seen: dict[str, ET.Element]) -> None:
    place = f"of:cell-content-is-in-list([${workbook.OPTIONS}.$A$1:.$A$2])"

    assert libreoffice.offers(seen["book"]) == {"性别": place}
    options = [libreoffice.texts(cells) for cells in libreoffice.rows(seen["book"], workbook.OPTIONS)]
    assert options == [("男",), ("女",)]


def test_what_begins_like_a_formula_stays_text_in_a_csv_file_too(seen: dict[str, ET.Element]) -> None:
    first = [libreoffice.texts(cells)[0] for cells in libreoffice.rows(seen["list"], "list")]

    assert first[1:6] == [f"'{text}" for text in AWKWARD[:5]]


def test_the_texts_of_a_csv_file_are_those_of_the_workbook() -> None:
    rows = [(text, NUMBER, "女") for text in AWKWARD]
    data = text_table.write(page(*rows), "csv", TextFile())

    assert data.startswith("\ufeff姓名".encode())
    raw = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(raw) == 1 + len(rows)
    (grid,) = reading.read(data, "list.csv")
    assert [row.cells for row in grid.rows[1:]] == rows
