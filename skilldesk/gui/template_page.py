"""上报模板: what a receiving system has not accepted, in its own layout; its result list read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QSplitter, QStackedWidget, QWidget

from skilldesk.core.layout import Layout
from skilldesk.core.problems import Severity
from skilldesk.core.records import RecordId, kind_of
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, dress, heading, with_icon
from skilldesk.gui.record_view import RowView
from skilldesk.gui.report_cards import Card, FailedCard, facts
from skilldesk.gui.report_lines import go_to_record
from skilldesk.gui.template_result import ResultPreview
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, parted, row, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.operations import packages, template_results, templates
from skilldesk.operations.template_results import Answered
from skilldesk.operations.templates import IN_CLEAR, Exported, Held
from skilldesk.progress import Progress

RESULTS = "结果名单 (*.xlsx *.xls *.csv *.txt)"

MAY_NOT = "您的角色只能查看，报送由录入人员办理"

_MOST = 8
"""So many kinds of faults are told in words; the rows below tell all."""

_STAYS: State = (Sign.CROSS, "留下", "red")
_CAME_BACK: State = (Sign.CROSS, "上次退回", "red")
_GOES: State = (Sign.WARN, "请核对", "amber")


@dataclass(frozen=True)
class Row:
    """A record of which somebody should know, before or after the file is written."""

    held: Held
    name: str
    state: State


@dataclass(frozen=True)
class _Seen:
    told: Exported
    names: Mapping[RecordId, str]


_LAYOUTS: tuple[Column[Layout], ...] = (
    Column("模板", lambda one: one.title),
    Column("格式", lambda one: "、".join(one.files)),
)

_ROWS: tuple[Column[Row], ...] = (
    Column("名称", lambda one: one.name or "（没有名称）"),
    Column("表", lambda one: one.held.sheet),
    Column("状态", lambda one: one.state[1], state=lambda one: one.state),
    Column("原因", lambda one: "".join(problem.text for problem in one.held.problems)),
)


class TemplatePage(Page):
    HINTS = (
        ("↑↓", "选模板"),
        ("Ctrl+E", "写出文件"),
        ("F8", "读入结果名单"),
        ("Tab", "看留下的行"),
        ("Enter", "去改正"),
        ("F5", "重新看"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen: _Seen | None = None
        self._card: Card | None = None
        self.layouts = Listing(_LAYOUTS)
        self.list = RowView(desk.theme, ChipDelegate(desk.theme, _LAYOUTS))
        self.list.setModel(self.layouts)
        self.rows = Listing(_ROWS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _ROWS))
        self.view.setModel(self.rows)
        self.again = QCheckBox("以前导出过、还没有结果的也再写一次")
        self.result = ResultPreview(desk.theme)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        if self._right.currentWidget() is self.result:
            self.result.take_focus()
        elif self._card is not None:
            self._card.take_focus()
        else:
            self.list.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def layout_now(self) -> Layout | None:
        return self.layouts.at(self.list.current_row())

    # --- what is due ---

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read_layouts, done=self._show_layouts)

    def _read_layouts(self, _: Progress) -> list[Layout]:
        known = templates.layouts(self._desk.store.folder).all
        return [one for one in known if one.purpose == "report"]

    def _show_layouts(self, found: Sequence[Layout]) -> None:
        at = max(0, self.list.current_row())
        self.layouts.show_values(found)
        self.list.fit_columns()
        self.list.go_to(min(at, len(found) - 1))
        self.say_count(f"{len(found)} 种模板")
        self._look()

    def _look(self) -> None:
        """See what an export in the chosen layout would write."""
        layout = self.layout_now()
        if layout is None:
            return
        self._hide_card()
        self._right.setCurrentWidget(self._due)
        self._name.setText(layout.title)
        self._receiver.setText(f"交给：{layout.receiver}")
        if not self._desk.rights.allows("report"):
            return
        store, actor, again = self._desk.store, self._desk.actor, self.again.isChecked()

        def read(_: Progress) -> _Seen:
            return self._named(templates.look(store, actor, layout, again=again))

        self._desk.tasks.look(self, read, done=self._show_due, title="正在看要报的行")

    def _named(self, told: Exported) -> _Seen:
        ids = [one.record.id for one in (*told.held, *told.doubtful, *told.returned)]
        with self._desk.database.read_long() as snapshot:
            return _Seen(told, templates.titles(snapshot, told.layout, ids))

    def _show_due(self, seen: _Seen) -> None:
        if seen.told.layout != self.layout_now():
            return
        self._seen = seen
        told = seen.told
        self._sum.setText(f"可以写出 {told.rows:,} 行" if told.rows else "没有可以写出的行")
        parts = [f"留下 {len(told.held):,} 行" if told.held else "没有要留下的行"]
        if told.returned:
            parts.append(f"其中上次退回 {len(told.returned):,} 行")
        if told.doubtful:
            parts.append(f"写出但请核对 {len(told.doubtful):,} 行")
        if told.waiting:
            parts.append(f"以前导出过、还没有结果 {told.waiting:,} 行")
        self._others.setText("　".join(parts))
        self._write.setText(f"写出 {told.rows:,} 行  Ctrl+E")
        self._write.setEnabled(bool(told.rows))
        self._show_notes(told)
        listed = [
            Row(one, seen.names.get(one.record.id, ""), state)
            for state, all in ((_STAYS, told.held), (_CAME_BACK, told.returned), (_GOES, told.doubtful))
            for one in all
        ]
        self.rows.show_values(listed)
        self._stack.setCurrentWidget(self.view if listed else self._fine)
        self.view.fit_columns()
        self.view.go_to(0)

    def _show_notes(self, told: Exported) -> None:
        empty_out(self._notes)
        theme = self._desk.theme
        if told.sensitive:
            text = f"其中 {told.sensitive:,} 人不得公示，这个文件不要用邮件或聊天软件发送。"
            self._note(Chip(theme, Sign.WARN, "敏感", "amber"), text)
        if told.by_hand:
            text = f"本机没有这些列，请在文件里补上：{'、'.join(told.by_hand)}。"
            self._note(Chip(theme, Sign.WARN, "手工补", "amber"), text)
        faults = Counter(
            (problem.severity, problem.text)
            for one in (*told.held, *told.doubtful)
            for problem in one.problems
        )
        for (severity, text), count in faults.most_common(_MOST):
            bad = severity is Severity.ERROR
            chip = Chip(theme, Sign.CROSS if bad else Sign.WARN, severity.value, "red" if bad else "amber")
            self._note(chip, f"{text}　{count:,} 行")
        self._noted.setVisible(bool(self._notes.count()))

    def _note(self, chip: Chip, text: str) -> None:
        line = row(chip, sentence(text))
        line.setStretch(1, 1)
        line.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        self._notes.addWidget(laid(QWidget(), line))

    # --- writing ---

    def write(self) -> None:
        layout = self.layout_now()
        may = self._write.isEnabled() and self._right.currentWidget() is self._due
        folder = self._desk.dialogs.folder("选择放文件的 U 盘或文件夹") if may else None
        if layout is None or folder is None:
            return
        store, actor, again = self._desk.store, self._desk.actor, self.again.isChecked()
        self._write.setEnabled(False)
        self._desk.tasks.start(
            self,
            lambda _: templates.export(store, actor, layout, folder, again=again),
            done=self._written,
            failed=self._not_written,
            title="正在写出并读回核对",
        )

    def _written(self, done: Exported) -> None:
        lines = [("文件", "、".join(str(one.path) for one in done.files)), ("行数", f"{done.rows:,} 行")]
        note = f"{IN_CLEAR}，请只交给{done.layout.receiver}，用完就删掉。拿到结果名单后按 F8 读入。"
        card = Card(self._desk.theme, "green", "现在可以拔出 U 盘", sentence(note), facts(lines))
        card.offer(button("完成", card.closed.emit, kind="primary"))
        self._desk.news.tell()
        self._look_after(card)
        QTimer.singleShot(round(packages.LOOK_AGAIN * 1000), card, partial(self._look_again, card, done))

    def _look_again(self, card: Card, done: Exported) -> None:
        self._desk.tasks.look(card, lambda _: done.look_again(), done=lambda _: None, failed=self._not_there)

    def _not_there(self, error: BaseException) -> None:
        self._look_after(self._failed("刚写好的文件不能用", error))

    def _not_written(self, error: BaseException) -> None:
        self._look_after(self._failed("文件没有写成", error))

    def _failed(self, heading: str, error: BaseException) -> FailedCard:
        card = FailedCard(self._desk.theme, heading, error)
        card.anew.connect(self.write)
        return card

    def _look_after(self, card: Card) -> None:
        """See what is due by now, with the card above it."""
        self._look()
        self._card = card
        card.closed.connect(self._close_card)
        self._cards.addWidget(card)
        dress(self._write, self._desk.theme, "export", "")
        card.take_focus()

    def _close_card(self) -> None:
        self._hide_card()
        self.list.setFocus()

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
            dress(self._write, self._desk.theme, "export", "primary")

    # --- the result list ---

    def read_result(self) -> None:
        layout = self.layout_now()
        may = self._read.isEnabled()
        path = self._desk.dialogs.file_to_read("选择接收系统给的结果名单", RESULTS) if may else None
        if layout is not None and path is not None:
            self.result.begin(layout, path)
            self._look_at_result()

    def _look_at_result(self) -> None:
        """What the list says, before anything of it is kept."""
        layout, path, rest = self.result.asked
        store = self._desk.store

        def read(_: Progress) -> tuple[Answered, Mapping[RecordId, str]]:
            found = template_results.look(store, layout, path, rest_accepted=rest)
            return found, self._names_of(found)

        self._desk.tasks.look(self, read, done=self._show_result, title="正在读名单")

    def _names_of(self, found: Answered) -> Mapping[RecordId, str]:
        with self._desk.database.read_long() as snapshot:
            return templates.titles(snapshot, found.layout, [line.record for line in found.rejected])

    def _show_result(self, told: tuple[Answered, Mapping[RecordId, str]]) -> None:
        self._hide_card()
        self._right.setCurrentWidget(self.result)
        self.result.show_answers(*told)
        self.result.take_focus()

    def _take_result(self) -> None:
        layout, path, rest = self.result.asked
        store, actor = self._desk.store, self._desk.actor
        self._desk.tasks.start(
            self,
            lambda _: template_results.receive(store, actor, layout, path, rest_accepted=rest),
            done=self._taken,
            title="正在读入结果",
        )

    def _taken(self, answered: Answered) -> None:
        rejected = len(answered.rejected)
        text = f"接收 {answered.accepted:,} 行，退回 {rejected:,} 行，还没有结果 {answered.unanswered:,} 行。"
        more = "改正以后再写出，只有退回的和改动过的行会重新上报。" if answered.rejected else ""
        card = Card(self._desk.theme, "green", "结果已经读入", sentence(text + more))
        card.offer(button("完成", card.closed.emit, kind="primary"))
        self._desk.news.tell()
        self._look_after(card)

    def _leave_result(self) -> None:
        self._right.setCurrentWidget(self._due)
        self.list.setFocus()

    def mend(self) -> None:
        if one := self.rows.at(self.view.current_row()):
            record = one.held.record
            go_to_record(self._desk, kind_of(type(record)), record.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _connect(self) -> None:
        self.list.moved.connect(lambda _: self._look())
        self.view.opened.connect(lambda _: self.mend())
        self.again.toggled.connect(lambda _: self._look())
        self.result.changed.connect(self._look_at_result)
        self.result.accepted.connect(self._take_result)
        self.result.left.connect(self._leave_result)
        for key, act in (("Ctrl+E", self.write), ("F8", self.read_result), ("F5", self.refresh)):
            self.on_key(key, act)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme, may = self._desk.theme, self._desk.rights.allows("report")
        self._title = words("上报模板", "title")
        about = words("省里用自己的系统时，按它的表格写出，再读回结果", "hint")
        self._read = with_icon(button("读入结果名单  F8", self.read_result), theme, "import")
        self._read.setEnabled(may)
        self._write = with_icon(button("写出  Ctrl+E", self.write, kind="primary"), theme, "export")
        self._write.setEnabled(False)
        clear = words(IN_CLEAR if may else MAY_NOT, "hint")
        line = heading(theme, self._title, about, None, clear, self._read, self._write)
        left = laid(frame("card"), column(self.list, spacing=0), margins=(1, 1, 1, 1))
        self._right = QStackedWidget()
        self._due = self._make_due()
        for part in (self._due, self.result):
            self._right.addWidget(part)
        sizes = (theme.px(300), theme.px(880))
        split = parted(QSplitter(), left, self._right, sizes=sizes, handle=theme.px(12))
        split.setStretchFactor(1, 1)
        laid(self, column(line, laid(QFrame(), row(split), margins=(16, 0, 16, 12)), spacing=0))

    def _make_due(self) -> QWidget:
        self._name, self._receiver = words("", "lead"), words("", "hint")
        self._sum, self._others = words("", "number"), words("", "label")
        self._notes = column(spacing=4)
        self._noted = scrolling(laid(QWidget(), self._notes))
        self._noted.setMaximumHeight(self._desk.theme.px(120))
        head = column(
            row(self._name, self._receiver, None),
            row(self._sum, 8, self._others, None),
            self._noted,
            self.again,
            spacing=6,
        )
        card = laid(frame("card"), head, margins=(16, 12, 16, 8))
        self._fine = EmptyPage(self._desk.theme, "没有要改的行。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._fine)
        self._stack.addWidget(self.view)
        below = laid(frame("card"), column(self._stack, spacing=0), margins=(1, 1, 1, 1))
        self._cards = column(spacing=0)
        whole = column(self._cards, card, below, spacing=12)
        whole.setStretch(2, 1)
        return laid(QWidget(), whole)
