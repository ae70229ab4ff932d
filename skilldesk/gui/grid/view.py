"""The grid at the keyboard: cells in place, Enter down, Tab right, fill down, clipboard, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QLineEdit, QTableView, QWidget

from skilldesk.core import clipboard_table
from skilldesk.gui.grid.card import FindingCard
from skilldesk.gui.grid.delegate import CellDelegate, step_of
from skilldesk.gui.grid.model import GridModel
from skilldesk.gui.grid.painting import ColumnHeader, RowNumbers
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.theme import Theme

HINTS = (
    ("Enter", "向下"),
    ("Tab", "向右"),
    ("Ctrl+D", "向下填充"),
    ("F7", "下一处问题"),
    ("Ctrl+V", "粘贴"),
    ("Ctrl+Z", "撤销"),
)

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class GridView(QTableView):
    moved = Signal()
    """The current cell is another."""
    typed = Signal()
    """A cell was left after typing, or many were changed at once."""
    pasted = Signal(str)
    """A text is to be pasted; whoever holds the grid puts it in."""
    removal_asked = Signal()
    """Ctrl+Del: take the chosen lines out."""

    def __init__(self, theme: Theme, lookup: Lookup, model: GridModel) -> None:
        super().__init__()
        self._theme, self._grid = theme, model
        delegate = CellDelegate(theme, lookup, self)
        delegate.done.connect(self._step)
        self.setItemDelegate(delegate)
        self._numbers = RowNumbers(theme)
        self.setHorizontalHeader(ColumnHeader(theme))
        self.setVerticalHeader(self._numbers)
        self._behave()
        self.card = FindingCard(theme, self)
        self.card.repaired.connect(self.repair)
        self.setModel(model)
        for at, column in enumerate(model.columns):
            self.setColumnWidth(at, theme.px(column.width))
        model.changed.connect(self._changed)
        model.dataChanged.connect(self._show_finding)
        model.modelReset.connect(self._show_finding)
        self.horizontalScrollBar().valueChanged.connect(self._show_finding)
        self.verticalScrollBar().valueChanged.connect(self._show_finding)

    # --- where one is ---

    def place(self) -> tuple[int, int]:
        """The row and the column of the current cell; the first cell, if there is none."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (0, 0)

    def go_to(self, row: int, column: int) -> None:
        index = self._grid.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def settle(self) -> None:
        """Take what stands in an open editor, as if the cell had been left."""
        if self.is_editing:
            editor = self.indexWidget(self.currentIndex()) or QGuiApplication.focusObject()
            if isinstance(editor, QWidget) and self.isAncestorOf(editor):
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    @property
    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def next_problem(self) -> None:
        if found := self._grid.next_problem(*self.place()):
            self.go_to(*found)

    def chosen_rows(self) -> list[int]:
        """The rows of the chosen cells that hold lines."""
        rows = {index.row() for index in self.selectedIndexes()}
        return sorted(row for row in rows if self._grid.line(row))

    # --- what one does ---

    def repair(self) -> None:
        """Do what the card under the cell offers."""
        found = self._grid.finding(self.currentIndex())
        if found and found.repair and not self._grid.read_only:
            self._put_here(found.repair.text)

    def fill_down(self) -> None:
        """Put the topmost chosen cell of each column in those below; of one cell alone, the one above."""
        top, left, bottom, right = self._chosen()
        if top == bottom:
            top -= 1
        if top < 0 or self._grid.read_only:
            return
        columns = [at for at in range(left, right + 1) if not self._grid.columns[at].derived]
        said = {self._grid.columns[at].key: self._grid.text(top, at) for at in columns}
        last = min(bottom, len(self._grid.sheet.lines) - 1)
        self._put_rows(top + 1, [said] * (last - top))

    def clear(self) -> None:
        top, left, bottom, right = self._chosen()
        keys = [one.key for one in self._grid.columns[left : right + 1] if not one.derived]
        last = min(bottom, len(self._grid.sheet.lines) - 1)
        self._put_rows(top, [dict.fromkeys(keys, "")] * (last - top + 1))

    def copy(self) -> None:
        """The chosen cells for Excel and WPS, as text."""
        top, left, bottom, right = self._chosen()
        rows = [[self._grid.text(row, at) for at in range(left, right + 1)] for row in range(top, bottom + 1)]
        data = QMimeData()
        data.setText(clipboard_table.write(rows))
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text and not self._grid.read_only:
            self.pasted.emit(text)

    def paste_block(self, rows: list[list[str]]) -> None:
        """Put cells in from the current one on; derived columns take their cell and forget it, and an empty
        cell changes nothing.
        """
        row, left = self.place()
        columns = self._grid.columns[left:]
        block = [
            {one.key: cell for one, cell in zip(columns, cells, strict=False) if cell and not one.derived}
            for cells in rows
        ]
        self._put_rows(row, block)

    def undo(self) -> None:
        self._go_back(self._grid.undo)

    def redo(self) -> None:
        self._go_back(self._grid.redo)

    def _go_back(self, turn: Callable[[], tuple[str, str] | None]) -> None:
        at = turn()
        if at and (place := self._grid.place(at)):
            self.go_to(*place)
        self.typed.emit()

    def _put_here(self, text: str) -> None:
        row, at = self.place()
        self._put_rows(row, [{self._grid.columns[at].key: text}])

    def _put_rows(self, row: int, block: list[Mapping[str, str]] | list[dict[str, str]]) -> None:
        if block and not self._grid.read_only:
            self._grid.put_block(row, list(block))
            self.typed.emit()

    def _chosen(self) -> tuple[int, int, int, int]:
        """The frame round the chosen cells: top, left, bottom, right."""
        found = self.selectedIndexes() or [self.currentIndex()]
        rows, columns = [one.row() for one in found], [one.column() for one in found]
        return max(0, min(rows)), max(0, min(columns)), max(rows), max(columns)

    def _step(self, down: int, right: int) -> None:
        """Go on; Tab at the end of a row to the first cell of the next, Enter past the last to a new one."""
        row, column = self.place()
        self.setFocus()
        self.typed.emit()
        if right:
            self._step_right(row, column, right)
        else:
            self.go_to(max(0, min(self._grid.rowCount() - 1, row + down)), column)

    def _step_right(self, row: int, column: int, step: int) -> None:
        width = len(self._grid.columns)
        at = row * width + column + step
        while 0 <= at < self._grid.rowCount() * width:
            if not self._grid.columns[at % width].derived:
                self.go_to(*divmod(at, width))
                return
            at += step

    # --- what Qt asks ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := step_of(event):
            self._step(*step)
        elif not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        for standard, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Undo, self.undo),
        ):
            if event.matches(standard):
                act()
                return True
        ctrl, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        match event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            case Qt.Key.Key_D, modifiers if modifiers == ctrl:
                self.fill_down()
            case Qt.Key.Key_Y, modifiers if modifiers == ctrl:
                self.redo()
            case Qt.Key.Key_Delete, modifiers if modifiers == ctrl:
                self.removal_asked.emit()
            case ((Qt.Key.Key_Delete | Qt.Key.Key_Backspace), modifiers) if modifiers == _NO_MODIFIER:
                self.clear()
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), modifiers) if modifiers == alt:
                self.repair()
            case _:
                return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method begins to write: into an editor, unless nothing may be typed here."""
        if not self._grid.may_edit(*self.place()):
            return
        if event.commitString() and not self.is_editing:
            self._commit_at_once(event)
        else:
            super().inputMethodEvent(event)

    def _commit_at_once(self, event: QInputMethodEvent) -> None:
        """A text that was never shown as a composition: Qt would open the editor and drop it."""
        self.edit(self.currentIndex())
        editor = QGuiApplication.focusObject()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
            QGuiApplication.sendEvent(editor, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_input_method()

    def _tell_input_method(self) -> None:
        """It is off where digits and marks go."""
        index = self.currentIndex()
        if index.isValid():
            latin = self._grid.columns[index.column()].latin
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not latin)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001 - Qt's own argument
        """Tab goes to the next cell, not out of the grid."""
        return False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs also allow persistent ones
        super().currentChanged(current, previous)
        self._numbers.current = current.row()
        self._numbers.viewport().update()
        self._tell_input_method()
        self._show_finding()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_finding()

    def _changed(self) -> None:
        self.viewport().update()
        self._show_finding()

    def _show_finding(self, *_: object) -> None:
        index = self.currentIndex()
        found = self._grid.finding(index) if index.isValid() else None
        if self.is_editing:
            found = None
        self.card.say(found, self._cell)

    def _cell(self) -> QRect:
        """Where the current cell stands in the grid; nowhere, if it was scrolled out of sight."""
        rect = self.visualRect(self.currentIndex())
        if not rect.intersects(self.viewport().rect()):
            return QRect()
        return rect.translated(self.viewport().mapTo(self, QPoint(0, 0)))

    def _behave(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
