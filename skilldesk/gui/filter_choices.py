"""The list that hangs under a filter: arrows move, Space ticks, Enter takes, Esc leaves all as it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.filters import Asked, Filter
from skilldesk.gui.lookup import Choice
from skilldesk.gui.page import button
from skilldesk.gui.tick_list import Hanging, TickList, key_of, tick
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.words import words

_PAUSE_MS = 150
_ROWS = 10
_WIDTH = 300
_SEARCHED_FROM = 12
"""With more choices than that one types a part of the word rather than look for it."""


class FilterChoices(Hanging):
    chosen = Signal(tuple)
    """The values that are wanted now; none means all."""

    def __init__(self, desk: Desk, declared: Filter, values: Sequence[str]) -> None:
        super().__init__()
        self._desk, self._declared = desk, declared
        self._asked = Asked(desk.lookup, desk.today())
        self._ticked = dict.fromkeys(values)
        self._began_with = tuple(values)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入其中几个字")
        self.search.setAccessibleName(f"查找{declared.label}")
        self.list = TickList(declared.label)
        self.list.itemClicked.connect(self._clicked)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self._lay_out()
        self._ask()

    def hang_under(self, owner: QWidget) -> None:
        super().hang_under(owner)
        self.list.setFocus()

    def take(self) -> None:
        """What is ticked is wanted; where one only can be wanted, the line of the cursor."""
        item = self.list.currentItem()
        if item and not self._declared.several:
            self._ticked = {} if key_of(item) in self._ticked else {key_of(item): None}
        elif item and not self._ticked and not self._began_with:
            self._ticked = {key_of(item): None}
        self._leave()

    def take_all(self) -> None:
        """Nothing is filtered by this."""
        self._ticked = {}
        self._leave()

    def _leave(self) -> None:
        self.chosen.emit(tuple(self._ticked))
        self.close()

    # --- the list ---

    def _ask(self) -> None:
        text = self.search.text().strip()
        asked, declared = self._asked, self._declared
        self._desk.tasks.look(self, lambda _: declared.choices(asked, text), done=self._show)

    def _show(self, choices: Sequence[Choice]) -> None:
        listed = {one.key for one in choices}
        others = [] if self.search.text() else [one for one in self._ticked if one not in listed]
        known = [Choice(value, self._declared.title(self._asked, value)) for value in others]
        self.list.clear()
        for one in (*known, *choices):
            self._mark(self.list.add(one.key, one.text))
        self.list.setCurrentRow(0)
        if len(choices) > _SEARCHED_FROM:
            self.search.show()
        self._none.setVisible(self.list.count() == 0)
        self.list.fit(self._desk.theme, _ROWS)
        self.adjustSize()

    def _mark(self, item: QListWidgetItem) -> None:
        if self._declared.several:
            tick(item, key_of(item) in self._ticked)
        else:
            font = item.font()
            font.setBold(key_of(item) in self._ticked)
            item.setFont(font)

    def _tick(self, item: QListWidgetItem) -> None:
        key = key_of(item)
        if key in self._ticked:
            del self._ticked[key]
        else:
            self._ticked[key] = None
        self._mark(item)

    def _clicked(self, item: QListWidgetItem) -> None:
        if self._declared.several:
            self._tick(item)
        else:
            self.take()

    # --- the keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.list.currentItem()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Space if item and self._declared.several:
                self._tick(item)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.list.setFocus()
            case _ if event.text().strip() and event.text().isprintable() and not self.search.isHidden():
                self.search.setFocus()
                self.search.insert(event.text())
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._none = words("没有这样的。", "hint")
        self._none.hide()
        hint = words("空格勾选，回车确定" if self._declared.several else "回车选定", "hint")
        foot = row(button("全部", self.take_all, kind="quiet"), None, hint)
        laid(self, column(self.search, self._none, self.list, foot), margins=(8, 8, 8, 8))
        self.search.setVisible(self._declared.searched)
        self.setFixedWidth(self._desk.theme.px(_WIDTH))
