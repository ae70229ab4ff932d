"""One class: its name and state, and its parts as tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from skilldesk.core.fields import Tenths
from skilldesk.core.institutions import Institution
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate, Class, Enrolment, Lesson
from skilldesk.gui.class_info import InfoPart
from skilldesk.gui.class_part import INFO, INSPECTIONS, LESSONS, RESULTS, ROSTER, ClassPart
from skilldesk.gui.class_records import RecordsPart
from skilldesk.gui.class_results import ResultsPart
from skilldesk.gui.class_roster import RosterPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button
from skilldesk.gui.screens import inspections, lessons
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import Hint, ShortWords

_TONES: dict[str, tuple[Sign, Tone]] = {
    "10": (Sign.RING, ""),
    "20": (Sign.CLOCK, "blue"),
    "25": (Sign.WARN, "amber"),
    "29": (Sign.CROSS, "red"),
    "35": (Sign.CLOCK, "amber"),
    "45": (Sign.CROSS, "red"),
    "90": (Sign.CROSS, ""),
}
_TOLD: frozenset[type[Record]] = frozenset(
    {Class, Enrolment, Trainee, CategoryFact, Certificate, Institution}
)
"""What the parts of a class tell of."""
_HOURS = Tenths("课时")


class ClassView(Page):
    closed = Signal()
    paper_wanted = Signal(str, str)
    """A kind of paper, and the class."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._class_id: RecordId = ""
        self._parts: dict[str, ClassPart] = {}
        self.title, self.state = ShortWords("title"), Chip(desk.theme)
        self.title.setMaximumWidth(desk.theme.px(330))
        back = button("‹ 培训班", self.leave, kind="quiet", accessible="返回培训班列表")
        makers: list[tuple[str, Callable[[], ClassPart]]] = [
            (ROSTER, lambda: RosterPart(desk)),
            (RESULTS, lambda: ResultsPart(desk)),
            (LESSONS, lambda: RecordsPart(desk, lessons.SCREEN, _hours_of)),
            (INSPECTIONS, lambda: RecordsPart(desk, inspections.SCREEN)),
            (INFO, lambda: InfoPart(desk)),
        ]
        self.tabs = Tabs(
            desk.theme,
            [(word, partial(self._made, word, make)) for word, make in makers],
            lead=(back, self.title, self.state, 16),
        )
        laid(self, column(self.tabs, spacing=0))
        self.tabs.counted.connect(self.say_count)
        self.tabs.hinted.connect(self.hinted)
        desk.news.changed.connect(self._hear)

    def hints(self) -> tuple[Hint, ...]:
        return (*self.tabs.page().hints(), ("Ctrl+PgDn", "下一张表"), ("Esc", "返回"))

    def take_focus(self) -> None:
        self.tabs.take_focus()

    @property
    def class_id(self) -> RecordId:
        return self._class_id

    def open(self, class_id: RecordId, part: str = ROSTER, record: RecordId = "") -> None:
        """Show that class, and there that part."""
        if class_id != self._class_id:
            self._class_id = class_id
            for each in self._parts.values():
                each.show_class(class_id)
        self._tell_class()
        self.show_part(part, record)

    def show_part(self, part: str, record: RecordId = "") -> None:
        words = self.tabs.words()
        self.tabs.show_tab(words.index(part) if part in words else 0)
        self._parts[words[self.tabs.bar.currentIndex()]].show_record(record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, where nothing inside had a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Back to the list; what is typed stays as a draft."""
        self.closed.emit()

    def part(self) -> ClassPart:
        page = self.tabs.page()
        assert isinstance(page, ClassPart)  # noqa: S101 - the tabs hold nothing else
        return page

    def _made(self, word: str, make: Callable[[], ClassPart]) -> ClassPart:
        part = make()
        part.paper_wanted.connect(lambda kind: self.paper_wanted.emit(kind, self._class_id))
        part.part_wanted.connect(self.show_part)
        self._parts[word] = part
        if self._class_id:
            part.show_class(self._class_id)
        return part

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        if not (kinds & _TOLD and self._class_id):
            return
        self._tell_class()
        for each in self._parts.values():
            if each is not self.part() or not self.isVisible():  # who wrote it has read it anew already
                each.refresh()

    def _tell_class(self) -> None:
        with self._desk.database.read() as snapshot:
            one = snapshot.get(Class, self._class_id)
        if one is None:
            return
        self.title.setText(one.name)
        code = one.state or "10"
        sign, tone = _TONES.get(code, (Sign.CHECK, "green"))
        self.state.show_state(sign, self._desk.lookup.label("class_state", code).partition("（")[0], tone)


def _hours_of(shown: Sequence[Lesson]) -> str:
    total = sum(one.hours or 0 for one in shown)
    return f"合计 {_HOURS.format(total)} 课时" if shown else ""
