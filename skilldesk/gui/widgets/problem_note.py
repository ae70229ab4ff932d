"""What is wrong with a field, said under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from skilldesk.core.problems import Problem, Severity
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import sentence


class ProblemNote(QWidget):
    """Under a field: sign, word and sentence, or nothing at all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.tone = ""
        self._chip = Chip(theme)
        self.text = sentence("", "label")
        line = row(self._chip, self.text, spacing=4)
        line.setStretch(1, 1)
        line.setAlignment(self._chip, Qt.AlignmentFlag.AlignTop)
        laid(self, line)
        self.hide()

    def say(self, problem: Problem | None) -> None:
        self.setVisible(problem is not None)
        if problem is None:
            self.tone = ""
        elif problem.severity is Severity.ERROR:
            self.tone = "red"
            self._chip.show_state(Sign.CROSS, problem.severity.value, "red")
        else:
            self.tone = "amber"
            self._chip.show_state(Sign.WARN, problem.severity.value, "amber")
        self.text.setText(problem.text if problem else "")
