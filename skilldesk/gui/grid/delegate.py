"""How a cell is edited: one line in place, or a line with the list of a code table under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.grid.model import GridModel, Index
from skilldesk.gui.grid.painting import CellPainter
from skilldesk.gui.grid.sheet import GridColumn
from skilldesk.gui.lookup import Choice, Lookup
from skilldesk.gui.theme import Theme


class CodeCell(ChoiceEdit):
    """Chooses a code; the cell then reads 61 普高."""

    def __init__(self, lookup: Lookup, table: str) -> None:
        super().__init__()
        self._lookup, self._table = lookup, table
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def choices(self, text: str) -> Sequence[Choice]:
        return self._lookup.codes_like(self._table, text)

    def shown(self, key: str) -> str:
        return next((one.text for one in self.choices(key) if one.key == key), key)

    def chosen(self, key: str) -> None:
        self._lookup.chose(self._table, key)


class CellDelegate(QStyledItemDelegate):
    done = Signal(int, int)
    """A cell was typed; go so many rows down and columns right."""

    def __init__(self, theme: Theme, lookup: Lookup, view: QTableView) -> None:
        super().__init__(view)
        self._lookup, self._view = lookup, view
        self._painter = CellPainter(theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ring = self._view.currentIndex() == index
        self._painter.paint(painter, option, index, ring=ring)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = _column(index)
        editor = CodeCell(self._lookup, column.table) if column.table else QLineEdit()
        editor.setParent(parent)
        editor.setProperty("kind", "cell")
        editor.setAccessibleName(column.heading)
        if column.latin:
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
            editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - createEditor makes no other
        if not editor.isModified():
            editor.setText(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - as above
        assert isinstance(model, GridModel)  # noqa: S101 - a grid has no other
        if isinstance(editor, ChoiceEdit):
            editor.settle()
        if editor.text() != str(index.data() or ""):
            model.put(index.row(), _column(index).key, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # the stubs leave the fields out

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(watched, QLineEdit)  # noqa: S101 - only editors are watched
            if step := _step(event, watched):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.done.emit(*step)
                return True
            if event.key() == Qt.Key.Key_Escape and not (isinstance(watched, ChoiceEdit) and watched.is_open):
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.RevertModelCache)
                return True
            return False
        return super().eventFilter(watched, event)


def _step(event: QKeyEvent, editor: QLineEdit) -> tuple[int, int] | None:
    """Where a key that ends typing leads: rows down, columns right."""
    step = step_of(event)
    if step is not None:
        return step
    if isinstance(editor, ChoiceEdit) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    return {Qt.Key.Key_Down.value: (1, 0), Qt.Key.Key_Up.value: (-1, 0)}.get(event.key())


def step_of(event: QKeyEvent) -> tuple[int, int] | None:
    """Enter goes down and Tab right; with Shift, back."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = Qt.KeyboardModifier.ShiftModifier
    if modifiers not in (Qt.KeyboardModifier.NoModifier, shift):
        return None
    back = modifiers == shift
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return (-1 if back else 1, 0)
        case Qt.Key.Key_Tab:
            return (0, -1 if back else 1)
        case Qt.Key.Key_Backtab:
            return (0, -1)
    return None


def _column(index: QModelIndex | QPersistentModelIndex) -> GridColumn:
    model = index.model()
    assert isinstance(model, GridModel)  # noqa: S101 - a grid has no other
    return model.columns[index.column()]
