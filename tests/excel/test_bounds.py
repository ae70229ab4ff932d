import io
import zipfile
from datetime import UTC, datetime

import pytest

from skilldesk.excel import bounds, workbook
from skilldesk.excel.page import Heading, Page

BOOK = workbook.write(
    [Page(title="人员", headings=(Heading(label="姓名"),), rows=[("周春梅",)])],
    made=datetime(2026, 11, 20, tzinfo=UTC),
)
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: str) -> bytes:
    """The workbook with this in place of its sheet's rows."""
    whole = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{xml}</sheetData></worksheet>"
    )
    return with_part(SHEET, whole.encode())


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def test_an_ordinary_workbook_may_be_read() -> None:
    assert bounds.fault(BOOK) == ""


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1048576"/><row r="3"><c><v>1</v></c></row>',
    ],
    ids=["a blank one", "in a narrow table", "a blank row"],
)
def test_a_cell_far_away_does_no_harm_if_it_needs_no_room(rows: str) -> None:
    assert bounds.fault(with_sheet(rows)) == ""


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="T1048576"><v>1</v></c></row>',
        '<row r="1"><c r="t1048576" t="inlineStr"><is><t/></is></c></row>',
        '<row r="1048575"/><row>' + "<c/>" * 19 + "<c><f>1</f></c></row>",
        '<x:row xmlns:x="urn:x" r="1048576"><x:c r="T1048576"><x:v>1</x:v></x:c></x:row>',
    ],
    ids=["a value", "an empty text", "a formula without its place", "another namespace"],
)
def test_a_cell_far_away_that_needs_room_is_named(rows: str) -> None:
    assert bounds.fault(with_sheet(rows)).startswith("有一张表在第1048576行、第20列还有内容")


def test_what_unpacks_to_more_than_any_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_part("xl/media/a.bin", bytes(200_000))
    assert bounds.fault(data) == ""

    monkeypatch.setattr(bounds, "_LARGEST", 200_000)
    assert bounds.fault(data).startswith("展开后太大")


@pytest.mark.parametrize(
    "data",
    [BOOK[:200], BOOK[: len(BOOK) // 2], with_sheet("<row>"), with_sheet('<row r="x"><c><v>1</v></c></row>')],
    ids=["cut early", "cut late", "unclosed", "no number"],
)
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    assert bounds.fault(data).startswith("不完整")


def test_another_kind_of_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")

    assert bounds.fault(out.getvalue()).startswith("不是 .xlsx 文件")
