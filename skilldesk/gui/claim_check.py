"""申领, second step: everyone of a class is judged with reasons, and those who may are ticked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter, QStackedWidget

from skilldesk.core.capitals import capitals
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.people import CategoryFact, StatusFact, Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate, Enrolment
from skilldesk.gui.claim_findings import Findings
from skilldesk.gui.claim_people import COLUMNS, VERDICTS, People, amount_text
from skilldesk.gui.claim_work import CheckedClass
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.record_view import RowView
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.ticks import TickDelegate
from skilldesk.gui.widgets.words import ShortWords, words

_JUDGED_BY: frozenset[type[Record]] = frozenset(
    {Trainee, CategoryFact, StatusFact, Enrolment, Certificate, Claim, ClaimLine}
)
"""A change in one of these makes the verdicts on the page old."""


class ClaimCheck(Page):
    HINTS = (
        ("F3", "换班"),
        ("F5", "重新检查"),
        ("↑↓", "逐人看"),
        ("Space", "勾选"),
        ("1–5", "分组"),
        ("F7", "下一个问题"),
        ("Ctrl+Enter", "下一步"),
        ("Alt+←", "上一步"),
    )

    back = Signal()
    forward = Signal()
    """Those who are ticked are to apply."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.checked: CheckedClass | None = None
        self._class_id: RecordId = ""
        self._person: RecordId = ""
        self._stale = False
        self.counts = CountTabs(desk.theme)
        self.people = People()
        self.view = RowView(desk.theme, TickDelegate(desk.theme, COLUMNS))
        self.view.setModel(self.people)
        self.findings = Findings(desk.theme)
        self.apply = button("下一步  Ctrl+Enter", self._go_on, kind="primary")
        self._lay_out()
        self._connect()
        self._show_sums()

    def take_focus(self) -> None:
        self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_if_stale()

    def check(self, class_id: RecordId, person: RecordId = "") -> None:
        """Judge everyone of the class; that person is shown first, if one is named."""
        claims, self._class_id, self._person = self._desk.claims, class_id, person
        self._desk.tasks.look(
            self, lambda progress: claims.check(class_id, progress), done=self._show, title="正在检查全班"
        )

    def check_again(self) -> None:
        if self._class_id:
            self.check(self._class_id)

    def _show(self, checked: CheckedClass) -> None:
        if checked.class_id != self._class_id:
            return
        self.checked, self._stale = checked, False
        self.people.show_people(checked.people)
        self._name.setText(checked.name)
        self._basis.setText(f"{checked.subsidy}　{checked.basis}")
        self._show_counts("")
        self._stack.setCurrentWidget(self._result if checked.people else self._empty)
        self.view.fit_columns()
        if self.isVisible():
            self.view.setFocus()
        self.view.go_to(self.people.place_of(self._person))
        self._show_person()

    def _show_counts(self, chosen: str) -> None:
        counts = [Count("", "全部", self.people.total)]
        for key in ("eligible", "provisional", "not_eligible", "unknown", "not_covered"):
            _, word, tone = VERDICTS[key]
            number = self.people.number_of(key)
            if number or key != "not_covered":
                counts.append(Count(key, word, number, tone))
        self.counts.show_counts(counts, chosen)

    def _show_group(self, verdict: str) -> None:
        self.people.show_group(verdict)
        self.view.go_to(0)
        self._show_person()

    def _show_person(self) -> None:
        row = self.view.current_row()
        self.findings.show_person(self.people.at(row))
        shown = self.people.rowCount()
        self.say_count(f"第{row + 1}人，共{shown}人" if shown else "")

    def _next_problem(self) -> None:
        """The next person, round and round, who may not apply as things stand."""
        shown = self.people.rowCount()
        for step in range(1, shown + 1):
            at = (self.view.current_row() + step) % shown
            person = self.people.at(at)
            if person is not None and person.verdict not in ("eligible", "provisional"):
                self.view.go_to(at)
                return

    def _show_sums(self) -> None:
        ticked = self.people.to_apply()
        known = [one.amount for one in ticked if one.amount is not None]
        others = self.people.total - len(ticked)
        self._sum.setText(f"勾选 {len(ticked)} 人")
        self._words.setText(capitals(sum(known)) if known else "")
        self._figure.setText(f"{amount_text(sum(known))} 元" if known else "")
        self._others.setText(f"其余 {others} 人留在本班，补齐后另报" if others else "")
        self.apply.setText(f"下一步：申请 {len(ticked)} 人  Ctrl+Enter" if ticked else "没有可申请的人")
        self.apply.setEnabled(bool(ticked))

    def _go_on(self) -> None:
        if self.people.to_apply():
            self.forward.emit()

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        self._stale = self._stale or bool(kinds & _JUDGED_BY)
        if self.isVisible():
            self._check_if_stale()

    def _check_if_stale(self) -> None:
        if self._stale:
            self.check_again()

    def _connect(self) -> None:
        self.counts.chosen.connect(self._show_group)
        self.people.ticked.connect(self._show_sums)
        self.view.moved.connect(lambda _: self._show_person())
        self._desk.news.changed.connect(self._hear)
        self.on_key("F3", self.back.emit)
        self.on_key("F5", self.check_again)
        self.on_key("F7", self._next_problem)
        self.on_key("Ctrl+Return", self._go_on)
        self.on_key("Alt+Left", self.back.emit)
        self.on_key("Space", lambda: self.people.turn(self.view.chosen_rows()), inside=self.view)
        for at in range(6):
            self.on_key(str(at + 1), partial(self.counts.choose, at), inside=self.view)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._basis = ShortWords("hint")
        self._name = words("", "lead")
        line = heading(
            theme,
            self._name,
            button("换班  F3", self.back.emit, kind="quiet"),
            button("重新检查  F5", self.check_again),
            16,
            self._basis,
        )
        self._basis.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._basis.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text = "这个班的花名册里还没有人。先在培训班里录花名册，再来检查。"
        self._empty = EmptyPage(theme, text, button("换一个班  F3", self.back.emit))
        self._result = QSplitter(Qt.Orientation.Horizontal)
        self._result.setChildrenCollapsible(False)
        self._result.setHandleWidth(1)
        counts = laid(frame("plain"), row(self.counts), margins=(16, 8, 16, 8))
        self._result.addWidget(laid(frame("plain"), column(counts, self.view, spacing=0)))
        self._result.addWidget(self.findings)
        self._result.setSizes([theme.px(660), theme.px(566)])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._result)
        self._stack.addWidget(self._empty)
        laid(self, column(line, self._stack, self._make_foot(), spacing=0))

    def _make_foot(self) -> QFrame:
        self._sum, self._words = words("", "strong"), words("", "label")
        self._figure, self._others = words("", "strong"), words("", "hint")
        self._foot = frame("foot")
        back = button("上一步", self.back.emit)
        line = row(self._sum, self._words, self._figure, 8, self._others, None, back, self.apply, spacing=12)
        laid(self._foot, line, margins=(16, 8, 16, 8))
        return self._foot
