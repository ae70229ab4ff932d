"""等级 of an occupation, with the least hours of training."""

from __future__ import annotations

from skilldesk.core.institutions import Level
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Level:
    return Level(id=new_id(), occupation_id="", level="")


SCREEN = Screen[Level](
    key="levels",
    title="等级课时",
    page="catalogues",
    kind=Level,
    columns=("occupation_id", "level", "min_hours"),
    blank=blank,
    new="登记等级",
    empty="还没有等级课时。每个职业的等级和最低课时登记在这里。",
)
