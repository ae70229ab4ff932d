"""教学计划 and 检查记录 of one class: a short table, and beside it the form of one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from skilldesk.core.fields import Tenths, Whole, fields_of
from skilldesk.core.records import Record, RecordId, kind_of
from skilldesk.gui.class_part import ClassPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button, heading, with_icon
from skilldesk.gui.record_detail import RecordDetail
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.record_view import RowDelegate, RowView
from skilldesk.gui.screen import Screen
from skilldesk.gui.void_bar import VoidBar
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import Column, Listing
from skilldesk.gui.widgets.words import Hint, words
from skilldesk.store.drafts import Draft
from skilldesk.store.queries.records import by_reference

R = TypeVar("R", bound=Record)

_CLASS = "class_id"
Told = tuple[Record, tuple[str, ...]]
"""A record, and what its columns say to people."""


class _Panel(RecordPanel[R]):
    """The form of records of one class: what was begun for another class is not put in here."""

    class_id: RecordId = ""

    def _kept(self) -> list[Draft]:
        return [one for one in super()._kept() if one.texts.get(_CLASS) == self.class_id]


class RecordsPart(ClassPart, Generic[R]):
    """`tells` sums the records up, beside how many they are."""

    def __init__(
        self, desk: Desk, screen: Screen[R], tells: Callable[[Sequence[Any]], str] = lambda _: ""
    ) -> None:
        super().__init__(desk)
        plan = replace(screen.plan, fixed=screen.plan.fixed | {_CLASS})
        self.declared = replace(screen, plan=plan)
        self._tells = tells
        names = [name for name in screen.columns if name != _CLASS]
        by_name = {one.name: one for one in fields_of(screen.kind)}
        self._fields = [by_name[name] for name in names]
        columns = [
            Column[Told](
                heading=one.label,
                text=lambda told, at=at: told[1][at],  # type: ignore[misc]  # the stubs know no default
                right=isinstance(one.kind, Whole | Tenths),
            )
            for at, one in enumerate(self._fields)
        ]
        self.listing = Listing(columns)
        self.view = RowView(desk.theme, RowDelegate(desk.theme, bold_column=0))
        self.view.setModel(self.listing)
        self.detail = RecordDetail(desk, self.declared)
        self.panel: _Panel[R] = _Panel(desk, self.declared, self._blank)
        self.void_bar = VoidBar(desk, screen.kind)
        self._lay_out()
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        if self.is_editing:
            return (("Enter", "下一项"), ("Ctrl+S", "保存"), ("Ctrl+Enter", "保存，下一个"), ("Esc", "离开"))
        if not self._may_write():
            return ()
        return (("Ctrl+N", "新建"), ("F2", "修改"), ("Del", "作废"))

    @property
    def is_editing(self) -> bool:
        return self._side.currentWidget() is self.panel

    def take_focus(self) -> None:
        if self.is_editing:
            self.panel.form.focus_first()
        elif self.listing.rowCount():
            self.view.setFocus()
        else:
            self.new_button.setFocus()

    def current(self) -> R | None:
        told = self.listing.at(self.view.current_row())
        return told[0] if told else None  # type: ignore[return-value]  # the listing holds records of our kind

    def show_class(self, class_id: RecordId) -> None:
        self.panel.class_id = class_id
        self._side.setCurrentWidget(self.detail)
        super().show_class(class_id)

    def show_record(self, id: RecordId) -> None:
        at = next((at for at, told in enumerate(self.listing.values) if told[0].id == id), None)
        if at is not None:
            self.view.go_to(at)

    def refresh(self) -> None:
        class_id = self._class_id
        self._desk.tasks.look(self, lambda _: self._read(class_id), done=self._show)

    def _read(self, class_id: RecordId) -> list[Told]:
        with self._desk.database.read_long() as snapshot:
            found = by_reference(snapshot, self.declared.kind, _CLASS, class_id)
            order = self.declared.order
            found.sort(key=lambda one: str(getattr(one, order) or ""), reverse=self.declared.descending)
            return list(zip(found, self._desk.lookup.texts(snapshot, found, self._fields), strict=True))

    def _show(self, told: Sequence[Told]) -> None:
        current = self.current()
        self.listing.show_values(told)
        self.view.fit_columns()
        ids = [one.id for one, _ in told]
        self.view.go_to(ids.index(current.id) if current and current.id in ids else 0)
        self._stack.setCurrentWidget(self.view if told else self.empty)
        said = self._tells([one for one, _ in told])
        self.count_label.setText("　".join(part for part in (f"共{len(told)}条", said) if part))
        self._show_current()

    def _show_current(self) -> None:
        record = self.current()
        index = self.listing.index(self.view.current_row(), 0)
        self.detail.show_record(record, str(index.data() or "") if index.isValid() else "")
        for each in (self.change_button, self.void_button):
            each.setEnabled(record is not None)

    def new(self) -> None:
        if self._may_write():
            self._show_side(self.panel)
            self.panel.begin_new()

    def edit(self) -> None:
        record = self.current()
        if record is not None and self._may_write():
            self._show_side(self.panel)
            self.panel.begin(record)

    def void(self) -> None:
        record = self.current()
        if record is not None and self._may_write():
            index = self.listing.index(self.view.current_row(), 0)
            self.void_bar.ask([record], str(index.data() or self.declared.title))

    def _blank(self) -> R:
        assert self.declared.blank is not None  # noqa: S101 - both kinds are entered by hand
        said: dict[str, Any] = {_CLASS: self._class_id}
        return replace(self.declared.blank(), **said)

    def _may_write(self) -> bool:
        return self._desk.rights.may_write(kind_of(self.declared.kind))

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        if self.declared.kind in kinds and self._class_id:
            self.refresh()

    def _leave_form(self) -> None:
        self._show_side(self.detail)
        self.take_focus()

    def _show_side(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        wide = self._desk.theme.px(600 if widget is self.panel else 348)
        self._split.setSizes([max(self._split.width() - wide, self._split.width() // 3), wide])
        self.hinted.emit()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme, may = self._desk.theme, self._may_write()
        self.count_label = words("", "label")
        self.new_button = with_icon(button(self.declared.new, self.new, kind="primary"), theme, "plus")
        self.change_button = button("修改  F2", self.edit)
        self.void_button = button("作废  Del", self.void, kind="quiet")
        foot = laid(frame("foot"), row(self.change_button, None, self.void_button), margins=(16, 12, 16, 12))
        self.detail.foot.addWidget(foot)
        first = button(f"{self.declared.new}  Ctrl+N", self.new)
        self.empty = EmptyPage(theme, self.declared.empty, first if may else None)
        for each in () if may else (self.new_button, foot):
            each.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._side = QStackedWidget()
        for side in (self.detail, self.panel):
            side.setProperty("kind", "side")
            self._side.addWidget(side)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(laid(frame("plain"), column(self._stack, self.void_bar, spacing=0)))
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([theme.px(878), theme.px(348)])
        laid(self, column(heading(theme, self.count_label, None, self.new_button), self._split, spacing=0))

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.edit())
        self.panel.closed.connect(self._leave_form)
        self._desk.news.changed.connect(self._hear)
        self.on_key("Ctrl+N", self.new)
        self.on_key("F2", self.edit)
        self.on_key("Del", self.void, inside=self.view)
        self.on_key("Ctrl+Z", self.void_bar.take_back, inside=self.view)
