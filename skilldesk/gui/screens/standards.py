"""补贴标准 that fill what a policy file leaves open."""

from __future__ import annotations

from skilldesk.core.claims import Standard
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> Standard:
    return Standard(id=new_id(), policy="", subsidy="", key="", amount=0, document="")


SCREEN = Screen[Standard](
    key="standards",
    title="补贴标准",
    page="catalogues",
    kind=Standard,
    plan=Plan(
        groups=(
            Group("标准", ("amount", "document", "valid_from", "valid_until")),
            Group("用在哪里", ("policy", "subsidy", "key")),
        ),
        step="claim",
        fixed=frozenset({"policy", "subsidy", "key", "entered_by", "approved_by"}),
    ),
    columns=("policy", "subsidy", "key", "amount", "document", "valid_from", "entered_by", "approved_by"),
    blank=blank,
    new="录入标准",
    empty="还没有补贴标准。文件没有写明金额的，由一人录入、另一人审批后才能用。",
)
