"""就业跟踪 of those who finished."""

from __future__ import annotations

from skilldesk.core.training import Employment
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Employment:
    return Employment(id=new_id(), enrolment_id="", state="")


SCREEN = Screen[Employment](
    key="employments",
    title="就业跟踪",
    page="classes",
    kind=Employment,
    columns=("enrolment_id", "state", "employer", "started_on", "evidence_kind"),
    plan=Plan(step="claim"),
    blank=blank,
    new="登记就业",
    empty="还没有就业记录。结业以后的就业情况登记在这里，项目制补贴的尾款按它计算。",
)
