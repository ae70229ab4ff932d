"""申领单: claims and how far they are."""

from __future__ import annotations

from skilldesk.core.claims import Claim
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import Action, Screen

GROUPS = (
    Group(
        "申请",
        (
            "number",
            "subsidy",
            "applicant_kind",
            "applicant_id",
            "class_id",
            "applied_on",
            "received_on",
            "amount",
            "state",
        ),
    ),
    Group("收款", ("payee_holder", "payee_branch", "payee_account", "fund_source", "instalment", "ratio_bp")),
    Group(
        "表格",
        ("form", "form_version", "check_code", "form_sha256", "form_page", "province_number", "project_id"),
    ),
)

SCREEN = Screen[Claim](
    key="claims",
    title="申领单",
    page="claims",
    kind=Claim,
    columns=("number", "payee_holder", "class_id", "subsidy", "amount", "applied_on", "state"),
    plan=Plan(groups=GROUPS),
    empty="还没有申领单。在「申领」里选一个班，检查后写入。",
    save=None,
    descending=True,
    actions=(
        Action("draw", "生成申请表", icon="file"),
        Action("print", "打印", "F9", "print"),
        Action("act", "办理", "F4"),
    ),
)
