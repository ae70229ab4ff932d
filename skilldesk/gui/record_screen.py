"""The page that most records need: a table of all, and at its side one of them to read or to edit."""

from __future__ import annotations

from array import array
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QStackedWidget, QWidget

from skilldesk.core.fields import Ref, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_detail import RecordDetail
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.record_table import RecordTableModel, Row, as_table, read_rows
from skilldesk.gui.record_view import RowView
from skilldesk.gui.screen import Screen
from skilldesk.gui.void_bar import VoidBar
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import Hint, words
from skilldesk.progress import Progress
from skilldesk.store.queries import records

R = TypeVar("R", bound=Record)

_PAUSE_MS = 200


class RecordScreen(Page, Generic[R]):
    """Lists the records of one kind, shows one, and takes new ones."""

    asked = Signal(str, object)
    """The key of an action of the declaration, and the records chosen for it."""

    def __init__(self, desk: Desk, screen: Screen[R]) -> None:
        super().__init__()
        self._desk, self.declared = desk, screen
        self._order, self._descending = screen.order or screen.columns[0], screen.descending
        self._await_new = False
        self.table = RecordTableModel(screen.kind, screen.columns, desk.database, desk.lookup)
        self.view = RowView(desk.theme)
        self.view.setModel(self.table)
        self.search = QLineEdit()
        self.detail = RecordDetail(desk, screen.plan)
        self.panel = self._make_panel()
        self.void_bar = VoidBar(desk, screen.kind)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self.is_editing:
            return (
                ("Enter", "下一项"),
                ("Shift+Enter", "上一项"),
                ("↓", "列出可选的"),
                ("Ctrl+S", "保存"),
                ("Esc", "离开，草稿保留"),
            )
        mine: list[Hint] = [("F3", "查找")]
        mine += [("Enter", "打开")] if self.panel or self.declared.actions else []
        if self.panel:
            mine += [("Ctrl+N", "新建")] if self.declared.blank else []
            mine += [("F2", "修改"), ("Del", "作废")]
        keys = [(action.shortcut, action.label) for action in self.declared.actions if action.shortcut]
        return (*mine, *keys, ("F6", "排序"), ("Ctrl+C", "复制为表格"))

    @property
    def is_editing(self) -> bool:
        return self.panel is not None and self._side.currentWidget() is self.panel

    def stand_under_tab(self) -> None:
        self._title.hide()

    def take_focus(self) -> None:
        if self.panel is not None and self.is_editing:
            self.panel.form.focus_first()
        else:
            self.view.setFocus()

    def current(self) -> R | None:
        return self.table.record_at(self.view.current_row())

    # --- reading ---

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show_rows)

    def _read(self, _: Progress) -> array[int]:
        with self._desk.database.read_long() as snapshot:
            return records.rows(
                snapshot,
                self.declared.kind,
                order=self._order,
                descending=self._descending,
                text=self.search.text().strip(),
            )

    def _show_rows(self, numbers: array[int]) -> None:
        row = self.view.current_row()
        was = self.table.numbers_at([row])[0] if 0 <= row < self.table.rowCount() else None
        if self._await_new and numbers:
            was = max(numbers)  # the record written last has the largest row number
        self._await_new = False
        self.table.show_rows(numbers)
        self.view.fit_columns()
        self.view.go_to(numbers.index(was) if was is not None and was in numbers else 0)
        filtered = bool(self.search.text().strip())
        self._stack.setCurrentWidget(self.view if numbers or filtered else self.empty)
        self.count_label.setText(f"找到{len(numbers):,}条" if filtered else f"共{len(numbers):,}条")
        self._show_current()

    def _show_current(self) -> None:
        record = self.current()
        self.detail.show_record(record, self._heading_of(record))
        for each in self._needs_record:
            each.setEnabled(record is not None)
        row, all = self.view.current_row() + 1, self.table.rowCount()
        self.say_count(f"第{row:,}行，共{all:,}行" if all else "")

    def _heading_of(self, record: R | None) -> str:
        index = self.table.index(self.view.current_row(), 0)
        return str(index.data() or "") if record is not None and index.isValid() else ""

    # --- doing ---

    def new(self) -> None:
        if self.panel is not None and self.declared.blank is not None:
            self._show_side(self.panel)
            self.panel.begin_new()

    def edit(self) -> None:
        record = self.current()
        if self.panel is not None and record is not None:
            with self._desk.database.read() as snapshot:
                newest = snapshot.get(self.declared.kind, record.id)
            self._show_side(self.panel)
            self.panel.begin(newest or record)

    def go_to(self, place: Place) -> None:
        """Open the record that the place names, or begin a new one."""
        with self._desk.database.read() as snapshot:
            record = snapshot.get(self.declared.kind, place.record) if place.record else None
        if record is not None:
            self.go_to_record(record)
        elif place.act == "new":
            self.new()

    def go_to_record(self, record: R) -> None:
        """Open a record from elsewhere, whatever the table shows."""
        if self.panel is not None:
            self._show_side(self.panel)
            self.panel.begin(record)

    def void(self) -> None:
        chosen = self._chosen()
        if self.panel is not None and chosen:
            what = self._heading_of(chosen[0]) if len(chosen) == 1 else f"{len(chosen)}条"
            self.void_bar.ask(chosen, what)

    def _chosen(self) -> list[R]:
        return [one for row in self.view.chosen_rows() if (one := self.table.record_at(row))]

    def _act(self, key: str) -> None:
        if chosen := self._chosen():
            self.asked.emit(key, chosen)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as a table."""
        numbers = self.table.numbers_at(self.view.chosen_rows())
        columns = self.table.columns

        def read(_: Progress) -> list[Row[R]]:
            with self._desk.database.read_long() as snapshot:
                return read_rows(snapshot, self._desk.lookup, self.declared.kind, columns, numbers)

        def done(rows: list[Row[R]]) -> None:
            QGuiApplication.clipboard().setMimeData(as_table(columns, [one.texts for one in rows]))
            self.say_count(f"已复制{len(rows):,}行")

        self._desk.tasks.look(self, read, done=done)

    def sort_by_column(self) -> None:
        """Sort by the column in which the keyboard stands; once more turns the order."""
        header = self.view.horizontalHeader()
        column = max(0, self.view.currentIndex().column())
        again = header.sortIndicatorSection() == column
        was = header.sortIndicatorOrder()
        down = again and was == Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _sort(self, field: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order, self._descending = field, descending
        self.refresh()

    # --- what happens ---

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(self.declared.columns.index(self._order), order)
        self.view.setSortingEnabled(True)
        self.table.sort_asked.connect(self._sort)
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.edit() if self.panel else None)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.view.setFocus)
        self._pause.timeout.connect(self.refresh)
        self._desk.news.changed.connect(self._hear)
        if self.panel is not None:
            self.panel.saved.connect(self._saved)
            self.panel.closed.connect(self._show_detail)
        self.on_key("F3", self._find)
        self.on_key("Ctrl+N", self.new)
        self.on_key("F2", self.edit)
        self.on_key("Ctrl+Z", self.void_bar.take_back, inside=self.view)
        self.on_key("F6", self.sort_by_column, inside=self.view)
        self.on_key("Del", self.void, inside=self.view)
        self.on_key("Ctrl+C", self.copy, inside=self.view)
        self.on_key("Esc", self._clear_search, inside=self.search)

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        refs = {
            KINDS[field.kind.to] for field in fields_of(self.declared.kind) if isinstance(field.kind, Ref)
        }
        if kinds & (refs | {self.declared.kind}):
            self.refresh()

    def _saved(self, record: R) -> None:
        self._await_new = record.version == 1

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _clear_search(self) -> None:
        self.search.clear()
        self.view.setFocus()

    def _show_side(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        wide = self._desk.theme.px(600 if widget is self.panel else 348)
        whole = self._split.width()
        self._split.setSizes([max(whole - wide, whole // 3), wide])
        self.hinted.emit()

    def _show_detail(self) -> None:
        self._show_side(self.detail)
        self._show_current()
        self.view.setFocus()

    # --- how it is laid out ---

    def _make_panel(self) -> RecordPanel[R] | None:
        if self.declared.save is None:
            return None
        blank = self.declared.blank
        return RecordPanel(self._desk, self.declared, blank) if blank else None

    def _lay_out(self) -> None:
        self.count_label = words("", "hint")
        self.search.setPlaceholderText("查找　F3")
        self.search.setAccessibleName(f"查找{self.declared.title}")
        self.search.setFixedWidth(self._desk.theme.px(220))
        self.search.setClearButtonEnabled(False)
        self._needs_record: list[QWidget] = []
        self._title = words(self.declared.title, "title")
        line = [self._title, self.count_label, 8, self.search, None, *self._buttons()]
        self._fill_foot()
        self.empty = self._make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        left = laid(frame("plain"), column(self._stack, self.void_bar, spacing=0))
        self._side = QStackedWidget()
        for side in (self.detail, self.panel):
            if side is not None:
                side.setProperty("kind", "side")
                self._side.addWidget(side)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([self._desk.theme.px(878), self._desk.theme.px(348)])
        laid(self, column(heading(self._desk.theme, *line), self._split, spacing=0))

    def _buttons(self) -> list[QPushButton]:
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
        if self.declared.blank is not None and self.panel is not None:
            new = button(self.declared.new, self.new, kind="primary")
            made.append(with_icon(new, self._desk.theme, "plus"))
        return made

    def _fill_foot(self) -> None:
        if self.panel is None:
            return
        change = button("修改  F2", self.edit)
        void = button("作废  Del", self.void, kind="quiet")
        self._needs_record += [change, void]
        self.detail.foot.addWidget(laid(frame("foot"), row(change, None, void), margins=(16, 12, 16, 12)))

    def _make_empty(self) -> EmptyPage:
        first = None
        if self.declared.blank is not None and self.panel is not None:
            first = button(f"{self.declared.new}  Ctrl+N", self.new)
        return EmptyPage(self._desk.theme, self.declared.empty, first)
