"""学员: real-name records."""

from __future__ import annotations

from skilldesk.core.people import Trainee
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import Screen
from skilldesk.operations import people
from skilldesk.store.work import new_id

GROUPS = (
    Group("证件", ("document_type", "name", "id_number", "no_number_reason")),
    Group(
        "基本情况",
        (
            "sex",
            "birth_date",
            "ethnicity",
            "education",
            "political_status",
            "marital_status",
            "phone",
            "emergency_contact",
            "former_name",
        ),
    ),
    Group(
        "户籍与居住", ("hukou_type", "hukou_region", "hukou_address", "residence_region", "residence_address")
    ),
    Group(
        "就业",
        (
            "employment_status",
            "employer_id",
            "contract_from",
            "contract_to",
            "employment_certificate",
            "disability_certificate",
            "veteran_certificate",
        ),
    ),
    Group("毕业院校", ("school", "major", "graduated_on")),
    Group(
        "补贴账户",
        ("social_card_number", "account_holder", "bank_account", "bank_branch", "bank_code"),
        "本人社保卡，申领前填齐即可",
    ),
    Group("实名核验", ("verification", "verification_way", "verified_at", "photo", "sensitivity")),
)


def blank() -> Trainee:
    return Trainee(id=new_id(), name="")


SCREEN = Screen[Trainee](
    key="trainees",
    title="学员",
    page="trainees",
    kind=Trainee,
    columns=("name", "id_number", "sex", "education", "hukou_address", "phone", "employment_status"),
    plan=Plan(
        groups=GROUPS,
        step="filing",
        fixed=frozenset({"photo"}),
        same={"residence_region": "hukou_region", "residence_address": "hukou_address"},
    ),
    blank=blank,
    new="登记学员",
    empty="还没有学员。先登记一个，再编班、发证、申领。",
    duplicates=people.duplicates,
)
