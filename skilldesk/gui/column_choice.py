"""Which columns a list shows, and in which order: Space ticks, Alt+↑ and Alt+↓ move, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from skilldesk.gui.columns import Column
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.tick_list import Hanging, TickList, key_of, tick
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.words import words

_ROWS = 14
_WIDTH = 320


class ColumnChoice(Hanging):
    chosen = Signal(tuple)
    """The names of the columns wanted, in their order."""

    def __init__(
        self, theme: Theme, known: Sequence[Column], shown: Sequence[str], declared: Sequence[str]
    ) -> None:
        super().__init__()
        self._theme, self._known, self._declared = theme, known, declared
        self.list = TickList("显示列")
        self.list.itemClicked.connect(self._turn)
        self._fill(shown)
        self.list.setCurrentRow(0)
        hint = words("空格勾选，Alt+↑↓ 移动，回车确定", "hint")
        moves = (button("上移", lambda: self.move_line(-1)), button("下移", lambda: self.move_line(1)))
        for each in moves:
            each.setProperty("kind", "small")
        back = button("恢复原样", lambda: self._fill(self._declared), kind="quiet")
        take = button("确定这些列", self.take, kind="small")
        foot = row(back, None, *moves, take)
        laid(self, column(hint, self.list, foot), margins=(8, 8, 8, 8))
        self.setFixedWidth(theme.px(_WIDTH))

    def hang_under(self, owner: QWidget) -> None:
        super().hang_under(owner)
        self.list.setFocus()

    def ticked(self) -> tuple[str, ...]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(key_of(one) for one in items if one.checkState() == Qt.CheckState.Checked)

    def take(self) -> None:
        """A list shows something: with nothing ticked it shows what it showed at first."""
        self.chosen.emit(self.ticked() or tuple(self._declared))
        self.close()

    def move_line(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)

    def _fill(self, shown: Sequence[str]) -> None:
        """Those that are shown in their order, then all others."""
        labels = {one.name: one.label for one in self._known}
        others = [name for name in labels if name not in shown]
        self.list.clear()
        for name in (*(one for one in shown if one in labels), *others):
            tick(self.list.add(name, labels[name]), name in shown)
        self.list.fit(self._theme, _ROWS)

    @staticmethod
    def _turn(item: QListWidgetItem) -> None:
        tick(item, item.checkState() != Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.list.currentItem()
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Space if item:
                self._turn(item)
            case Qt.Key.Key_Up if is_alt:
                self.move_line(-1)
            case Qt.Key.Key_Down if is_alt:
                self.move_line(1)
            case _:
                super().keyPressEvent(event)
