"""A short table in which rows are ticked, with the keyboard or the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Index, Listing
from skilldesk.gui.widgets.signs import Sign, paint_sign

T = TypeVar("T")


class TickListing(Listing[T]):
    """The first column holds the ticks; a tick stays with its value when others are shown."""

    ticked = Signal()

    def __init__(
        self, columns: Sequence[Column[T]], key: Callable[[T], str], may_tick: Callable[[T], bool]
    ) -> None:
        super().__init__(columns)
        self._key, self._may_tick = key, may_tick
        self.ticks: set[str] = set()

    def turn(self, rows: Iterable[int]) -> None:
        """Tick these rows, or take the ticks away."""
        for row in rows:
            value = self.at(row)
            if value is not None and self._may_tick(value):
                self.ticks ^= {self._key(value)}
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.values) - 1, 0))
        self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            value = self.values[index.row()]
            if not self._may_tick(value):
                return None
            on = self._key(value) in self.ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)


class TickDelegate(ChipDelegate):
    """Paints the ticks, too."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], bold_column: int = 1) -> None:
        super().__init__(theme, columns, bold_column)

    def paint_content(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != 0:
            super().paint_content(painter, box, index)
            return
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        theme, side = self._look, self._look.px(15)
        square = QRectF(box.x() + 0.5, box.center().y() - side / 2 + 0.5, side, side)
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if on else "line-strong"), 1))
        painter.setBrush(theme.colour("accent" if on else "card"))
        painter.drawRoundedRect(square, 3, 3)
        if on:
            paint_sign(painter, square.adjusted(3, 3, -3, -3), Sign.CHECK, theme.colour("white"))
