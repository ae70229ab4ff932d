"""One claim whole, for who must decide about it: people, amounts, outcomes, materials, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QWidget

from skilldesk.core.identity import grouped
from skilldesk.gui.claim_findings import Outcomes
from skilldesk.gui.claim_people import amount_text
from skilldesk.gui.claim_review_work import ClaimDetail, ClaimPerson, Material, Past
from skilldesk.gui.claim_states import state_of
from skilldesk.gui.page import button
from skilldesk.gui.record_view import RowView
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, laid, row, rule, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Chip, Sign, SignMark
from skilldesk.gui.widgets.words import ShortWords, sentence, words

_ROWS_SEEN = 6
"""So many people of a claim are seen at once; the others scroll."""


def _checked(one: ClaimPerson) -> State:
    if any(each.outcome == "fail" for each in one.findings):
        return (Sign.CROSS, "不符合", "red")
    if any(each.outcome == "unknown" for each in one.findings):
        return (Sign.WARN, "资料不足", "amber")
    if any(each.outcome == "warn" for each in one.findings):
        return (Sign.CHECK, "仅依据本机", "blue")
    return (Sign.CHECK, "符合", "green") if one.findings else (Sign.RING, "没有检查", "")


_COLUMNS: tuple[Column[ClaimPerson], ...] = (
    Column("姓名", lambda one: one.name),
    Column("证件号码", lambda one: grouped(one.id_number)),
    Column("检查", lambda one: _checked(one)[1], state=_checked),
    Column("金额（元）", lambda one: amount_text(one.amount), right=True),
)


class DetailPanel(QFrame):
    opened = Signal()
    """The form of the claim, please."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        self.detail: ClaimDetail | None = None
        self.name, self.about, self.state = words("", "title"), ShortWords("label"), Chip(theme)
        self.people: Listing[ClaimPerson] = Listing(_COLUMNS)
        self.people_view = RowView(theme, ChipDelegate(theme, _COLUMNS))
        self.people_view.setModel(self.people)
        self.people_view.setProperty("kind", "boxed")
        self.people_view.moved.connect(self._show_person)
        self.form = button("看申请表  Enter", self.opened.emit, kind="small")
        self._lay_out()
        self.show_claim(None)

    def show_claim(self, detail: ClaimDetail | None) -> None:
        self.detail = detail
        self._stack.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            return
        one = detail.row
        self.name.setText(one.applicant)
        self.about.setText(f"{one.number}　{one.class_name}")
        self.state.show_state(*state_of(one.state, one.state_word))
        self.form.setEnabled(one.has_form)
        self.form.setToolTip("" if one.has_form else "申请表还没有在这台电脑上生成")
        self._show_facts(detail.facts)
        self._show_people(detail.people)
        self._show_materials(detail.materials)
        self._show_past(detail.past)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        empty_out(self._facts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (label, text) in enumerate(facts):
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            grid.addWidget(words(label, "label"), at, 0, side)
            grid.addWidget(sentence(text), at, 1)
        self._facts.addWidget(laid(QWidget(), grid))

    def _show_people(self, people: Sequence[ClaimPerson]) -> None:
        self.people_view.setVisible(len(people) > 1)
        self._people_head.setText(f"人员　{len(people)} 人")
        self.people.show_values(people)
        shown = min(len(people), _ROWS_SEEN) + 1
        self.people_view.setFixedHeight(shown * self._theme.sizes["row"] + 4)
        self.people_view.fit_columns()
        self.people_view.go_to(0)
        self._show_person(0)

    def _show_person(self, row: int) -> None:
        empty_out(self._outcomes)
        one = self.people.at(max(0, row))
        if one is None:
            self._outcomes.addWidget(sentence("这张申领单里没有人员。", "hint"))
            return
        told = "　".join(filter(None, (one.name, grouped(one.id_number), one.category)))
        self._outcomes.addWidget(sentence(told, "label"))
        if one.findings:
            self._outcomes.addWidget(Outcomes(self._theme, one.findings))
        else:
            self._outcomes.addWidget(sentence("没有存下检查结果。", "hint"))

    def _show_materials(self, materials: Sequence[Material]) -> None:
        empty_out(self._materials)
        if not materials:
            self._materials.addWidget(sentence("本机没有存入的材料；请核对纸质材料。", "hint"))
        for one in materials:
            line = row(SignMark(self._theme, Sign.CHECK, "green"), words(one.kind), spacing=8)
            name = ShortWords("label")
            name.setText(one.file_name)
            line.addWidget(name, 1)
            line.addWidget(words("　".join(filter(None, (one.owner, one.original))), "hint"))
            self._materials.addWidget(laid(QWidget(), line))

    def _show_past(self, past: Sequence[Past]) -> None:
        empty_out(self._past)
        for one in past:
            line = row(words(one.label, "strong"), words(one.who), None, words(one.when, "hint"), spacing=8)
            parts: list[QWidget] = [laid(QWidget(), line)]
            if one.reason:
                parts.append(sentence(f"原因：{one.reason}", "label"))
            self._past.addWidget(laid(QWidget(), column(*parts, spacing=2)))

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        self._facts, self._outcomes = column(spacing=0), column(spacing=6)
        self._materials, self._past = column(spacing=6), column(spacing=6)
        self._people_head = words("", "lead")
        head = row(self.name, None, self.state, self.form)
        inside = column(
            head,
            self.about,
            self._facts,
            rule(),
            self._people_head,
            self.people_view,
            self._outcomes,
            rule(),
            words("材料", "lead"),
            self._materials,
            rule(),
            words("办理经过", "lead"),
            self._past,
            None,
            spacing=8,
        )
        whole = scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 16)))
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyPage(self._theme, "选一张申领单，这里显示它的全部情况。"))
        self._stack.addWidget(whole)
        laid(self, column(self._stack, spacing=0))
