"""花名册: who is in which class."""

from __future__ import annotations

from skilldesk.core.training import Enrolment
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Enrolment:
    return Enrolment(id=new_id(), class_id="", trainee_id="")


SCREEN = Screen[Enrolment](
    key="enrolments",
    title="花名册",
    page="classes",
    kind=Enrolment,
    order="class_id",
    columns=("trainee_id", "class_id", "position", "attended_hours", "score", "state"),
    plan=Plan(step="claim"),
    blank=blank,
    new="加入花名册",
    empty="花名册还是空的。选好培训班和学员，一行一行加进来。",
)
