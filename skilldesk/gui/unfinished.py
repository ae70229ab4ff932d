"""待完善: what the user began to type and never saved, to go on with or to throw away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from skilldesk.core.fields import fields_of
from skilldesk.core.normal import CHINA
from skilldesk.core.records import kind_of
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.place import DRAFT, Place
from skilldesk.gui.record_view import RowView
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import Column, Listing
from skilldesk.gui.widgets.words import words
from skilldesk.store.drafts import Draft

_NAMED_BY = ("name", "number", "document")

_SIZE = (720, 420)


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft, as a person tells one from another."""

    place: Place
    """Where it is gone on with."""
    form: str
    """登记学员, or 修改学员."""
    whom: str
    filled: str
    """How much is typed: 12 / 45 项, or 改了 2 项."""
    when: str
    draft: Draft


def drafts_of(desk: Desk) -> list[Unfinished]:
    """All that the user of the desk left half typed, the latest first."""
    screens: Mapping[str, Screen[Any]] = {screen.key: screen for screen in SCREENS}
    drafts = [one for one in desk.drafts.kept(desk.actor) if one.form in screens]
    return [_told(desk, screens[one.form], one) for one in drafts]


def _told(desk: Desk, screen: Screen[Any], draft: Draft) -> Unfinished:
    with desk.database.read() as snapshot:
        stored = snapshot.get(screen.kind, draft.record)
    fields = fields_of(screen.kind)
    if stored is not None:
        whom = desk.lookup.title(kind_of(screen.kind), draft.record)
        filled = f"改了 {len(draft.texts)} 项"
    else:
        whom = next((text for name in _NAMED_BY if (text := draft.texts.get(name))), "还没有名称")
        filled = f"{sum(map(bool, draft.texts.values()))} / {len(fields) - len(screen.plan.fixed)} 项"
    return Unfinished(
        place=Place(page=screen.page, tab=screen.title, record=draft.record, act=DRAFT),
        form=f"修改{screen.title}" if stored is not None else screen.new,
        whom=whom,
        filled=filled,
        when=_when(draft.at, desk.today()),
        draft=draft,
    )


def _when(at: str, today: date) -> str:
    """今天 09:16, or 11月3日 09:16."""
    moment = datetime.fromisoformat(at).astimezone(CHINA)
    day = "今天" if moment.date() == today else f"{moment.month}月{moment.day}日"
    return f"{day} {moment:%H:%M}"


COLUMNS: Sequence[Column[Unfinished]] = (
    Column("谁", lambda one: one.whom),
    Column("表单", lambda one: one.form),
    Column("已填", lambda one: one.filled),
    Column("存下的时间", lambda one: one.when),
)


class UnfinishedList(QFrame):
    """The drafts as a table: Enter goes on with one, Del throws it away, Ctrl+Z brings it back."""

    chosen = Signal(Place)
    """Somebody wants to go on with what is there."""
    changed = Signal(int)
    """So many drafts there are now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._thrown: list[Draft] = []
        self.setProperty("kind", "plain")
        self.listing = Listing(COLUMNS)
        self.view = RowView(desk.theme)
        self.view.setModel(self.listing)
        self.view.setAccessibleName("待完善")
        self.empty = EmptyPage(desk.theme, "没有填了一半的表。离开表单时没有保存的内容会放在这里。")
        self._stack = QStackedWidget()
        for each in (self.view, self.empty):
            self._stack.addWidget(each)
        self.said = words("", "hint")
        self._go_on = button("继续填  Enter", self.go_on, kind="primary")
        self._throw = button("丢弃  Del", self.throw_away)
        self._back = button("撤销丢弃  Ctrl+Z", self.take_back, kind="quiet")
        self.line = row(self.said, self._back, None, self._throw, self._go_on)
        laid(self, column(self._stack, laid(QWidget(), self.line), spacing=8))
        self.view.opened.connect(lambda _: self.go_on())
        for key, act in (("Del", self.throw_away), ("Ctrl+Z", self.take_back)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.refresh()

    def refresh(self) -> None:
        at = max(0, self.view.current_row())
        found = drafts_of(self._desk)
        self.listing.show_values(found)
        self.view.fit_columns()
        self.view.go_to(min(at, len(found) - 1))
        self._stack.setCurrentWidget(self.view if found else self.empty)
        for each in (self._go_on, self._throw):
            each.setEnabled(bool(found))
        self._back.setVisible(bool(self._thrown))
        self.changed.emit(len(found))

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or where it can be where there are none."""
        (self.view if self.listing.values else self).setFocus()

    def go_on(self) -> None:
        if (one := self.listing.at(self.view.current_row())) is not None:
            self.chosen.emit(one.place)

    def throw_away(self) -> None:
        one = self.listing.at(self.view.current_row())
        if one is None:
            return
        self._desk.drafts.forget(self._desk.actor, one.draft.form, one.draft.record)
        self._thrown.append(one.draft)
        self.said.setText(f"已丢弃「{one.whom}」的草稿。")
        self.refresh()

    def take_back(self) -> None:
        """Keep again what was thrown away last."""
        if self._thrown:
            self._desk.drafts.keep(self._desk.actor, self._thrown.pop())
            self.said.setText("已放回。")
            self.refresh()


class UnfinishedDialog(QDialog):
    """The list over the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.dialogs.window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("待完善")
        self.setModal(True)
        self._desk = desk
        self.list = UnfinishedList(desk)
        count = words(f"{len(self.list.listing.values)} 份没有保存的草稿，只有您看得到", "hint")
        self.list.changed.connect(lambda now: count.setText(f"{now} 份没有保存的草稿，只有您看得到"))
        self.list.chosen.connect(self._go)
        self.list.line.insertWidget(self.list.line.count() - 2, button("关闭  Esc", self.reject))
        inside = column(row(words("待完善", "title"), count, None), self.list, spacing=12)
        laid(self, column(laid(frame("float"), inside, margins=(24, 20, 24, 20)), spacing=0))
        self.resize(desk.theme.px(_SIZE[0]), desk.theme.px(_SIZE[1]))
        self.list.take_focus()

    def _go(self, place: Place) -> None:
        self.accept()
        self._desk.news.go(place)


def open_unfinished(desk: Desk) -> UnfinishedDialog:
    """Show the drafts; whoever chooses one is taken to its form."""
    dialog = UnfinishedDialog(desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
