"""An invented county to try the program in: people, classes, certificates, facts, standards.

Everything comes from one seed, so the same county is made again. ID numbers use the sequence 900–999.
The calendar of such an office stands in December 2020, under the Shandong rules of 2019 to 2021.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from skilldesk.core import identity
from skilldesk.core.claims import Standard
from skilldesk.core.institutions import Institution, Level, Occupation
from skilldesk.core.normal import china_day
from skilldesk.core.offices import User
from skilldesk.core.people import CategoryFact, PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment, Inspection
from skilldesk.operations import offices
from skilldesk.operations.offices import Founding
from skilldesk.store import local
from skilldesk.store.database import PRACTICE_SHIFT, Clock, system_clock
from skilldesk.store.keyfile import Cost
from skilldesk.store.office import Store
from skilldesk.store.work import Work

PASSWORD = "practice"  # noqa: S105 - of an invented county, printed in the README
COST = Cost(memory=32, passes=1)
"""Of guessing a password that everybody knows."""

TODAY = date(2020, 12, 21)
CODE = "990403"
REGION = "370403"
CLERK = "limin"

_USERS = (
    ("wangjianhua", "王建华", ("window", "first_review")),
    ("zhaoliqun", "赵立群", ("second_review",)),
    ("sunyamei", "孙雅梅", ("leader",)),
    ("chengang", "陈刚", ("inspector",)),
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "春梅建国秀英志强丽萍海霞玉珍桂芳立新长青德海晓燕金花永福冬红兴旺振国翠平素云凤广义小敏"
_PLACES = ("临城街道", "陶庄镇", "邹坞镇", "常庄街道", "沙沟镇", "周营镇", "巨山街道", "新城街道")
_TRAINED = (
    ("6-31-01-03", "电工"),
    ("6-18-02-04", "焊工"),
    ("4-10-01-05", "养老护理员"),
    ("4-10-01-06", "家政服务员"),
)
_CATEGORIES = ("04", "05", "06", "02")
_AMOUNTS = {"5": 80_000, "4": 120_000, "3": 150_000}
"""Fen, of the invented standards that fill what SD-2019 leaves EMPTY."""
_DOCUMENT = "演示标准〔2019〕1号"


@dataclass(frozen=True)
class County:
    """What was made, for those who go on from here."""

    store: Store
    classes: tuple[RecordId, ...]
    trainees: tuple[RecordId, ...]


def found(
    folder: Path,
    *,
    trainees: int = 40,
    seed: int = 1,
    clock: Clock = system_clock,
    cost: Cost = COST,
) -> County:
    """A practice office in an empty folder; every user's password is `practice`."""
    founding = Founding(
        code=CODE,
        name="示例县人力资源和社会保障局",
        level="county",
        regions=(REGION,),
        account=CLERK,
        user_name="李敏",
        roles=("entry", "administrator"),
    )
    store, _ = offices.found(folder, founding, PASSWORD, clock=moved(clock), cost=cost)
    store = _in_december(folder, store, clock)
    for account, name, roles in _USERS:
        user = User(id=_hex(_chance(f"{seed}{account}")), account=account, name=name, roles=roles)
        offices.add_user(store, CLERK, user, PASSWORD, cost=cost)
    with store.database.write(CLERK, group="demo") as work:
        school, people, made = _Maker(work, _chance(seed)).make(trainees)
        _Present(work, _chance(f"{seed} present")).make(school, people)
    return County(store, *made)


def _in_december(folder: Path, store: Store, clock: Clock) -> Store:
    """Move the office's calendar, and open it anew under that."""
    with store.database.write(CLERK) as work:
        move_calendar(work, china_day(clock()))
    store.close()
    return offices.log_in(folder, CLERK, PASSWORD, clock=clock)


def moved(clock: Clock) -> Clock:
    """The clock of the demo's day, for what is written before the store itself has moved its calendar."""
    return lambda: clock() + (TODAY - china_day(clock()))


def move_calendar(work: Work, today: date) -> None:
    """Let a practice store live on the demo's day, counted from today."""
    local.put(work.connection, PRACTICE_SHIFT, str((TODAY - today).days).encode("ascii"))


def _chance(seed: int | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing secret is made of it


def _hex(chance: random.Random) -> RecordId:
    return f"{chance.getrandbits(128):032x}"


class _Maker:
    """Makes the records of the county, all from one source of chance."""

    def __init__(self, work: Work, chance: random.Random) -> None:
        self._work = work
        self._chance = chance
        self._issued = 0

    def make(
        self, count: int
    ) -> tuple[Institution, Sequence[Trainee], tuple[tuple[RecordId, ...], tuple[RecordId, ...]]]:
        """The school, the people, and the ids of the classes that are over and of all people."""
        school = self._school()
        occupations = [self._occupation(code, name) for code, name in _TRAINED]
        self._standards()
        classes = [
            self._class(school, occupation, number) for number, occupation in enumerate(occupations, start=1)
        ]
        people = self._work.add_many([self._person() for _ in range(count)])
        facts = self._work.add_many([self._category(one) for one in people])
        self._work.add_many([self._no_pension(one) for number, one in enumerate(people) if number % 9 != 8])
        for number, one in enumerate(classes):
            members = range(number, len(people), len(classes))
            self._fill(one, [people[at] for at in members], [facts[at] for at in members])
        self._benefits(people[0], 3)
        if len(people) > len(classes):
            self._benefits(people[len(classes)], 2)
        return school, people, (tuple(one.id for one in classes), tuple(one.id for one in people))

    def _school(self) -> Institution:
        return self._work.add(
            Institution(
                id=_hex(self._chance),
                name="示例县鲁南职业培训学校",
                credit_code="52370403MJE000013A",
                role="T",
                institution_type="20",
                legal_representative="陈桂芳",
                contact_person="马翠平",
                phone="13800009901",
                registered_address="示例县永福路9号",
                account_holder="示例县鲁南职业培训学校",
                bank_branch="示例农村商业银行永福支行",
                account_number="9000000000000990",
                agreement_number="2020-09",
                agreement_from=date(2020, 1, 1),
                agreement_until=date(2020, 12, 31),
                licence_number="示例人社民3704034000009号",
                licence_until=date(2021, 1, 21),
                state="1",
            )
        )

    def _occupation(self, code: str, name: str) -> Occupation:
        occupation = self._work.add(Occupation(id=_hex(self._chance), code=code, name=name, edition="2015"))
        self._work.add_many(
            [Level(id=_hex(self._chance), occupation_id=occupation.id, level=level) for level in _AMOUNTS]
        )
        return occupation

    def _standards(self) -> None:
        self._work.add_many(
            [
                Standard(
                    id=_hex(self._chance),
                    policy="SD-2019",
                    subsidy="10",
                    key=level,
                    amount=amount,
                    document=_DOCUMENT,
                    valid_from=date(2019, 1, 1),
                    valid_until=date(2021, 12, 31),
                    entered_by=CLERK,
                    approved_by="zhaoliqun",
                )
                for level, amount in _AMOUNTS.items()
            ]
        )

    def _class(self, school: Institution, occupation: Occupation, number: int) -> Class:
        begins = date(2020, 10, 12) + timedelta(days=7 * number)
        return self._work.add(
            Class(
                id=_hex(self._chance),
                name=f"2020鲁南职校{occupation.name}五级{number:02d}等级证",
                filing_number=f"{CODE}2020{number:04d}",
                filed_on=begins - timedelta(days=10),
                institution_id=school.id,
                training_type="10",
                mode="1",
                subsidy="10",
                is_subsidised=True,
                occupation_id=occupation.id,
                level="5",
                certificate_kind="02",
                province="37",
                starts_on=begins,
                ends_on=begins + timedelta(days=20),
                delivery="1",
                theory_hours=400,
                practice_hours=800,
                planned_count=50,
                site_id="示例县永福路9号实训楼",
                head_teacher="曹立军",
                head_teacher_phone="13800009902",
                state="60",
            )
        )

    def _person(self) -> Trainee:
        name = self._chance.choice(_SURNAMES) + "".join(self._chance.sample(_GIVEN, 2))
        born = date(1968, 1, 1) + timedelta(days=self._chance.randrange(34 * 365))
        first17 = f"{REGION}{born:%Y%m%d}{self._chance.randint(900, 999)}"
        number = first17 + identity.check_character(first17)
        place = self._chance.choice(_PLACES)
        return Trainee(
            id=_hex(self._chance),
            name=name,
            id_number=number,
            ethnicity="01",
            education=self._chance.choice(["61", "71", "44", "31"]),
            hukou_type="51",
            hukou_region=REGION,
            hukou_address=f"示例县{place}前进村{self._chance.randint(1, 99)}号",
            residence_region=REGION,
            residence_address=f"示例县{place}幸福小区{self._chance.randint(1, 20)}号楼",
            phone=f"1380000{self._chance.randint(9000, 9999)}",
            employment_status=self._chance.choice(["3", "4", "7"]),
            bank_account=_card(self._chance),
            bank_branch=f"示例农村商业银行{place[:-1]}支行",
            account_holder=name,
            verification="2",
        ).completed()

    def _category(self, person: Trainee) -> CategoryFact:
        return CategoryFact(
            id=_hex(self._chance),
            trainee_id=person.id,
            category=self._chance.choice(_CATEGORIES),
            evidence_kind="16",
            issued_by="示例县公共就业服务中心",
            valid_from=date(2020, 1, 1),
        )

    def _no_pension(self, person: Trainee) -> StatusFact:
        return StatusFact(
            id=_hex(self._chance),
            trainee_id=person.id,
            kind="entitled",
            value="否",
            valid_from=date(2020, 1, 1),
            source="示例县社会保险中心比对结果",
            as_of=date(2020, 12, 1),
        )

    def _fill(self, one: Class, people: Sequence[Trainee], facts: Sequence[CategoryFact]) -> None:
        self._work.add_many(
            [
                Enrolment(
                    id=_hex(self._chance),
                    class_id=one.id,
                    trainee_id=person.id,
                    position=position,
                    category_fact_id=fact.id,
                    attended_hours=self._chance.randrange(1000, 1205, 5),
                    score=self._chance.randrange(600, 1000, 5),
                    state="6",
                )
                for position, (person, fact) in enumerate(zip(people, facts, strict=True), start=1)
            ]
        )
        self._work.add(
            Inspection(
                id=_hex(self._chance),
                class_id=one.id,
                inspected_at=f"{one.starts_on}T02:00:00+00:00",
                inspectors=("王建华", "赵立群"),
                expected_count=len(people),
                present_count=len(people),
                result="1",
            )
        )
        self._work.add_many(
            [self._certificate(one, person) for person in people if self._chance.random() < 0.95]
        )

    def _certificate(self, one: Class, person: Trainee) -> Certificate:
        self._issued += 1
        return Certificate(
            id=_hex(self._chance),
            trainee_id=person.id,
            class_id=one.id,
            certificate_kind="02",
            number=f"S000037000999205{900_000 + self._issued}",
            occupation_id=one.occupation_id,
            level=one.level,
            issuer="示例职业技能评价中心",
            issued_on=(one.ends_on or TODAY) + timedelta(days=12),
            verification="1",
        )

    def _benefits(self, person: Trainee, count: int) -> None:
        """Benefits of that year that another county granted."""
        self._work.add_many(
            [
                PriorBenefit(
                    id=_hex(self._chance),
                    id_number=person.id_number or "",
                    subsidy="10",
                    occupation=occupation,
                    level="5",
                    certificate_date=date(2020, 2 + number, 6),
                    state="paid",
                    source="示例省享受记录2020年12月",
                )
                for number, occupation in enumerate(("中式烹调师", "育婴员", "保育师")[:count])
            ]
        )


class _Present:
    """What goes on in the county on the demo's day, so that the board has something to show: one class is
    being taught and was never inspected, one begins in two weeks and is not filed.
    """

    def __init__(self, work: Work, chance: random.Random) -> None:
        self._work, self._chance = work, chance

    def make(self, school: Institution, people: Sequence[Trainee]) -> None:
        running = self._class(school, ("保育师", "05"), date(2020, 12, 14), "40")
        coming = self._class(school, ("育婴员", "01"), date(2021, 1, 4), "10")
        for one, state, members in ((running, "2", people[-6:]), (coming, "1", people[-10:-6])):
            self._work.add_many(
                [
                    Enrolment(
                        id=_hex(self._chance),
                        class_id=one.id,
                        trainee_id=person.id,
                        position=position,
                        state=state,
                    )
                    for position, person in enumerate(members, start=1)
                ]
            )

    def _class(self, school: Institution, what: tuple[str, str], begins: date, state: str) -> Class:
        occupation, number = what
        filed = state != "10"
        return self._work.add(
            Class(
                id=_hex(self._chance),
                name=f"{begins.year}鲁南职校{occupation}四级{number}等级证",
                filing_number=f"{CODE}{begins.year}0{number}9" if filed else None,
                filed_on=begins - timedelta(days=10) if filed else None,
                institution_id=school.id,
                training_type="10",
                mode="1",
                subsidy="10",
                is_subsidised=True,
                level="4",
                certificate_kind="02",
                province="37",
                starts_on=begins,
                ends_on=begins + timedelta(days=25),
                delivery="1",
                theory_hours=480,
                practice_hours=960,
                planned_count=40,
                site_id="示例县永福路9号实训楼",
                state=state,
            )
        )


def _card(chance: random.Random) -> str:
    """An account number of no bank whose last digit fits (Luhn)."""
    digits = f"9999{chance.randrange(10**11, 10**12)}"
    doubled = [int(one) * (2 - at % 2) for at, one in enumerate(reversed(digits))]
    return f"{digits}{-sum(one - 9 * (one > 9) for one in doubled) % 10}"
