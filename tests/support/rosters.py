"""A class to put people into, the office and the people around it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from skilldesk.core.identity import check_character
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.offices import Office, User
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Class
from skilldesk.store.office import Store
from skilldesk.store.work import new_id

CLERK, REVIEWER, INSPECTOR = "limin", "wangjianhua", "chengang"
TODAY = date(2026, 11, 20)
FIXED = FixedItems(
    category="04",
    evidence_kind="16",
    employment_status="7",
    hukou_type="20",
    ethnicity="01",
    hukou_region="370403",
    same_address="1",
)
NAMES = ("王秀兰", "李建军", "张玉霞", "刘长青", "孙䶮", "周𬭎", "郭兴旺", "何小红")


def settle_in(store: Store) -> None:
    """An office with somebody in each role that a class needs."""
    with store.database.write("system") as work:
        work.add(Office(id=new_id(), code="370403", name="薛城区人力资源和社会保障局"))
        for account, name, role in (
            (CLERK, "李敏", "entry"),
            (REVIEWER, "王建华", "first_review"),
            (INSPECTOR, "陈刚", "inspector"),
        ):
            work.add(User(id=new_id(), account=account, name=name, roles=(role,)))


def add_class(store: Store, name: str = "2026鲁南职校电工五级01等级证", **changes: object) -> RecordId:
    """A draft of a class of a school, complete for its filing but for its people."""
    with store.database.write("system") as work:
        school = work.add(
            Institution(
                id=new_id(),
                name="薛城区鲁南职业培训学校",
                credit_code="52370403MJE000013A",
                role="T",
                institution_type="20",
                legal_representative="陈桂芳",
                contact_person="马翠平",
                phone="13800009901",
                registered_address="薛城区永福路9号",
                account_holder="薛城区鲁南职业培训学校",
                bank_branch="薛城农村商业银行永福支行",
                account_number="9000000000000990",
                agreement_number="2026-09",
                agreement_from=date(2026, 1, 1),
                agreement_until=date(2026, 12, 31),
                state="1",
            )
        )
        trade = work.add(Occupation(id=new_id(), code="6-31-01-03", name="电工", edition="2015"))
        one = Class(
            id=new_id(),
            name=name,
            institution_id=school.id,
            training_type="10",
            mode="1",
            subsidy="10",
            is_subsidised=True,
            occupation_id=trade.id,
            level="5",
            certificate_kind="02",
            province="37",
            starts_on=date(2026, 11, 30),
            ends_on=date(2026, 12, 20),
            delivery="1",
            theory_hours=400,
            practice_hours=800,
            planned_count=50,
            site_id="永福路9号实训楼",
            head_teacher="曹立军",
            head_teacher_phone="13800009902",
            state="10",
        )
        return work.add(replace(one, **changes)).id  # type: ignore[arg-type]  # told by the test


def number(place: int) -> str:
    """The number of nobody, a different one for each place."""
    first17 = f"370403{1978 + place % 25}0{1 + place % 9}1{place % 9}{900 + place}"
    return first17 + check_character(first17)


def texts(place: int, **changes: str) -> Mapping[str, str]:
    """A complete line of a roster."""
    said = {
        "id_number": number(place),
        "name": NAMES[place % len(NAMES)],
        "education": "高中",
        "phone": f"1380000{9000 + place}",
        "hukou_address": f"邹坞镇前进村{place + 1}号",
    }
    return {cell: text for cell, text in {**said, **changes}.items() if text}


def clipboard(lines: Sequence[Mapping[str, str]]) -> str:
    """The lines as a school's sheet puts them on the clipboard, with its own headings and order."""
    head = "序号\t姓名\t身份证号\t性别\t学历\t联系电话\t户籍所在地"
    cells = ("name", "id_number", "", "education", "phone", "hukou_address")
    rows = (
        "\t".join([str(at), *(line.get(cell, "") for cell in cells)])
        for at, line in enumerate(lines, start=1)
    )
    return "\r\n".join([head, *rows]) + "\r\n"


def register(store: Store, place: int, **changes: object) -> Trainee:
    """Somebody whom the office knows already."""
    person = Trainee(
        id=new_id(),
        name=NAMES[place % len(NAMES)],
        id_number=number(place),
        phone="13800009777",
        education="71",
    )
    with store.database.write("system") as work:
        return work.add(replace(person.completed(), **changes))  # type: ignore[arg-type]  # told by the test
