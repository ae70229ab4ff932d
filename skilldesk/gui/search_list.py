"""The lines under the search box: what was found, kind by kind, each with what tells it from its likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from skilldesk.gui.theme import Theme
from skilldesk.operations.search import Group, Hit

Index = QModelIndex | QPersistentModelIndex

_HEADING, _HIT = 26, 44
_MARGIN = 12
_BAR = 3


@dataclass(frozen=True)
class Heading:
    """The name of a kind, above what was found of it."""

    kind: str
    text: str
    more: str = ""
    """What stands at the right: that there are others."""


Line = Heading | Hit

LINE_ROLE = Qt.ItemDataRole.UserRole


def lines_of(groups: Sequence[Group]) -> list[Line]:
    lines: list[Line] = []
    for group in groups:
        more = f"不止这{len(group.hits)}条" if group.has_more else ""
        lines += [Heading(group.kind, group.label, more), *group.hits]
    return lines


class LineModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.text if isinstance(line, Heading) else f"{line.title}　{line.detail}　{line.state}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(height_of(index.data(LINE_ROLE))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        box: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the fields out
        painter.save()
        if isinstance(line, Heading):
            self._paint_heading(painter, box, line)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
            self._paint_hit(painter, box, line, chosen=chosen)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRect, heading: Heading) -> None:
        painter.fillRect(box, self._theme.colour("sunk"))
        inside = box.adjusted(_MARGIN, 0, -_MARGIN, 0)
        width = self._write(painter, inside, heading.more, "ink-3", side=Qt.AlignmentFlag.AlignRight)
        self._write(painter, inside.adjusted(0, 0, -width, 0), heading.text, "ink-2")

    def _paint_hit(self, painter: QPainter, box: QRect, hit: Hit, *, chosen: bool) -> None:
        theme = self._theme
        painter.fillRect(box, theme.colour("accent-tint" if chosen else "card"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("line-soft"))
        if chosen:
            painter.fillRect(QRect(box.x(), box.y(), _BAR, box.height()), theme.colour("accent"))
        half = box.height() // 2
        above = QRect(box.x() + _MARGIN, box.y() + 3, box.width() - 2 * _MARGIN, half - 2)
        below = above.translated(0, half - 2)
        small = "ink-2" if chosen else "ink-3"
        width = self._write(painter, above, hit.state, "ink-2", side=Qt.AlignmentFlag.AlignRight)
        self._write(painter, above.adjusted(0, 0, -width, 0), hit.title, "ink", strong=True)
        width = self._write(painter, below, hit.why, small, side=Qt.AlignmentFlag.AlignRight)
        self._write(painter, below.adjusted(0, 0, -width, 0), hit.detail, "ink-2")

    def _write(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        colour: str,
        *,
        strong: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Write the text, shortened to its box; answers how much room it took with a gap beside it."""
        if not text:
            return 0
        painter.setFont(self._font(strong=strong))
        painter.setPen(self._theme.colour(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return painter.fontMetrics().horizontalAdvance(shown) + _MARGIN

    def _font(self, *, strong: bool) -> QFont:
        font = QApplication.font()
        font.setPixelSize(self._theme.sizes["body" if strong else "label"])
        font.setBold(strong)
        return font


def height_of(line: Line) -> int:
    """In the pixels of the pictures."""
    return _HEADING if isinstance(line, Heading) else _HIT


class LineView(QListView):
    """The lines; the keyboard stays in the box above, which moves the mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown = LineModel()
        self._delegate = LineDelegate(theme)
        self.setModel(self.shown)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("查找结果")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "found")

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show them, the first hit marked."""
        self.shown.show_lines(lines)
        self._mark(next(iter(self._hits()), -1))

    def wanted_height(self) -> int:
        return sum(self._theme.px(height_of(line)) for line in self.shown.lines)

    def marked(self) -> Hit | None:
        line = self.currentIndex().data(LINE_ROLE)
        return line if isinstance(line, Hit) else None

    def step(self, by: int) -> None:
        """Move the mark by so many hits; at the ends it stays."""
        hits = self._hits()
        if hits:
            at = hits.index(self.currentIndex().row()) if self.currentIndex().row() in hits else 0
            self._mark(hits[max(0, min(len(hits) - 1, at + by))])

    def _hits(self) -> list[int]:
        return [row for row, line in enumerate(self.shown.lines) if isinstance(line, Hit)]

    def _mark(self, row: int) -> None:
        self.setCurrentIndex(self.shown.index(row))
        above = row - 1
        if above >= 0 and isinstance(self.shown.lines[above], Heading):
            self.scrollTo(self.shown.index(above))
        self.scrollTo(self.shown.index(row))
