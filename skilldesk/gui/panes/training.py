"""培训: the classes of a person, the newest first; and of an institution, the classes it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from skilldesk.core.institutions import Institution
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Class, Enrolment
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.page import button
from skilldesk.gui.place import Place
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.store.queries import training

TITLE = "培训"
MOST = 30


class _Classes(DetailPane):
    def add_class(self, group: Class, state: str, lines: list[tuple[str, str]]) -> None:
        """A class with its name, which opens it, and what there is to say."""
        name = sentence(group.name, "strong")
        name.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        line = row(name, words(state), self._opens(group.id))
        line.setStretch(0, 1)
        self.add(laid(QWidget(), line))
        self.add_lines((label, text) for label, text in lines if text)

    def _opens(self, group: RecordId) -> QWidget:
        place = Place(page="classes", record=group)
        return button("去看", lambda: self.desk.news.go(place), kind="link", accessible="去看这个培训班")


class Training(_Classes):
    KINDS = frozenset({Enrolment, Class})

    def fill(self, record: Record, lookup: Lookup) -> None:
        assert isinstance(record, Trainee)  # noqa: S101 - the tab of no other page
        with self.desk.database.read() as snapshot:
            found = training.enrolled(snapshot, record.id)
        if not found:
            self.add_hint("还没有参加过培训。编进花名册以后，培训班、出勤和成绩列在这里。")
        for at, (enrolment, group) in enumerate(found):
            if at:
                self.add_rule()
            state = lookup.short("enrolment_state", enrolment.state or "")
            hours, score = enrolment.attended_hours, enrolment.score
            lines = [
                ("时间", _days(group)),
                ("职业", lookup.title("occupation", group.occupation_id) if group.occupation_id else ""),
                ("等级", lookup.label("level", group.level or "")),
                ("出勤课时", _tenths(hours)),
                ("成绩", _tenths(score)),
            ]
            self.add_class(group, state, lines)


class ClassesOf(_Classes):
    """培训班 of an institution."""

    KINDS = frozenset({Class})

    def fill(self, record: Record, lookup: Lookup) -> None:
        assert isinstance(record, Institution)  # noqa: S101 - the tab of no other page
        with self.desk.database.read() as snapshot:
            found = training.classes_of(snapshot, record.id)
        if not found:
            self.add_hint("这个机构还没有培训班。")
        for at, group in enumerate(found[:MOST]):
            if at:
                self.add_rule()
            count = "" if group.planned_count is None else f"{group.planned_count}人"
            lines = [("时间", _days(group)), ("计划人数", count), ("备案号", group.filing_number or "")]
            self.add_class(group, lookup.short("class_state", group.state or ""), lines)
        if len(found) > MOST:
            self.add_hint(f"更早的还有{len(found) - MOST}个班，在培训班页按机构筛选可以看到。")


def _days(group: Class) -> str:
    days = [str(day) for day in (group.starts_on, group.ends_on) if day]
    return " 至 ".join(days)


def _tenths(value: int | None) -> str:
    return "" if value is None else f"{value / 10:g}"
