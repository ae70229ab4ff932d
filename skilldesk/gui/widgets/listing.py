"""A short table of values that are all in memory, with a state painted as a chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from skilldesk.gui.record_view import STATE_ROLE, RowDelegate
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.signs import Sign, Tone, paint_chip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
State = tuple[Sign, str, Tone]


@dataclass(frozen=True)
class Column(Generic[T]):
    heading: str
    text: Callable[[T], str]
    right: bool = False
    state: Callable[[T], State] | None = None
    """Given, the column shows this as a chip; `text` is what is copied and read aloud."""


class Listing(QAbstractTableModel, Generic[T]):
    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self._columns = columns
        self.values: Sequence[T] = ()

    def show_values(self, values: Sequence[T]) -> None:
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def at(self, row: int) -> T | None:
        return self.values[row] if 0 <= row < len(self.values) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, value = self._columns[index.column()], self.values[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return column.state(value) if role == STATE_ROLE and column.state else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return _side(self._columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ChipDelegate(RowDelegate):
    """Paints states as chips, in the columns that have states."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], bold_column: int = 0) -> None:
        super().__init__(theme, bold_column)
        self._look, self._columns = theme, columns

    def width_of(self, column: int, text: str) -> int:
        """With room for the sign of a chip."""
        return super().width_of(column, text) + (self._look.px(20) if self._columns[column].state else 0)

    def paint_content(self, painter: QPainter, box: QRect, index: Index) -> None:
        state = index.data(STATE_ROLE)
        if state is None:
            super().paint_content(painter, box, index)
            return
        painter.setFont(self.font(index.column()))
        paint_chip(painter, QRectF(box).adjusted(-6, 0, 0, 0), self._look, state)
