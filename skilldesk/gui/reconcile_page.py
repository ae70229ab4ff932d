"""对账: our numbers beside the province's, kind by kind, and each record that makes the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget

from skilldesk.core.records import RecordId
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.live_page import LivePage
from skilldesk.gui.page import button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_view import RowView
from skilldesk.gui.report_lines import go_to_record
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, parted, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign, Tone
from skilldesk.gui.widgets.words import words
from skilldesk.operations import reconcile
from skilldesk.operations.outlook import Open
from skilldesk.operations.reconcile import Reconciliation, Tally
from skilldesk.operations.rights import label_named
from skilldesk.operations.templates import IN_CLEAR
from skilldesk.progress import Progress
from skilldesk.store.exchanges import Reported

REPORTED: Mapping[Reported, State] = {
    Reported.REJECTED: (Sign.CROSS, "省级退回", "red"),
    Reported.DISPUTED: (Sign.WARN, "待裁定", "amber"),
    Reported.EXPORTED: (Sign.CLOCK, "已导出", "amber"),
    Reported.DELIVERED: (Sign.CLOCK, "已送达", "amber"),
    Reported.NOT_SENT: (Sign.RING, "未报送", ""),
    Reported.ACCEPTED: (Sign.CHECK, "省级接收", "green"),
}
"""How far a record has come, as it is shown everywhere, the gravest first."""

GROUPS: Mapping[str, tuple[str, Tone, tuple[Reported, ...]]] = {
    "": ("全部", "", tuple(one for one in REPORTED if one is not Reported.ACCEPTED)),
    "rejected": ("省级退回", "red", (Reported.REJECTED,)),
    "disputed": ("待裁定", "amber", (Reported.DISPUTED,)),
    "unanswered": ("未回执", "amber", (Reported.EXPORTED, Reported.DELIVERED)),
    "not_sent": ("未报送", "", (Reported.NOT_SENT,)),
}
"""The groups of differences; their keys are those of a place's filter `state`."""


def _number(tally: Tally, *states: Reported) -> str:
    return f"{sum(tally.states.get(one, 0) for one in states):,}"


def _result(tally: Tally) -> State:
    if tally.agrees:
        return (Sign.CHECK, "一致", "green")
    return (Sign.WARN, f"差 {tally.ours - tally.states.get(Reported.ACCEPTED, 0):,}", "amber")


_TALLIES: tuple[Column[Tally], ...] = (
    Column("类别", lambda one: one.label),
    Column("本机", lambda one: f"{one.ours:,}", right=True),
    Column("已报", lambda one: f"{one.sent:,}", right=True),
    Column("省级接收", lambda one: _number(one, Reported.ACCEPTED), right=True),
    Column("退回", lambda one: _number(one, Reported.REJECTED), right=True),
    Column("待裁定", lambda one: _number(one, Reported.DISPUTED), right=True),
    Column("未回执", lambda one: _number(one, Reported.EXPORTED, Reported.DELIVERED), right=True),
    Column("未报送", lambda one: _number(one, Reported.NOT_SENT), right=True),
    Column("结果", lambda one: _result(one)[1], state=_result),
)


@dataclass(frozen=True)
class Difference:
    """A record that the province has not accepted as it stands here, by its name."""

    open: Open
    name: str


_DIFFERENCES: tuple[Column[Difference], ...] = (
    Column("名称", lambda one: one.name or "（没有名称）"),
    Column("类别", lambda one: label_named(one.open.kind)),
    Column("状态", lambda one: REPORTED[one.open.state][1], state=lambda one: REPORTED[one.open.state]),
    Column("说明", lambda one: one.open.text),
    Column("怎么办", lambda one: one.open.remedy),
)


class ReconcilePage(LivePage):
    HINTS = (
        ("↑↓", "逐类看"),
        ("Tab", "看差异"),
        ("Enter", "打开这条记录"),
        ("1–5", "按状态看"),
        ("F5", "重新对账"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.news)
        self._desk = desk
        self._found = Reconciliation(tallies=(), differences=())
        self._wanted = ""
        self._group = ""
        self.tallies = Listing(_TALLIES)
        self.sums = RowView(desk.theme, ChipDelegate(desk.theme, _TALLIES))
        self.sums.setModel(self.tallies)
        self.differences = Listing(_DIFFERENCES)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _DIFFERENCES))
        self.view.setModel(self.differences)
        self.counts = CountTabs(desk.theme)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.sums.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        """`kind` and `state` narrow what is listed."""
        self._wanted = place.filters.get("kind", "")
        self._group = place.filters.get("state", "") if place.filters.get("state", "") in GROUPS else ""
        self.refresh()

    # --- reading ---

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show, title="正在对账")

    def _read(self, _: Progress) -> Reconciliation:
        with self._desk.database.read_long() as snapshot:
            return reconcile.reconcile(snapshot)

    def _show(self, found: Reconciliation) -> None:
        self._found = found
        kinds = ["", *(one.kind for one in found.tallies)]
        whole: dict[Reported, int] = {}
        for one in found.tallies:
            for state, number in one.states.items():
                whole[state] = whole.get(state, 0) + number
        self.tallies.show_values([Tally(kind="", label="合计", states=whole), *found.tallies])
        self.sums.fit_columns()
        self.sums.go_to(kinds.index(self._wanted) if self._wanted in kinds else 0)
        open_ = len(found.differences)
        self._about.setText(f"与省里还有 {open_:,} 条不一致" if open_ else "本机的每一条省里都接收了")
        self.say_count(f"{len(found.tallies)} 类　差异 {open_:,} 条")
        self._show_kind()

    def _kind(self) -> str:
        tally = self.tallies.at(self.sums.current_row())
        return tally.kind if tally else ""

    def _show_kind(self) -> None:
        self._wanted = kind = self._kind()
        self.counts.show_counts(
            [
                Count(key, word, len(self._found.of(kind, states)), tone)
                for key, (word, tone, states) in GROUPS.items()
            ],
            self._group,
        )
        self._narrow(self._group)

    def _narrow(self, group: str) -> None:
        self._group = group
        shown = self._found.of(self._kind(), GROUPS[group][2])
        self._desk.tasks.look(self, partial(self._name, shown), done=partial(self._list, shown))

    def _name(self, shown: Sequence[Open], _: Progress) -> dict[RecordId, str]:
        with self._desk.database.read_long() as snapshot:
            return reconcile.titles(snapshot, shown)

    def _list(self, shown: Sequence[Open], names: Mapping[RecordId, str]) -> None:
        if shown != self._found.of(self._kind(), GROUPS[self._group][2]):
            return
        self.differences.show_values([Difference(one, names.get(one.record, "")) for one in shown])
        self._stack.setCurrentWidget(self.view if shown else self._none)
        self.view.fit_columns()
        self.view.go_to(0)

    # --- doing ---

    def open_record(self) -> None:
        if one := self.differences.at(self.view.current_row()):
            go_to_record(self._desk, one.open.kind, one.open.record)

    def save(self) -> None:
        """Both tables as a workbook."""
        folder = self._desk.dialogs.folder("选择放名单的文件夹") if self._save.isEnabled() else None
        if folder is not None:
            store, actor = self._desk.store, self._desk.actor
            self._desk.tasks.start(
                self, lambda _: reconcile.save(store, actor, folder), done=self._saved, title="正在另存"
            )

    def _saved(self, path: Path) -> None:
        lines = (("位置", str(path)), ("注意", f"{IN_CLEAR}，用完请删掉。"))
        self._desk.dialogs.tell(Notice(heading="名单已另存", lines=lines, icon="check", tone="green"))

    def _connect(self) -> None:
        self.sums.moved.connect(lambda _: self._show_kind())
        self.sums.opened.connect(lambda _: self.view.setFocus())
        self.view.opened.connect(lambda _: self.open_record())
        self.counts.chosen.connect(self._narrow)
        self.on_key("F5", self.refresh)
        for at in range(len(GROUPS)):
            self.on_key(str(at + 1), partial(self.counts.choose, at))

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title, self._about = words("对账", "title"), words("", "hint")
        self._save = with_icon(button("另存名单", self.save), theme, "export")
        may = self._desk.rights.allows("save")
        self._save.setEnabled(may)
        clear = words(IN_CLEAR if may else "您的角色不能另存名单", "hint")
        again = button("重新对账  F5", self.refresh)
        line = heading(theme, self._title, self._about, None, clear, self._save, again)
        text = "这一类没有差异。选上面一行看别的，或按 1 看全部。"
        self._none = EmptyPage(theme, text)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.view)
        head = laid(QFrame(), row(words("差异", "lead"), 8, self.counts, None), margins=(16, 4, 12, 4))
        below = laid(frame("card"), column(head, self._stack, spacing=0), margins=(1, 1, 1, 1))
        above = laid(frame("card"), column(self.sums, spacing=0), margins=(1, 1, 1, 1))
        split = parted(
            QSplitter(Qt.Orientation.Vertical),
            above,
            below,
            sizes=(theme.px(300), theme.px(280)),
            handle=theme.px(12),
        )
        laid(self, column(line, laid(QFrame(), row(split), margins=(16, 0, 16, 12)), spacing=0))
