"""教学计划: what is taught in a class, when, where and by whom."""

from __future__ import annotations

from skilldesk.core.training import Lesson
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Lesson:
    return Lesson(id=new_id(), class_id="")


SCREEN = Screen[Lesson](
    key="lessons",
    title="教学计划",
    page="classes",
    kind=Lesson,
    order="held_on",
    columns=("class_id", "held_on", "starts", "ends", "hours", "kind", "topic", "teacher", "place"),
    plan=Plan(step="filing"),
    blank=blank,
    new="登记一课",
    empty="还没有教学计划。按学校报来的课程表，一课一行记在这里。",
)
