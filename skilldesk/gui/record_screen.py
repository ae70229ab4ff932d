"""The page that most records need: a table of all, and at its side one of them to read or to edit."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QSplitter, QStackedWidget, QWidget

from skilldesk.core.fields import Ref, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, empty, kind_of
from skilldesk.gui import list_file, record_panel
from skilldesk.gui.column_choice import ColumnChoice
from skilldesk.gui.columns import Row
from skilldesk.gui.desk import Desk
from skilldesk.gui.filter_bar import FilterBar
from skilldesk.gui.list_columns import ListColumns, Order
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import DRAFT, Place
from skilldesk.gui.record_detail import RecordDetail
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.record_table import as_table
from skilldesk.gui.record_view import RowView
from skilldesk.gui.screen import Screen
from skilldesk.gui.tasks import Running
from skilldesk.gui.void_bar import VoidBar
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import Hint, ShortWords, words
from skilldesk.operations import rights
from skilldesk.progress import Progress
from skilldesk.store.queries import lists
from skilldesk.store.queries.lists import Narrowing

R = TypeVar("R", bound=Record)

_DETAIL, _FORM = 348, 600
"""How wide the side is with a record to read, and with a form."""


@dataclass(frozen=True)
class _Goal:
    """The record to go to when the list is there, and what to begin then."""

    record: RecordId = ""
    then: str = ""


@dataclass(frozen=True)
class _Found:
    numbers: array[int]
    total: int
    at: int | None
    """Where the list is to stand."""
    goal: _Goal


class RecordScreen(Page, Generic[R]):
    """Lists the records of one kind, shows one, and takes new ones."""

    asked = Signal(str, object)
    """The key of an action of the declaration, and the records chosen for it."""

    def __init__(self, desk: Desk, screen: Screen[R]) -> None:
        super().__init__()
        self._desk, self.declared = desk, screen
        self._goal = _Goal()
        self._reading: Running | None = None
        self._readings = 0
        self._stale = False
        self.view = RowView(desk.theme)
        self.columns = ListColumns(desk, screen, self.view)
        self.table = self.columns.table
        self.filters = FilterBar(desk, screen.title, screen.filters, screen.find)
        self.search = self.filters.search
        self.detail = RecordDetail(desk, screen)
        self._form_of_page: RecordPanel[R] | None = None
        self._forms: dict[str, RecordPanel[Any]] = {}
        self.void_bar = VoidBar(desk, screen.kind)
        self._lay_out()
        self._connect()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self.is_editing:
            return record_panel.HINTS
        mine: list[Hint] = [("F3", "查找")]
        mine += [("Enter", "打开")] if self.may_edit or self.declared.actions else []
        if self.may_edit:
            mine += [("Ctrl+N", "新建")] if self.declared.blank else []
            mine += [("F2", "修改"), ("Del", "作废")]
        keys = [(action.shortcut, action.label) for action in self.declared.actions if action.shortcut]
        return (
            *mine,
            *keys,
            ("F6", "排序"),
            ("Space", "勾选"),
            ("Ctrl+C", "复制为表格"),
            ("Alt+→", "翻页签"),
        )

    @property
    def is_editing(self) -> bool:
        return self._form() is not None

    def stand_under_tab(self) -> None:
        self._title.hide()

    def take_focus(self) -> None:
        if form := self._form():
            form.form.focus_first()
        else:
            self.view.setFocus()

    def current(self) -> R | None:
        return self.table.record_at(self.view.current_row())

    # --- reading ---

    def refresh(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        keep = self.table.number_at(self.view.current_row())
        narrowing = Narrowing(
            text=self.filters.text,
            chosen=self.filters.chosen(),
            veil=self._desk.lookup.veil(self.declared.kind),
        )
        job = partial(self._find, narrowing, self.columns.order(), self._goal, keep)
        self._readings = mine = self._readings + 1

        def done(found: _Found) -> None:
            if mine == self._readings:  # what was asked for since is on its way
                self._show_rows(found)

        self._reading = self._desk.tasks.look(self, job, done=done, title=f"查找{self.declared.title}")

    def _find(
        self,
        narrowing: Narrowing,
        order: Order,
        goal: _Goal,
        keep: int | None,
        progress: Progress,
    ) -> _Found:
        progress.step(0, 0)  # somebody may have typed on meanwhile: then nobody waits for this
        kind = self.declared.kind
        with self._desk.database.read_long() as snapshot:
            numbers = lists.rows(
                snapshot, kind, order=order.column, descending=order.descending, wanted=narrowing
            )
            total = len(numbers) if narrowing.is_open else lists.total(snapshot, kind)
            number = (lists.row_of(snapshot, kind, goal.record) if goal.record else None) or keep
        at = numbers.index(number) if number is not None and number in numbers else None
        return _Found(numbers, total, at, goal)

    def _show_rows(self, found: _Found) -> None:
        self._stale = False
        self.table.show_rows(found.numbers)
        widths = {at: self.columns.look.widths.get(one.name, 0) for at, one in enumerate(self.table.columns)}
        self.view.fit_columns(widths)
        self.view.go_to(found.at or 0)
        rows = self.view if found.numbers else self.nothing_found
        self._stack.setCurrentWidget(rows if found.total else self.empty)
        unit, shown = self.declared.unit, len(found.numbers)
        told = f"共 {found.total:,} {unit}"
        self.count_label.setText(told if self.filters.is_open else f"筛选后 {shown:,} {unit}，{told}")
        self.file_button.setEnabled(shown > 0)
        self._show_current()
        if found.goal is self._goal:
            self._goal = _Goal()
            self._begin(found.goal)

    def _show_current(self) -> None:
        record = self.current()
        self.detail.show_record(record, self._heading_of(record))
        for each in self._needs_record:
            each.setEnabled(record is not None)
        self._tell_rows()

    def _tell_rows(self) -> None:
        row, all = self.view.current_row() + 1, self.table.rowCount()
        ticked = f"已勾选{len(self.view.chosen_rows()):,}行，" if self.view.is_ticking else ""
        self.say_count(f"{ticked}第{row:,}行，共{all:,}行" if all else "")

    def _heading_of(self, record: R | None) -> str:
        if record is None:
            return ""
        by_name = {one.name: one for one in fields_of(self.declared.kind)}
        named = [by_name[one] for one in self.declared.columns if one in by_name][:1]
        with self._desk.database.read() as snapshot:
            (texts,) = self._desk.lookup.texts(snapshot, [record], named)
        return texts[0] if texts else ""

    # --- going somewhere ---

    def go_to(self, place: Place) -> None:
        """Its filters, its record and what is to begin there; a record is shown whatever was filtered."""
        if self.is_editing and (place.record or place.act):
            self._show_detail()
        self.detail.show_tab(place.tab)
        if place.act == "new":
            self.new()
        elif place.act == DRAFT and self.panel is not None:
            self._show_form(self.panel)
            self.panel.begin_draft(place.record)
        elif place.filters or place.record:
            self._goal = _Goal(place.record, place.act)
            self.filters.narrow(place.filters)

    def _begin(self, goal: _Goal) -> None:
        """Never with another record than the one that was meant."""
        current = self.current()
        if not goal.then or current is None or goal.record not in ("", current.id):
            return
        if goal.then == "edit":
            self.edit()
        else:
            self._act(goal.then)

    # --- doing ---

    def new(self) -> None:
        if self.panel is not None and self.declared.blank is not None:
            self._show_form(self.panel)
            self.panel.begin_new()

    def edit(self) -> None:
        record = self.current()
        if self.panel is not None and record is not None:
            with self._desk.database.read() as snapshot:
                newest = snapshot.get(self.declared.kind, record.id)
            self._show_form(self.panel)
            self.panel.begin(newest or record)

    def go_to_record(self, record: R) -> None:
        """Open a record from elsewhere, whatever the table shows."""
        if self.panel is not None:
            self._show_form(self.panel)
            self.panel.begin(record)

    def fill_in(self, screen: Screen[Any], record: Record, heading: str) -> None:
        """A form of another kind of record at the side, for what belongs to the one shown."""
        if screen.blank is None:
            return
        if screen.key not in self._forms:
            form = RecordPanel(self._desk, screen, screen.blank)
            form.setProperty("kind", "side")
            form.saved.connect(lambda _: self._show_detail())
            form.closed.connect(self._show_detail)
            self._forms[screen.key] = form
            self._side.addWidget(form)
        form = self._forms[screen.key]
        self._show_form(form)
        form.begin(record)
        form.heading.setText(heading)
        unsaid = [one.name for one in fields_of(screen.kind) if empty(getattr(record, one.name))]
        if unsaid:
            form.form.focus_field(unsaid[0])

    def void(self) -> None:
        chosen = self._chosen()
        if self.may_edit and chosen:
            unit = self.declared.unit
            what = self._heading_of(chosen[0]) if len(chosen) == 1 else f"{len(chosen)}{unit}"
            self.void_bar.ask(chosen, what)

    def _chosen(self) -> list[R]:
        return [one for row in self.view.chosen_rows() if (one := self.table.record_at(row))]

    def _act(self, key: str) -> None:
        if chosen := self._chosen():
            self.asked.emit(key, chosen)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as a table."""
        numbers = self.table.numbers_at(self.view.chosen_rows())
        reader, today = self.table.reader, self._desk.today()

        def read(_: Progress) -> list[Row[R]]:
            with self._desk.database.read_long() as snapshot:
                return reader.read(snapshot, numbers, today)

        def done(rows: list[Row[R]]) -> None:
            QGuiApplication.clipboard().setMimeData(as_table(reader.columns, [one.texts for one in rows]))
            self.say_count(f"已复制{len(rows):,}行")

        self._desk.tasks.look(self, read, done=done)

    def choose_columns(self) -> ColumnChoice:
        return self.columns.choose(self._columns_button)

    def save_as_file(self) -> None:
        """The whole list, as it is filtered and sorted, as a workbook."""
        asked = self.table.reader, self.table.numbers()
        list_file.ask_and_save(self._desk, self, self.declared.title, asked, self.say_count)

    # --- what happens ---

    def _connect(self) -> None:
        self.columns.changed.connect(self.refresh)
        self.columns.refused.connect(self.say_count)
        self.view.moved.connect(lambda _: self._show_current())
        self.view.ticked.connect(self._tell_rows)
        self.view.opened.connect(lambda _: self.edit() if self.may_edit else None)
        self._split.splitterMoved.connect(self._moved_splitter)
        self.filters.changed.connect(self.refresh)
        self.filters.left.connect(self.view.setFocus)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.form_wanted.connect(self.fill_in)
        self._desk.news.changed.connect(self._hear)
        self._connect_keys()

    def _connect_keys(self) -> None:
        self.on_key("F3", self.filters.begin_search)
        self.on_key("Ctrl+N", self.new)
        self.on_key("F2", self.edit)
        for key, step in (("Alt+Right", 1), ("Alt+Left", -1), ("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self.on_key(key, partial(self._turn_tab, step))
        self.on_key("Ctrl+Z", self.void_bar.take_back, inside=self.view)
        self.on_key("F6", self.columns.sort_by_current, inside=self.view)
        self.on_key("Del", self.void, inside=self.view)
        self.on_key("Ctrl+C", self.copy, inside=self.view)
        self.on_key("Esc", self._clear_search, inside=self.search)

    def _moved_splitter(self) -> None:
        if not self.is_editing:
            self.columns.keep_side(self._split.sizes()[1])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        refs = {one.kind.to for one in fields_of(self.declared.kind) if isinstance(one.kind, Ref)}
        told = {KINDS[one] for one in refs} | {self.declared.kind} | self.detail.kinds()
        if not kinds & told:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True  # read when somebody looks

    def _saved(self, record: R) -> None:
        if record.version == 1:
            self._goal = _Goal(record.id)
            self.refresh()

    def _turn_tab(self, step: int) -> None:
        if not self.is_editing:
            self.detail.turn(step)

    def _clear_search(self) -> None:
        self.search.clear()
        self.view.setFocus()

    def _form(self) -> RecordPanel[Any] | None:
        """The form that is open."""
        if self._form_of_page is not None and self._whole.currentWidget() is self._form_of_page:
            return self._form_of_page
        shown = self._side.currentWidget()
        return shown if isinstance(shown, RecordPanel) else None

    def _show_form(self, form: RecordPanel[Any]) -> None:
        if form is self._form_of_page and self.declared.wide_form:
            self._whole.setCurrentWidget(form)
        else:
            self._show_side(form, _FORM)
        self.hinted.emit()

    def _show_side(self, widget: QWidget, size: int) -> None:
        self._side.setCurrentWidget(widget)
        self._let_side_shrink()
        wide, whole = self._desk.theme.px(size), self._split.width()
        self._split.setSizes([max(whole - wide, whole // 3), wide])

    def _let_side_shrink(self) -> None:
        """The side need be no wider than what it shows; a form that is not open asks for no room."""
        for at in range(self._side.count()):
            policy = (
                QSizePolicy.Policy.Preferred
                if at == self._side.currentIndex()
                else QSizePolicy.Policy.Ignored
            )
            self._side.widget(at).setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def _show_detail(self) -> None:
        self._whole.setCurrentIndex(0)
        self._show_side(self.detail, _DETAIL)
        if self.columns.look.side:
            self._split.setSizes(
                [max(self._split.width() - self.columns.look.side, 1), self.columns.look.side]
            )
        self.hinted.emit()
        self._show_current()
        self.view.setFocus()

    # --- how it is laid out ---

    def _may_write(self) -> bool:
        return self._desk.rights.may_write(kind_of(self.declared.kind))

    @property
    def may_edit(self) -> bool:
        """Whether records are entered here by hand, and by this user."""
        return self.declared.save is not None and self.declared.blank is not None and self._may_write()

    @property
    def panel(self) -> RecordPanel[R] | None:
        """The form, if there is one; made when it is first asked for, for that takes longer than the page."""
        if self._form_of_page is None and self.may_edit and self.declared.blank is not None:
            made = RecordPanel(self._desk, self.declared, self.declared.blank)
            made.setProperty("kind", "side")
            made.saved.connect(self._saved)
            made.closed.connect(self._show_detail)
            made.counted.connect(self.say_count)
            (self._whole if self.declared.wide_form else self._side).addWidget(made)
            self._form_of_page = made
        return self._form_of_page

    def _lay_out(self) -> None:
        self.count_label = words("", "hint")
        self._needs_record: list[QWidget] = []
        self._title = words(self.declared.title, "title")
        top = heading(self._desk.theme, self._title, self.count_label, None, *self._buttons())
        self._fill_foot()
        self.empty = self._make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.nothing_found = EmptyPage(
            self._desk.theme,
            f"没有符合条件的{rights.label_of(self.declared.kind)}。",
            button("清除筛选", self.filters.clear),
        )
        self._stack.addWidget(self.nothing_found)
        left = laid(frame("plain"), column(self.filters, self._stack, self.void_bar, spacing=0))
        self._side = QStackedWidget()
        self._side.addWidget(self.detail)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        theme = self._desk.theme
        self._split.setSizes([theme.px(878), self.columns.look.side or theme.px(_DETAIL)])
        self._whole = QStackedWidget()
        self._whole.addWidget(laid(QWidget(), column(top, self._split, spacing=0)))
        self._let_side_shrink()
        laid(self, column(self._whole, spacing=0))

    def _buttons(self) -> list[QWidget]:
        theme = self._desk.theme
        self._columns_button = with_icon(button("显示列", self.choose_columns), theme, "columns")
        self.file_button = with_icon(button("导出表格", self.save_as_file), theme, "export")
        made: list[QWidget] = [self._columns_button]
        if self._desk.rights.allows("save"):
            warning = ShortWords("hint")
            warning.setText(list_file.WARNING)
            made += [warning, self.file_button]
        made += self._actions()
        if self.may_edit:
            made.append(with_icon(button(self.declared.new, self.new, kind="primary"), theme, "plus"))
        return made

    def _actions(self) -> Sequence[QPushButton]:
        made = []
        for action in self.declared.actions:
            text = f"{action.label}  {action.shortcut}" if action.shortcut else action.label
            each = button(text, partial(self._act, action.key))
            if action.icon:
                with_icon(each, self._desk.theme, action.icon)
            if action.shortcut:
                self.on_key(action.shortcut, partial(self._act, action.key))
            self._needs_record.append(each)
            made.append(each)
        return made

    def _fill_foot(self) -> None:
        line = row(spacing=8)
        if self.may_edit:
            line.addWidget(button("修改  F2", self.edit))
        for one in self.declared.foot:
            if self._desk.rights.may_write(one.writes):
                line.addWidget(button(one.label, partial(self._go_from, one.place)))
        if not self.may_edit and self.declared.save is not None:
            line.addWidget(words(f"您的角色只能查看{rights.label_of(self.declared.kind)}。", "hint"))
        line.addStretch(1)
        if self.may_edit:
            line.addWidget(button("作废  Del", self.void, kind="quiet"))
        if line.count() > 1:
            foot = laid(frame("foot"), line, margins=(16, 12, 16, 12))
            self._needs_record += foot.findChildren(QPushButton)
            self.detail.foot.addWidget(foot)

    def _go_from(self, place: Any) -> None:
        if record := self.current():
            self._desk.news.go(place(record))

    def _make_empty(self) -> EmptyPage:
        first = button(f"{self.declared.new}  Ctrl+N", self.new) if self.may_edit else None
        return EmptyPage(self._desk.theme, self.declared.empty, first)
