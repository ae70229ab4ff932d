"""Records that may be the same as the one being typed, side by side with it; a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from skilldesk.core.fields import fields_of
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import column, empty_out, laid, row
from skilldesk.gui.widgets.words import sentence, words

_ROWS = 8
"""So many fields tell two people apart; more would push the form away."""


class Twins(QFrame):
    same = Signal(object)
    """The stored record that it is."""

    def __init__(self, desk: Desk, kind: type[Record]) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._twins: Sequence[Record] = ()
        self._typed: Record | None = None
        self._different: set[str] = set()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "amber")
        self.text = sentence("", "strong", tone="amber")
        self._table = column()
        unit = "人" if kind is Trainee else "个"
        self.yes = button(f"是同一{unit}  Alt+S", self._is_same)
        self.no = button(f"不是同一{unit}  Alt+B", self._is_not)
        hint = words("选“是”改用已有记录，您填的补在它空着的项里。", "hint")
        inside = column(self.text, self._table, row(self.yes, self.no, hint, None))
        laid(self, inside, margins=(12, 8, 12, 8))
        for key, act in (("Alt+S", self._is_same), ("Alt+B", self._is_not)):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.hide()

    @property
    def undecided(self) -> bool:
        return bool(self._twins)

    def clear(self) -> None:
        self._twins = ()
        self._different.clear()
        self.hide()

    def show_twins(self, typed: Record, twins: Sequence[Record]) -> None:
        """Show those on which nobody has decided yet; the first beside what is typed."""
        self._typed = typed
        self._twins = [one for one in twins if one.id not in self._different]
        self.setVisible(bool(self._twins))
        if self._twins:
            others = f"，还有{len(self._twins) - 1}条" if len(self._twins) > 1 else ""
            self.text.setText(f"△ 请确认　可能已经登记过{others}")
            self._compare(typed, self._twins[0])

    def ask(self) -> None:
        """The record cannot be saved before this is decided: say so where the eye is."""
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.setText("△ 请确认　先定下是不是同一个，再保存")

    def _compare(self, typed: Record, twin: Record) -> None:
        empty_out(self._table)
        fields = fields_of(self._kind)
        with self._desk.database.read() as snapshot:
            ours, theirs = self._desk.lookup.texts(snapshot, [typed, twin], fields)
        both = [
            (field.label, *texts)
            for field, *texts in zip(fields, ours, theirs, strict=True)
            if any(texts) and (texts[0] or field.needed == "record")
        ]
        self._table.addWidget(self._grid([("", "正在登记", "已有记录"), *both[:_ROWS]]))

    @staticmethod
    def _grid(lines: Sequence[tuple[Any, ...]]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for at, (label, ours, theirs) in enumerate(lines):
            grid.addWidget(words(label, "label"), at, 0, Qt.AlignmentFlag.AlignRight)
            role = "label" if at == 0 else "" if ours == theirs else "strong"
            grid.addWidget(words(ours or "—", role), at, 1)
            grid.addWidget(words(theirs or "—", role), at, 2)
        grid.setColumnStretch(3, 1)
        return laid(QWidget(), grid)

    def _is_same(self) -> None:
        if self._twins:
            twin = self._twins[0]
            self.clear()
            self.same.emit(twin)

    def _is_not(self) -> None:
        if self._twins and self._typed is not None:
            self._different.add(self._twins[0].id)
            self.show_twins(self._typed, self._twins)
