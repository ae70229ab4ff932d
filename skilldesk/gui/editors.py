"""Editors: one widget for each kind of field; what a person types is text until it is read by the kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from skilldesk.core.fields import (
    BankAccount,
    Code,
    Codes,
    CreditCode,
    Data,
    Day,
    Digest,
    DocumentNumber,
    Field,
    Kind,
    Moment,
    Money,
    PersonName,
    Phone,
    Ref,
    Tenths,
    Text,
    Whole,
    YesNo,
)
from skilldesk.core.records import empty
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.lookup import Choice, Lookup
from skilldesk.gui.widgets.words import restyle


class LineEditor(QLineEdit):
    """Edits any kind that a person types as one line of text."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__()
        prepare(self, field)
        self._field = field

    def value(self) -> object:
        """The value that was typed; ValueError if the text means nothing."""
        text = self.text().strip()
        value = self._field.kind.parse(text) if text else None
        return nothing(self._field) if empty(value) else value

    def set_value(self, value: Any) -> None:
        self.setText("" if empty(value) else self._field.kind.format(value))
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Write what was typed as the kind writes it, if it can be read."""
        try:
            self.set_value(self.value())
        except ValueError:
            return

    def draft(self) -> str:
        """What to keep if the power fails now."""
        return self.text()

    def restore(self, draft: str) -> None:
        self.setText(draft)


class PlainEditor(LineEditor):
    """Digits, dates and marks: the input method stays off."""

    HINTS = Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
    PLACEHOLDER = ""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__(field, lookup)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setInputMethodHints(self.HINTS)
        self.setPlaceholderText(self.PLACEHOLDER)


class DigitEditor(PlainEditor):
    HINTS = Qt.InputMethodHint.ImhDigitsOnly


class DayEditor(PlainEditor):
    PLACEHOLDER = "年-月-日"


class MomentEditor(PlainEditor):
    PLACEHOLDER = "年-月-日 时:分"


class MoneyEditor(PlainEditor):
    PLACEHOLDER = "元"


class DocumentNumberEditor(PlainEditor):
    """Stands out: larger, spaced, in groups once it is left."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__(field, lookup)
        self.setProperty("role", "id")


class ShownEditor(LineEditor):
    """What only the program writes: it can be read and copied."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__(field, lookup)
        self._value: Any = nothing(field)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> object:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        super().set_value(value)

    def restore(self, draft: str) -> None:
        """What the program writes is in the record, not in the draft."""


class CodeEditor(ChoiceEdit):
    """One code of a table, chosen by the code, the initials or a part of its name."""

    QUICK = True

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__()
        prepare(self, field)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._field, self._lookup = field, lookup
        assert isinstance(field.kind, Code)  # noqa: S101 - EDITORS says so
        self._table = field.kind.table

    def choices(self, text: str) -> list[Choice]:
        return self._lookup.codes_like(self._table, text)

    def shown(self, key: str) -> str:
        label = self._lookup.short_label(self._table, key)
        return key if label == key else f"{key} {label}"

    def used(self, key: str) -> None:
        self._lookup.chose(self._table, key)

    def nothing(self) -> object:
        return nothing(self._field)


class RegionEditor(ChoiceEdit):
    """An administrative division, chosen by digits, a part of the name or its initials."""

    QUICK = True

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__()
        prepare(self, field)
        self._field, self._lookup = field, lookup

    def choices(self, text: str) -> list[Choice]:
        return self._lookup.regions_like(text)

    def shown(self, key: str) -> str:
        return self._lookup.region(key)

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self.setToolTip(self.text())

    def used(self, key: str) -> None:
        self._lookup.chose_region(key)

    def nothing(self) -> object:
        return nothing(self._field)


class YesNoEditor(CodeEditor):
    """是 or 否, as 1 or 0."""

    CHOICES = (Choice("1", "1 是"), Choice("0", "0 否"))

    def __init__(self, field: Field, lookup: Lookup) -> None:
        ChoiceEdit.__init__(self)
        prepare(self, field)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._field = field

    def choices(self, text: str) -> list[Choice]:
        return [choice for choice in self.CHOICES if text in choice.text]

    def shown(self, key: str) -> str:
        return dict(self.CHOICES)[key]

    def used(self, key: str) -> None:
        """There are only two: none is more recent."""

    def value(self) -> object:
        return {"1": True, "0": False, None: None}[self.key()]

    def set_value(self, value: Any) -> None:
        super().set_value({True: "1", False: "0"}.get(value))


class RefEditor(ChoiceEdit):
    """Another record, chosen by typing a part of what it says."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__()
        prepare(self, field)
        self.setPlaceholderText("输入几个字来选")
        self._field, self._lookup = field, lookup
        assert isinstance(field.kind, Ref)  # noqa: S101 - EDITORS says so
        self._kind = field.kind.to

    def choices(self, text: str) -> list[Choice]:
        return self._lookup.records_like(self._kind, text)

    def shown(self, key: str) -> str:
        return self._lookup.title(self._kind, key)

    def restore(self, draft: str) -> None:
        if re.fullmatch(r"[0-9a-f]{32}", draft):
            self.set_value(draft)
        else:
            super().restore(draft)

    def nothing(self) -> object:
        return nothing(self._field)


class CodesEditor(LineEditor):
    """Several codes of one table, by code or name, with 、 between; or words of any kind without a table."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        super().__init__(field, lookup)
        self._lookup = lookup
        assert isinstance(field.kind, Codes)  # noqa: S101 - EDITORS says so
        self._table = field.kind.table
        self.setPlaceholderText("几项之间用、隔开")

    def value(self) -> object:
        words = super().value()
        if isinstance(words, tuple) and self._table:
            return tuple(self._code(word) for word in words)
        return words

    def set_value(self, value: Any) -> None:
        table = self._table
        self.setText("、".join(self._lookup.label(table, one) if table else one for one in value or ()))
        self.setCursorPosition(0)

    def _code(self, word: str) -> str:
        """The code that was meant; ValueError if several or none may be."""
        assert self._table is not None  # noqa: S101 - only asked then
        found = self._lookup.codes_like(self._table, word)
        if len(found) == 1 or (found and word in found[0].text.split(" ")):
            return found[0].key
        raise ValueError(word)


Editor = LineEditor | ChoiceEdit

EDITORS: Mapping[type[Kind], Callable[[Field, Lookup], Editor]] = {
    Text: LineEditor,
    PersonName: LineEditor,
    DocumentNumber: DocumentNumberEditor,
    CreditCode: PlainEditor,
    Phone: PlainEditor,
    BankAccount: DigitEditor,
    Day: DayEditor,
    Moment: MomentEditor,
    Money: MoneyEditor,
    Whole: DigitEditor,
    Tenths: PlainEditor,
    YesNo: YesNoEditor,
    Code: CodeEditor,
    Codes: CodesEditor,
    Ref: RefEditor,
    Digest: ShownEditor,
    Data: ShownEditor,
}


_OF_REGIONS = frozenset({"hukou_region", "residence_region"})
"""Fields that hold the code of a region as text."""


def editor_for(field: Field, lookup: Lookup) -> Editor:
    if field.name in _OF_REGIONS:
        return RegionEditor(field, lookup)
    return EDITORS[type(field.kind)](field, lookup)


def shown_for(field: Field, lookup: Lookup) -> Editor:
    """An editor of that kind that shows its value and takes none."""
    editor = editor_for(field, lookup)
    editor.setReadOnly(True)
    editor.setPlaceholderText("")
    editor.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return editor


def prepare(editor: QLineEdit, field: Field) -> None:
    editor.setObjectName(field.name)
    editor.setAccessibleName(field.label)


def nothing(field: Field) -> object:
    """What a record holds where nothing was typed: none, unless the field cannot hold that."""
    blank = field.blank()
    return None if blank == "" and field.needed != "record" else blank


def set_tone(editor: QLineEdit, tone: str) -> None:
    """Colour the edge: red for what must be changed, amber for what should be confirmed."""
    if editor.property("tone") != tone:
        restyle(editor, tone=tone)
