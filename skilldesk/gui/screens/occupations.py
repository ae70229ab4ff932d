"""职业（工种）."""

from __future__ import annotations

from skilldesk.core.institutions import Occupation
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Occupation:
    return Occupation(id=new_id(), name="")


SCREEN = Screen[Occupation](
    key="occupations",
    title="职业",
    page="catalogues",
    kind=Occupation,
    columns=("name", "trade", "code", "edition", "standard_number", "in_qualification_list"),
    blank=blank,
    new="登记职业",
    empty="还没有职业。登记本地开班用到的职业和工种，或从省里的目录读入。",
)
