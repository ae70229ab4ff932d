"""类别认定: which category of people somebody belonged to, and since when."""

from __future__ import annotations

from skilldesk.core.people import CategoryFact
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> CategoryFact:
    return CategoryFact(id=new_id(), trainee_id="", category="")


SCREEN = Screen[CategoryFact](
    key="category_facts",
    title="类别认定",
    page="trainees",
    kind=CategoryFact,
    columns=("trainee_id", "category", "evidence_kind", "valid_from", "valid_until", "issued_by"),
    plan=Plan(step="claim"),
    blank=blank,
    new="登记类别",
    empty="还没有类别认定。申领按人员类别发放的补贴前，在这里登记类别、起止日期和佐证。",
)
