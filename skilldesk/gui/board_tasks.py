"""今日待办: the lines of the board, walked by up and down and pressed as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from skilldesk.gui import icons
from skilldesk.gui.board_work import Line
from skilldesk.gui.place import Place
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, scrolling
from skilldesk.gui.widgets.signs import ink

_LINE = 60
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TaskLine(QAbstractButton):
    """The number, what it is, and the word of what to do: the whole line is pressed."""

    moved = Signal(int)
    """One line down, or up."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        self._theme = theme
        self.show_line(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: Line) -> None:
        self.line = line
        self.setAccessibleName(f"{line.number}{line.unit}，{line.title}，{line.act}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(_LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list moves; a button by itself would step out of it at the ends."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_number(painter)
        self._paint_words(painter)
        self._paint_act(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, box = self._theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("accent-tint"))
            painter.drawRoundedRect(box, 4, 4)
            return
        if self.underMouse():
            painter.fillRect(box, theme.colour("page"))
        edge = theme.px(8)
        line = QRectF(edge, self.height() - 1, self.width() - 2 * edge, 1)
        painter.fillRect(line, theme.colour("line-soft"))

    def _paint_number(self, painter: QPainter) -> None:
        theme, px, line = self._theme, self._theme.px, self.line
        number = QRectF(0, 0, px(64), self.height())
        look = (theme.sizes["number"], True, ink(theme, line.tone).name(), _RIGHT)
        self._write(painter, number, f"{line.number:,}", look)
        unit = QRectF(px(70), 2, px(48), self.height())
        self._write(painter, unit, line.unit, (theme.sizes["label"], False, theme.colours["ink-2"], _LEFT))

    def _paint_words(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        left, middle = px(116), self.height() / 2
        font = self.font()
        font.setPixelSize(theme.sizes["body"])
        room = self.width() - left - QFontMetrics(font).horizontalAdvance(self.line.act) - px(52)
        title = QRectF(left, middle - px(21), room, px(20))
        self._write(painter, title, self.line.title, (theme.sizes["lead"], True, theme.colours["ink"], _LEFT))
        detail = QRectF(left, middle + 1, room, px(18))
        self._write(
            painter, detail, self.line.detail, (theme.sizes["label"], False, theme.colours["ink-2"], _LEFT)
        )

    def _paint_act(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        blue, side = theme.colours["accent-deep"], px(16)
        act = QRectF(0, 0, self.width() - px(36), self.height())
        self._write(painter, act, self.line.act, (theme.sizes["body"], False, blue, _RIGHT))
        left, top = self.width() - px(30), (self.height() - side) // 2
        painter.drawPixmap(left, top, icons.pixmap("arrow", blue, side))

    def _write(self, painter: QPainter, box: QRectF, text: str, look: tuple[int, bool, str, int]) -> None:
        size, bold, colour, side = look
        font = painter.font()
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, side, shown)


class TaskList(QWidget):
    """今日待办: up and down go from line to line, Enter goes there."""

    chosen = Signal(Place)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[TaskLine] = []
        self._column = column(spacing=0)
        inner = laid(QWidget(), column(self._column, None, spacing=0), margins=(6, 0, 6, 6))
        self._area = scrolling(inner)
        laid(self, column(self._area, spacing=0))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Lines that stay are told anew, not made anew, so that the keyboard stays where it is."""
        for made, line in zip(self.lines, lines, strict=False):
            made.show_line(line)
        while len(self.lines) > len(lines):
            self._take_last()
        for line in lines[len(self.lines) :]:
            self._add(line)

    def _add(self, line: Line) -> None:
        made = TaskLine(self._theme, line)
        made.moved.connect(self._move)
        made.clicked.connect(lambda: self.chosen.emit(made.line.place))
        self._column.addWidget(made)
        self.lines.append(made)

    def _take_last(self) -> None:
        gone = self.lines.pop()
        if gone.hasFocus() and self.lines:
            self.lines[-1].setFocus()
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def current(self) -> int:
        return next((at for at, line in enumerate(self.lines) if line.hasFocus()), -1)

    def take_focus(self) -> None:
        if self.lines:
            self.lines[max(0, self.current())].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, step: int) -> None:
        self._go(max(0, min(len(self.lines) - 1, self.current() + step)))

    def _go(self, at: int) -> None:
        self.lines[at].setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self.lines[at])
