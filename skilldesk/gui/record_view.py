"""How a table looks and is moved in: rows marked by a tint and a bar, hairlines, the name bold and first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.signs import paint_chip

STATE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Sign, word and tone of a cell that is painted as a chip."""

SPACED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the cell holds a number in groups, which are painted with a small gap between them."""

_BETWEEN_GROUPS = 6
_ID_GROUPS = (6, 14)
_ID_LENGTH = 18

_MARGIN = 16
_GAP = 10
_BAR = 3
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WIDEST = 260
_NARROWED = 110
_MEASURED = 60
"""So many rows tell how wide a column must be."""


class RowDelegate(QStyledItemDelegate):
    """Paints the cells; whoever inherits paints other things in some of them."""

    def __init__(self, theme: Theme, bold_column: int = 0) -> None:
        super().__init__()
        self._theme, self._bold_column = theme, bold_column

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        self.paint_content(painter, _inside(_box(option), index.column()), index)
        painter.restore()

    def width_of(self, column: int, text: str) -> int:
        """How much room that text needs in that column."""
        return QFontMetrics(self.font(column)).horizontalAdvance(text) + 2

    def width_of_cell(self, index: QModelIndex) -> int:
        """The same for what stands in a cell, with the sign of a chip and the gaps of a number."""
        text = str(index.data() or "")
        if index.data(STATE_ROLE):
            return self.width_of(index.column(), text) + self._theme.px(20)
        if index.data(SPACED_ROLE):
            groups = _groups(text)
            gaps = (len(groups) - 1) * self._theme.px(_BETWEEN_GROUPS)
            return self.width_of(index.column(), "".join(groups)) + gaps
        return self.width_of(index.column(), text)

    def font(self, column: int) -> QFont:
        font = QApplication.font()
        font.setPixelSize(self._theme.sizes["body"])
        font.setBold(column == self._bold_column)
        return font

    def paint_content(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.setFont(self.font(index.column()))
        painter.setPen(self._theme.colour("ink"))
        text = str(index.data() or "")
        if state := index.data(STATE_ROLE):
            paint_chip(painter, QRectF(box).adjusted(-6, 0, 0, 0), self._theme, state)
            return
        if index.data(SPACED_ROLE):
            self._paint_groups(painter, box, _groups(text))
            return
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0), shown)

    def _paint_groups(self, painter: QPainter, box: QRect, groups: Sequence[str]) -> None:
        """As many of the groups as there is room for, and an ellipsis for what there is not."""
        left = box.x()
        for group in groups:
            room = box.right() + 1 - left
            shown = painter.fontMetrics().elidedText(group, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, box.y(), room, box.height()), _MIDDLE, shown)
            left += painter.fontMetrics().horizontalAdvance(group) + self._theme.px(_BETWEEN_GROUPS)
            if left > box.right():
                return

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, box = self._theme, _box(option)
        chosen = bool(_state(option) & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, theme.colour("accent-tint" if chosen else "card"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("line-soft"))
        if index.column() == 0 and index.row() == _current_row(option, index):
            painter.fillRect(QRect(box.x(), box.y(), _BAR, box.height()), theme.colour("accent"))


def _box(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # type: ignore[attr-defined, no-any-return]  # the stubs leave the fields out


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # type: ignore[attr-defined, no-any-return]  # the stubs leave the fields out


def _current_row(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
    """The row in which the keyboard stands, of the view that is painted."""
    view = option.widget  # type: ignore[attr-defined]  # the stubs leave the fields out
    return view.currentIndex().row() if isinstance(view, QTableView) else index.row()


def _groups(text: str) -> list[str]:
    """A number in the groups in which it is read: 370403 19900101 9914, masked or not."""
    if " " not in text and len(text) == _ID_LENGTH:
        first, second = _ID_GROUPS
        return [text[:first], text[first:second], text[second:]]
    return text.split(" ")


def _inside(box: QRect, column: int) -> QRect:
    return box.adjusted(_MARGIN if column == 0 else _GAP, 0, -_GAP, 0)


class RowHeader(QHeaderView):
    """Column headings; the one sorted by is blue, with an arrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setStretchLastSection(True)
        self.setFixedHeight(theme.sizes["row"])

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("sunk"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        font = painter.font()
        font.setPixelSize(theme.sizes["label"])
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical_index
        font.setBold(sorted_by)
        painter.setFont(font)
        painter.setPen(theme.colour("accent-deep" if sorted_by else "ink-2"))
        box = rect.adjusted(_MARGIN if logical_index == 0 else _GAP, 0, -_GAP, 0)
        text = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal) or "")
        if sorted_by:
            text += " ↑" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else " ↓"
        role = Qt.ItemDataRole.TextAlignmentRole
        alignment = self.model().headerData(logical_index, Qt.Orientation.Horizontal, role)
        painter.drawText(QRectF(box), int(alignment or self.defaultAlignment()), text)
        painter.restore()


class RowView(QTableView):
    """A table of whole rows, for the keyboard: arrows, Page, Home and End move; Enter opens."""

    opened = Signal(int)
    """Enter or a double click on a row."""
    moved = Signal(int)
    """The current row is another, or -1 for none."""
    ticked = Signal()
    """Others are chosen."""

    def __init__(self, theme: Theme, delegate: RowDelegate | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._delegate = delegate or RowDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(RowHeader(theme))
        self.addScrollBarWidget(self._corner(), Qt.AlignmentFlag.AlignTop)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.sizes["row"])
        self.verticalHeader().setMinimumSectionSize(theme.sizes["row"])
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._measured = False
        self._ticking = False

    def _corner(self) -> QFrame:
        """Continues the headings above the scroll bar, which begins under them."""
        corner = QFrame()
        corner.setProperty("kind", "corner")
        corner.setFixedHeight(self._theme.sizes["row"])
        return corner

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def current_row(self) -> int:
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, max(0, self.currentIndex().column())))

    def fit_columns(self, known: Mapping[int, int] | None = None) -> None:
        """Make each column as wide as its heading and the first rows need, once; or as wide as it is known
        to be wanted.
        """
        rows = min(self.model().rowCount(), _MEASURED)
        if self._measured or not rows:
            return
        self._measured = True
        columns = range(self.model().columnCount())
        needed = [self._width_needed(column, rows) for column in columns]
        squeezed = self._squeezed(needed)
        for column in columns:
            self.setColumnWidth(column, (known or {}).get(column) or squeezed[column])

    def measure_again(self) -> None:
        """The columns are others: fit them when rows come next."""
        self._measured = False

    def _squeezed(self, needed: Sequence[int]) -> list[int]:
        """Where there is no room for all, the widest columns of words give way, down to a least width."""
        least, widths = self._theme.px(_NARROWED), list(needed)
        over = sum(widths) - self.width() + self.verticalScrollBar().sizeHint().width()
        cells = {at: self.model().index(0, at) for at in range(1, len(widths))}
        words = [at for at, one in cells.items() if not one.data(STATE_ROLE) and not one.data(SPACED_ROLE)]
        while over > 0 and words:
            widest = max(words, key=lambda at: widths[at])
            next_wide = max((widths[at] for at in words if widths[at] < widths[widest]), default=0)
            step = min(over, max(1, widths[widest] - max(least, next_wide)))
            if widths[widest] <= least:
                break
            widths[widest] -= step
            over -= step
        return widths

    def _width_needed(self, column: int, rows: int) -> int:
        model = self.model()
        heading = f"{model.headerData(column, Qt.Orientation.Horizontal)} ↑"
        cells = (self._delegate.width_of_cell(model.index(row, column)) for row in range(rows))
        width = max(self._delegate.width_of(column, heading), *cells)
        edges = 2 * _GAP + (_MARGIN - _GAP if column == 0 else 0)
        return min(width, self._theme.px(_WIDEST)) + edges

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs also allow persistent ones
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.moved.emit(current.row())

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """While rows are ticked by Space, the arrows move without losing the ticks."""
        moved = isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._ticking and (moved or event is None):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        self._ticking = False
        return super().selectionCommand(index, event)

    def tick(self) -> None:
        """Take the current row in or out of those chosen, and go on to the next."""
        row = self.current_row()
        if row < 0:
            return
        flags = QItemSelectionModel.SelectionFlag
        take = flags.Select if not self._ticking else flags.Toggle
        self._ticking = True
        self.selectionModel().select(self.model().index(row, 0), take | flags.Rows)
        if row + 1 < self.model().rowCount():
            self.selectionModel().setCurrentIndex(
                self.model().index(row + 1, max(0, self.currentIndex().column())), flags.NoUpdate
            )
        self.ticked.emit()

    @property
    def is_ticking(self) -> bool:
        return self._ticking

    def untick(self) -> None:
        """Choose nothing but the current row."""
        self._ticking = False
        self.selectRow(self.current_row())
        self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.tick()
        elif self._ticking and event.key() == Qt.Key.Key_Escape:
            self.untick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)
