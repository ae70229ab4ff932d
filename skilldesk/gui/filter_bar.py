"""The line over a list: the text to find, the filters of the page, and the way back to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from skilldesk.gui import icons
from skilldesk.gui.desk import Desk
from skilldesk.gui.filter_choices import FilterChoices
from skilldesk.gui.filters import ON, Asked, Filter
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import restyle

_PAUSE_MS = 200
_MOST = 12
"""A longer value is cut in the button; the list under it shows it whole."""


class FilterButton(QPushButton):
    """Says what is chosen: 人员类别：2类."""

    def __init__(self, desk: Desk, declared: Filter) -> None:
        super().__init__()
        self._desk, self.declared = desk, declared
        self.values: tuple[str, ...] = ()
        self.setProperty("kind", "filter")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if not declared.is_switch:
            self.setIcon(QIcon(icons.pixmap("chevron", desk.theme.colours["ink-2"], 12)))
        self.choose(())

    def asked(self) -> Asked:
        return Asked(self._desk.lookup, self._desk.today())

    def choose(self, values: Sequence[str]) -> None:
        """Let these be chosen; what is no value of the filter is left out."""
        asked = self.asked()
        titles = {value: title for value in values if (title := self.declared.title(asked, value))}
        self.values = tuple(titles)
        said = list(titles.values())
        self.setText(f"{self.declared.label}{self._words(said)}")
        self.setAccessibleName(f"{self.declared.label}，{'、'.join(said) or '全部'}")
        self.setToolTip("、".join(said))
        restyle(self, on="1" if said else "")

    def _words(self, said: Sequence[str]) -> str:
        if not said or self.declared.is_switch:
            return ""
        return f"：{_short(said[0])}" if len(said) == 1 else f"：{len(said)} {self.declared.measure}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


class FilterBar(QWidget):
    changed = Signal()
    """Something else is wanted of the list."""
    left = Signal()
    """The keyboard goes back to the list."""

    def __init__(self, desk: Desk, title: str, filters: Sequence[Filter], hint: str) -> None:
        super().__init__()
        self._desk = desk
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(f"查找{title}")
        self.search.setFixedWidth(desk.theme.px(190 if filters else 220))
        self.search.addAction(
            icons.icon("search", desk.theme.colours["ink-2"]), QLineEdit.ActionPosition.LeadingPosition
        )
        self.buttons = {one.key: FilterButton(desk, one) for one in filters}
        for key, each in self.buttons.items():
            each.clicked.connect(partial(self._pressed, key))
        self.clear_button = button("清除筛选", self.clear, kind="link")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.left)
        laid(self, row(self.search, *self.buttons.values(), self.clear_button, None), margins=(16, 0, 16, 0))
        self.setFixedHeight(desk.theme.px(40))
        self._tell()

    @property
    def text(self) -> str:
        return self.search.text().strip()

    def chosen(self) -> dict[str, tuple[str, ...]]:
        return {key: each.values for key, each in self.buttons.items() if each.values}

    @property
    def is_open(self) -> bool:
        """Whether everything is wanted."""
        return not self.text and not self.chosen()

    def narrow(self, filters: Mapping[str, str]) -> None:
        """Exactly these filters: several values of one with spaces between them, and `text`."""
        for key, each in self.buttons.items():
            each.choose(filters.get(key, "").split())
        self.search.setText(filters.get("text", ""))
        self._told_at_once()

    def clear(self) -> None:
        self.narrow({})
        self.left.emit()

    def begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def open(self, key: str) -> FilterChoices:
        """The list of what may be chosen hangs under the button."""
        each = self.buttons[key]
        listed = FilterChoices(self._desk, each.declared, each.values)
        listed.chosen.connect(partial(self._choose, key))
        listed.hang_under(each)
        return listed

    def _pressed(self, key: str) -> None:
        each = self.buttons[key]
        if each.declared.is_switch:
            self._choose(key, () if each.values else (ON,))
        else:
            self.open(key)

    def _choose(self, key: str, values: tuple[str, ...]) -> None:
        if values != self.buttons[key].values:
            self.buttons[key].choose(values)
            self._told_at_once()

    def _typed(self) -> None:
        self._tell()
        self._pause.start()

    def _told_at_once(self) -> None:
        self._pause.stop()
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.clear_button.setVisible(not self.is_open)
