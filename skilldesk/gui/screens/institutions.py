"""机构与企业: schools, enterprises and assessment bodies."""

from __future__ import annotations

from skilldesk.core.institutions import Institution
from skilldesk.gui import filters
from skilldesk.gui.panes.training import ClassesOf
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import DetailTab, Head, Screen
from skilldesk.gui.widgets.signs import Sign
from skilldesk.store.work import new_id

GROUPS = (
    Group("机构", ("name", "credit_code", "role", "institution_type", "state", "credit_grade")),
    Group(
        "资质",
        (
            "licence_number",
            "licence_until",
            "agreement_number",
            "agreement_from",
            "agreement_until",
            "evaluation_body_code",
        ),
    ),
    Group("联系", ("legal_representative", "principal", "contact_person", "phone", "registered_address")),
    Group("账户", ("account_holder", "bank_branch", "account_number", "bank_code")),
)


def blank() -> Institution:
    return Institution(id=new_id(), name="")


SCREEN = Screen[Institution](
    key="institutions",
    title="机构与企业",
    page="institutions",
    kind=Institution,
    columns=("name", "credit_code", "role", "institution_type", "contact_person", "phone", "state"),
    plan=Plan(groups=GROUPS, step="filing"),
    wide_form=True,
    blank=blank,
    new="登记机构",
    unit="家",
    find="名称、信用代码　F3",
    filters=(
        filters.by_code("role", "角色", "institution_role"),
        filters.by_code("institution_type", "类型", "institution_type"),
        filters.by_code("state", "状态", "institution_state", empty=True),
    ),
    looks={
        "state": {
            "1": (Sign.CHECK, "green"),
            "2": (Sign.WARN, "amber"),
            "3": (Sign.WARN, "amber"),
            "4": (Sign.CROSS, "red"),
            "5": (Sign.CROSS, ""),
        }
    },
    head=Head(beside=(("role", ""),), number="credit_code", state="state"),
    tabs=(DetailTab("培训班", ClassesOf),),
    empty="还没有机构。先登记培训机构，再建培训班。",
)
