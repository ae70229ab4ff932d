"""The left rail: the one dark area, with the pages of the window and their fixed digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from skilldesk.gui import icons
from skilldesk.gui.brand import paint_mark
from skilldesk.gui.theme import Theme


@dataclass(frozen=True)
class Entry:
    """A line of the rail. Digits are fixed for ever; one without a digit stands below."""

    key: str
    word: str
    icon: str
    digit: str = ""


ENTRIES = (
    Entry("board", "工作台", "board", "1"),
    Entry("trainees", "学员", "person", "2"),
    Entry("institutions", "机构与企业", "building", "3"),
    Entry("classes", "培训班", "class", "4"),
    Entry("certificates", "证书", "certificate", "5"),
    Entry("claims", "补贴申领", "yuan", "6"),
    Entry("funds", "资金", "ledger", "7"),
    Entry("reports", "报送与回执", "send", "8"),
    Entry("statistics", "统计", "chart", "9"),
    Entry("catalogues", "目录与政策", "book", "0"),
    Entry("system", "系统", "settings"),
)
"""All that the window will ever hold; pages that do not exist yet are not shown."""


class RailButton(QAbstractButton):
    def __init__(self, theme: Theme, entry: Entry) -> None:
        super().__init__()
        self._theme, self._entry = theme, entry
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(entry.word)
        self.setFixedHeight(theme.px(40))
        if entry.digit:
            self.setToolTip(f"Alt+{entry.digit}")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.sizes["rail-w"], self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(8, 2, self.width() - 16, self.height() - 4)
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("rail-on"))
            painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.fillRect(QRectF(0, 2, 3, self.height() - 4), theme.colour("white"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("white"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        self._paint_words(painter, "white" if on else "rail-ink")
        painter.end()

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        theme, side = self._theme, self._theme.px(18)
        top = (self.height() - side) // 2
        picture = icons.pixmap(self._entry.icon, theme.colours[colour], side)
        painter.drawPixmap(QRect(16, top, side, side), picture)
        font = painter.font()
        font.setPixelSize(theme.sizes["body"])
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        inside = QRect(16 + side + 8, 0, self.width() - side - 28, self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignLeft), self._entry.word)
        font.setBold(False)
        font.setPixelSize(theme.sizes["label"])
        painter.setFont(font)
        painter.setPen(theme.colour("rail-hint"))
        right = QRect(0, 0, self.width() - 14, self.height())
        painter.drawText(right, int(middle | Qt.AlignmentFlag.AlignRight), self._entry.digit)


class Rail(QWidget):
    chosen = Signal(str)

    def __init__(self, theme: Theme, keys: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(theme.sizes["rail-w"])
        self.buttons: dict[str, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(58), 0, theme.px(8))
        layout.setSpacing(0)
        shown = [entry for entry in ENTRIES if entry.key in keys]
        for entry in (*(one for one in shown if one.digit), None, *(one for one in shown if not one.digit)):
            if entry is None:
                layout.addStretch(1)
                continue
            self.buttons[entry.key] = made = RailButton(theme, entry)
            made.clicked.connect(lambda _, key=entry.key: self.chosen.emit(key))
            layout.addWidget(made)

    def mark(self, key: str) -> None:
        self.buttons[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._theme, self._theme.px(24)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        paint_mark(painter, QRectF(16, theme.px(12), side, side), theme)
        font = painter.font()
        left, wide = 16 + side + 8, self.width()
        for words, size, bold, colour, top in (
            ("SkillDesk", "lead", True, "white", 8),
            ("职业技能培训", "label", False, "rail-hint", 25),
        ):
            font.setPixelSize(theme.sizes[size])
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(QRect(left, theme.px(top), wide, theme.px(18)), 0, words)
        painter.setPen(QColor(theme.colours["rail-on"]))
        last = self.buttons.get("system")
        if last is not None:
            painter.drawLine(16, last.y() - 4, wide - 16, last.y() - 4)
        painter.end()
