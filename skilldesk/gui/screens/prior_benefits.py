"""历史享受: benefits that other offices or other years granted."""

from __future__ import annotations

from skilldesk.core.people import PriorBenefit
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> PriorBenefit:
    return PriorBenefit(id=new_id(), id_number="", subsidy="")


SCREEN = Screen[PriorBenefit](
    key="prior_benefits",
    title="历史享受",
    page="trainees",
    kind=PriorBenefit,
    columns=("id_number", "subsidy", "occupation", "level", "certificate_date", "state", "source"),
    blank=blank,
    new="登记享受记录",
    empty="还没有历史享受记录。以前年度或外地发放的补贴登记在这里，检查次数时会一并计算。",
)
