"""Workbooks that go out: every cell is text, lists are drop-downs, nothing runs as a formula.

openpyxl is imported here and nowhere else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from skilldesk.errors import TextDoesNotFit
from skilldesk.excel.cell_text import escaped, held, looks_like_formula, too_long
from skilldesk.excel.page import Heading, Page

OPTIONS = "选项"
"""The hidden sheet on which the lists of the drop-downs stand."""

_TEXT = "@"
_MOST_OF_A_CHOICE = 12
_LINE = 15
"""Points of height."""
_NARROWEST = 10
_REFUSAL = "请从下拉列表中选择，或按列表中的写法填写。"
_HEAD, _NEEDED, _EXAMPLE, _PLAIN, _WRAPPED = "head", "needed", "example", "plain", "wrapped"


def write(pages: Sequence[Page], *, made: datetime) -> bytes:
    """The bytes of a workbook with these sheets; TextDoesNotFit names a cell that holds too much."""
    from openpyxl import Workbook

    for page in pages:
        _expect_room(page)
    book = Workbook(write_only=True)
    book.properties.creator = "SkillDesk"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    lists = _Lists()
    for page in pages:
        _Sheet(book, page).fill(lists)
    lists.write(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _expect_room(page: Page) -> None:
    for number, row in enumerate(page.rows, page.header_row + bool(page.example) + 1):
        for heading, text in zip(page.headings, row, strict=True):
            if too_long(text):
                raise TextDoesNotFit(
                    f"「{page.title}」第{number}行的{heading.label}有{len(text)}个字，表格的一格放不下。"
                    "没有写出文件，本机数据没有变化。请先缩短这一项。"
                )


class _Lists:
    """The lists of all drop-downs, each once, side by side on a sheet of their own."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], str] = {}

    def place(self, choices: tuple[str, ...]) -> str:
        """Where the list stands, as a formula of a drop-down says it."""
        from openpyxl.utils import get_column_letter

        letter = self._columns.setdefault(choices, get_column_letter(len(self._columns) + 1))
        return f"'{OPTIONS}'!${letter}$1:${letter}${len(choices)}"

    def write(self, book: Any) -> None:
        if not self._columns:
            return
        sheet = book.create_sheet(OPTIONS)
        sheet.sheet_state = "hidden"
        cells = _Cells(sheet)
        for at in range(max(map(len, self._columns))):
            sheet.append([cells.of(one[at] if at < len(one) else "") for one in self._columns])


class _Cells:
    """Makes the cells of one sheet, all of them text."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks = _looks(sheet)

    def of(self, text: str, look: str = _PLAIN) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        shown = escaped(held(text))
        cell._style = self._looks[look, looks_like_formula(shown)]
        if shown:
            cell._value = shown  # the public setter would make a formula of it
            cell.data_type = "s"
        return cell


def _looks(sheet: Any) -> Mapping[tuple[str, bool], Any]:
    """By the part of a table, and whether a text must be kept from being computed when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    fonts = {_HEAD: Font(bold=True), _NEEDED: Font(bold=True), _EXAMPLE: Font(italic=True, color="808080")}
    fills = {_HEAD: PatternFill("solid", fgColor="EEF2F6"), _NEEDED: PatternFill("solid", fgColor="FFF2CC")}
    found = {}
    for look in (_HEAD, _NEEDED, _EXAMPLE, _PLAIN, _WRAPPED):
        for quoted in (False, True):
            cell = WriteOnlyCell(sheet)
            cell.number_format = _TEXT
            cell.quotePrefix = quoted
            cell.font = fonts.get(look, Font())
            cell.fill = fills.get(look, PatternFill())
            cell.alignment = Alignment(wrap_text=look == _WRAPPED, vertical="top")
            found[look, quoted] = cell._style
    return found


class _Sheet:
    def __init__(self, book: Any, page: Page) -> None:
        self._page = page
        self._sheet = book.create_sheet(page.title)
        self._cells = _Cells(self._sheet)

    def fill(self, lists: _Lists) -> None:
        self._shape()
        self._offer(lists)
        for row in self._rows():
            self._sheet.append(row)

    def _rows(self) -> Iterator[list[Any]]:
        page, cells = self._page, self._cells
        yield from ([cells.of(text)] for text in page.lines_above())
        if page.header_row:
            yield [cells.of(one.label, _NEEDED if one.required else _HEAD) for one in page.headings]
        if page.example:
            yield [cells.of(text, _EXAMPLE) for text in page.example]
        for row in page.rows:
            yield [cells.of(text, _WRAPPED if page.wrapped else _PLAIN) for text in row]

    def _shape(self) -> None:
        """Widths, the rows that stay in sight, and text as the form of what will be typed."""
        from openpyxl.utils import get_column_letter

        for at, heading in enumerate(self._page.headings, 1):
            column = self._sheet.column_dimensions[get_column_letter(at)]
            column.width = heading.width or _width(heading, self._page.example[at - 1 : at])
            column.number_format = _TEXT
        if self._page.header_row:
            self._sheet.freeze_panes = f"A{self._page.header_row + 1}"
        if self._page.wrapped:
            for number, row in enumerate(self._page.rows, self._page.header_row + 1):
                self._sheet.row_dimensions[number].height = _LINE * _lines(self._page.headings, row)

    def _offer(self, lists: _Lists) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        first = self._page.header_row + 1
        last = first + len(self._page.rows) + bool(self._page.example) + self._page.spare - 1
        if last < first:
            return
        for at, heading in enumerate(self._page.headings, 1):
            if heading.choices:
                letter = get_column_letter(at)
                offer = DataValidation(
                    type="list",
                    formula1=lists.place(heading.choices),
                    sqref=f"{letter}{first}:{letter}{last}",
                    allow_blank=True,
                    showErrorMessage=True,
                    errorTitle=heading.label[:32],
                    error=_REFUSAL,
                )
                self._sheet.data_validations.append(offer)


def _width(heading: Heading, example: tuple[str, ...]) -> int:
    """Room for the heading, for the example and for most choices, a Chinese character counting two."""
    texts = (heading.label, *example, *(text[:_MOST_OF_A_CHOICE] for text in heading.choices))
    return max(_NARROWEST, *(_breadth(text) + 2 for text in texts))


def _lines(headings: Sequence[Heading], row: Sequence[str]) -> int:
    """How many lines the row takes; no program counts them when it opens the file."""
    broken = (
        -(-_breadth(text) // ((heading.width or _NARROWEST) - 2))
        for heading, text in zip(headings, row, strict=True)
    )
    return max(1, *broken)


def _breadth(text: str) -> int:
    """In letters, of which a Chinese character takes two."""
    return sum(1 + (one > "\xff") for one in text)
