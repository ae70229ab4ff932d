"""培训班."""

from __future__ import annotations

from skilldesk.core.class_steps import DRAFT
from skilldesk.core.training import Class
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id

GROUPS = (
    Group("班期", ("name", "institution_id", "filing_number", "filed_on", "state")),
    Group(
        "培训内容",
        (
            "training_type",
            "mode",
            "occupation_id",
            "level",
            "certificate_kind",
            "delivery",
            "subsidy",
            "is_subsidised",
        ),
    ),
    Group(
        "时间地点",
        (
            "starts_on",
            "ends_on",
            "theory_hours",
            "practice_hours",
            "province",
            "planned_count",
            "largest_count",
            "site_id",
        ),
    ),
    Group("班主任", ("head_teacher", "head_teacher_phone")),
    Group("费用", ("fee_personal", "fee_enterprise", "fee_government")),
)


def blank() -> Class:
    return Class(id=new_id(), name="", state=DRAFT)


SCREEN = Screen[Class](
    key="classes",
    title="培训班",
    page="classes",
    kind=Class,
    order="starts_on",
    descending=True,
    columns=("name", "institution_id", "occupation_id", "starts_on", "ends_on", "state"),
    plan=Plan(groups=GROUPS, step="filing", fixed=frozenset({"state"})),
    blank=blank,
    new="新建培训班",
    empty="还没有培训班。先登记一个，再录花名册。",
)
