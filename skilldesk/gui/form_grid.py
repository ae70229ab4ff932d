"""How the fields of a group stand: in one, two or three columns, by the room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid
from skilldesk.gui.widgets.problem_note import ProblemNote

MOST = 3
_LEAST = {3: 780, 2: 460}
"""So wide, in pixels of the pictures, must a form be for that many columns."""

_LABEL = 84
"""Six characters and the star; longer labels take two lines."""

Width = Literal["one", "wide", "whole"]
"""One column; two where there is room for them; two at least."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A field with all that belongs to it."""

    label: QLabel
    editor: QWidget
    note: ProblemNote
    width: Width
    below: QWidget | None = None
    """What is told right under the editor."""


class Spot(NamedTuple):
    line: int
    column: int
    span: int


def columns_for(width: float) -> int:
    """How many columns a form of that width has, in pixels of the pictures."""
    return next((columns for columns, least in _LEAST.items() if width >= least), 1)


def flow(widths: Sequence[Width], columns: int, first_line: int = 0) -> Iterator[Spot]:
    """Where fields stand in their order: a wide one takes what is left of the line if that is one column
    of three, and else begins a new one.
    """
    line, at = first_line, 0
    for width in widths:
        span = 1 if width == "one" else min(2, columns)
        left = columns - at
        if span > left and not (width == "wide" and columns == MOST):
            line, at, left = line + 1, 0, columns
        span = min(span, left)
        yield Spot(line, at, span)
        at += span
        if at == columns:
            line, at = line + 1, 0


class FieldGrid(QWidget):
    """The fields of one group."""

    def __init__(self, theme: Theme, cells: Sequence[Cell]) -> None:
        super().__init__()
        self._theme, self._cells = theme, cells
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        laid(self, self._grid)
        self.arrange(2)

    def arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0):
            pass
        for column in range(MOST):
            used = column < columns
            self._grid.setColumnMinimumWidth(2 * column, self._theme.px(_LABEL) if used else 0)
            self._grid.setColumnStretch(2 * column + 1, 1 if used else 0)
        for cell, spot, below in self._placed():
            self._put(cell, spot, below)

    def _placed(self) -> Iterator[tuple[Cell, Spot, int]]:
        """Each cell, its place, and the line of what is told below it."""
        cells = self._cells
        told = next((at for at, cell in enumerate(cells) if cell.below is not None), None)
        if self._columns == MOST and told in (1, 2):
            for at in range(told):
                yield cells[at], Spot(at, 0, 1), at
            yield cells[told], Spot(0, 1, 2), 1
            rest = cells[told + 1 :]
            for cell, spot in zip(rest, flow([one.width for one in rest], MOST, 2), strict=True):
                yield cell, spot, spot.line
            return
        for cell, spot in zip(cells, flow([one.width for one in cells], self._columns), strict=True):
            yield cell, spot, spot.line

    def _put(self, cell: Cell, spot: Spot, below: int) -> None:
        """A line has the fields, what is told below them, and one under the other what is wrong with each:
        from its own field to the end of the line where there are three columns, else over the whole line.
        """
        rows = 2 + self._columns
        at, left = spot.line * rows, 2 * spot.column
        top = Qt.AlignmentFlag.AlignTop
        right = Qt.AlignmentFlag.AlignRight
        span = 2 * spot.span - 1
        self._grid.addWidget(cell.label, at, left, top | right)
        self._grid.addWidget(cell.editor, at, left + 1, 1, span, top)
        if cell.below is not None:
            beside = below != spot.line
            self._grid.addWidget(cell.below, below * rows + (0 if beside else 1), left + 1, 1, span)
        if self._columns == MOST:
            self._grid.addWidget(cell.note, at + 2 + spot.column, left + 1, 1, 2 * MOST - left - 1)
        else:
            self._grid.addWidget(cell.note, at + 2 + spot.column, 1, 1, 2 * self._columns - 1)


def broken(label: str) -> str:
    """A label in two lines, if it is too long for one; parted where a word ends, near the middle."""
    if len(label) <= 6:
        return label
    ends = [at for at in range(2, len(label) - 1) if label[at - 1] in "人证卡码格" or label[at] == "（"]
    at = min(ends or [(len(label) + 1) // 2], key=lambda one: (abs(one - len(label) / 2), -one))
    return f"{label[:at]}\n{label[at:]}"
