"""工作台: what waits, each line a button that leads there; days that come near, packages, backups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QWidget,
)

from skilldesk.gui import board_lines, icons
from skilldesk.gui.board_tasks import TaskList
from skilldesk.gui.board_work import Board, Fact, NearDay, Sending
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.unfinished import Unfinished, drafts_of, open_unfinished
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Tone, tint
from skilldesk.gui.widgets.words import Hint, ShortWords, words
from skilldesk.progress import Progress

_SHOWN_DAYS = 5
_SHOWN_PACKAGES = 4


class _Shown(NamedTuple):
    board: Board
    drafts: Sequence[Unfinished]


class BoardPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = _Shown(Board(greeting="", lines=(), days=(), backups=(), at=""), ())
        self._sending = Sending(lines=(), packages=())
        self._unfinished: Unfinished | None = None
        self.tasks = TaskList(desk.theme)
        self.greeting = words("", "hint")
        self.register = self._make_register()
        self._lay_out()
        self.tasks.chosen.connect(desk.news.go)
        desk.news.changed.connect(lambda _: self._hear())
        self.on_key("F5", self.refresh)
        self.on_key("Ctrl+N", self._register)

    def hints(self) -> tuple[Hint, ...]:
        new: tuple[Hint, ...] = (("Ctrl+N", "登记学员"),) if self.register else ()
        return (("↑↓", "选择"), ("Enter", "去办理"), *new, ("Ctrl+K", "查找"), ("F5", "刷新"))

    def go_to(self, place: Place) -> None:
        if place.act == board_lines.DRAFTS:
            open_unfinished(self._desk)

    def take_focus(self) -> None:
        if self.tasks.lines:
            self.tasks.take_focus()
        else:
            self.setFocus()

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show)

    def _read(self, _: Progress) -> _Shown:
        return _Shown(self._desk.board.read(), drafts_of(self._desk))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _hear(self) -> None:
        if self.isVisible():
            self.refresh()

    def _register(self) -> None:
        if self.register:
            self._desk.news.go(Place(page="trainees", act="new"))

    def _show(self, shown: _Shown) -> None:
        """What waits at once; how reporting stands as soon as it is counted."""
        board, drafts = self._shown = shown
        self._show_lines()
        self._show_unfinished(next(iter(drafts), None))
        self._show_days(board.days)
        self._show_facts(self._backups, board.backups, "")
        self.say_count(f"数据截至 {board.at}　本机")
        self._desk.tasks.look(self, lambda _: self._desk.board.sending(), done=self._show_sending)

    def _show_sending(self, sending: Sending) -> None:
        self._sending = sending
        self._show_lines()
        self._show_facts(self._packages, sending.packages[:_SHOWN_PACKAGES], "还没有报送过。")

    def _show_lines(self) -> None:
        """The most urgent first."""
        board, drafts = self._shown
        was_waiting = not self.tasks.lines
        lines = [*board.lines, *self._sending.lines, *([board_lines.drafts(drafts)] if drafts else [])]
        lines.sort(key=lambda line: line.urgency)
        first = f"先办：{lines[0].title}。" if lines else "今天没有等着您办的事。"
        self.greeting.setText(f"{board.greeting}{first}")
        count = sum(line.number for line in lines)
        self._sum.setText(f"{count:,} 件，按急缓排列" if count else "")
        self.tasks.show_lines(lines)
        self.tasks.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        if was_waiting and self.isVisible() and (self.hasFocus() or self.focusWidget() is None):
            self.take_focus()

    def _show_days(self, days: Sequence[NearDay]) -> None:
        empty_out(self._days)
        theme = self._desk.theme
        for day in days[:_SHOWN_DAYS]:
            mark = words(_left_text(day.left), "strong", tone=_tone_of(day.left))
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            mark.setFixedSize(theme.px(64), theme.px(36))
            ground = tint(theme, _tone_of(day.left)).name()
            mark.setStyleSheet(f"background: {ground}; border-radius: 4px;")
            self._days.addWidget(laid(QWidget(), _two_lines(mark, day.title, day.detail)))
        if not days:
            self._days.addWidget(words("近期没有到期的事。", "hint"))
        more = len(days) - _SHOWN_DAYS
        if more > 0:
            self._days.addWidget(words(f"另有 {more} 项，见目录与政策、机构与企业", "hint"))
        self._days.addStretch(1)

    def _show_facts(self, place: QGridLayout, facts: Sequence[Fact], nothing: str) -> None:
        empty_out(place)
        for at, fact in enumerate(facts):
            place.addWidget(Chip(self._desk.theme, *fact.state), at, 0)
            place.addWidget(ShortWords("", fact.text), at, 1)
            place.addWidget(words(fact.when, "label"), at, 2, Qt.AlignmentFlag.AlignRight)
        if not facts and nothing:
            place.addWidget(words(nothing, "hint"), 0, 0)
        place.setColumnStretch(1, 1)
        place.setRowStretch(len(facts) + 1, 1)

    # --- how it is laid out ---

    def _make_register(self) -> QWidget | None:
        if not self._desk.rights.may_write("trainee"):
            return None
        return with_icon(button("登记学员", self._register, kind="primary"), self._desk.theme, "plus")

    def _lay_out(self) -> None:
        theme = self._desk.theme
        buttons = [self.register] if self.register else []
        line = heading(theme, words("工作台", "title"), 4, self.greeting, None, *buttons)
        self._sum = words("", "hint")
        self._nothing = self._make_nothing()
        head = laid(QWidget(), row(words("今日待办", "lead"), self._sum, None), margins=(16, 12, 16, 8))
        left = laid(frame("card"), column(head, self.tasks, self._nothing, spacing=0), margins=(1, 1, 1, 1))
        left_column = column(left, self._make_unfinished(), spacing=12)
        left_column.setStretch(0, 1)
        both = row(laid(QWidget(), left_column), laid(QWidget(), self._make_right()), spacing=12)
        both.setStretch(0, 46)
        both.setStretch(1, 54)
        laid(self, column(line, laid(QWidget(), both, margins=(16, 0, 16, 16)), spacing=0))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it was laid a line above

    def _make_nothing(self) -> QWidget:
        return EmptyPage(self._desk.theme, "今天没有等着您办的事。右边是快到的期限。")

    def _make_unfinished(self) -> QFrame:
        """接着上次: straight back to what was being typed."""
        theme = self._desk.theme
        mark = QLabel()
        mark.setPixmap(icons.pixmap("undo", theme.colours["accent"], theme.px(18)))
        self._last, self._last_detail = words("", "strong"), ShortWords("hint")
        self.go_on = button("继续填写", self._go_on)
        line = row(mark, words("接着上次"), self._last, self._last_detail, self.go_on, spacing=8)
        line.setStretch(3, 1)
        self._last_card = laid(frame("card"), line, margins=(16, 10, 16, 10))
        self._last_card.hide()
        return self._last_card

    def _show_unfinished(self, last: Unfinished | None) -> None:
        self._unfinished = last
        self._last_card.setVisible(last is not None)
        if last is not None:
            self._last.setText(f"{last.form} {last.whom}")
            self._last_detail.setText(f"已填 {last.filled}，{last.when} 自动保存")

    def _go_on(self) -> None:
        if self._unfinished is not None:
            self._desk.news.go(self._unfinished.place)

    def _make_right(self) -> QGridLayout:
        self._days = column(spacing=10)
        self._packages, self._backups = QGridLayout(), QGridLayout()
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self._card("期限", self._days), 0, 0, 1, 2)
        for at, (title, inside, link) in enumerate(
            (
                ("报送", self._packages, ("去报送", "reports", "")),
                ("备份", self._backups, ("去备份", "system", "备份与恢复")),
            )
        ):
            inside.setHorizontalSpacing(8)
            inside.setVerticalSpacing(10)
            grid.addWidget(self._card(title, inside, link), 1, at)
            grid.setColumnStretch(at, 1)
        grid.setRowStretch(0, 56)
        grid.setRowStretch(1, 44)
        return grid

    def _card(self, title: str, inside: QLayout, link: tuple[str, str, str] | None = None) -> QFrame:
        parts: list[QWidget | int | None] = [words(title, "lead"), None]
        if link is not None:
            word, page, tab = link
            parts.append(button(word, lambda: self._desk.news.go(Place(page=page, tab=tab)), kind="link"))
        head = laid(QWidget(), row(*parts))
        return laid(frame("card"), column(head, inside, spacing=12), margins=(16, 12, 16, 12))


def _left_text(left: int) -> str:
    if left < 0:
        return f"过 {-left} 天"
    return "今天" if left == 0 else f"{left} 天"


def _tone_of(left: int) -> Tone:
    if left <= 0:
        return "red"
    return "amber" if left <= 3 else ""


def _two_lines(mark: QLabel, title: str, detail: str) -> QHBoxLayout:
    both = row(mark, column(ShortWords("strong", title), ShortWords("label", detail), spacing=2), spacing=12)
    both.setStretch(1, 1)
    return both
