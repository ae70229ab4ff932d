"""A read-only table of any number of records: it holds row numbers in order and reads pages as shown."""

from __future__ import annotations

import html
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from skilldesk.core.fields import BankAccount, DocumentNumber, Field, Money, Tenths, Whole, fields_of
from skilldesk.core.records import Record
from skilldesk.gui.lookup import Lookup
from skilldesk.store.database import Database
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R", bound=Record)

PAGE = 100
_PAGES = 20
"""So many pages are remembered; a person sees one or two at a time."""

_NUMBERS = (Money, Whole, Tenths)
_SPACED = (DocumentNumber, BankAccount)
"""Shown in groups, copied without."""


@dataclass(frozen=True)
class Row(Generic[R]):
    record: R
    texts: tuple[str, ...]


Reader = Callable[[Sequence[int]], Sequence[Row[R]]]


def read_rows(
    snapshot: Snapshot, lookup: Lookup, kind: type[R], columns: Sequence[Field], numbers: Sequence[int]
) -> list[Row[R]]:
    """These rows as a table shows them."""
    found = records.page(snapshot, kind, numbers)
    return [
        Row(record, texts)
        for record, texts in zip(found, lookup.texts(snapshot, found, columns), strict=True)
    ]


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Shows the named fields of the records behind a list of row numbers."""

    sort_asked = Signal(str, bool)
    """The field to sort by, and whether from the largest down."""

    def __init__(self, kind: type[R], columns: Sequence[str], database: Database, lookup: Lookup) -> None:
        super().__init__()
        by_name = {field.name: field for field in fields_of(kind)}
        self.columns = [by_name[name] for name in columns]
        self._kind, self._database, self._lookup = kind, database, lookup
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, Sequence[Row[R]]] = OrderedDict()

    def show_rows(self, numbers: array[int]) -> None:
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def record_at(self, row: int) -> R | None:
        shown = self._row(row) if 0 <= row < len(self._numbers) else None
        return shown.record if shown else None

    def row_of(self, id: str) -> int | None:
        """Where the record stands, if it is on a page that was read."""
        for page, rows in self._pages.items():
            for at, shown in enumerate(rows):
                if shown.record.id == id:
                    return page * PAGE + at
        return None

    def numbers_at(self, rows: Sequence[int]) -> list[int]:
        return [self._numbers[row] for row in rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            shown = self._row(index.row())
            return shown.texts[index.column()] if shown else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorting is the store's business: ask for it."""
        if column >= 0:
            self.sort_asked.emit(self.columns[column].name, order == Qt.SortOrder.DescendingOrder)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft
        if isinstance(self.columns[column].kind, _NUMBERS):
            side = Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _row(self, row: int) -> Row[R] | None:
        page, at = divmod(row, PAGE)
        if page not in self._pages:
            with self._database.read() as snapshot:
                numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
                self._pages[page] = read_rows(snapshot, self._lookup, self._kind, self.columns, numbers)
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None


def as_table(columns: Sequence[Field], rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rows for the clipboard: tab-separated, and for Excel and WPS as cells that stay text.

    Without that, a sheet would keep 15 of the 18 digits of an ID number.
    """
    cells = [
        [
            text.replace(" ", "") if isinstance(field.kind, _SPACED) else text.replace("\t", " ")
            for field, text in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
    lines = [[field.label for field in columns], *cells]
    data = QMimeData()
    data.setText("\r\n".join("\t".join(line) for line in lines) + "\r\n")
    style = "mso-number-format:'\\@'"
    marked = "".join(
        "<tr>" + "".join(f'<td style="{style}">{html.escape(text)}</td>' for text in line) + "</tr>"
        for line in lines
    )
    data.setHtml(f"<table>{marked}</table>")
    return data
