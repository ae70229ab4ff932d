"""补贴标准: what a file leaves open is entered by one and approved by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSplitter, QStackedWidget, QWidget

from skilldesk.core import rule_words
from skilldesk.core.claims import Standard
from skilldesk.core.records import RecordId
from skilldesk.core.wording import yuan
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.live_page import LivePage
from skilldesk.gui.page import button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.record_view import RowView
from skilldesk.gui.screens import standards as declared
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, parted, row, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.operations import policy_shelf, records, standards
from skilldesk.operations.policy_shelf import Gap
from skilldesk.progress import Progress
from skilldesk.reference import policies
from skilldesk.store.work import new_id

STATES: Mapping[str, State] = {
    "waiting": (Sign.CLOCK, "待审批", "amber"),
    "empty": (Sign.WARN, "待录入", "red"),
    "approved": (Sign.CHECK, "已审批", "green"),
}

MAY_NOT = "您的角色不能录入或审批标准"

_REASONS = ("录入错误", "文件已废止", "标准已调整", "重复录入")


class StandardsPage(LivePage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.news)
        self._desk = desk
        self._all: Sequence[Gap] = ()
        self._names: Mapping[str, str] = {}
        self._group = ""
        self._wanted: RecordId = ""
        self._begun: dict[tuple[str, str, str], RecordId] = {}
        self._columns = self._make_columns()
        self.gaps = Listing(self._columns)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, self._columns))
        self.view.setModel(self.gaps)
        self.counts = CountTabs(desk.theme)
        self.panel = RecordPanel(desk, declared.SCREEN, declared.blank)
        self.may = desk.rights.may_write("standard")
        self._lay_out()
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        if self.is_editing:
            return (("Enter", "下一项"), ("Ctrl+S", "保存"), ("Esc", "离开，草稿保留"))
        keys = (("Enter", "录入或修改"), ("F8", "审批"), ("Del", "作废")) if self.may else ()
        return (("↑↓", "逐个看"), *keys, ("1–4", "按状态看"), ("F5", "刷新"))

    @property
    def is_editing(self) -> bool:
        return self._side.currentWidget() is self.panel

    def take_focus(self) -> None:
        if self.is_editing:
            self.panel.form.focus_first()
        else:
            self.view.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        """`record` is a standard; `state` one of the groups."""
        self._wanted = place.record
        self._group = place.filters.get("state", "") if place.filters.get("state", "") in STATES else ""
        self.refresh()

    # --- reading ---

    def refresh(self) -> None:
        self._desk.tasks.look(self, self._read, done=self._show)

    def _read(self, _: Progress) -> tuple[Sequence[Gap], Mapping[str, str]]:
        with self._desk.database.read() as snapshot:
            return policy_shelf.gaps(snapshot, policies.load()), policy_shelf.people(snapshot)

    def _show(self, read: tuple[Sequence[Gap], Mapping[str, str]]) -> None:
        self._all, self._names = read
        found = self._all
        waiting = sum(one.state == "waiting" for one in found)
        empty = sum(one.state == "empty" for one in found)
        self._about.setText(f"{waiting} 个待审批，{empty} 个待录入" if waiting or empty else "都已审批")
        self.say_count(f"{len(found)} 个标准　待审批 {waiting}　待录入 {empty}")
        self._narrow(self._group)

    def _narrow(self, group: str) -> None:
        self._group = group
        was = self.current()
        counts = [Count("", "全部", len(self._all))]
        counts += [
            Count(key, word, sum(one.state == key for one in self._all), tone if key != "approved" else "")
            for key, (_, word, tone) in STATES.items()
        ]
        self.counts.show_counts(counts, group)
        shown = [one for one in self._all if group in ("", one.state)]
        self.gaps.show_values(shown)
        self._stack.setCurrentWidget(self.view if shown else self._none)
        self.view.fit_columns()
        wanted = [at for at, one in enumerate(shown) if one.standard and one.standard.id == self._wanted]
        same = [
            at for at, one in enumerate(shown) if was and (one.policy, one.entry) == (was.policy, was.entry)
        ]
        self.view.go_to((wanted or same or [0])[0])
        self._show_current()

    def current(self) -> Gap | None:
        return self.gaps.at(self.view.current_row())

    # --- one of them ---

    def _show_current(self) -> None:
        gap = self.current()
        empty_out(self._facts)
        empty_out(self._banner)
        for each in (self.enter, self.approve, self.void_button):
            each.hide()
        if gap is None:
            self._name.setText("")
            return
        self._name.setText(self._named(gap))
        for at, (label, text) in enumerate(self._facts_of(gap)):
            self._facts.addWidget(words(label, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(sentence(text or "（没有填）"), at, 1)
        self._say(gap)

    def _facts_of(self, gap: Gap) -> list[tuple[str, str]]:
        one = gap.standard
        facts = [("政策", gap.policy.document), ("原文", gap.entry.clause)]
        if one is None:
            return facts
        return [
            *(("金额", yuan(one.amount)), ("文号", one.document)),
            ("起止", rule_words.span(one.valid_from, one.valid_until)),
            *(("录入人", self._who(one.entered_by)), ("审批人", self._who(one.approved_by))),
            *facts,
        ]

    def _say(self, gap: Gap) -> None:
        """What is to be done with it, by whom, and the buttons for that."""
        one, actor = gap.standard, self._desk.actor
        sign, word, tone = STATES[gap.state]
        why = standards.why_not(one, actor) if one is not None else ""
        text = {
            "empty": "文件没有写明金额，没有标准就不能计算补贴。"
            "请录入本地标准的金额、文号和起止日期，再由另一位同事审批。",
            "waiting": why or "请核对文件原件上的金额和日期，无误再审批。审批后会记下您的姓名和时间。",
            "approved": "可以用于计算补贴。要改的，改后须重新审批。",
        }[gap.state]
        banner = frame("banner", tone=tone)
        chip = row(Chip(self._desk.theme, sign, word, tone), None)
        laid(banner, column(chip, sentence(text), spacing=4), margins=(12, 8, 12, 8))
        self._banner.addWidget(banner)
        self.enter.setText("录入标准  Enter" if one is None else "修改  Enter")
        self.enter.setVisible(self.may)
        self.void_button.setVisible(self.may and one is not None)
        self.approve.setVisible(self.may and gap.state == "waiting")
        self.approve.setEnabled(not why)
        self.approve.setToolTip(why)

    def _named(self, gap: Gap) -> str:
        label = self._desk.lookup.label
        return f"{label('subsidy', gap.entry.subsidy)}　{label('level', gap.entry.key)}"

    def _who(self, account: str | None) -> str:
        return self._names.get(account or "", account or "")

    # --- doing ---

    def edit(self) -> None:
        """Enter what is missing, or change what was entered."""
        gap = self.current()
        if gap is None or not self.may:
            return
        policy, subsidy, key = gap.policy.key, gap.entry.subsidy, gap.entry.key
        id = self._begun.setdefault((policy, subsidy, key), new_id())
        new = replace(declared.blank(), id=id, policy=policy, subsidy=subsidy, key=key)
        self._side.setCurrentWidget(self.panel)
        self.panel.begin(gap.standard or new)
        self.panel.heading.setText(
            f"录入标准：{self._named(gap)}" if gap.standard is None else self._named(gap)
        )
        self.panel.form.focus_field("amount")
        self.hinted.emit()

    def approve_now(self) -> None:
        gap = self.current()
        if gap is None or gap.standard is None or gap.state != "waiting" or not self.may:
            return
        id = gap.standard.id
        if why := standards.why_not(gap.standard, self._desk.actor):
            lines = (("数据", "没有变化。"), ("怎么办", "请那位同事登录后，在这里按 F8。"))
            self._desk.dialogs.tell(Notice(heading=why.rstrip("。"), lines=lines, tone="amber"))
            return

        def job(_: Progress) -> Standard:
            with self._desk.database.write(self._desk.actor) as work:
                return standards.approve(work, id)

        self._desk.tasks.start(self, job, done=lambda _: self._desk.news.tell(Standard))

    def void(self) -> None:
        gap = self.current()
        if gap is not None and (one := gap.standard) and self.may:
            notice = Notice(
                heading=f"作废标准：{self._named(gap)} {yuan(one.amount)}",
                lines=(("以后", "作废后不能再用来计算；已经申领的不变。"),),
                act="作废这个标准",
                leave="先不作废",
                tone="amber",
            )
            self._desk.dialogs.ask_reason(notice, _REASONS, partial(self._void, one))

    def _void(self, one: Standard, reason: str) -> None:
        def job(_: Progress) -> Standard:
            with self._desk.database.write(self._desk.actor) as work:
                return records.void(work, one, reason)

        self._desk.tasks.start(self, job, done=lambda _: self._desk.news.tell(Standard))

    def _saved(self, stored: Standard) -> None:
        self._begun.pop((stored.policy, stored.subsidy, stored.key), None)
        self._wanted = stored.id
        self._group = ""
        self._close_panel()

    def _close_panel(self) -> None:
        self._side.setCurrentWidget(self._detail)
        self.hinted.emit()
        self.view.setFocus()
        self.refresh()

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.edit())
        self.counts.chosen.connect(self._narrow)
        self.panel.saved.connect(self._saved)
        self.panel.closed.connect(self._close_panel)
        self.on_key("F8", self.approve_now)
        self.on_key("F2", self.edit)
        self.on_key("F5", self.refresh)
        self.on_key("Del", self.void, inside=self.view)
        for at in range(len(STATES) + 1):
            self.on_key(str(at + 1), partial(self.counts.choose, at), inside=self.view)

    # --- how it is laid out ---

    def _make_columns(self) -> tuple[Column[Gap], ...]:
        label = self._desk.lookup.label

        def of(text: str, one: Gap) -> str:
            return text if one.standard else ""

        return (
            Column("补贴类型", lambda one: label("subsidy", one.entry.subsidy)),
            Column("等级", lambda one: label("level", one.entry.key)),
            Column("状态", lambda one: STATES[one.state][1], state=lambda one: STATES[one.state]),
            Column("金额", lambda one: yuan(one.standard.amount) if one.standard else "", right=True),
            Column("文号", lambda one: one.standard.document if one.standard else ""),
            Column("起", lambda one: of(str((one.standard and one.standard.valid_from) or ""), one)),
            Column("止", lambda one: of(str((one.standard and one.standard.valid_until) or ""), one)),
            Column("政策", lambda one: one.policy.key),
        )

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title, self._about = words("补贴标准", "title"), words("", "hint")
        why = words("一人录入，另一人审批" if self.may else MAY_NOT, "hint")
        line = heading(theme, self._title, self._about, 8, self.counts, None, why)
        self._none = EmptyPage(
            theme, "这一类里没有标准。本地区的文件没有留给单位自定的金额，或都在别的状态。"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.view)
        self._detail = self._make_detail()
        self.panel.setProperty("kind", "side")
        self._side = QStackedWidget()
        self._side.addWidget(self._detail)
        self._side.addWidget(self.panel)
        left = laid(frame("plain"), column(self._stack, spacing=0))
        split = parted(QSplitter(), left, self._side, sizes=(theme.px(816), theme.px(410)))
        split.setStretchFactor(0, 1)
        laid(self, column(line, split, spacing=0))

    def _make_detail(self) -> QFrame:
        self._name = sentence("", "title")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._banner = column(spacing=0)
        theme = self._desk.theme
        self.enter = button("录入标准  Enter", self.edit)
        self.void_button = button("作废  Del", self.void, kind="quiet")
        self.approve = with_icon(button("审批  F8", self.approve_now, kind="primary"), theme, "check")
        inside = column(self._name, self._banner, 4, laid(QWidget(), self._facts), None, spacing=8)
        body = scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 12)))
        acts = row(self.void_button, None, self.enter, self.approve)
        foot = laid(frame("foot"), acts, margins=(16, 12, 16, 12))
        return laid(frame("side"), column(body, foot, spacing=0))
