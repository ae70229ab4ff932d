"""检查与申领: a class is chosen, everyone in it is judged with reasons, those who may are put into claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter, QStackedWidget

from skilldesk.core.capitals import capitals
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.people import CategoryFact, StatusFact, Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate, Enrolment
from skilldesk.gui import icons
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.claim_findings import Findings
from skilldesk.gui.claim_people import VERDICTS, People, PeopleDelegate, amount_text
from skilldesk.gui.claim_work import CheckedClass
from skilldesk.gui.desk import Desk
from skilldesk.gui.lookup import Choice
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.record_view import RowView
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import ShortWords, words

_JUDGED_BY: frozenset[type[Record]] = frozenset(
    {Trainee, CategoryFact, StatusFact, Enrolment, Certificate, Claim, ClaimLine}
)
"""A change in one of these makes the verdicts on the page old."""


class ClassEdit(ChoiceEdit):
    """Chooses the class by a part of its name."""

    picked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._titles: dict[str, str] = {}
        self.setAccessibleName("培训班")
        self.setPlaceholderText("输入班名里的几个字，回车")
        self.set_chevron(icons.icon("chevron", desk.theme.colours["ink-2"], 14))
        self.returnPressed.connect(self._pick)

    def choices(self, text: str) -> Sequence[Choice]:
        found = self._desk.claims.classes(text)
        self._titles.update(found)
        return found

    def shown(self, key: str) -> str:
        return self._titles.get(key, key)

    def chosen(self, key: str) -> None:
        self.picked.emit(key)

    def show_class(self, choice: Choice) -> None:
        self._titles[choice.key] = choice.text
        self.set_value(choice.key)

    def _pick(self) -> None:
        """Enter: take the marked line, or check the class that stands here once more."""
        was = self.value_or_none()
        self.settle()
        now = self.value_or_none()
        if now is not None and now == was:
            self.picked.emit(now)

    def value_or_none(self) -> str | None:
        try:
            return self.key()
        except ValueError:
            return None


class ClaimCheck(Page):
    HINTS = (
        ("F3", "选班"),
        ("F5", "重新检查"),
        ("↑↓", "逐人看"),
        ("Space", "勾选"),
        ("1–5", "分组"),
        ("F7", "下一个问题"),
        ("Ctrl+Enter", "生成申请"),
    )

    created = Signal()
    """Claims were written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._checked: CheckedClass | None = None
        self._stale = False
        self.choice = ClassEdit(desk)
        self.counts = CountTabs(desk.theme)
        self.people = People()
        self.view = RowView(desk.theme, PeopleDelegate(desk.theme))
        self.view.setModel(self.people)
        self.findings = Findings(desk.theme)
        self.apply = button("生成申请  Ctrl+Enter", self._create, kind="primary")
        self._lay_out()
        self._connect()
        self._show_sums()

    def take_focus(self) -> None:
        (self.view if self.people.total else self.choice).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_if_stale()

    def check(self, class_id: RecordId) -> None:
        claims = self._desk.claims
        self._desk.tasks.look(
            self, lambda progress: claims.check(class_id, progress), done=self._show, title="正在检查全班"
        )

    def check_again(self) -> None:
        if class_id := self.choice.value_or_none():
            self.check(class_id)

    def _show(self, checked: CheckedClass) -> None:
        self._checked, self._stale = checked, False
        self.people.show_people(checked.people)
        self._basis.setText(f"{checked.subsidy}　{checked.basis}")
        self._show_counts("")
        self._stack.setCurrentWidget(self._result)
        self._foot.show()
        self.view.fit_columns()
        self.view.setFocus()
        self.view.go_to(0)
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
        self._sum.setText(f"提交 {len(ticked)} 人")
        self._words.setText(capitals(sum(known)) if known else "")
        self._figure.setText(f"{amount_text(sum(known))} 元" if known else "")
        self._others.setText(f"其余 {others} 人留在本班，补齐后另报" if others else "")
        self.apply.setText(f"生成 {len(ticked)} 人申请  Ctrl+Enter" if ticked else "没有可生成的申请")
        self.apply.setEnabled(bool(ticked))

    def _create(self) -> None:
        people = [one.trainee_id for one in self.people.to_apply()]
        checked, claims = self._checked, self._desk.claims
        if checked is None or not people:
            return
        self.apply.setEnabled(False)
        self._desk.tasks.start(
            self,
            lambda progress: claims.create(checked.class_id, people, progress),
            done=lambda _: self._was_created(),
            failed=self._not_created,
            title="正在生成申请",
        )

    def _was_created(self) -> None:
        self._desk.news.tell(Claim, ClaimLine)
        self.created.emit()

    def _not_created(self, error: BaseException) -> None:
        self._show_sums()
        self._desk.dialogs.tell_error(error)

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        self._stale = self._stale or bool(kinds & _JUDGED_BY)
        if self.isVisible():
            self._check_if_stale()

    def _check_if_stale(self) -> None:
        if self._stale and self._checked is not None:
            self.check(self._checked.class_id)

    def _connect(self) -> None:
        self.choice.picked.connect(self.check)
        self.counts.chosen.connect(self._show_group)
        self.people.ticked.connect(self._show_sums)
        self.view.moved.connect(lambda _: self._show_person())
        self._desk.news.changed.connect(self._hear)
        self.on_key("F3", self._choose_class)
        self.on_key("F5", self.check_again)
        self.on_key("F7", self._next_problem)
        self.on_key("Ctrl+Return", self._create)
        self.on_key("Space", lambda: self.people.turn(self.view.chosen_rows()), inside=self.view)
        for at in range(6):
            self.on_key(str(at + 1), partial(self.counts.choose, at), inside=self.view)

    def _choose_class(self) -> None:
        self.choice.setFocus()
        self.choice.selectAll()
        self.choice.open_list()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._basis = ShortWords("hint")
        self.choice.setFixedWidth(theme.px(320))
        line = heading(
            theme,
            words("培训班", "lead"),
            self.choice,
            button("重新检查  F5", self.check_again),
            16,
            self._basis,
        )
        self._basis.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._basis.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text = "还没有选培训班。按 F3 选一个已经结业、取证的班，这里就列出每个人能不能申领、依据哪一条。"
        empty = EmptyPage(theme, text, button("选培训班  F3", self._choose_class))
        self._result = QSplitter(Qt.Orientation.Horizontal)
        self._result.setChildrenCollapsible(False)
        self._result.setHandleWidth(1)
        counts = laid(frame("plain"), row(self.counts), margins=(16, 8, 16, 8))
        self._result.addWidget(laid(frame("plain"), column(counts, self.view, spacing=0)))
        self._result.addWidget(self.findings)
        self._result.setSizes([theme.px(622), theme.px(604)])
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._result)
        laid(self, column(line, self._stack, self._make_foot(), spacing=0))

    def _make_foot(self) -> QFrame:
        self._sum, self._words = words("", "strong"), words("", "label")
        self._figure, self._others = words("", "strong"), words("", "hint")
        self._foot = frame("foot")
        line = row(self._sum, self._words, self._figure, 8, self._others, None, self.apply, spacing=12)
        laid(self._foot, line, margins=(16, 8, 16, 8))
        self._foot.hide()
        return self._foot
