"""One policy document as people read it: facts, rules with their clauses, standards, its own cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QVBoxLayout, QWidget

from skilldesk.core import rule_words, wording
from skilldesk.core.policy import CalculationUse, Policy, RuleUse, StandardEntry
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.standards_page import STATES
from skilldesk.gui.widgets.frames import Sheet, column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.listing import State
from skilldesk.gui.widgets.signs import Chip, Sign, SignMark
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.operations.assess import CaseResult
from skilldesk.operations.policy_shelf import FileUse, Gap, Shelved

_FILES: dict[FileUse, State] = {
    "same": (Sign.CHECK, "与在用的文件一致", "green"),
    "changed": (Sign.WARN, "与以前用过的不是同一个文件", "amber"),
    "unused": (Sign.RING, "还没有用它检查过申领", ""),
}
_IN_FORCE: State = (Sign.CHECK, "当天有效", "green")
_NOT: State = (Sign.RING, "当天不在有效期", "")
_FILED: State = (Sign.CHECK, "文件写明", "")
_WRONG: State = (Sign.CROSS, "不一致", "red")


class PolicyDetail(QFrame):
    run = Signal()
    """The cases of the file are to be run."""
    fill = Signal()
    """Somebody wants to enter what the file leaves open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("kind", "side")
        self._body = column(spacing=8)
        self._cases: QVBoxLayout = column(spacing=4)
        inside = laid(Sheet(), column(self._body, None, spacing=0), margins=(16, 12, 16, 16))
        self._scroll = scrolling(inside)
        laid(self, column(self._scroll, spacing=0))

    def turn(self, pages: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def show_document(self, one: Shelved | None, gaps: Sequence[Gap], day: date) -> None:
        place = self._scroll.verticalScrollBar().value()
        empty_out(self._body)
        if one is None:
            self._body.addWidget(sentence("选左边的一个文件，看它的条件、标准和案例。", "hint"))
            return
        self._body.addWidget(sentence(one.policy.document, "title"))
        chips = [self._chip(_IN_FORCE if one.in_force else _NOT), self._chip(_FILES[one.file])]
        self._body.addWidget(laid(QWidget(), row(*chips, None)))
        if late := _over(one.policy, day):
            self._body.addWidget(late)
        self._body.addWidget(_grid(self._facts(one.policy)))
        self._show_rules(one.policy)
        self._show_standards(one.policy, gaps)
        self._show_cases(one.policy)
        self._scroll.verticalScrollBar().setValue(place)

    def _facts(self, policy: Policy) -> Iterator[tuple[str, str]]:
        yield "代号", policy.key
        yield "发文机关", policy.issuer
        yield "有效期", rule_words.span(policy.valid_from, policy.valid_to)
        if policy.funding_to:
            yield "资金执行到", wording.day(policy.funding_to.isoformat())
        yield "依据", "、".join(policy.based_on) or "（没有写明）"
        yield from rule_words.dates(policy)
        yield "文件校验", policy.file_sha256[:16]

    # --- rules and standards ---

    def _show_rules(self, policy: Policy) -> None:
        self._heading(f"条件 {len(policy.rules)} 条", "文件写明的才检查，别的一概不加")
        for use in policy.rules:
            self._body.addWidget(self._rule(use, rule_words.IF_UNKNOWN[use.if_unknown]))
        if policy.calculations:
            self._heading("怎样计算金额", "")
        for calculation in policy.calculations:
            self._body.addWidget(self._rule(calculation, ""))

    def _rule(self, use: RuleUse | CalculationUse, if_unknown: str) -> QFrame:
        parts: list[QWidget] = [words(rule_words.title(use), "strong"), sentence(f"“{use.clause}”")]
        told = list(rule_words.told(use, self._desk.lookup.label))
        if if_unknown:
            told.append(("资料不足时", if_unknown))
        parts.append(_grid(told))
        return laid(frame("card"), column(*parts, spacing=4), margins=(12, 8, 12, 8))

    def _show_standards(self, policy: Policy, gaps: Sequence[Gap]) -> None:
        if not policy.standards:
            return
        empty = sum(gap.state == "empty" for gap in gaps)
        self._heading(f"标准 {len(policy.standards)} 个", f"{empty} 个待录入" if empty else "")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        label, at = self._desk.lookup.label, 0
        for entry in policy.standards:
            for amount, note, state in _amounts(entry, gaps):
                grid.addWidget(words(label("subsidy", entry.subsidy)), at, 0)
                grid.addWidget(words(label("level", entry.key)), at, 1)
                grid.addWidget(words(amount, "strong"), at, 2, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(words(note, "label"), at, 3)
                grid.addWidget(self._chip(state), at, 4)
                at += 1
        grid.setColumnStretch(3, 1)
        self._body.addWidget(laid(QWidget(), grid))
        fill = button("去录入、审批标准", self.fill.emit)
        self._body.addWidget(laid(QWidget(), row(fill, None)))

    # --- cases ---

    def _show_cases(self, policy: Policy) -> None:
        self._heading(f"案例 {len(policy.cases)} 个", "文件自带；每条写明应得的结论，用来检验程序")
        run = with_icon(button("运行案例  F7", self.run.emit), self._desk.theme, "check")
        self._run = run
        self._ran = words("", "strong")
        self._body.addWidget(laid(QWidget(), row(run, 8, self._ran, None)))
        self._cases = column(spacing=4)
        self._body.addLayout(self._cases)

    def begin_cases(self) -> None:
        empty_out(self._cases)
        self._ran.setText("正在运行……")
        inner = self._scroll.widget()
        self._scroll.verticalScrollBar().setValue(self._run.mapTo(inner, QPoint(0, -12)).y())

    def show_results(self, results: Sequence[CaseResult]) -> None:
        empty_out(self._cases)
        failed = [one for one in results if not one.passed]
        self._ran.setText(
            f"{len(results):,} 个案例，{len(failed)} 个不一致"
            if failed
            else f"{len(results):,} 个案例全部一致"
        )
        self._ran.setProperty("tone", "red" if failed else "green")
        self._ran.style().polish(self._ran)
        for one in (*failed, *(each for each in results if each.passed)):
            self._cases.addWidget(self._case(one))

    def _case(self, one: CaseResult) -> QWidget:
        if one.passed:
            mark = SignMark(self._desk.theme, Sign.CHECK, "green")
            return laid(QWidget(), row(mark, words(one.name), words("一致", "hint"), None))
        parts: list[QWidget | QLayout] = [row(words(one.name, "strong"), None, self._chip(_WRONG))]
        parts += [sentence(text) for text in one.differences]
        return laid(frame("banner", tone="red"), column(*parts, spacing=4), margins=(12, 8, 12, 8))

    def _heading(self, text: str, hint: str) -> None:
        self._body.addSpacing(4)
        self._body.addWidget(rule())
        self._body.addWidget(laid(QWidget(), row(words(text, "lead"), words(hint, "hint"), None)))

    def _chip(self, state: State) -> Chip:
        return Chip(self._desk.theme, *state)


def _amounts(entry: StandardEntry, gaps: Sequence[Gap]) -> Iterator[tuple[str, str, State]]:
    if entry.amount_fen is not None:
        yield wording.yuan(entry.amount_fen), "", _FILED
        return
    for gap in gaps:
        if gap.entry == entry:
            one = gap.standard
            amount = wording.yuan(one.amount) if one else "空"
            yield amount, one.document if one else "", STATES[gap.state]


def _over(policy: Policy, day: date) -> QFrame | None:
    """That the money of the document has run out by that day."""
    if policy.funding_to is None or day <= policy.funding_to:
        return None
    text = f"执行期限已过（资金执行到{wording.day(policy.funding_to.isoformat())}），请录入现行文件。"
    return laid(frame("banner", tone="amber"), column(sentence(text)), margins=(12, 8, 12, 8))


def _grid(facts: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (label, text) in enumerate(facts):
        grid.addWidget(words(label, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence(text), at, 1)
    return laid(QWidget(), grid)
