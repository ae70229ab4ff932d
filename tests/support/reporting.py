"""An office with a class that is to be reported: people with awkward names, certificates, a claim."""

from datetime import date
from pathlib import Path
from typing import Any

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.offices import Office, User
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate, Class, Enrolment, Lesson
from skilldesk.store.office import Store
from skilldesk.store.work import Work
from tests.support.stores import USER, new_office

NAMES = ("周春梅", "欧阳·阿依古丽", "𠮷野雪", "王建国", "李")
NUMBERS = (
    "370403199001019914",
    "370403199001019068",
    "370403199001019025",
    "370403199001019084",
    "370403199001019041",
)
"""All of one invented birthday, with sound check characters."""


def id_of(kind: int, number: int) -> str:
    return f"{kind:02x}{number:030x}"


def person(number: int, **changes: Any) -> Trainee:
    said = {
        "id": id_of(1, number),
        "name": NAMES[number],
        "id_number": NUMBERS[number],
        "ethnicity": "05" if number == 1 else "01",
        "education": ("61", "71", "44", "31", "11")[number],
        "political_status": "13",
        "hukou_type": "51",
        "hukou_region": "370403",
        "hukou_address": "示例县沙沟镇前进村12号",
        "residence_region": "370403101",
        "residence_address": '示例县永福小区6号楼, "东"单元;1|2',
        "phone": f"1380000902{number}",
        "employment_status": ("1", "2", "6", "7", "9")[number],
        "employer_id": id_of(2, 0) if number == 0 else None,
        "social_card_number": "A12345678",
        "bank_account": f"0099999999999999{number}",
        "bank_branch": "示例农村商业银行沙沟支行",
        "account_holder": NAMES[number],
    }
    return Trainee(**{**said, **changes}).completed()


def _category(number: int) -> CategoryFact:
    return CategoryFact(
        id=id_of(3, number),
        trainee_id=id_of(1, number),
        category="04",
        evidence_kind="16",
        valid_from=date(2026, 1, 1),
    )


def _enrolment(number: int) -> Enrolment:
    return Enrolment(
        id=id_of(4, number),
        class_id=id_of(5, 0),
        trainee_id=id_of(1, number),
        position=number + 1,
        category_fact_id=id_of(3, number),
        attended_hours=1115,
        state="4",
    )


def _certificate(number: int) -> Certificate:
    return Certificate(
        id=id_of(6, number),
        trainee_id=id_of(1, number),
        class_id=id_of(5, 0),
        certificate_kind="02",
        number=f"S000037000999265{900_000 + number}",
        occupation_id=id_of(7, 0),
        level="5",
        issuer="示例职业技能评价中心",
        issued_on=date(2026, 11, 2),
        verification="1",
    )


def _lesson(number: int) -> Lesson:
    return Lesson(
        id=id_of(12, number),
        class_id=id_of(5, 0),
        held_on=date(2026, 10, 12 + number),
        starts="08:30",
        ends="11:30",
        hours=40,
        kind="1" if number % 2 else "2",
        topic="低压电器识别与安装",
        teacher="曹立军",
        teacher_number=NUMBERS[3],
        place="示例县永福路9号实训楼",
    )


def _line(number: int) -> ClaimLine:
    return ClaimLine(
        id=id_of(8, number),
        claim_id=id_of(9, 0),
        trainee_id=id_of(1, number),
        position=number + 1,
        certificate_id=id_of(6, number),
        document="演示标准〔2026〕1号",
        amount=80_050,
    )


def _world() -> list[Record]:
    return [
        Office(id=id_of(10, 0), code="990403", name="示例县人力资源和社会保障局", regions=("370403",)),
        User(id=id_of(11, 0), account=USER, name="李敏", roles=("entry",)),
        Institution(id=id_of(2, 0), name="示例县鲁南职业培训学校", credit_code="52370403MJE000013A"),
        Occupation(id=id_of(7, 0), code="6-31-01-03", name="电工", trade="维修电工"),
        Class(
            id=id_of(5, 0),
            name="2026鲁南职校电工五级01等级证",
            filing_number="99040320260001",
            institution_id=id_of(2, 0),
            training_type="10",
            mode="1",
            subsidy="10",
            is_subsidised=True,
            occupation_id=id_of(7, 0),
            level="5",
            certificate_kind="02",
            starts_on=date(2026, 10, 12),
            ends_on=date(2026, 10, 31),
            theory_hours=405,
            practice_hours=800,
            site_id="示例县永福路9号实训楼",
            head_teacher="曹立军",
            head_teacher_phone="0632-5550123",
            state="60",
        ),
        *(_lesson(number) for number in range(3)),
        Claim(
            id=id_of(9, 0),
            number="BT990403-1-26-00001",
            subsidy="10",
            applicant_kind="2",
            applicant_id=id_of(2, 0),
            class_id=id_of(5, 0),
            fund_source="1",
            payee_holder="示例县鲁南职业培训学校",
            payee_account="0000000000000990",
            state="50",
        ),
    ]


def enter(work: Work, people: int = len(NAMES)) -> None:
    """Everything, with so many people on the roster."""
    for record in _world():
        work.add(record)
    for make in (person, _category, _enrolment, _certificate, _line):
        for number in range(people):
            work.add(make(number))


def reporting_office(folder: Path, people: int = len(NAMES)) -> Store:
    store = new_office(folder)
    with store.database.write(USER) as work:
        enter(work, people)
    return store
