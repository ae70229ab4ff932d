"""本班固定项: what is the same for the whole roster, in one line above it and in a dialog."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from skilldesk.core.fields import Code, Field, Text
from skilldesk.core.records import RecordId
from skilldesk.core.roster import YES, FixedItems
from skilldesk.gui import icons
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice, NoticeDialog
from skilldesk.gui.editors import Editor, LineEditor, YesNoEditor, editor_for
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import ShortWords, words

FIELDS: tuple[Field, ...] = (
    Field("category", Code("人员类别", table="person_category")),
    Field("evidence_kind", Code("佐证材料", table="evidence")),
    Field("employment_status", Code("就业状态", table="employment_status")),
    Field("hukou_type", Code("户口性质", table="hukou_type")),
    Field("ethnicity", Code("民族", table="ethnicity")),
    Field("hukou_region", Text("户籍地区划", max_length=12)),
    Field("residence_region", Text("常住地区划", max_length=12)),
)
_SAME = Field("same_address", Text("现住址同户籍"))
_PLACE = "roster.fixed."
"""Under which the memory keeps them, by class: they are about nobody."""


class FixedBanner(QFrame):
    """One line: what is fixed, or that nothing is yet."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "banner")
        self.setProperty("tone", "blue")
        pin = QLabel()
        pin.setPixmap(icons.pixmap("pin", theme.colours["accent"], 16))
        self.text = ShortWords()
        self.button = button("修改 F6", self.asked.emit, kind="link", accessible="修改本班固定项")
        line = row(pin, words("本班固定项", "strong", tone="blue"), 8, self.text, self.button)
        line.setStretch(3, 1)
        laid(self, line, margins=(12, 0, 12, 0))
        self.setFixedHeight(theme.px(36))

    def show_items(self, items: FixedItems, desk: Desk) -> None:
        said = items.said()
        parts = [f"{one.label} {_shown(desk, one, said[one.name])}" for one in FIELDS if one.name in said]
        parts += ["现住址同户籍地址"] if items.same_address == YES else []
        self.text.setText("　".join(parts) or "还没有填。全班相同的民族、户口性质等，在这里填一次就行。")


def recall(desk: Desk, class_id: RecordId) -> FixedItems:
    """What was fixed for a class on this PC."""
    kept = desk.memory.recall(f"{_PLACE}{class_id}")
    return FixedItems.of(json.loads(kept)) if kept else FixedItems()


def remember(desk: Desk, class_id: RecordId, items: FixedItems) -> None:
    desk.memory.remember(f"{_PLACE}{class_id}", json.dumps(items.said()))


def ask(desk: Desk, items: FixedItems, done: Callable[[FixedItems], object]) -> FixedDialog:
    """Let the clerk change them; `done` is told what they are then."""
    notice = Notice(
        heading="本班固定项",
        lines=(("用途", "全班相同的只填一次。花名册里空着的按这里补，已经填了的不动。"),),
        act="用于全班",
        leave="不改",
        icon="pin",
        tone="blue",
    )
    dialog = FixedDialog(desk, notice, items)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: done(dialog.form.items()))
    dialog.open()
    dialog.form.focus_first()
    return dialog


class FixedDialog(NoticeDialog):
    def __init__(self, desk: Desk, notice: Notice, items: FixedItems) -> None:
        super().__init__(desk.theme, notice, desk.dialogs.window)
        self.form = _Form(desk, items)
        self.body.addWidget(self.form)


class _Form(QWidget):
    def __init__(self, desk: Desk, items: FixedItems) -> None:
        super().__init__()
        said = items.said()
        self.editors: Mapping[str, Editor] = {
            **{one.name: editor_for(one, desk.lookup) for one in FIELDS},
            _SAME.name: YesNoEditor(_SAME, desk.lookup),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate((*FIELDS, _SAME)):
            editor = self.editors[one.name]
            if one.name == _SAME.name:
                editor.set_value({YES: True, "0": False}.get(said.get(one.name, "")))
            else:
                editor.set_value(said.get(one.name) or None)
            if isinstance(editor, ChoiceEdit):
                editor.set_chevron(icons.icon("chevron", desk.theme.colours["ink-2"], 14))
            editor.installEventFilter(self)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(words(one.label, "label"), at, 0, right)
            grid.addWidget(editor, at, 1)
        laid(self, grid)

    def focus_first(self) -> None:
        next(iter(self.editors.values())).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field is put in order when it is left; Enter goes to the next one, not to the button."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, LineEditor | ChoiceEdit):
            watched.settle()
        if _is_enter(event):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def items(self) -> FixedItems:
        """What is typed; a code that means nothing is left out."""
        return FixedItems.of({name: text for name, one in self.editors.items() if (text := _typed(one))})


def _typed(editor: Editor) -> str:
    try:
        value = editor.value()
    except ValueError:
        return ""
    if isinstance(value, bool):
        return YES if value else "0"
    return str(value or "")


def _shown(desk: Desk, one: Field, value: str) -> str:
    if isinstance(one.kind, Code):
        label = desk.lookup.label(one.kind.table, value)
        return value if label == value else f"{value} {label.partition('（')[0]}"
    return f"{value} {desk.place_of(value)}" if desk.place_of(value) != value else value


def _is_enter(event: QEvent) -> bool:
    enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter
