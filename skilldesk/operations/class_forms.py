"""What the papers of a class say: its filing (F01) and its roster (F02), for the file or for the public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from skilldesk.core.checks import EMPTY, check
from skilldesk.core.fields import Tenths
from skilldesk.core.identity import masked
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import NotFound, Refused
from skilldesk.forms.form import Said
from skilldesk.forms.papers import class_filing
from skilldesk.forms.papers import roster as roster_form
from skilldesk.operations import claims, offices
from skilldesk.operations.institution_form import day, days_of, occupation_of
from skilldesk.operations.known import Reader, labels, short_labels
from skilldesk.reference.codes import Codes
from skilldesk.store.snapshot import Snapshot

_PLACE = re.compile(r".*[县区市旗]")
_HIDDEN = ("ethnicity", "education", "hukou_address", "category", "employer", "phone", "certificate_number")
_NOT_FOR_THE_PUBLIC = "9"
"""敏感标志 不得公示: of such people only the number is told (domain §7.1)."""
_LEFT = frozenset({"3", "9"})
"""States of an enrolment that the roster remarks: 中断, 剔除."""
_EDITION = "公开版：证件号码隐去部分位数，不列民族、住址、类别、单位、电话和证书编号"
_HOURS = Tenths("课时")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A class, and when and from what it is told of."""

    training_class: Class
    snapshot: Snapshot
    today: date
    codes: Codes

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.snapshot)


def filing(of: Subject) -> Said:
    """Refused, with the list, while something is missing that a filing needs."""
    one, label = of.training_class, labels(of.codes)
    institution = of.reader.get(Institution, one.institution_id)
    _expect_complete(one, of.today)
    if institution is None:
        raise NotFound("这个班的培训机构不在本机。没有生成表格，数据没有变化。请先接收完整的数据包。")
    _expect_complete(institution, of.today)
    occupation = of.reader.get(Occupation, one.occupation_id)
    values = {
        "institution_name": institution.name,
        "credit_code": institution.credit_code or "",
        "class_name": one.name,
        "occupation": occupation.name if occupation else "",
        "trade": (occupation.trade or "") if occupation else "",
        "level": label("level", one.level),
        "subsidy": label("subsidy", one.subsidy),
        "certificate_kind": label("certificate_kind", one.certificate_kind),
        "planned_count": f"{one.planned_count}人",
        "principal": institution.principal or institution.legal_representative or "",
        "phone": institution.phone or "",
        "delivery": label("delivery", one.delivery),
        "site": one.site_id or "",
        "starts_on": day(one.starts_on),
        "ends_on": day(one.ends_on),
        "theory_hours": _hours(one.theory_hours),
        "practice_hours": _hours(one.practice_hours),
        "filing_number": one.filing_number or "",
        "filed_on": day(one.filed_on),
    }
    return Said(class_filing.FORM, values)


def _expect_complete(record: Class | Institution, today: date) -> None:
    problems = [one for one in check(record, "filing", today) if one.code == EMPTY]
    if problems:
        missing = "".join(one.text for one in problems)
        raise Refused(f"{record.name}的资料还不全：{missing}没有生成表格，数据没有变化。请先补全再生成。")


def roster(of: Subject) -> Said:
    """Everyone of the class, to be signed and filed."""
    return Said(roster_form.FORM, _head(of), tuple(row for _, row in _rows(of)))


def public_roster(of: Subject) -> Said:
    """The roster as it may be put up; Refused if nobody of the class may be named."""
    everyone = list(_rows(of))
    named = [row for person, row in everyone if person.sensitivity != _NOT_FOR_THE_PUBLIC]
    if not named:
        raise Refused("这个班里没有可以公开的人，没有生成公开的花名册。数据没有变化。请核对敏感标志。")
    rest = f"；另有{hidden}人不予公开" if (hidden := len(everyone) - len(named)) else ""
    rows = (_for_the_public(row, place) for place, row in enumerate(named, start=1))
    return Said(roster_form.FORM, {**_head(of), roster_form.PUBLIC: _EDITION + rest}, tuple(rows))


def _for_the_public(row: Mapping[str, str], place: int) -> dict[str, str]:
    shown = {
        "position": str(place),
        "id_number": masked(row["id_number"]),
        "certificate": row["certificate"].replace("\n", "　"),
    }
    return {**row, **dict.fromkeys(_HIDDEN, ""), **shown}


def _head(of: Subject) -> dict[str, str]:
    one = of.training_class
    institution = of.reader.get(Institution, one.institution_id)
    place = _PLACE.match(offices.this_office(of.snapshot).name)
    return {
        "place": place[0] if place else "",
        roster_form.PUBLIC: "",
        "institution_name": institution.name if institution else "",
        "class_name": one.name,
        "filing_number": one.filing_number or "",
        "occupation": occupation_of(of.reader, one, of.codes),
        "days": days_of(one),
        "hours": _hours(one.hours),
    }


def _rows(of: Subject) -> Iterator[tuple[Trainee, dict[str, str]]]:
    """Refused if there is nobody in the class."""
    enrolled = of.reader.those(Enrolment, "class_id", of.training_class.id)
    if not enrolled:
        raise Refused("这个班的花名册里还没有人，没有生成花名册。数据没有变化。请先登记报名。")
    in_order = sorted(enrolled, key=lambda one: (one.position or 0, one.id))
    for place, enrolment in enumerate(in_order, start=1):
        person = of.reader.get(Trainee, enrolment.trainee_id)
        if person is None:
            raise NotFound("花名册里有一个人不在本机。没有生成花名册，数据没有变化。请先接收完整的数据包。")
        yield person, _row(of, enrolment, person, place)


def _row(of: Subject, enrolment: Enrolment, person: Trainee, place: int) -> dict[str, str]:
    label = short_labels(of.codes)
    category = of.reader.get(CategoryFact, enrolment.category_fact_id)
    employer = of.reader.get(Institution, person.employer_id)
    certificate = claims.certificate_of(of.snapshot, person.id, of.training_class)
    if certificate and certificate.revoked_on:
        certificate = None
    return {
        "position": str(place),
        "name": person.name,
        "sex": label("sex", person.sex),
        "id_number": person.id_number or "",
        "ethnicity": label("ethnicity", person.ethnicity),
        "education": label("education", person.education),
        "hukou_address": person.hukou_address or "",
        "category": label("person_category", category.category if category else None),
        "employer": employer.name if employer else "",
        "phone": person.phone or "",
        "certificate": _title(certificate, label) if certificate else "",
        "certificate_number": certificate.number if certificate else "",
        "remark": label("enrolment_state", enrolment.state) if enrolment.state in _LEFT else "",
    }


def _title(certificate: Certificate, label: Callable[[str, str | None], str]) -> str:
    """职业技能等级证书, and below it 五级."""
    parts = (label("certificate_kind", certificate.certificate_kind), label("level", certificate.level))
    return "\n".join(filter(None, parts))


def _hours(tenths: int | None) -> str:
    return _HOURS.format(tenths) if tenths is not None else ""
