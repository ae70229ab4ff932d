"""申领 in four steps: a class, its check, the claims, their forms. The third is the first that writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from skilldesk.core.records import RecordId
from skilldesk.gui.claim_apply import ClaimApply
from skilldesk.gui.claim_check import ClaimCheck
from skilldesk.gui.claim_classes import ClaimClasses
from skilldesk.gui.claim_drawing import ClaimDrawing
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page
from skilldesk.gui.place import Place
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import Hint

STEPS = ("选班", "检查", "申请", "申请表")
CLASSES, CHECK, APPLY, DRAWING = range(4)


class ClaimMaking(Page):
    wanted = Signal(object)
    """The ids of the claims whose papers are to be shown and printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.steps = Steps(desk.theme, STEPS)
        self.classes = ClaimClasses(desk)
        self.check = ClaimCheck(desk)
        self.apply = ClaimApply(desk)
        self.drawing = ClaimDrawing(desk)
        self._stack = QStackedWidget()
        self._pages: tuple[Page, ...] = (self.classes, self.check, self.apply, self.drawing)
        line = laid(frame("top"), row(self.steps), margins=(16, 4, 16, 4))
        for each in self._pages:
            self._stack.addWidget(each)
            each.counted.connect(self._hear_count)
        laid(self, column(line, self._stack, spacing=0))
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        return self.page().hints()

    def innermost(self) -> Page:
        return self.page()

    def take_focus(self) -> None:
        self.page().take_focus()

    def go_to(self, place: Place) -> None:
        """Check the class that the place names."""
        if place.record:
            self.open_class(place.record)

    def page(self) -> Page:
        return self._pages[self._stack.currentIndex()]

    def open_class(self, class_id: RecordId, person: RecordId = "") -> None:
        """Check that class, and show of it that person first, if one is named."""
        self.check.check(class_id, person)
        self.show_step(CHECK)

    def open_person(self, trainee: RecordId) -> None:
        """Check the newest class of a person for which they may claim; without one, choose a class."""
        self.show_step(CLASSES)
        self._desk.tasks.look(
            self,
            lambda _: self._desk.claims.class_of(trainee),
            done=lambda found: self.open_class(found, trainee) if found else None,
        )

    def show_step(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.steps.show_step(at)
        self.say_count(self.page().count)
        self.hinted.emit()
        if self.isVisible():
            self.take_focus()

    def _go_on(self) -> None:
        if self.check.checked is not None:
            self.apply.show_people(self.check.checked, self.check.people.to_apply())
            self.show_step(APPLY)

    def _was_written(self, ids: Sequence[RecordId]) -> None:
        self.drawing.show_claims(ids)
        self.show_step(DRAWING)

    def _hear_count(self, text: str) -> None:
        if self.sender() is self.page():
            self.say_count(text)

    def _connect(self) -> None:
        self.classes.chosen.connect(self.open_class)
        self.check.back.connect(lambda: self.show_step(CLASSES))
        self.check.forward.connect(self._go_on)
        self.apply.back.connect(lambda: self.show_step(CHECK))
        self.apply.written.connect(self._was_written)
        self.drawing.back.connect(lambda: self.show_step(CHECK))
        self.drawing.again.connect(lambda: self.show_step(CLASSES))
        self.drawing.wanted.connect(self.wanted)
