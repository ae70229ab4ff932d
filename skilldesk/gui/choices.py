"""A line in which one of many is chosen by typing a part of it: the list hangs under the line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from skilldesk.core.normal import line
from skilldesk.gui.lookup import Choice

_PAUSE_MS = 120
"""A person who types on need not wait for the list."""

_ROWS = 8


class ChoiceEdit(QLineEdit):
    """Holds the key of what was chosen; ↓ and F4 open the list, Enter takes the marked line, Esc closes it.

    Whoever inherits says what may be chosen, how it is shown and what an empty line means.
    """

    QUICK = False
    """Whether one who is quicker than the list takes what it would have marked."""

    def __init__(self) -> None:
        super().__init__()
        self._key: str | None = None
        self._words = ""
        self._list: QListWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.open_list)
        self.textEdited.connect(self._typed)

    def choices(self, text: str) -> Sequence[Choice]:
        raise NotImplementedError

    def shown(self, key: str) -> str:
        raise NotImplementedError

    def nothing(self) -> object:
        return None

    def chosen(self, key: str) -> None:
        """Told when a person has chosen from the list."""

    def used(self, key: str) -> None:
        """Told when a person has chosen in any way."""

    def set_chevron(self, icon: QIcon) -> None:
        action = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        action.setText("列出可选的")
        action.triggered.connect(self.open_list)

    def value(self) -> object:
        """The key chosen; ValueError if what was typed may mean several or none."""
        key = self.key()
        return self.nothing() if key is None else key

    def key(self) -> str | None:
        """The same, and None for an empty line."""
        text = line(self.text())
        if not text or self._is_chosen():
            return self._key if text else None
        found = self.choices(text)
        exact = [choice for choice in found if text in (choice.key, choice.text, *choice.text.split(" ", 1))]
        if len(exact) == 1:
            return exact[0].key
        if len(found) == 1:
            return found[0].key
        raise ValueError(text)

    def set_value(self, value: object) -> None:
        self._key = value if isinstance(value, str) and value else None
        self._words = self.shown(self._key) if self._key else ""
        self.setText(self._words)
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Take the marked line of the list, or else the only one that the text can mean."""
        is_quick = self.QUICK and self._pause.isActive()
        self._pause.stop()
        marked = self._marked()
        self.close_list()
        if marked is not None:
            self._take(marked)
        elif not self._is_chosen():
            self._resolve()
            if is_quick and not self._is_chosen():
                self._take(next(iter(self.choices(line(self.text()))), None))
            if self._key and self._is_chosen():
                self.used(self._key)

    def _resolve(self) -> None:
        """Show the only one that the text can mean; the text stays if there is none."""
        try:
            ChoiceEdit.set_value(self, self.key())
        except ValueError:
            return

    def draft(self) -> str:
        return self._key if self._key and self._is_chosen() else self.text()

    def restore(self, draft: str) -> None:
        self.setText(draft)
        self._pause.stop()
        self._resolve()

    def open_list(self) -> None:
        """Show what the text may mean; everything, if it is empty or already chosen."""
        self._pause.stop()
        if self.isReadOnly():
            return
        self._fill(self.choices("" if self._is_chosen() else line(self.text())))

    def close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    @property
    def is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def event(self, event: QEvent) -> bool:
        """Esc closes the open list before it leaves the form."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and self.is_open and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self.is_open:
            self.open_list()
        elif self.is_open and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif self.is_open and key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        self.close_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.open_list()

    def _typed(self, _: str) -> None:
        self._pause.start()

    def _is_chosen(self) -> bool:
        """Whether the line still says what was chosen."""
        return self._key is not None and line(self.text()) == line(self._words)

    def _fill(self, found: Sequence[Choice]) -> None:
        popup = self._list or self._make_list()
        popup.clear()
        for choice in found:
            item = QListWidgetItem(choice.text)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            popup.addItem(item)
        if not found:
            nothing = QListWidgetItem("没有找到，请换几个字试试")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            popup.addItem(nothing)
        popup.setCurrentRow(0 if found and self.text().strip() else -1)
        self._place(popup)

    def _make_list(self) -> QListWidget:
        self._list = QListWidget(self.window())
        self._list.setProperty("kind", "choices")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _place(self, popup: QListWidget) -> None:
        """Under the line, or above it where there is no room."""
        rows = min(max(popup.count(), 1), _ROWS)
        height = rows * max(popup.sizeHintForRow(0), 1) + 4
        wanted = max([popup.sizeHintForColumn(0) + 24, self.width()])
        width = min(wanted, self.window().width())
        at = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        if at.y() + height > self.window().height():
            at = self.mapTo(self.window(), QPoint(0, -height - 2))
        left = max(0, min(at.x(), self.window().width() - width))
        popup.setGeometry(left, max(0, at.y()), width, height)
        popup.show()
        popup.raise_()

    def _move(self, step: int) -> None:
        assert self._list is not None  # noqa: S101 - it is open
        row = max(0, min(self._list.count() - 1, self._list.currentRow() + step))
        self._list.setCurrentRow(row)

    def _marked(self) -> Choice | None:
        item = self._list.currentItem() if self._list is not None and self.is_open else None
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _take(self, choice: Choice | None) -> None:
        self.close_list()
        if choice is not None:
            ChoiceEdit.set_value(self, choice.key)
            self.chosen(choice.key)
            self.used(choice.key)
