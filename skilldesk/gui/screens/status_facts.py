"""身份事项: what other offices know of a person."""

from __future__ import annotations

from skilldesk.core.people import StatusFact
from skilldesk.gui.record_form import Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> StatusFact:
    return StatusFact(id=new_id(), trainee_id="", kind="", value="")


SCREEN = Screen[StatusFact](
    key="status_facts",
    title="身份事项",
    page="trainees",
    kind=StatusFact,
    columns=("trainee_id", "kind", "value", "valid_from", "valid_until", "source", "as_of"),
    plan=Plan(step="claim"),
    blank=blank,
    new="登记事项",
    empty="还没有身份事项。其他部门告知的养老金、在编、在校等情况登记在这里。",
)
