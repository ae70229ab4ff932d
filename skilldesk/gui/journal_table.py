"""The journal as a table: it holds row numbers and reads pages as they are shown."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from skilldesk.gui.journal_words import COLUMNS, JournalWords, Told
from skilldesk.store.database import Database
from skilldesk.store.queries import journal

Index = QModelIndex | QPersistentModelIndex

PAGE = 100
_PAGES = 20
"""So many pages are remembered."""


class JournalTable(QAbstractTableModel):
    """All columns but the changes, which stand at the side."""

    def __init__(self, database: Database, words: JournalWords) -> None:
        super().__init__()
        self._database, self._words = database, words
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, Sequence[Told]] = OrderedDict()

    def show_rows(self, numbers: array[int]) -> None:
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def numbers(self) -> Sequence[int]:
        return self._numbers

    def at(self, row: int) -> Told | None:
        if not 0 <= row < len(self._numbers):
            return None
        page, place = divmod(row, PAGE)
        if page not in self._pages:
            numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
            with self._database.read() as snapshot:
                self._pages[page] = self._words.told(snapshot, journal.page(snapshot, numbers))
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        found = self._pages[page]
        return found[place] if place < len(found) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS) - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            told = self.at(index.row())
            return told.row()[index.column()] if told else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None
