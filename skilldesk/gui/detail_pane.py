"""What a tab of the panel at the side of a list is made of: cards and lines on one record."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.widgets.frames import column, empty_out, laid, rule
from skilldesk.gui.widgets.words import sentence, words

_LABELS = 84


class DetailPane(QWidget):
    """Tells one side of a record. It reads only when it is looked at."""

    form_wanted = Signal(object, object, str)
    """Another record is to be filled in at the side: its page's declaration, the record, the heading."""

    KINDS: frozenset[type[Record]] = frozenset()
    """Of which kinds the records are that it tells of, besides that of the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body: QVBoxLayout = column(spacing=8)
        laid(self, column(self.body, None, spacing=0))

    def show_record(self, record: Record, lookup: Lookup) -> None:
        """Tell of this record, in the words of that lookup."""
        empty_out(self.body)
        self.fill(record, lookup)

    def fill(self, record: Record, lookup: Lookup) -> None:
        """Put into the empty body what there is to tell."""
        raise NotImplementedError

    # --- parts ---

    def add(self, *parts: QWidget) -> None:
        for part in parts:
            self.body.addWidget(part)

    def add_rule(self) -> None:
        self.body.addWidget(rule())

    def add_lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Labels at the left, what they say beside them."""
        self.body.addWidget(facts(self.desk, lines))

    def add_hint(self, text: str) -> None:
        self.body.addWidget(sentence(text, "hint"))


def facts(desk: Desk, lines: Iterable[tuple[str, str]]) -> QWidget:
    """Labels at the left, what they say beside them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, desk.theme.px(_LABELS))
    grid.setColumnStretch(1, 1)
    right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    for at, (label, text) in enumerate(lines):
        grid.addWidget(words(label, "label"), at, 0, right_top)
        grid.addWidget(sentence(text), at, 1)
    return laid(QWidget(), grid)
