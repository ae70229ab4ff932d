import contextlib
import io
import random
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk.errors import SheetUnreadable
from skilldesk.excel import reading, workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.excel.reading import Row
from tests.excel.test_bounds import with_part, with_sheet

DATA = Path(__file__).parents[1] / "data"
NUMBER = "370403199001019914"
A_MOMENT = datetime.combine(date(2026, 11, 20), time(8, 30))


def workbook_of(*rows: list[Any], **more: list[list[Any]]) -> bytes:
    """As other programs write them, with numbers and dates."""
    book = openpyxl.Workbook()
    for title, content in {"Sheet": [*rows], **more}.items():
        sheet = book.active if title == "Sheet" else book.create_sheet(title)
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(data: bytes, name: str = "结果.xlsx") -> list[tuple[int, tuple[str, ...]]]:
    (grid,) = reading.read(data, name)
    return [(row.number, row.cells) for row in grid.rows]


def test_rows_have_the_numbers_that_excel_shows() -> None:
    data = workbook_of([], ["行号", "错误信息"], [], ["3", "单位不存在"])

    assert rows_of(data) == [(2, ("行号", "错误信息")), (4, ("3", "单位不存在"))]


def test_numbers_and_days_are_told_as_a_person_would_write_them() -> None:
    data = workbook_of(
        [3, 2.5, date(2026, 11, 20), datetime.combine(date(2026, 11, 20), time(8, 30)), True, None]
    )

    assert rows_of(data) == [(1, ("3", "2.5", "2026-11-20", "2026-11-20 08:30:00", "是"))]


def test_a_number_that_excel_has_rounded_is_marked() -> None:
    (grid,) = reading.read(workbook_of([3, NUMBER, int(NUMBER)]), "结果.xlsx")

    assert grid.rows[0].rounded == frozenset({2})
    assert grid.rows[0].cells[1] == NUMBER


def test_sheets_that_hold_nothing_are_left_out() -> None:
    data = workbook_of([], 结果=[["行号"]], 空=[])

    assert [grid.name for grid in reading.read(data, "x.xlsx")] == ["结果"]


def test_a_wrong_dimension_loses_no_row() -> None:
    xml = (
        '<dimension ref="A1"/>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>行号</t></is></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row>'
    )
    data = with_sheet(xml)

    assert rows_of(data) == [(1, ("行号",)), (2, ("2",))]


def test_strict_ooxml_is_not_read_as_empty() -> None:
    strict = (
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>行号</t></is></c></row></sheetData></worksheet>'
    )

    assert rows_of(with_part("xl/worksheets/sheet1.xml", strict.encode())) == [(1, ("行号",))]


def test_a_blank_cell_in_the_last_row_costs_nothing() -> None:
    data = with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )

    assert rows_of(data) == [(1, ("1",))]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页或XML"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "其实是网页或XML"),
        (b"PK\x03\x04 and no more", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "读不出来"),
        (bytes(range(128, 256)) * 3, "不是文本"),
        (b'1,"' + b"x" * 200_000, "第1行读不出来"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(SheetUnreadable, match=rf"^文件 结果\.xls .*{sentence}.*本机数据没有变化。$"):
        reading.read(data, "结果.xls")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_text_file_is_read_in_every_usual_form(encoding: str, separator: str) -> None:
    lines = [("行号", "证件号码", "错误信息"), ("2", NUMBER, "工种不在目录，请核对")]
    data = "\r\n".join(separator.join(line) for line in lines).encode(encoding)

    assert rows_of(data, "结果.txt") == [(1, lines[0]), (2, lines[1])]


def test_an_empty_file_holds_nothing() -> None:
    assert reading.read(b"", "结果.txt") == ()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        grids = reading.read(data, "结果.txt")
    except SheetUnreadable:
        return
    assert all(isinstance(row, Row) and any(row.cells) for grid in grids for row in grid.rows)


BOOK = workbook.write(
    [Page(title="人员", headings=(Heading(label="姓名"),), rows=[("周春梅",)] * 5)],
    made=datetime(2026, 11, 20, tzinfo=UTC),
)


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_damaged_workbook_is_read_or_refused(chance: random.Random) -> None:
    damaged = bytearray(BOOK[: chance.choice([len(BOOK), chance.randrange(len(BOOK))])])
    for _ in range(chance.randint(0, 5) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    with contextlib.suppress(SheetUnreadable):
        reading.read(bytes(damaged), "结果.xlsx")


def test_a_workbook_of_the_old_kind_is_read() -> None:
    """tests/data/result.xls was saved by LibreOffice as Excel 97; one number in it was typed as a number."""
    (grid,) = reading.read((DATA / "result.xls").read_bytes(), "result.xls")

    assert [(row.number, row.cells[:3], set(row.rounded)) for row in grid.rows] == [
        (1, ("甲省平台导入结果", "", ""), set()),
        (3, ("行号", "证件号码", "错误代码"), set()),
        (4, ("2", NUMBER, "E12"), set()),
        (5, ("3", "370403199001019008", ""), {1}),
    ]
