"""A form for one record, laid out from its field descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QLineEdit, QWidget

from skilldesk.core import identity
from skilldesk.core.checks import EMPTY, STEPS, UNREADABLE, check, unreadable
from skilldesk.core.fields import DocumentNumber, Field, Ref, Step, Text, fields_of
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record
from skilldesk.gui import icons
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.editors import Editor, editor_for, set_tone, shown_for
from skilldesk.gui.form_grid import Cell, FieldGrid, Width, broken, columns_for
from skilldesk.gui.identity_strip import IdentityStrip
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, row, rule
from skilldesk.gui.widgets.problem_note import ProblemNote
from skilldesk.gui.widgets.words import words

R = TypeVar("R", bound=Record)

_WIDE = 60
"""Texts that may be longer than that get the whole width."""

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""The focus goes like this while nobody leaves the field."""


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading."""

    heading: str
    fields: tuple[str, ...]
    hint: str = ""
    """What to know before one fills them in."""


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
    same: Mapping[str, str] = field(default_factory=dict)
    """Fields that often say what another one says; a key copies it: 现住址 what 户籍地址 says."""


class RecordForm(QWidget, Generic[R]):
    """Edits one record at a time; it never saves."""

    left = Signal(str)
    """The field of that name was left."""
    shown_at = Signal(QWidget)
    """That editor should be in sight."""
    typing = Signal()
    """A person changed a field that has not been left yet."""
    told = Signal(list)
    """What is wrong with the fields that were visited, as it is said now."""

    def __init__(self, record: R, plan: Plan, around: Surroundings) -> None:
        super().__init__()
        self._record, self._plan, self._around = record, plan, around
        self.editors: dict[str, Editor] = {}
        self.notes: dict[str, ProblemNote] = {}
        self._visited: set[str] = set()
        self._all_shown = False
        self._confirmed: frozenset[Problem] = frozenset()
        self._filled: dict[str, object] = {}
        self._at = ""
        self._grids: list[FieldGrid] = []
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
        self._confirmed = frozenset()
        self._filled.clear()
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name))
            self._say(name, None)
        self._read_number()
        self.told.emit([])

    def go_on_with(self, record: R) -> None:
        """Edit this state of the record from now on, and leave all that is typed as it is."""
        self._record = record

    def typed(self) -> tuple[R, list[Problem]]:
        """The record as typed, and all that is wrong with it; what cannot be read keeps its former value."""
        values: dict[str, Any] = {}
        garbled: dict[str, Problem] = {}
        for each in fields_of(type(self._record)):
            try:
                values[each.name] = self.editors[each.name].value()
            except ValueError:
                garbled[each.name] = _unreadable(each, self.editors[each.name])
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
        said = [one for one in problems if one.field in self.editors and not self.is_for_later(one)]
        order = list(self.editors)
        said.sort(key=lambda one: order.index(str(one.field)))
        self.told.emit(said)
        for problem in said:
            if problem not in self._confirmed:
                first = by_field.setdefault(str(problem.field), problem)
                if first.severity is Severity.WARNING and problem.severity is Severity.ERROR:
                    by_field[str(problem.field)] = problem
        for name in self.editors:
            self._say(name, by_field.get(name))

    def is_for_later(self, problem: Problem) -> bool:
        """Whether a field is merely empty that only a later step needs."""
        needed = {one.name: one.needed for one in fields_of(type(self._record))}
        return problem.code == EMPTY and needed.get(problem.field or "") != "record"

    def labels(self) -> dict[str, str]:
        return {one.name: one.label for one in fields_of(type(self._record))}

    def needed_first(self) -> list[str]:
        """The fields that say whom a record is about."""
        return [one.name for one in fields_of(type(self._record)) if one.needed == "record"]

    def set_confirmed(self, problems: Iterable[Problem]) -> None:
        """A person stands by these doubtful values: nothing is said of them under their fields."""
        self._confirmed = frozenset(problems)

    def confirm(self, problems: Iterable[Problem]) -> None:
        """The same, and at once."""
        self.set_confirmed(problems)
        self._tell_visited()

    def filled(self) -> tuple[int, int]:
        """How many of the fields that can be typed hold something, and how many there are."""
        names = self._open_names()
        return sum(bool(self.editors[name].text().strip()) for name in names), len(names)

    def about(self, record: R) -> list[object]:
        """What says whom a record is about."""
        return [getattr(record, name) for name in self.needed_first()]

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

    def focus_last(self) -> None:
        """Go on where somebody typed last."""
        names = self._open_names()
        self.focus_field(self._at if self._at in names else names[0])

    def focus_field(self, name: str) -> None:
        editor = self.editors[name]
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        length = len(editor.text())
        editor.setSelection(length, -length)
        self.shown_at.emit(editor)

    def focus_next_wrong(self) -> bool:
        """Go on to the next field that is red or amber, beginning anew after the last; False if none is."""
        names = self._open_names()
        here = self.current()
        at = names.index(here) + 1 if here in names else 0
        wrong = next((name for name in (*names[at:], *names[:at]) if self.notes[name].tone), None)
        if wrong is not None:
            self.focus_field(wrong)
        return wrong is not None

    def current(self) -> str:
        """The name of the field in which somebody types, or nothing."""
        focus = QApplication.focusWidget()
        return next((name for name, editor in self.editors.items() if editor is focus), "")

    def copy_from(self, record: R) -> bool:
        """Put into the current field what that other record says there; False if no field is current."""
        name = self.current()
        if not name or self.editors[name].isReadOnly():
            return False
        self._put(name, getattr(record, name))
        return True

    def copy_same(self) -> None:
        """Copy the fields that often say the same as others."""
        for name, other in self._plan.same.items():
            self.editors[other].settle()
            self.editors[name].restore(self.editors[other].draft())
            self._visited.add(name)
        self._tell_visited()
        self.typing.emit()

    def _put(self, name: str, value: Any) -> None:
        """As if a person had typed it."""
        self.editors[name].set_value(value)
        self._read_number()
        self.typing.emit()

    def mend_number(self) -> None:
        """Take the number that the strip proposes."""
        if self.strip is not None:
            self.strip.take_proposed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = columns_for(self.width() / self._around.theme.scale)
        for grid in self._grids:
            grid.arrange(columns)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._at = watched.objectName()
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
        self._tell_visited()
        self.left.emit(name)

    def _tell_visited(self) -> None:
        _, problems = self.typed()
        self._show(
            problem
            for problem in problems
            if self._all_shown or (problem.field in self._visited and problem.code != EMPTY)
        )

    def _read_number(self) -> None:
        if self.strip is not None:
            editor = self.editors.get("document_type")
            kind = editor.draft() if editor else next(iter(identity.NUMBERED_LIKE_CITIZENS))
            number = self.editors["id_number"].text()
            self.strip.show_number(number, like_citizens=kind in identity.NUMBERED_LIKE_CITIZENS)

    def _fill_from_number(self, facts: identity.Facts) -> None:
        """Sex and birth date need not be typed: the number says them, anew if it is corrected."""
        for name, value in (("sex", facts.sex), ("birth_date", facts.birth_date)):
            editor = self.editors.get(name)
            if editor is not None and (not editor.text() or self._is_as_filled(name)):
                editor.set_value(value)
                self._filled[name] = value

    def _is_as_filled(self, name: str) -> bool:
        """Whether a field holds what a number said before, untouched since."""
        try:
            return name in self._filled and self.editors[name].value() == self._filled[name]
        except ValueError:
            return False

    def _mend(self, number: str) -> None:
        self._put("id_number", number)
        self._leave("id_number")

    def _say(self, name: str, problem: Problem | None) -> None:
        self.notes[name].say(problem)
        if problem and name == "id_number" and self.strip and self.strip.problem == problem.text:
            self.notes[name].hide()  # the strip says it
        set_tone(self.editors[name], self.notes[name].tone)

    # --- how it is laid out ---

    def _lay_out(self, kind: type[R]) -> None:
        fields = {one.name: one for one in fields_of(kind)}
        grouped = {name for group in self._plan.groups for name in group.fields}
        rest = tuple(name for name in fields if name not in grouped)
        groups = [*self._plan.groups, *([Group("其他" if grouped else "", rest)] if rest else [])]
        parts: list[QWidget | QLayout | int | None] = []
        for group in groups:
            if group.heading:
                parts += [rule(), 4] if parts else []
                parts.append(row(words(group.heading, "lead"), words(group.hint, "hint"), None))
            grid = FieldGrid(self._around.theme, [self._cell(fields[name]) for name in group.fields])
            self._grids.append(grid)
            parts.append(grid)
        laid(self, column(*parts, None, spacing=8), margins=(16, 12, 16, 16))

    def _label(self, each: Field) -> QLabel:
        """The star stands before the word, so that the words end in one line."""
        label = words("", "label")
        star = f'<span style="color:{self._around.theme.colours["red"]}">*</span> ' if self._due(each) else ""
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(star + broken(each.label).replace("\n", "<br>"))
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setMinimumHeight(self._around.theme.px(32))
        return label

    def _due(self, each: Field) -> bool:
        due = STEPS[: STEPS.index(self._plan.step) + 1]
        return each.needed in due and each.name not in self._plan.fixed

    def _cell(self, each: Field) -> Cell:
        make = shown_for if each.name in self._plan.fixed else editor_for
        editor = make(each, self._around.lookup)
        if isinstance(editor, ChoiceEdit):
            editor.set_chevron(icons.icon("chevron", self._around.theme.colours["ink-2"], 14))
        if each.name in self._plan.same:
            editor.setPlaceholderText("和户籍相同按 Ctrl+H")
        editor.installEventFilter(self)
        editor.textEdited.connect(lambda _: self.typing.emit())
        self.editors[each.name] = editor
        self.notes[each.name] = ProblemNote(self._around.theme)
        is_number = isinstance(each.kind, DocumentNumber) and each.name == "id_number"
        return Cell(
            label=self._label(each),
            editor=editor,
            note=self.notes[each.name],
            width=_width_of(each),
            below=self._make_strip(editor) if is_number else None,
        )

    def _make_strip(self, editor: QLineEdit) -> IdentityStrip:
        around = self._around
        self.strip = IdentityStrip(around.theme, around.today(), around.place_of)
        self.strip.read.connect(self._fill_from_number)
        self.strip.mended.connect(self._mend)
        editor.textEdited.connect(self._read_number)
        return self.strip


def _width_of(each: Field) -> Width:
    if isinstance(each.kind, DocumentNumber):
        return "whole"
    if isinstance(each.kind, Ref) or (type(each.kind) is Text and each.kind.max_length > _WIDE):
        return "wide"
    return "one"


def _unreadable(each: Field, editor: Editor) -> Problem:
    """Says what to do about a text that means nothing; a choice may also mean several things."""
    if not isinstance(editor, ChoiceEdit):
        return unreadable(each)
    typed = editor.text().strip()
    several = bool(editor.choices(typed))
    why = f"「{typed}」可能是几项，请按 F4 选定一项" if several else f"没有「{typed}」，请按 F4 从列表里选"
    return Problem(code=UNREADABLE, field=each.name, text=f"{each.label}里{why}。")
