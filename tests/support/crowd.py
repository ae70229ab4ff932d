"""Many invented people for measurements: a county of any size, made once in a folder and kept there.

ID numbers have the sequence 900–999; one seed makes the same people every time.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from skilldesk.core import identity
from skilldesk.core.claims import Claim
from skilldesk.core.institutions import Institution
from skilldesk.core.offices import Office, User
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.reference import lists
from skilldesk.store import keyring, office
from skilldesk.store.office import Store
from skilldesk.store.work import Work
from tests.support.stores import PASSWORD, USER, new_office, now, opened

IN_A_CLASS = 40
_AT_ONCE = 4000
_GIVEN = (
    "国建春梅秀英志强丽萍海霞玉珍桂芳立新长青德晓燕金花永福冬红兴旺振翠平素云凤广义小敏伟静磊洋艳勇娟涛明超"
    "兰杰军波辉斌浩宇轩梓涵雨欣怡佳俊豪博文思远子墨晨曦瑞雪婷雅琪嘉慧颖琳倩莹洁楠鹏飞龙虎山河江川松柏林森"
    "龑翀玥㛃䶮𬭎𫖯"
)
_TRADES = ("电工", "焊工", "养老护理员", "家政服务员", "中式烹调师", "美容师", "叉车司机", "保育师")
_LEVELS = ("五级", "四级", "三级")
_REGIONS = ("370402", "370403", "370404", "370405", "370406", "370481")


def crowd(folder: Path, people: int) -> Store:
    """An office with so many people, in classes of forty; half of them have a certificate and a claim."""
    store = new_office(folder)
    with store.database.write("system") as work:
        work.add(Office(id=_id("office", 0), code="370403", name="薛城区人力资源和社会保障局"))
        work.add(User(id=_id("user", 0), account=USER, name="李敏", roles=("entry",)))
        schools = [
            Institution(
                id=_id("school", n), name=f"{place}{what}", credit_code=f"52370403MJE{n:06d}A", state="1"
            )
            for n, (place, what) in enumerate(
                (place, what)
                for place in ("鲁南", "薛城", "微山湖", "奚仲", "临山")
                for what in ("职业培训学校", "技工学校", "示范职业中专", "创业培训中心")
            )
        ]
        work.add_many(schools)
    for first in range(0, people, _AT_ONCE):
        with store.database.write("system", group="crowd") as work:
            _add(work, range(first, min(first + _AT_ONCE, people)), [school.id for school in schools])
    store.close()
    return office.open_folder(folder, opened(store), clock=now)


def kept(people: int, folder: Path) -> Store:
    """The same in that folder; in the one that the environment calls CROWDS it stays for the next run."""
    at = Path(os.environ.get("CROWDS", folder)) / f"crowd-{people}"
    if not (at / "office.db").exists():
        crowd(at, people).close()
    return office.open_folder(at, keyring.open_with_password(at, USER, PASSWORD), clock=now)


def _add(work: Work, numbers: range, schools: list[RecordId]) -> None:
    trained = [person(n) for n in numbers]
    work.add_many([_class(n // IN_A_CLASS, schools) for n in numbers if n % IN_A_CLASS == 0])
    work.add_many(trained)
    work.add_many([_enrolment(n, one) for n, one in zip(numbers, trained, strict=True)])
    certified = [(n, one) for n, one in zip(numbers, trained, strict=True) if n % 2 == 0]
    work.add_many([_certificate(n, one) for n, one in certified])
    work.add_many([_claim(n, one) for n, one in certified])


def person(n: int) -> Trainee:
    """The person of that number."""
    chance = random.Random(n)  # noqa: S311 - nothing secret is made of it
    born = date(1961, 1, 1) + timedelta(days=chance.randrange(16_000))
    first17 = f"{chance.choice(_REGIONS)}{born:%Y%m%d}{900 + n % 100}"
    given = "".join(chance.choices(_GIVEN, k=2 if chance.random() < 0.8 else 1))
    return Trainee(
        id=_id("trainee", n),
        name=chance.choices(*_surnames())[0] + given,
        id_number=first17 + identity.check_character(first17),
        sex="1" if int(first17[-1]) % 2 else "2",
        birth_date=born,
        phone=f"138{chance.randrange(10**8):08d}",
        hukou_address=f"薛城区{chance.choice(given)}庄镇第{chance.randrange(90)}号",
        education="61",
    )


@cache
def _surnames() -> tuple[list[str], list[float]]:
    """All surnames of the program's table, a few of them far more frequent than the others."""
    common = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    others = [row[0] for row in lists.rows("surnames", ("surname", "initials")) if row[0] not in common]
    return [*common, *others], [40 / (n + 1) for n in range(len(common))] + [0.05] * len(others)


def _class(n: int, schools: list[RecordId]) -> Class:
    trade, level = _TRADES[n % len(_TRADES)], _LEVELS[n % len(_LEVELS)]
    return Class(
        id=_id("class", n),
        name=f"{trade}{level}第{n // len(_TRADES) + 1:02d}班",
        filing_number=f"BA37040326{n:05d}",
        institution_id=schools[n % len(schools)],
        starts_on=date(2026, 3, 2) + timedelta(days=n % 180),
        ends_on=date(2026, 3, 27) + timedelta(days=n % 180),
        state="40",
    )


def _enrolment(n: int, one: Trainee) -> Enrolment:
    return Enrolment(
        id=_id("enrolment", n),
        class_id=_id("class", n // IN_A_CLASS),
        trainee_id=one.id,
        position=n % IN_A_CLASS + 1,
        state="6" if n % 2 == 0 else "2",
    )


def _certificate(n: int, one: Trainee) -> Certificate:
    return Certificate(
        id=_id("certificate", n),
        trainee_id=one.id,
        class_id=_id("class", n // IN_A_CLASS),
        number=f"S0003704{n:010d}",
        trade=_TRADES[n // IN_A_CLASS % len(_TRADES)],
        level="5",
        issued_on=date(2026, 6, 1) + timedelta(days=n % 120),
        verification="1",
    )


def _claim(n: int, one: Trainee) -> Claim:
    return Claim(
        id=_id("claim", n),
        number=f"BT370403-1-26-{n:06d}",
        subsidy="10",
        applicant_kind="1",
        applicant_id=one.id,
        amount=80_000 + n % 7 * 10_000,
        payee_holder=one.name,
        state="20",
    )


def _id(kind: str, n: int) -> RecordId:
    return sha256(f"{kind}{n}".encode()).hexdigest()[:32]
