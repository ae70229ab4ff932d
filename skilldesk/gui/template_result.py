"""What a receiving system's result list says, shown before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget

from skilldesk.core.layout import Layout
from skilldesk.core.records import RecordId
from skilldesk.gui.page import Page, button
from skilldesk.gui.record_view import RowView
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import words
from skilldesk.operations.template_results import Answered

_REJECTED: State = (Sign.CROSS, "退回", "red")
_NOT_USED: State = (Sign.WARN, "没有采用", "amber")


@dataclass(frozen=True)
class Line:
    """A row that was not simply taken."""

    row: str
    name: str
    state: State
    code: str
    text: str


_COLUMNS: tuple[Column[Line], ...] = (
    Column("名称", lambda one: one.name),
    Column("行", lambda one: one.row, right=True),
    Column("结果", lambda one: one.state[1], state=lambda one: one.state),
    Column("代码", lambda one: one.code),
    Column("说明", lambda one: one.text),
)


class ResultPreview(Page):
    accepted = Signal()
    """It is to be taken in."""
    changed = Signal()
    """It is to be read in another way."""
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._layout: Layout | None = None
        self._path = Path()
        self.lines = Listing(_COLUMNS)
        self.view = RowView(theme, ChipDelegate(theme, _COLUMNS))
        self.view.setModel(self.lines)
        self.rest = QCheckBox("名单只列失败的行，没有列出的都算已接收")
        self.rest.toggled.connect(lambda _: self.changed.emit())
        self._lay_out(theme)
        self.on_key("Esc", self.left.emit)
        self.on_key("Ctrl+Return", self._take)

    def take_focus(self) -> None:
        (self.take if self.take.isEnabled() else self.leave).setFocus()

    @property
    def asked(self) -> tuple[Layout, Path, bool]:
        """The layout, the file, and whether it lists only what failed."""
        assert self._layout is not None  # noqa: S101 - nobody asks before a list was chosen
        return self._layout, self._path, self.rest.isChecked()

    def begin(self, layout: Layout, path: Path) -> None:
        self._layout, self._path = layout, path
        self.rest.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.rest.setChecked(layout.answers.rest == "accepted")
        self.rest.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_answers(self, answered: Answered, names: Mapping[RecordId, str]) -> None:
        rejected = len(answered.rejected)
        self._title.setText(f"“{answered.layout.title}”的结果：{self._path.name}")
        if answered.repeated:
            self._sum.setText("这份名单以前读入过，数据没有变化。")
            self._show_lines([])
        else:
            self._sum.setText(
                f"接收 {answered.accepted:,} 行　退回 {rejected:,} 行　还没有结果 {answered.unanswered:,} 行"
            )
            self._show_lines(_lines(answered, names))
        rows = answered.accepted + rejected
        self.take.setText(f"读入 {rows:,} 行结果  Ctrl+Enter")
        self.take.setEnabled(bool(rows))

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self.lines.show_values(lines)
        self._stack.setCurrentWidget(self.view if lines else self._all_taken)
        self.view.fit_columns()
        self.view.go_to(0)

    def _take(self) -> None:
        if self.take.isEnabled():
            self.accepted.emit()

    def _lay_out(self, theme: Theme) -> None:
        self._title, self._sum = words("", "lead"), words("", "title")
        self.leave = button("先不读入  Esc", self.left.emit, kind="quiet")
        self.take = button("读入", self._take, kind="primary")
        self._all_taken = EmptyPage(theme, "没有退回的行。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._all_taken)
        self._stack.addWidget(self.view)
        safe = words("还没有读入。读入以后，退回的行会再报。", "hint")
        foot = laid(frame("foot"), row(safe, None, self.leave, self.take), margins=(16, 8, 16, 8))
        head = column(self._title, self._sum, self.rest, spacing=6)
        top = laid(frame("plain"), head, margins=(16, 12, 16, 8))
        whole = column(top, self._stack, foot, spacing=0)
        whole.setStretch(1, 1)
        laid(self, column(laid(frame("card"), whole, margins=(1, 1, 1, 1))))


def _lines(answered: Answered, names: Mapping[RecordId, str]) -> list[Line]:
    told = [
        Line(f"{one.number}", names.get(one.record, ""), _REJECTED, one.code, one.text)
        for one in answered.rejected
    ]
    return told + [Line("", "（对不上）", _NOT_USED, "", one.text) for one in answered.problems]
