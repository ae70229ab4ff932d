"""证书."""

from __future__ import annotations

from skilldesk.core.training import Certificate
from skilldesk.gui import filters
from skilldesk.gui.panes.certificates import VERIFIED
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import Head, Screen
from skilldesk.store.work import new_id

GROUPS = (
    Group(
        "证书",
        (
            "number",
            "trainee_id",
            "class_id",
            "certificate_kind",
            "occupation_id",
            "trade",
            "level",
            "special_ability",
        ),
    ),
    Group("发证", ("issuer", "issuer_code", "issued_on", "revoked_on")),
    Group("联网核验", ("verification", "verified_at", "verification_scan")),
)


def blank() -> Certificate:
    return Certificate(id=new_id(), trainee_id="", number="")


SCREEN = Screen[Certificate](
    key="certificates",
    title="证书",
    page="certificates",
    kind=Certificate,
    columns=(
        "number",
        "trainee_id",
        "certificate_kind",
        "occupation_id",
        "level",
        "issued_on",
        "verification",
    ),
    plan=Plan(groups=GROUPS, step="claim", fixed=frozenset({"verification_scan"})),
    blank=blank,
    new="登记证书",
    unit="张",
    find="证书编号、姓名　F3",
    filters=(
        filters.by_day("issued_on", "发证"),
        filters.by_code("certificate_kind", "证书类型", "certificate_kind"),
        filters.by_record("class_id", "培训班", "class", measure="个班"),
        filters.by_code("verification", "联网查询", "verification", empty=True),
    ),
    looks={"verification": VERIFIED},
    head=Head(beside=(("trainee_id", ""),), state="verification"),
    empty="还没有证书。学员取证以后，在这里登记证书编号和发证日期。",
)
