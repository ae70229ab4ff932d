"""检查: what is wrong with the fields that were visited, as cards at the side of the form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from skilldesk.core.problems import Problem, Severity
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.operations.confirmations import REASONS

Values = tuple[str, ...]
"""The texts that a doubt is about: while they are the same, it is the same doubt."""


class CheckList(QFrame):
    """Cards in the order of the form; a doubt takes a reason, and is not asked again for the same value."""

    wanted = Signal(str)
    """Somebody wants to put that field right."""
    confirmed = Signal(str)
    """A reason was chosen for the doubt about that field."""

    def __init__(
        self, theme: Theme, values_of: Callable[[Problem], Values], first: Collection[str] = ()
    ) -> None:
        """`first` are the fields without which nothing is stored."""
        super().__init__()
        self._values_of, self._first = values_of, first
        self._problems: Sequence[Problem] = ()
        self._reasons: dict[tuple[Problem, Values], str] = {}
        self._shown: list[tuple[Problem, str]] | None = None
        self._choices: dict[str, QComboBox] = {}
        self._errors, self._doubts = Chip(theme), Chip(theme)
        self.hint = words("填到哪里，查到哪里；F7 全查。", "hint")
        self._cards = column(spacing=8)
        head = row(words("检查", "lead"), self.hint, None, self._errors, self._doubts)
        laid(self, column(head, self._cards, spacing=10))
        self.show_problems([])

    def clear(self, kept: Mapping[Problem, str] | None = None) -> None:
        """Another record: forget the reasons, but for those that are kept with it."""
        self._reasons = {(one, self._values_of(one)): why for one, why in (kept or {}).items()}
        self.show_problems([])

    def show_problems(self, problems: Iterable[Problem]) -> None:
        self._problems = list(dict.fromkeys(problems))
        now = [(one, self._reason(one)) for one in self._problems]
        if now == self._shown:
            return
        self._shown = now
        errors = sum(one.severity is Severity.ERROR for one in self._problems)
        open_doubts = sum(one.severity is Severity.WARNING and not why for one, why in now)
        self._errors.show_state(Sign.CROSS, f"必须改 {errors}", "red")
        self._doubts.show_state(Sign.WARN, f"请确认 {open_doubts}", "amber")
        self._errors.setVisible(errors > 0)
        self._doubts.setVisible(open_doubts > 0)
        self.hint.setVisible(not self._problems)
        empty_out(self._cards)
        self._choices.clear()
        for problem, why in now:
            self._cards.addWidget(self._card(problem, why))

    def reasons(self) -> dict[Problem, str]:
        """The doubts of now for which a reason was chosen."""
        return {one: why for one in self._problems if (why := self._reason(one))}

    def choose(self, field: str) -> bool:
        """Open the reasons for the doubt about that field, or for the first; False if there is none."""
        choice = self._choices.get(field) or next(iter(self._choices.values()), None)
        if choice is not None:
            choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
            choice.showPopup()
        return choice is not None

    def texts(self) -> list[str]:
        """What the cards say."""
        return [one.text for one in self._problems]

    def _reason(self, problem: Problem) -> str:
        return self._reasons.get((problem, self._values_of(problem)), "")

    def _card(self, problem: Problem, why: str) -> QWidget:
        is_error = problem.severity is Severity.ERROR
        tone = "red" if is_error else "green" if why else "amber"
        card = frame("banner", tone=tone)
        link = button("去改", partial(self.wanted.emit, problem.field or ""), kind="inline")
        link.setAccessibleName(f"去改：{problem.text}")
        links = [link] if problem.field else []
        text = sentence(problem.text, "strong", tone=tone)
        standing = words(f"检查 {problem.number}　{self._standing(problem, why)}", "label")
        choice = [] if is_error else [self._choice(problem, why)]
        return laid(
            card, column(text, row(standing, None, *links), *choice, spacing=4), margins=(12, 8, 12, 8)
        )

    def _standing(self, problem: Problem, why: str) -> str:
        if problem.severity is Severity.WARNING:
            return "✓ 已确认" if why else "请确认，Alt+R 选理由"
        return "改好才能保存，现在存为草稿" if problem.field in self._first else "可以先保存，办理前要改好"

    def _choice(self, problem: Problem, why: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(f"确认理由：{problem.text}")
        choice.setPlaceholderText("选择确认理由")
        choice.addItems([*REASONS, *([why] if why and why not in REASONS else [])])
        choice.setCurrentIndex(choice.findText(why) if why else -1)
        choice.activated.connect(lambda _: self._chosen(problem, choice.currentText()))
        self._choices[problem.field or ""] = choice
        return choice

    def _chosen(self, problem: Problem, why: str) -> None:
        self._reasons[problem, self._values_of(problem)] = why
        self.confirmed.emit(problem.field or "")
