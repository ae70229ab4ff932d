"""The sheet as Qt sees it, with one empty row after the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from skilldesk.gui.grid.sheet import Cell, Finding, GridColumn, Judge, Judged, Line, Sheet

Index = QModelIndex | QPersistentModelIndex

_NOTHING = Judged()


class GridModel(QAbstractTableModel):
    changed = Signal()
    """Somebody edited the sheet, or took an edit back."""

    def __init__(self, sheet: Sheet, judge: Judge) -> None:
        super().__init__()
        self.sheet = sheet
        self.read_only = False
        self.may_grow = True
        """Whether an empty row stands at the end, in which a new line begins."""
        self._judge = judge
        self._judged: Sequence[Judged] = ()
        self._rows = 0

    # --- what there is ---

    @property
    def columns(self) -> Sequence[GridColumn]:
        return self.sheet.columns

    def line(self, row: int) -> Line | None:
        return self.sheet.lines[row] if 0 <= row < len(self.sheet.lines) else None

    def judged(self, row: int) -> Judged:
        return self._judged[row] if 0 <= row < len(self._judged) else _NOTHING

    def all_judged(self) -> Sequence[Judged]:
        return self._judged

    def finding(self, index: Index) -> Finding | None:
        """The worst that is to be said of a cell."""
        if not index.isValid():
            return None
        return self.judged(index.row()).worst(self.columns[index.column()].key)

    def next_problem(self, row: int, column: int) -> tuple[int, int] | None:
        """The cell with a finding after that one, row by row; from the end on from the top."""
        width = len(self.columns)
        cells = [
            at * width + place
            for at, judged in enumerate(self._judged)
            for place, one in enumerate(self.columns)
            if judged.findings.get(one.key)
        ]
        here = row * width + column
        later = next((cell for cell in cells if cell > here), cells[0] if cells else None)
        return None if later is None else divmod(later, width)

    # --- what is done ---

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.sheet.begin(lines)
        self._judged = self._judge(self.sheet.lines)
        self._rows = self._wanted_rows()
        self.endResetModel()

    def judge_again(self) -> None:
        """What the lines are judged by has changed."""
        self._judged = self._judge(self.sheet.lines)
        self._tell_data()

    def put(self, row: int, column: str, text: str) -> None:
        self.put_block(row, [{column: text}])

    def put_block(self, row: int, block: Sequence[Mapping[str, str]]) -> None:
        self.sheet.put_block(row, block)
        self._show_change()

    def replace_lines(self, lines: Sequence[Line]) -> None:
        self.sheet.replace_lines(lines)
        self._show_change()

    def undo(self) -> Cell | None:
        at = self.sheet.undo()
        self._show_change()
        return at

    def redo(self) -> Cell | None:
        at = self.sheet.redo()
        self._show_change()
        return at

    def place(self, cell: Cell) -> tuple[int, int] | None:
        """Where a cell stands now."""
        key, column = cell
        row = next((at for at, line in enumerate(self.sheet.lines) if line.key == key), None)
        place = next(at for at, one in enumerate(self.columns) if one.key == column)
        return None if row is None else (row, place)

    def _show_change(self) -> None:
        was, now = self._rows, self._wanted_rows()
        if now > was:
            self.beginInsertRows(QModelIndex(), was, now - 1)
        elif now < was:
            self.beginRemoveRows(QModelIndex(), now, was - 1)
        self._judged = self._judge(self.sheet.lines)
        self._rows = now
        if now > was:
            self.endInsertRows()
        elif now < was:
            self.endRemoveRows()
        self._tell_data()
        self.changed.emit()

    def _wanted_rows(self) -> int:
        return len(self.sheet.lines) + (self.may_grow and not self.read_only)

    def _tell_data(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    # --- as Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index)
        return None

    def text(self, row: int, column: int) -> str:
        line, one = self.line(row), self.columns[column]
        if one.derived:
            return self.judged(row).derived.get(one.key, "")
        return line.text(one.key) if line else ""

    def _said(self, index: Index) -> str:
        text, found = self.text(index.row(), index.column()), self.finding(index)
        state = self.judged(index.row()).state
        if state and self.columns[index.column()].is_state:
            return state[1]
        return f"{text}　{found.problem.severity.value}：{found.problem.text}" if found else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].heading if orientation == Qt.Orientation.Horizontal else section + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.may_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def may_edit(self, row: int, column: int) -> bool:
        return not (self.read_only or self.columns[column].derived or self.judged(row).struck)
