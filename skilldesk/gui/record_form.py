"""A form for one record, laid out from its field descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from skilldesk.core import identity
from skilldesk.core.checks import EMPTY, STEPS, check, unreadable
from skilldesk.core.fields import DocumentNumber, Field, Ref, Step, Text, fields_of
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record
from skilldesk.gui import icons
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.editors import Editor, editor_for, set_tone, shown_for
from skilldesk.gui.identity_strip import IdentityStrip
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, rule
from skilldesk.gui.widgets.problem_note import ProblemNote
from skilldesk.gui.widgets.words import words

R = TypeVar("R", bound=Record)

_WIDE = 60
"""Texts that may be longer than that get the whole width."""

_LINES = 3
"""Of the grid to one line of fields: the fields, and what is wrong with the left and with the right one."""

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""The focus goes like this while nobody leaves the field."""


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading."""

    heading: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a form needs to know beyond its record."""

    theme: Theme
    lookup: Lookup
    today: Callable[[], date]
    place_of: Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How the fields of a record stand in a form."""

    groups: tuple[Group, ...] = ()
    step: Step = "record"
    """The step of the work for which the form collects; what it needs is starred."""
    fixed: frozenset[str] = frozenset()
    """Fields that the program writes."""


class RecordForm(QWidget, Generic[R]):
    """Edits one record at a time; it never saves."""

    left = Signal(str)
    """The field of that name was left."""
    shown_at = Signal(QWidget)
    """That editor should be in sight."""

    def __init__(self, record: R, plan: Plan, around: Surroundings) -> None:
        super().__init__()
        self._record, self._plan, self._around = record, plan, around
        self.editors: dict[str, Editor] = {}
        self.notes: dict[str, ProblemNote] = {}
        self._visited: set[str] = set()
        self._all_shown = False
        self.strip: IdentityStrip | None = None
        self._lay_out(type(record))
        self.show_record(record)

    @property
    def record(self) -> R:
        """The record as it was when it was shown."""
        return self._record

    def show_record(self, record: R) -> None:
        self._record = record
        self._visited.clear()
        self._all_shown = False
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name))
            self._say(name, None)
        self._read_number()

    def go_on_with(self, record: R) -> None:
        """Edit this state of the record from now on, and leave all that is typed as it is."""
        self._record = record

    def typed(self) -> tuple[R, list[Problem]]:
        """The record as typed, and all that is wrong with it; what cannot be read keeps its former value."""
        values: dict[str, Any] = {}
        garbled: dict[str, Problem] = {}
        for field in fields_of(type(self._record)):
            try:
                values[field.name] = self.editors[field.name].value()
            except ValueError:
                garbled[field.name] = unreadable(field)
        record = replace(self._record, **values)
        found = check(record, self._plan.step, self._around.today())
        others = (problem for problem in found if problem.field not in garbled)
        return record, [*garbled.values(), *others]

    def drafts(self) -> dict[str, str]:
        """What is typed, field by field, for keeping."""
        return {name: text for name, editor in self.editors.items() if (text := editor.draft())}

    def restore(self, drafts: Mapping[str, str]) -> None:
        """Put kept texts back, over the record that is shown."""
        for name, text in drafts.items():
            if name in self.editors:
                self.editors[name].restore(text)
        self._read_number()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say under each field what is wrong with it, whether it was visited or not.

        What a later step will need is no fault yet; the owner lists it.
        """
        self._all_shown = True
        self._show(problems)

    def _show(self, problems: Iterable[Problem]) -> None:
        by_field: dict[str, Problem] = {}
        for problem in problems:
            if problem.field in self.editors and not self.is_for_later(problem):
                first = by_field.setdefault(str(problem.field), problem)
                if first.severity is Severity.WARNING and problem.severity is Severity.ERROR:
                    by_field[str(problem.field)] = problem
        for name in self.editors:
            self._say(name, by_field.get(name))

    def is_for_later(self, problem: Problem) -> bool:
        """Whether a field is merely empty that only a later step needs."""
        needed = {field.name: field.needed for field in fields_of(type(self._record))}
        return problem.code == EMPTY and needed.get(problem.field or "") != "record"

    def labels(self) -> dict[str, str]:
        return {field.name: field.label for field in fields_of(type(self._record))}

    def about(self, record: R) -> list[object]:
        """What says whom a record is about."""
        return [getattr(record, one.name) for one in fields_of(type(record)) if one.needed == "record"]

    def settle(self) -> None:
        """Put what is typed in order, as if every field had been left."""
        for name in self._open_names():
            self.editors[name].settle()

    def focus_first(self) -> None:
        """Begin at the first field, or at the first that is wrong."""
        names = self._open_names()
        wrong = (name for name in names if self.notes[name].tone == "red")
        if name := next(wrong, names[0] if names else None):
            self.focus_field(name)

    def focus_field(self, name: str) -> None:
        editor = self.editors[name]
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        length = len(editor.text())
        editor.setSelection(length, -length)
        self.shown_at.emit(editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._went_on(watched, event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _PASSING:
            self._leave(watched.objectName())
        return super().eventFilter(watched, event)

    def _went_on(self, watched: QObject, event: QKeyEvent) -> bool:
        """Enter goes to the next field and never skips one; Shift and Enter goes back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        names = self._open_names()
        at = names.index(watched.objectName())
        step = -1 if modifiers == Qt.KeyboardModifier.ShiftModifier else 1
        following = max(0, min(len(names) - 1, at + step))
        if following == at:
            self._leave(names[at])
        else:
            self.focus_field(names[following])
        return True

    def _open_names(self) -> list[str]:
        return [name for name, editor in self.editors.items() if not editor.isReadOnly()]

    def _leave(self, name: str) -> None:
        self.editors[name].settle()
        self.editors[name].setCursorPosition(0)
        self._visited.add(name)
        self._read_number()
        _, problems = self.typed()
        self._show(
            problem
            for problem in problems
            if self._all_shown or (problem.field in self._visited and problem.code != EMPTY)
        )
        self.left.emit(name)

    def _read_number(self) -> None:
        if self.strip is not None:
            editor = self.editors.get("document_type")
            kind = editor.draft() if editor else next(iter(identity.NUMBERED_LIKE_CITIZENS))
            number = self.editors["id_number"].text()
            self.strip.show_number(number, like_citizens=kind in identity.NUMBERED_LIKE_CITIZENS)

    def _fill_from_number(self, facts: identity.Facts) -> None:
        """Sex and birth date need not be typed: the number says them."""
        for name, value in (("sex", facts.sex), ("birth_date", facts.birth_date)):
            editor = self.editors.get(name)
            if editor is not None and not editor.text():
                editor.set_value(value)

    def _say(self, name: str, problem: Problem | None) -> None:
        self.notes[name].say(problem)
        set_tone(self.editors[name], self.notes[name].tone)

    # --- how it is laid out ---

    def _lay_out(self, kind: type[R]) -> None:
        fields = {field.name: field for field in fields_of(kind)}
        grouped = {name for group in self._plan.groups for name in group.fields}
        rest = tuple(name for name in fields if name not in grouped)
        groups = [*self._plan.groups, *([Group("其他" if grouped else "", rest)] if rest else [])]
        parts: list[QWidget | int | None] = []
        for group in groups:
            if group.heading:
                parts += [rule(), 4] if parts else []
                parts.append(words(group.heading, "lead"))
            parts.append(self._grid([fields[name] for name in group.fields]))
        laid(self, column(*parts, None, spacing=8), margins=(16, 12, 16, 16))

    def _grid(self, fields: Sequence[Field]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for side in (0, 2):
            grid.setColumnMinimumWidth(side, self._around.theme.px(104))
            grid.setColumnStretch(side + 1, 1)
        at = 0
        for field in fields:
            wide = _is_wide(field)
            at += at % 2 if wide else 0
            line, side = at // 2 * _LINES, at % 2
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._label(field), line, side * 2, top | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._cell(field), line, side * 2 + 1, 1, 3 if wide else 1, top)
            grid.addWidget(self.notes[field.name], line + 1 + side, 1, 1, 3)
            at += 2 if wide else 1
        return laid(QWidget(), grid)

    def _label(self, field: Field) -> QLabel:
        """The star stands before the word, so that the words end in one line."""
        label = words("", "label")
        star = (
            f'<span style="color:{self._around.theme.colours["red"]}">*</span> ' if self._due(field) else ""
        )
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(star + field.label)
        label.setMinimumHeight(self._around.theme.px(32))
        return label

    def _due(self, field: Field) -> bool:
        return (
            field.needed in STEPS[: STEPS.index(self._plan.step) + 1] and field.name not in self._plan.fixed
        )

    def _cell(self, field: Field) -> QWidget:
        make = shown_for if field.name in self._plan.fixed else editor_for
        editor = make(field, self._around.lookup)
        if isinstance(editor, ChoiceEdit):
            editor.set_chevron(icons.icon("chevron", self._around.theme.colours["ink-2"], 14))
        editor.installEventFilter(self)
        self.editors[field.name] = editor
        self.notes[field.name] = ProblemNote(self._around.theme)
        parts: list[QWidget] = [editor]
        if isinstance(field.kind, DocumentNumber) and field.name == "id_number":
            parts.append(self._make_strip(editor))
        return laid(QWidget(), column(*parts, spacing=4), margins=(0, 0, 0, 4))

    def _make_strip(self, editor: QLineEdit) -> IdentityStrip:
        around = self._around
        self.strip = IdentityStrip(around.theme, around.today(), around.place_of)
        self.strip.read.connect(self._fill_from_number)
        editor.textEdited.connect(self._read_number)
        return self.strip


def _is_wide(field: Field) -> bool:
    if isinstance(field.kind, DocumentNumber | Ref):
        return True
    return type(field.kind) is Text and field.kind.max_length > _WIDE
