"""One record to be read: its fields in words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from skilldesk.core.fields import Field, fields_of
from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.widgets.frames import column, empty_out, laid, rule, scrolling
from skilldesk.gui.widgets.words import sentence, words


class RecordDetail(QFrame):
    """Shows what a record says; empty fields are left out."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        super().__init__()
        self._desk, self._plan = desk, plan
        self.heading = sentence("", "title")
        self._facts = column(spacing=8)
        self.foot = column()
        facts = laid(QWidget(), column(self.heading, 4, self._facts, None), margins=(16, 12, 16, 16))
        laid(self, column(scrolling(facts), self.foot, spacing=0))

    def show_record(self, record: Record | None, heading: str) -> None:
        empty_out(self._facts)
        self.heading.setText(heading)
        self.heading.setVisible(record is not None)
        if record is None:
            self._facts.addWidget(words("在左边选一条，这里就显示它的内容。", "hint"))
            return
        fields = fields_of(type(record))
        with self._desk.database.read() as snapshot:
            (texts,) = self._desk.lookup.texts(snapshot, [record], fields)
        said = {field: text for field, text in zip(fields, texts, strict=True) if text}
        for at, group in enumerate(self._grouped(fields)):
            shown = [field for field in said if field.name in group.fields]
            if shown:
                if at:
                    self._facts.addWidget(rule())
                self._facts.addWidget(self._grid((field.label, said[field]) for field in shown))

    def _grouped(self, fields: Iterable[Field]) -> list[Group]:
        named = {name for group in self._plan.groups for name in group.fields}
        rest = tuple(field.name for field in fields if field.name not in named)
        return [*self._plan.groups, Group("其他", rest)]

    def _grid(self, lines: Iterable[tuple[str, str]]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, self._desk.theme.px(84))
        grid.setColumnStretch(1, 1)
        right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        for at, (label, text) in enumerate(lines):
            grid.addWidget(words(label, "label"), at, 0, right_top)
            grid.addWidget(sentence(text), at, 1)
        return laid(QWidget(), grid)
