"""One page of the first run: a question with its lines, and beside it why it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from skilldesk.core.problems import Problem
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row, scrolling
from skilldesk.gui.widgets.problem_note import ProblemNote
from skilldesk.gui.widgets.words import Hint, restyle, words

_LABEL = 112
_ENTRY = 380
_ASIDE = 392
_QUESTION = 720


def wrapped(text: str, role: str = "") -> QLabel:
    """Words in as many lines as they need where they stand, and no room kept for more."""
    label = words(text, role)
    label.setWordWrap(True)
    return label


Entry = QLineEdit | QComboBox | QCheckBox


@dataclass(frozen=True, eq=False)
class Line:
    """A word, what is typed beside it, and below it what is wrong with that."""

    entry: Entry
    note: ProblemNote

    def complain(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self.note.say(Problem(code="FIRST-RUN", text=text) if text else None)
        restyle(self.entry, tone="red" if text else "")


class Lines(QWidget):
    """Lines that are filled by keyboard: Enter goes on, Shift+Enter back, Enter in the last one ends."""

    ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, theme.px(_LABEL))
        self._grid.setColumnStretch(2, 1)
        laid(self, self._grid)

    def add(self, label: str, entry: Entry, hint: str = "", *, needed: bool = True) -> Line:
        """A further line; the hint stands below it."""
        note = ProblemNote(self._theme)
        line = Line(entry, note)
        self._lines.append(line)
        entry.setAccessibleName(label)
        entry.setFixedWidth(self._theme.px(_ENTRY))
        at = self._grid.rowCount()
        centre = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        star = words("*" if needed else "", "strong", tone="red")
        self._grid.addWidget(laid(QWidget(), row(star, words(label, "label"), spacing=4)), at, 0, centre)
        self._grid.addWidget(entry, at, 1)
        below = column(note, spacing=2)
        if hint:
            below.addWidget(wrapped(hint, "hint"))
        below.addSpacing(6)
        self._grid.addLayout(below, at + 1, 1, 1, 2)
        if isinstance(entry, QLineEdit):
            entry.textChanged.connect(lambda _: line.complain(""))
        if isinstance(entry, ChoiceEdit):
            entry.editingFinished.connect(entry.settle)
        return line

    def below(self, part: QWidget) -> None:
        """Something of its own under the last line."""
        self._grid.addWidget(part, self._grid.rowCount(), 1, 1, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        entries = [line.entry for line in self._lines if line.entry.isVisible()]
        here = self.focusWidget()
        if isinstance(here, ChoiceEdit):
            here.settle()
        at = next((at for at, entry in enumerate(entries) if entry is here), -1)
        at += -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if at >= len(entries):
            self.ended.emit()
        elif at >= 0:
            entries[at].setFocus(Qt.FocusReason.TabFocusReason)


def first_complaint(found: list[tuple[Line, str]]) -> bool:
    """Say what is wrong with each line, go to the first of them; whether all are right."""
    for line, text in found:
        line.complain(text)
    wrong = [line for line, text in found if text]
    if wrong:
        wrong[0].entry.setFocus()
    return not wrong


class Step(QWidget):
    """A page; the window shows its words and keys, and asks it before it goes on."""

    forward = Signal()
    """Enter was pressed in the last line."""
    retold = Signal()
    """The words of its button or of what is safe are others now."""

    HINTS: tuple[Hint, ...] = (("Enter", "下一项"), ("Shift+Enter", "上一项"), ("Alt+←", "上一步"))

    def __init__(self, theme: Theme, title: str, lead: str) -> None:
        super().__init__()
        self.theme = theme
        self.act = "下一步"
        self.safe = "到此没有在这台电脑上写入任何内容。"
        self.body = column(words(title, "title"), wrapped(lead), 8, spacing=8)

    def check(self) -> bool:
        """Whether one may go on; what is wrong is said at its place."""
        return True

    def take_focus(self) -> None:
        """Put the keyboard where the work of this page begins."""

    def lay_out(self, *asides: tuple[str, str]) -> None:
        """The body at the left; at the right, short answers to what people ask themselves here."""
        left = laid(QWidget(), column(self.body, None), margins=(32, 24, 32, 16))
        beside = column(spacing=4)
        for heading, text in asides:
            beside.addWidget(words(heading, "lead"))
            beside.addWidget(wrapped(text, "label"))
            beside.addSpacing(14)
        beside.addStretch(1)
        answers = scrolling(laid(QWidget(), beside, margins=(24, 28, 24, 16)))
        answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side = side = laid(frame("side"), column(answers), margins=(1, 0, 0, 0))
        side.setFixedWidth(self.theme.px(_ASIDE))
        question = scrolling(left)
        question.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = row(question, side, spacing=0)
        whole.setStretch(0, 1)
        laid(self, whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both have no room, the question has all of it."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self.theme.px(_ASIDE + _QUESTION))
