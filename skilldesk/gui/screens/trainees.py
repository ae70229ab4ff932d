"""学员: real-name records."""

from __future__ import annotations

from skilldesk.core.people import Trainee
from skilldesk.gui import filters
from skilldesk.gui.desk import Desk
from skilldesk.gui.panes import benefits, certificates, facts, training
from skilldesk.gui.place import Place
from skilldesk.gui.record_form import Group, Plan
from skilldesk.gui.screen import DetailTab, FootButton, Head, Missing, Screen
from skilldesk.gui.trainee_columns import DERIVED, STANDINGS
from skilldesk.operations import people
from skilldesk.store.queries import people as asked
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


def without_evidence(desk: Desk, trainee: Trainee) -> Missing | None:
    """A category that nothing proves yet: a benefit that goes by it cannot be claimed."""
    with desk.database.read() as snapshot:
        known = asked.categories(snapshot, trainee.id)
    open_ones = [one for one in known if not one.evidence_kind]
    if known and not open_ones:
        return None
    if not known:
        return Missing(text="还没有登记人员类别", detail="申领补贴前要登记类别和佐证", tab=facts.TITLE)
    category = desk.lookup.short("person_category", open_ones[0].category)
    return Missing(text=f"缺「{category}」的佐证，不能申领补贴", tab=facts.TITLE)


FILTERS = (
    filters.by_day("registered", "登记"),
    filters.by_record("class", "培训班", "class", measure="个班"),
    filters.by_code("category", "人员类别", "person_category", measure="类"),
    filters.by_words("standing", "状态", [(key, word) for key, (word, _) in STANDINGS.items()]),
    filters.only("unfilled", "待完善"),
)

SCREEN = Screen[Trainee](
    key="trainees",
    title="学员",
    page="trainees",
    kind=Trainee,
    columns=(
        "name",
        "id_number",
        "sex",
        "age",
        "categories",
        "latest_class",
        "registered",
        "standing",
    ),
    plan=Plan(
        groups=GROUPS,
        step="filing",
        fixed=frozenset({"photo"}),
        same={"residence_region": "hukou_region", "residence_address": "hukou_address"},
    ),
    wide_form=True,
    blank=blank,
    new="登记学员",
    empty="还没有学员。先登记一个，再编班、发证、申领。",
    duplicates=people.duplicates,
    unit="人",
    find="姓名或证件号码　F3",
    filters=FILTERS,
    derived=DERIVED,
    head=Head(beside=(("sex", ""), ("age", " 岁")), number="id_number", state="standing"),
    tabs=(
        DetailTab(facts.TITLE, facts.Facts),
        DetailTab(training.TITLE, training.Training),
        DetailTab(certificates.TITLE, certificates.Certificates),
        DetailTab(benefits.TITLE, benefits.Benefits),
    ),
    banner=without_evidence,
    foot=(
        FootButton(
            label="申领补贴",
            writes="claim",
            place=lambda trainee: Place(page="claims", filters={"trainee": trainee.id}, act="new"),
        ),
    ),
)
