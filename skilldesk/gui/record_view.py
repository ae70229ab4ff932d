"""How a table looks and is moved in: rows marked by a tint and a bar, hairlines, the name bold and first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
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

_MARGIN = 16
_GAP = 10
_BAR = 3
_WIDEST = 260
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
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0), shown)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, box = self._theme, _box(option)
        chosen = bool(_state(option) & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, theme.colour("accent-tint" if chosen else "card"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("line-soft"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(box.x(), box.y(), _BAR, box.height()), theme.colour("accent"))


def _box(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # type: ignore[attr-defined, no-any-return]  # the stubs leave the fields out


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # type: ignore[attr-defined, no-any-return]  # the stubs leave the fields out


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

    def fit_columns(self) -> None:
        """Make each column as wide as its heading and the first rows need, once."""
        model = self.model()
        rows = min(model.rowCount(), _MEASURED)
        if self._measured or not rows:
            return
        self._measured = True
        for column in range(model.columnCount()):
            heading = f"{model.headerData(column, Qt.Orientation.Horizontal)} ↑"
            texts = {heading, *(str(model.index(row, column).data() or "") for row in range(rows))}
            width = max(self._delegate.width_of(column, text) for text in texts)
            edges = 2 * _GAP + (_MARGIN - _GAP if column == 0 else 0)
            self.setColumnWidth(column, min(width, self._theme.px(_WIDEST)) + edges)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs also allow persistent ones
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.moved.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)
