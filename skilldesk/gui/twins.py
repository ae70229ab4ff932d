"""Records that may be the same as the one being typed, side by side with it; a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from skilldesk.core.fields import Money, fields_of
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import column, empty_out, laid, row
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import restyle, sentence, words
from skilldesk.operations import people
from skilldesk.store.snapshot import Snapshot

_ROWS = 5
"""So many fields tell two people apart; more would push the form away."""

_FIRST = ("name", "id_number", "birth_date", "phone", "hukou_address")
"""What is compared first."""

_ALIKE = ("id_number", "name", "birth_date", "phone")

_GROUPED, _PLACE = len("370403 19860412 9026"), len("370403 ")
"""Of two numbers from one place, that place is left out: the rest stands in one line."""

_Line = tuple[str, str, str]
"""A label, what is typed, and what is stored."""


class Twins(QFrame):
    same = Signal(object)
    """The stored record that it is."""
    decided = Signal()
    """They are different; nothing is left to decide, or the next is shown."""

    def __init__(self, desk: Desk, kind: type[Record]) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._twins: Sequence[Record] = ()
        self._typed: Record | None = None
        self._different: set[str] = set()
        self._lines: list[_Line] = []
        self.setProperty("kind", "banner")
        self.setProperty("tone", "amber")
        unit = "人" if kind is Trainee else "个"
        self.why = words("", "hint")
        self.text = sentence("", "label", tone="amber")
        self._table = column()
        self.yes = button(f"是同一{unit}  Alt+1", self.is_same)
        self.no = button(f"不是同一{unit}  Alt+2", self.is_not)
        hint = sentence("选“是”改用已有记录，您填的补在它空着的项里。", "hint")
        head = row(SignMark(desk.theme, Sign.WARN, "amber"), words(f"疑似同一{unit}", "lead"), self.why, None)
        both = row(self.yes, self.no)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        laid(self, column(head, self.text, self._table, both, hint))
        self.stand_above()
        self.hide()

    @property
    def undecided(self) -> bool:
        return bool(self._twins)

    def stand_above(self) -> None:
        """Above the form, as a banner."""
        self._stand("banner", "amber", (12, 8, 12, 8))

    def stand_beside(self) -> None:
        """Beside the form, on the ground of the page."""
        self._stand("bare", "", (0, 0, 0, 12))

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
            others = len(self._twins) - 1
            self.text.setText(f"另外还有{others}条也像，定下这一条再看。" if others else "")
            self.text.setVisible(bool(others))
            self._compare(typed, self._twins[0])

    def ask(self) -> None:
        """The record cannot be saved before this is decided: say so where the eye is."""
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.setText("△ 请确认　先定下是不是同一个，再保存")
        self.text.show()

    def is_same(self) -> None:
        if self._twins:
            twin = self._twins[0]
            self.clear()
            self.same.emit(twin)

    def is_not(self) -> None:
        if self._twins and self._typed is not None:
            self._different.add(self._twins[0].id)
            self.show_twins(self._typed, self._twins)
            self.decided.emit()

    def lines(self) -> list[_Line]:
        """What is compared now."""
        return self._lines

    def _stand(self, kind: str, tone: str, margins: tuple[int, int, int, int]) -> None:
        restyle(self, kind=kind, tone=tone)
        if layout := self.layout():
            layout.setContentsMargins(*margins)

    def _compare(self, typed: Record, twin: Record) -> None:
        empty_out(self._table)
        typed = typed.completed()
        with self._desk.database.read() as snapshot:
            self._lines = [*self._told(snapshot, typed, twin), *self._past(snapshot, twin)]
        same = [
            one.label
            for one in fields_of(self._kind)
            if one.name in _ALIKE and (value := getattr(typed, one.name)) and value == getattr(twin, one.name)
        ]
        self.why.setText("、".join(f"同{label}" for label in same))
        self._table.addWidget(self._grid([("", "正在登记", "已有记录"), *self._lines]))

    def _told(self, snapshot: Snapshot, typed: Record, twin: Record) -> Iterator[_Line]:
        fields = sorted(fields_of(self._kind), key=lambda one: _place(one.name))
        ours, theirs = self._desk.lookup.texts(snapshot, [typed, twin], fields)
        both = [
            (one.label, *texts)
            for one, *texts in zip(fields, ours, theirs, strict=True)
            if any(texts) and (texts[0] or one.needed == "record")
        ]
        for label, mine, other in both[:_ROWS]:
            is_number = len(mine) == _GROUPED and other.startswith(mine[:_PLACE])
            yield (label, f"…{mine[_PLACE:]}", f"…{other[_PLACE:]}") if is_number else (label, mine, other)

    @staticmethod
    def _past(snapshot: Snapshot, twin: Record) -> Iterator[_Line]:
        if not isinstance(twin, Trainee):
            return
        past = people.past(snapshot, twin)
        money = f"，{Money('').format(past.fen)} 元" if past.fen else ""
        yield "培训", "", "、".join(past.classes)
        yield "已享补贴", "", f"{past.benefits} 次{money}" if past.benefits else ""

    def _grid(self, lines: Sequence[_Line]) -> QWidget:
        grid = QGridLayout()
        grid.setSpacing(0)
        for at, (label, ours, theirs) in enumerate(lines):
            kind = "cell" if at else "cell-head"
            differ = "differ" if at and ours != theirs else ""
            grid.addWidget(_cell(label, kind, "label"), at, 0)
            for side, text in ((1, ours), (2, theirs)):
                grid.addWidget(_cell(text or "—", kind, differ), at, side)
        for side in (1, 2):
            grid.setColumnStretch(side, 1)
            grid.setColumnMinimumWidth(side, self._desk.theme.px(104))
        return laid(QWidget(), grid)


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _cell(text: str, kind: str, role: str) -> QLabel:
    cell = words(text)
    cell.setWordWrap(True)
    cell.setProperty("kind", kind)
    cell.setProperty("role", role)
    side = Qt.AlignmentFlag.AlignRight if role == "label" else Qt.AlignmentFlag.AlignLeft
    cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return cell
