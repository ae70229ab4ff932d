"""One box for everything: people, certificates, classes, claims, institutions, and scanned papers.

It asks while one types, off the GUI thread; Enter opens what is marked, Alt+Enter lists all, Esc goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QWidget

from skilldesk.core.kinds import KINDS
from skilldesk.core.records import RecordId
from skilldesk.gui import icons
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.search_list import Line, LineView, lines_of
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import Hints, sentence, words
from skilldesk.operations import search
from skilldesk.operations.search import Group, Hit
from skilldesk.progress import Progress

_WIDTH, _LEAST = 440, 220
_POPUP = 560
_LONGEST_LIST = 528

_PAUSE_MS = 60
"""Who types on need not wait for an answer to half a word."""

_EACH = 5
"""So many of each kind are shown; the list shows all."""

_RECENT = 8

_HELP = (
    "学员：姓名或其中两个字，首字母（如 zsf），证件号码或末四至六位，手机号码或后四位",
    "证书、申领单、培训班备案：编号，从头输起",
    "培训班、机构：名称里连着的字",
    "纸质表：用扫码枪扫右上角的二维码",
)
_MASKED_HELP = (
    "学员：姓名或其中两个字，首字母（如 zsf），完整证件号码或末四位，手机号码或后四位",
    *_HELP[1:],
)


class SearchBox(QLineEdit):
    left = Signal()
    """It was left, and what had the keyboard before is no longer there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._popup: Popup | None = None
        self._came_from: QWidget | None = None
        self._recent: list[tuple[str, RecordId]] = []
        """What was opened from here, the last first: ids only, and only while the window lives."""
        self._asked = 0
        self._told = 0
        self._open_when_told = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)
        self._dress()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._notice)

    def begin(self) -> None:
        """Put the keyboard here, from wherever it was."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        """Empty the box and go back to where the keyboard was."""
        self._close()
        self.clear()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()
            self.left.emit()

    @property
    def popup(self) -> Popup:
        if self._popup is None:
            self._popup = Popup(self._desk.theme, self.window())
            self._popup.list.clicked.connect(self._open_clicked)
            self.destroyed.connect(self._popup.deleteLater)
        return self._popup

    # --- asking ---

    def _typed(self, text: str) -> None:
        self._open_when_told = False
        self._asked += 1  # what is still on its way answers another question
        if self.hasFocus():
            self._pause.start()
        elif not text:
            self._pause.stop()

    def _ask(self) -> None:
        self._pause.stop()
        self._asked += 1
        question, typed = self._asked, self.text().strip()
        job: Callable[[Progress], Sequence[Group] | Sequence[Hit]]
        job = partial(self._find, typed) if typed else partial(self._find_again, list(self._recent))
        self._desk.tasks.glance(self, job, done=lambda found: self._hear(question, typed, found))

    def _find(self, typed: str, _: Progress) -> Sequence[Group]:
        desk = self._desk
        with desk.database.read() as snapshot:
            return search.find(snapshot, typed, _EACH, rights=desk.rights, codes=desk.lookup.codes)

    def _find_again(self, recent: Sequence[tuple[str, RecordId]], _: Progress) -> Sequence[Group]:
        desk = self._desk
        with desk.database.read() as snapshot:
            hits = search.about(snapshot, recent, rights=desk.rights, codes=desk.lookup.codes)
        recently = Group(kind="", label="刚才打开过的", hits=tuple(hits), has_more=False)
        return [recently] if hits else []

    def _hear(self, question: int, typed: str, found: Sequence[Group]) -> None:
        if question != self._asked or not self.hasFocus():
            return
        self._told = question
        popup = self.popup
        if found:
            popup.show_lines(lines_of(found), can_list_all=bool(typed))
        else:
            seen = self._desk.rights.shows("numbers")
            heading = f"没有找到「{typed}」。请核对，或换一种说法：" if typed else "可以这样找："
            popup.show_help(heading, _HELP if seen else _MASKED_HELP)
        popup.hang_under(self)
        if self._open_when_told:
            self._open_when_told = False
            self._open(popup.list.marked())

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._list_all() if alt else self._open_marked()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self.is_open:
            self.popup.list.step(by)
        else:
            self._ask()

    def _open_marked(self) -> None:
        """Also of an answer that is still on its way: a scanner types and presses Enter at once."""
        if self._told == self._asked and self.is_open:
            self._open(self.popup.list.marked())
        elif self.text().strip():
            self._ask()
            self._open_when_told = True

    def _open_clicked(self, index: QModelIndex) -> None:
        self.popup.list.setCurrentIndex(index)
        self._open(self.popup.list.marked())

    def _open(self, hit: Hit | None) -> None:
        if hit is None:
            return
        opened = (hit.kind, hit.id)
        self._recent = [opened, *(one for one in self._recent if one != opened)][:_RECENT]
        self.leave()
        self._desk.news.go(place_of(hit.kind, record=hit.id))

    def _list_all(self) -> None:
        """The list of the kind that is marked, narrowed to what was typed."""
        hit, typed = self.popup.list.marked() if self.is_open else None, self.text().strip()
        if hit is None or not typed:
            return
        self.leave()
        self._desk.news.go(place_of(hit.kind, text=typed))

    # --- the popup and the focus ---

    @property
    def is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _close(self) -> None:
        self._pause.stop()
        self._asked += 1
        if self._popup is not None:
            self._popup.hide()

    def _notice(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self and old is not None and old is not self:
            self._came_from = old
            old.destroyed.connect(self._forget)

    def _forget(self, gone: QObject) -> None:
        if gone is self._came_from:
            self._came_from = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    # --- how it looks ---

    def _dress(self) -> None:
        theme = self._desk.theme
        self.setProperty("role", "search")
        self.setPlaceholderText("找人、证书、班、申领单：姓名、首字母、证号后四位")
        self.setAccessibleName("查找")
        self.setAccessibleDescription("在全部学员、证书、培训班、申领单和机构里查找")
        self.setMinimumWidth(theme.px(_LEAST))
        self.setMaximumWidth(theme.px(_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addAction(icons.icon("search", theme.colours["ink-2"]), QLineEdit.ActionPosition.LeadingPosition)
        self._key = words("Ctrl+K", "key")
        self._key.setParent(self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(0, 0, self._key.sizeHint().width() + 4, 0)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._key.sizeHint()
        self._key.setGeometry(
            self.width() - size.width() - 8, (self.height() - size.height()) // 2, size.width(), size.height()
        )


def place_of(kind: str, *, record: RecordId = "", text: str = "") -> Place:
    """Where records of a kind stand; one of them, or the list narrowed to a text."""
    screen = next(one for one in SCREENS if one.kind is KINDS[kind])
    filters = {"text": text} if text else {}
    return Place(page=screen.page, tab=screen.title, record=record, filters=filters)


class Popup(QFrame):
    """Hangs under the box, over the page; it takes no focus."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setProperty("kind", "float")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = LineView(theme)
        self._heading = sentence("", "strong")
        self._help = sentence("", "label")
        self._words = laid(
            frame("plain"), column(self._heading, self._help, spacing=6), margins=(12, 12, 12, 12)
        )
        self._hints = Hints()
        self._foot = laid(frame("foot"), row(self._hints, None), margins=(12, 6, 12, 6))
        laid(self, column(self.list, self._words, self._foot, spacing=0))
        self.hide()

    def show_lines(self, lines: Sequence[Line], *, can_list_all: bool) -> None:
        self.list.show_lines(lines)
        keys = [("↑↓", "选择"), ("Enter", "打开")]
        keys += [("Alt+Enter", "在列表中显示全部")] if can_list_all else []
        self._hints.show_hints([*keys, ("Esc", "清除")])
        self._show_part(self.list)

    def show_help(self, heading: str, help: Sequence[str]) -> None:
        self.list.show_lines(())
        self._heading.setText(heading)
        self._help.setText("\n".join(help))
        self._hints.show_hints([("Esc", "清除")])
        self._show_part(self._words)

    def told(self) -> str:
        """What it says in place of lines."""
        return "" if self._words.isHidden() else f"{self._heading.text()}\n{self._help.text()}"

    def hang_under(self, box: QWidget) -> None:
        """As wide as its lines need, and no higher than the window."""
        window = self.window()
        at = box.mapTo(window, QPoint(0, box.height() + 4))
        width = min(self._theme.px(_POPUP), window.width() - at.x() - 8)
        room = window.height() - at.y() - 8 - self._foot.sizeHint().height()
        longest = min(self._theme.px(_LONGEST_LIST), room)
        self.list.setFixedHeight(min(self.list.wanted_height(), longest))
        self.setFixedWidth(width)
        self._words.setFixedWidth(width - 2)
        self.move(at)
        self.adjustSize()
        self.show()
        self.raise_()

    def _show_part(self, part: QWidget) -> None:
        for one in (self.list, self._words):
            one.setVisible(one is part)
