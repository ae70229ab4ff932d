"""What every part of a class has: it shows one class, and may be asked to let go of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from skilldesk.core.records import RecordId
from skilldesk.gui.class_work import PaperKind
from skilldesk.gui.desk import Desk
from skilldesk.gui.grid.model import GridModel
from skilldesk.gui.grid.sheet import Line
from skilldesk.gui.grid.view import GridView
from skilldesk.gui.page import Page
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.signs import Chip, Sign

INFO, ROSTER, RESULTS, LESSONS, INSPECTIONS = "班期信息", "花名册", "成绩与证书", "教学计划", "检查记录"
"""The parts of a class, by the words of their tabs."""


class ClassPart(Page):
    """Shows a part of the class that is open."""

    paper_wanted = Signal(str)
    """A paper of the class is to be drawn and shown: a PaperKind."""
    part_wanted = Signal(str, str)
    """Another part is to be shown, there with that record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._class_id: RecordId = ""

    def show_class(self, class_id: RecordId) -> None:
        """Show this class from now on."""
        self._class_id = class_id
        self.refresh()

    def refresh(self) -> None:
        """Read the class anew."""

    def show_record(self, id: RecordId) -> None:
        """Put that record in sight, if this part has it."""

    def want_paper(self, kind: PaperKind) -> None:
        self.paper_wanted.emit(kind)


class GridPart(ClassPart):
    """A part that is a grid. What is read while the clerk types on must not overwrite what was typed."""

    model: GridModel
    view: GridView

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stale = False

    def is_overtaken(self, lines: Sequence[Line]) -> bool:
        """Whether the sheet is no longer that with which reading began: then it is read again, at the
        latest when the cell is left.
        """
        if self.view.is_editing:
            self._stale = True
        elif self.model.sheet.lines is not lines:
            self.refresh()
        else:
            return False
        return True

    def catch_up(self) -> None:
        """A cell was left: read what could not be shown while it was typed."""
        if self._stale and not self.view.is_editing:
            self._stale = False
            self.refresh()


class CountChips(QWidget):
    """How many lines of a grid must be changed, confirmed, or are complete."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.chips: Mapping[str, Chip] = {tone: Chip(theme) for tone in ("red", "amber", "green")}
        laid(self, row(*self.chips.values(), spacing=4))

    def count(self, model: GridModel) -> None:
        tones = [judged.state[2] for judged in model.all_judged() if judged.state and not judged.struck]
        self.chips["red"].show_state(Sign.CROSS, f"必须改 {tones.count('red')}", "red")
        self.chips["amber"].show_state(Sign.WARN, f"请确认 {tones.count('amber')}", "amber")
        self.chips["green"].show_state(Sign.CHECK, f"齐全 {tones.count('green')}", "green")
        for tone, chip in self.chips.items():
            chip.setVisible(bool(tones) and tone in tones)


def give_room(line: QWidget, part: QWidget) -> None:
    """Let that part of a line have the room that is left."""
    layout = line.layout()
    if isinstance(layout, QBoxLayout):
        layout.setStretchFactor(part, 1)
