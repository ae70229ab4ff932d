"""The columns of a list: which are shown, how wide, by which it is sorted; kept as they were left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from skilldesk.core.records import Record
from skilldesk.gui import list_look
from skilldesk.gui.column_choice import ColumnChoice
from skilldesk.gui.columns import offered
from skilldesk.gui.desk import Desk
from skilldesk.gui.record_table import RecordTableModel
from skilldesk.gui.record_view import RowView
from skilldesk.gui.screen import Screen

R = TypeVar("R", bound=Record)

_KEPT_AFTER_MS = 500


class Order(NamedTuple):
    column: str
    descending: bool


class ListColumns(QObject, Generic[R]):
    """Shows the chosen columns in a view; sorting itself is the store's business."""

    changed = Signal()
    """The list is to be read anew."""
    refused = Signal(str)
    """Why it is not sorted so."""

    def __init__(self, desk: Desk, screen: Screen[R], view: RowView) -> None:
        super().__init__(view)
        self._desk, self._declared, self._view = desk, screen, view
        self.look = list_look.recall(desk.memory, screen)
        self.table: RecordTableModel[R] = RecordTableModel(
            screen.kind, self._shown(), desk.database, desk.lookup, screen.derived
        )
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        view.setModel(self.table)
        self._mark_order()
        view.setSortingEnabled(True)
        self.table.sort_asked.connect(self._sort)
        view.horizontalHeader().sectionResized.connect(self._resized)
        self._keeping.timeout.connect(self._keep)

    def order(self) -> Order:
        """By what the list is sorted; by its rows, where the column chosen is masked for the user."""
        column = self.look.order if self._may_sort(self.look.order) else "row"
        return Order(column, self.look.descending)

    def choose(self, under: QWidget) -> ColumnChoice:
        """Let the user choose, in a list under that button."""
        known = offered(self._declared.all_columns())
        choice = ColumnChoice(self._desk.theme, known, self.look.columns, self._declared.columns)
        choice.chosen.connect(self._show)
        choice.hang_under(under)
        return choice

    def sort_by_current(self) -> None:
        """Sort by the column in which the keyboard stands; once more turns the order."""
        header = self._view.horizontalHeader()
        column = max(0, self._view.currentIndex().column())
        again = header.sortIndicatorSection() == column
        was = header.sortIndicatorOrder()
        down = again and was == Qt.SortOrder.AscendingOrder
        self._view.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def keep_side(self, width: int) -> None:
        """Remember how wide the panel beside the list is."""
        self.look = replace(self.look, side=width)
        self._keeping.start()

    def _shown(self) -> list[Any]:
        known = self._declared.all_columns()
        return [known[name] for name in self.look.columns]

    def _show(self, names: tuple[str, ...]) -> None:
        order = self.look.order if self.look.order in names else names[0]
        self.look = replace(self.look, columns=names, order=order)
        self.table.show_columns(self._shown())
        self._view.measure_again()
        self._mark_order()
        self._keep()
        self.changed.emit()

    def _may_sort(self, name: str) -> bool:
        """By what is shown masked nobody sorts: the order would tell what the mask hides."""
        column = self._declared.all_columns()[name]
        tells = not column.table or self._desk.lookup.tells_all(column.table)
        return tells and not self._desk.lookup.veil(self._declared.kind).covers(name)

    def _sort(self, name: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not self._may_sort(name):
            self._mark_order()
            self.refused.emit("这一列您看到的是遮盖的，不能按它排序")
            return
        if (name, descending) != (self.look.order, self.look.descending):
            self.look = replace(self.look, order=name, descending=descending)
            self._keep()
        self.changed.emit()

    def _mark_order(self) -> None:
        """Say in the headings by what the list is sorted."""
        header = self._view.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if self.look.descending else Qt.SortOrder.AscendingOrder
        at = self.look.columns.index(self.look.order) if self._may_sort(self.look.order) else -1
        header.blockSignals(True)  # noqa: FBT003 - Qt's
        header.setSortIndicator(at, order)
        header.blockSignals(False)  # noqa: FBT003 - Qt's
        header.viewport().update()

    def _resized(self, section: int, _: int, width: int) -> None:
        if self._view.isVisible() and section < len(self.look.columns) - 1:
            widths = {**self.look.widths, self.look.columns[section]: width}
            self.look = replace(self.look, widths=widths)
            self._keeping.start()

    def _keep(self) -> None:
        list_look.remember(self._desk.memory, self._declared, self.look)
