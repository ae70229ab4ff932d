"""A read-only table of any number of records: it holds row numbers in order and reads pages as shown."""

from __future__ import annotations

import html
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from skilldesk.core.normal import china_day
from skilldesk.core.records import Record, empty
from skilldesk.gui.columns import Column, Derived, Reader, Row, of_kind
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.record_view import SPACED_ROLE, STATE_ROLE
from skilldesk.store.database import Database

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R", bound=Record)

PAGE = 100
_PAGES = 20
"""So many pages are remembered; a person sees one or two at a time."""


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Shows the named columns of the records behind a list of row numbers."""

    sort_asked = Signal(str, bool)
    """The column to sort by, and whether from the largest down."""

    def __init__(
        self,
        kind: type[R],
        columns: Sequence[str | Column],
        database: Database,
        lookup: Lookup,
        derived: Derived[R] | None = None,
    ) -> None:
        super().__init__()
        known = of_kind(kind, derived)
        shown = tuple(known[one] if isinstance(one, str) else one for one in columns)
        self.reader = Reader(kind=kind, columns=shown, lookup=lookup, derived=derived)
        self._database = database
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, Sequence[Row[R]]] = OrderedDict()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.reader.columns

    def show_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.reader = replace(self.reader, columns=tuple(columns))
        self._pages.clear()
        self.endResetModel()

    def show_rows(self, numbers: array[int]) -> None:
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def record_at(self, row: int) -> R | None:
        shown = self._row(row) if 0 <= row < len(self._numbers) else None
        return shown.record if shown else None

    def number_at(self, row: int) -> int | None:
        """What the store calls the record of that row."""
        return self._numbers[row] if 0 <= row < len(self._numbers) else None

    def numbers_at(self, rows: Sequence[int]) -> list[int]:
        return [self._numbers[row] for row in rows]

    def numbers(self) -> array[int]:
        """Those of all rows, in their order."""
        return self._numbers

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            shown = self._row(index.row())
            return shown.texts[index.column()] if shown else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == SPACED_ROLE:
            return column.is_spaced
        if role == STATE_ROLE and column.looks:
            return self._state(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return _side(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorting is the store's business: ask for it."""
        if 0 <= column < len(self.columns):
            self.sort_asked.emit(self.columns[column].name, order == Qt.SortOrder.DescendingOrder)

    def _state(self, index: Index) -> Any:
        shown, column = self._row(index.row()), self.columns[index.column()]
        if shown is None:
            return None
        word = shown.texts[index.column()]
        said = getattr(shown.record, column.name) if column.kind else word
        look = None if empty(said) else column.looks.get(said)
        return (look[0], word, look[1]) if look else None

    def _row(self, row: int) -> Row[R] | None:
        page, at = divmod(row, PAGE)
        if page not in self._pages:
            with self._database.read() as snapshot:
                numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
                today = china_day(self._database.now())
                self._pages[page] = self.reader.read(snapshot, numbers, today)
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def as_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rows for the clipboard: tab-separated, and for Excel and WPS as cells that stay text.

    Without that, a sheet would keep 15 of the 18 digits of an ID number.
    """
    cells = [[column.plain(text) for column, text in zip(columns, row, strict=True)] for row in rows]
    lines = [[column.label for column in columns], *cells]
    data = QMimeData()
    data.setText("\r\n".join("\t".join(line) for line in lines) + "\r\n")
    style = "mso-number-format:'\\@'"
    marked = "".join(
        "<tr>" + "".join(f'<td style="{style}">{html.escape(text)}</td>' for text in line) + "</tr>"
        for line in lines
    )
    data.setHtml(f"<table>{marked}</table>")
    return data
