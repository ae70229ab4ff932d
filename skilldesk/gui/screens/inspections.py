"""检查记录: somebody went there on that day."""

from __future__ import annotations

from skilldesk.core.training import Inspection
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Inspection:
    return Inspection(id=new_id(), class_id="", inspected_at="", inspectors=())


SCREEN = Screen[Inspection](
    key="inspections",
    title="检查记录",
    page="classes",
    kind=Inspection,
    order="inspected_at",
    descending=True,
    columns=("class_id", "inspected_at", "inspectors", "expected_count", "present_count", "result"),
    plan=Plan(step="claim"),
    blank=blank,
    new="登记检查",
    empty="还没有检查记录。到班上检查以后，把时间、两位检查人和结论记在这里。",
)
