"""操作记录: who changed what and when, narrowed by person, period, kind and act; each entry was → now."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QSplitter, QStackedWidget, QWidget

from skilldesk.core import acts
from skilldesk.core.normal import CHINA
from skilldesk.core.records import RecordId, kind_of
from skilldesk.gui.desk import Desk
from skilldesk.gui.journal_table import JournalTable
from skilldesk.gui.journal_words import COLUMNS, Changed, JournalWords, Told, known_kinds, names
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_view import RowDelegate, RowView
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.operations.journal import MOST_ROWS
from skilldesk.progress import Progress
from skilldesk.store.queries import journal
from skilldesk.store.queries.journal import Wanted

_SIDE = 400
_WHAT = 2
"""The column in bold."""
_PERIODS: tuple[tuple[str, int | None], ...] = (
    ("全部时间", None),
    ("今天", 0),
    ("近 7 天", 6),
    ("近 30 天", 29),
    ("近一年", 365),
)
IN_CLEAR = "此文件任何人都能打开"
_NOT_SAVE = "您的角色不能导出文件"


def since(today: date, days: int) -> str:
    """The first moment of the day so many days ago in China, as the journal writes it."""
    begins = datetime.combine(today - timedelta(days=days), time(), CHINA)
    return begins.astimezone(UTC).isoformat(timespec="seconds")


class JournalPage(Page):
    HELP = "journal"
    HINTS = (
        ("F3", "筛选"),
        ("↑↓", "看改动"),
        ("Ctrl+H", "只看这一条的经过"),
        ("Esc", "看全部"),
        ("F5", "刷新"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = JournalWords(desk.lookup)
        self._record: RecordId = ""
        self.table = JournalTable(desk.database, self._words)
        self.view = RowView(desk.theme, RowDelegate(desk.theme, _WHAT))
        self.view.setModel(self.table)
        self.person, self.period, self.kind, self.act = (QComboBox() for _ in range(4))
        self._lay_out()
        self._fill_choices()
        self._connect()
        self.refresh()

    def take_focus(self) -> None:
        self.view.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        if place.record:
            self.show_record(place.record)

    # --- reading ---

    def wanted(self) -> Wanted:
        days = self.period.currentData()
        return Wanted(
            actor=self.person.currentData() or "",
            since="" if days is None else since(self._desk.today(), days),
            kind=self.kind.currentData() or "",
            verbs=self.act.currentData() or (),
            record=self._record,
        )

    def refresh(self) -> None:
        wanted = self.wanted()

        def read(_: Progress) -> array[int]:
            with self._desk.database.read_long() as snapshot:
                return journal.rows(snapshot, wanted)

        self._desk.tasks.look(self, read, done=self._show_rows, title="正在查操作记录")

    def _show_rows(self, numbers: array[int]) -> None:
        self.table.show_rows(numbers)
        self.view.fit_columns()
        self.view.go_to(0)
        self._stack.setCurrentWidget(self.view if numbers else self._empty)
        self._count.setText(
            f"找到 {len(numbers):,} 条" if self.wanted() != Wanted() else f"共 {len(numbers):,} 条"
        )
        self._export.setEnabled(bool(numbers) and self._may_save)
        self._show_current()

    def _show_current(self) -> None:
        told = self.table.at(self.view.current_row())
        at, all = self.view.current_row() + 1, self.table.rowCount()
        self.say_count(f"第 {at:,} 条，共 {all:,} 条" if all else "")
        empty_out(self._facts)
        for each in (self._only, self._open):
            each.setEnabled(bool(told and told.record))
        self._open.setEnabled(bool(told and self._place_of(told)))
        if told is None or told.entry is None:
            self._facts.addWidget(words("选一条记录，这里就显示改了什么。", "hint"))
            return
        with self._desk.database.read() as snapshot:
            changes = self._words.changes(snapshot, told.entry)
        self._facts.addWidget(sentence(" ".join(filter(None, (told.what, told.kind, told.title))), "title"))
        self._facts.addWidget(sentence(f"{told.who}　{told.when}", "label"))
        if told.reason:
            self._facts.addWidget(sentence(f"原因：{told.reason}"))
        self._facts.addWidget(rule())
        self._facts.addWidget(_grid(changes, is_record=bool(told.record)))

    # --- doing ---

    def show_record(self, record: RecordId) -> None:
        """Only what was done with that record."""
        self._record = record
        for choice in (self.person, self.period, self.kind, self.act):
            choice.blockSignals(True)  # noqa: FBT003 - Qt's own name
            choice.setCurrentIndex(0)
            choice.blockSignals(False)  # noqa: FBT003 - Qt's own name
        self._all.show()
        self.refresh()
        self.view.setFocus()

    def show_all(self) -> None:
        if self._record or self.wanted() != Wanted():
            self.show_record("")
        self._all.hide()

    def only_this(self) -> None:
        told = self.table.at(self.view.current_row())
        if told and told.record:
            self.show_record(told.record)

    def open_record(self) -> None:
        told = self.table.at(self.view.current_row())
        if told and (place := self._place_of(told)):
            self._desk.news.go(place)

    @staticmethod
    def _place_of(told: Told) -> Place | None:
        """Where that record stands in the window."""
        screen = next((one for one in SCREENS if kind_of(one.kind) == told.of), None)
        if screen is None or not told.record:
            return None
        return Place(page=screen.page, tab=screen.title, record=told.record)

    def export(self) -> None:
        """Write what is shown into a workbook, the changes too."""
        numbers = list(self.table.numbers())[:MOST_ROWS]
        path = self._desk.dialogs.file_to_write("导出操作记录", "操作记录.xlsx", "Excel 工作簿 (*.xlsx)")
        if path is None or not numbers:
            return

        def job(progress: Progress) -> int:
            rows = self._rows(numbers, progress)
            self._desk.system.journal.export(path, [COLUMNS, *rows])
            return len(rows)

        self._desk.tasks.start(
            self, job, done=lambda count: self.say_count(f"已导出 {count:,} 条"), title="正在导出操作记录"
        )

    def _rows(self, numbers: Sequence[int], progress: Progress) -> list[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = []
        with self._desk.database.read_long() as snapshot:
            for first in range(0, len(numbers), 500):
                progress.step(first, len(numbers), "正在读操作记录")
                for told in self._words.told(snapshot, journal.page(snapshot, numbers[first : first + 500])):
                    changes = self._words.in_one_line(snapshot, told.entry) if told.entry else ""
                    rows.append(told.row(changes))
        return rows

    def _connect(self) -> None:
        for choice in (self.person, self.period, self.kind, self.act):
            choice.currentIndexChanged.connect(lambda _: self.refresh())
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.open_record())
        self.on_key("F3", self.person.setFocus)
        self.on_key("F5", self.refresh)
        self.on_key("Ctrl+H", self.only_this)
        self.on_key("Esc", self.show_all)

    # --- how it is laid out ---

    def _fill_choices(self) -> None:
        with self._desk.database.read() as snapshot:
            people = names(snapshot)
        self.person.addItem("所有人", "")
        for account, name in people.items():
            self.person.addItem(name, account)
        for word, days in _PERIODS:
            self.period.addItem(word, days)
        self.kind.addItem("所有种类", "")
        for kind, word in known_kinds():
            self.kind.addItem(word, kind)
        self.act.addItem("所有操作", ())
        for word, verbs in acts.GROUPS:
            self.act.addItem(word, verbs)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._may_save = self._desk.rights.allows("save")
        self._title, self._count = words("操作记录", "title"), words("", "hint")
        for choice, name, wide in (
            (self.person, "谁", 104),
            (self.period, "时间", 104),
            (self.kind, "种类", 116),
            (self.act, "操作", 124),
        ):
            choice.setAccessibleName(name)
            choice.setFixedWidth(theme.px(wide))
        self._all = button("看全部  Esc", self.show_all, kind="quiet")
        self._all.hide()
        self._export = with_icon(button("导出 Excel", self.export), theme, "export")
        told = words(IN_CLEAR if self._may_save else _NOT_SAVE, "hint")
        line = heading(
            theme,
            self._title,
            self.person,
            self.period,
            self.kind,
            self.act,
            self._count,
            self._all,
            None,
            told,
            self._export,
        )
        self._empty = EmptyPage(theme, "没有符合的操作记录。按 Esc 看全部。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(laid(frame("plain"), column(self._stack, spacing=0)))
        split.addWidget(self._make_side())
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(1226 - _SIDE), theme.px(_SIDE)])
        laid(self, column(line, split, spacing=0))

    def _make_side(self) -> QFrame:
        self._facts = column(spacing=8)
        self._only = button("这一条的经过  Ctrl+H", self.only_this)
        self._open = button("打开它  Enter", self.open_record)
        inside = laid(QWidget(), column(laid(QWidget(), self._facts), None), margins=(16, 12, 16, 16))
        foot = laid(frame("foot"), row(self._only, self._open, None), margins=(16, 12, 16, 12))
        return laid(frame("side"), column(scrolling(inside), foot, spacing=0))


def _grid(changes: Sequence[Changed], *, is_record: bool) -> QWidget:
    """Label, what it was, what it is now."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    before = any(one.was for one in changes)
    if before:
        grid.setColumnStretch(2, 1)
        for at, word in enumerate(("", "原来", "现在")):
            grid.addWidget(words(word, "label"), 0, at)
    for at, one in enumerate(changes, start=1):
        right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid.addWidget(words(one.label, "label"), at, 0, right_top)
        if before:
            grid.addWidget(sentence(one.was or "空", "hint"), at, 1)
        grid.addWidget(sentence(one.now or "空", "" if one.now else "hint"), at, 2 if before else 1)
    if not changes:
        grid.addWidget(words("没有改动字段。" if is_record else "没有别的内容。", "hint"), 1, 0)
    return laid(QWidget(), grid)
