"""How cells, headings and row numbers of a grid look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QHeaderView, QStyle, QStyleOptionViewItem

from skilldesk.gui.grid.model import GridModel, Index
from skilldesk.gui.grid.sheet import Finding, GridColumn
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.signs import paint_chip, stroke

GAP = 8
_CORNER = 7
_BETWEEN_GROUPS = 6


def body_font(theme: Theme) -> QFont:
    font = QApplication.font()
    font.setPixelSize(theme.sizes["body"])
    return font


class CellPainter:
    """Paints the ground, the text and the marks of one cell."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, ring: bool) -> None:
        model = index.model()
        assert isinstance(model, GridModel)  # noqa: S101 - a grid has no other
        box: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the fields out
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        column, found = model.columns[index.column()], model.finding(index)
        painter.save()
        painter.fillRect(box, self._theme.colour(self._ground(column, found, chosen=chosen and not ring)))
        self._paint_lines(painter, box)
        state = model.judged(index.row()).state if column.is_state else None
        if state is not None:
            font = body_font(self._theme)
            painter.setFont(font)
            paint_chip(painter, QRectF(box).adjusted(2, 0, 0, 0), self._theme, state)
        else:
            self._paint_text(painter, box, model, index)
        if found is not None and not column.is_state:
            self._paint_finding(painter, box, found)
        if ring:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -2, -2))
        painter.restore()

    def _ground(self, column: GridColumn, found: Finding | None, *, chosen: bool) -> str:
        if chosen:
            return "accent-tint"
        if column.is_state:
            return "card"
        if found is not None:
            return f"{found.tone}-tint"
        return "page" if column.derived else "card"

    def _paint_lines(self, painter: QPainter, box: QRect) -> None:
        colour = self._theme.colour("line-soft")
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour)
        painter.fillRect(QRect(box.right(), box.y(), 1, box.height()), colour)

    def _paint_text(self, painter: QPainter, box: QRect, model: GridModel, index: Index) -> None:
        column = model.columns[index.column()]
        text = model.text(index.row(), index.column())
        font = body_font(self._theme)
        font.setStrikeOut(model.judged(index.row()).struck)
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink-2" if column.derived else "ink"))
        inside = box.adjusted(GAP, 0, -GAP, 0)
        if column.groups and len(text) == sum(column.groups):
            _paint_groups(painter, inside, text, column.groups)
            return
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_finding(self, painter: QPainter, box: QRect, found: Finding) -> None:
        """A thin edge and a filled corner: the cell is seen without its colour too."""
        colour = stroke(self._theme, found.tone)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -1.5, -1.5))
        side, right, top = self._theme.px(_CORNER), box.right(), box.y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_groups(painter: QPainter, box: QRect, text: str, groups: tuple[int, ...]) -> None:
    x, at = box.x(), 0
    for size in groups:
        part = text[at : at + size]
        painter.drawText(
            QRect(x, box.y(), box.width(), box.height()), int(Qt.AlignmentFlag.AlignVCenter), part
        )
        x += painter.fontMetrics().horizontalAdvance(part) + _BETWEEN_GROUPS
        at += size


class ColumnHeader(QHeaderView):
    """Column headings; what must be filled in has a star after its word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setFixedHeight(theme.sizes["row"])
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        theme, model = self._theme, self.model()
        assert isinstance(model, GridModel)  # noqa: S101 - a grid has no other
        column = model.columns[logical_index]
        painter.save()
        painter.fillRect(rect, theme.colour("sunk"))
        line = theme.colour("line")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)
        font = painter.font()
        font.setPixelSize(theme.sizes["label"])
        painter.setFont(font)
        painter.setPen(theme.colour("ink-2"))
        box = rect.adjusted(GAP, 0, -GAP, 0)
        metrics, left = painter.fontMetrics(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wide = metrics.horizontalAdvance(column.heading)
        star = metrics.horizontalAdvance("*") + 4 if column.required else 0
        if column.right:
            box.setX(max(box.x(), box.right() - wide - star))
        painter.drawText(box, left, column.heading)
        if column.required:
            painter.setPen(theme.colour("red"))
            box.setX(box.x() + wide + 4)
            painter.drawText(box, left, "*")
        painter.restore()


class RowNumbers(QHeaderView):
    """The numbers of the rows; the current one is blue."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self.current = -1
        self.setFixedWidth(theme.px(40))
        self.setDefaultSectionSize(theme.sizes["row-grid"])
        self.setMinimumSectionSize(theme.sizes["row-grid"])
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        theme, on = self._theme, logical_index == self.current
        painter.save()
        painter.fillRect(rect, theme.colour("accent-tint" if on else "sunk"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("line-soft"))
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme.colour("line"))
        painter.setFont(body_font(theme))
        painter.setPen(theme.colour("accent-deep" if on else "ink-3"))
        inside = rect.adjusted(0, 0, -GAP, 0)
        painter.drawText(
            inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(logical_index + 1)
        )
        painter.restore()
