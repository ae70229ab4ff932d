"""Certificate numbers (domain §4.6): what their digits say, and where that contradicts the certificate.

A number says the level, the year and the province; it never proves that the certificate exists, which only
the national query does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from skilldesk.core.levels import BY_CODE, SkillLevel
from skilldesk.core.normal import digits_and_marks
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.provinces import PROVINCES

QUALIFICATION, LEVEL, ABILITY = "01", "02", "03"
"""职业资格证书, 职业技能等级证书, 专项职业能力证书 (certificate_kind)."""
ASSESSED_BY_EMPLOYER = "08"
"""企业自主评价证书: numbered like 02, by an employer."""
NO_LEVEL = "0"
"""无等级: no certificate of a level has it."""

IssuerClass = Literal["Y", "S"]

_LEVEL = re.compile(r"([YS])(\d{4})(\d{2})(\d{6})(\d{2})([0-9A-Z])(\d{6})", re.ASCII)
_QUALIFICATION = re.compile(r"(\d{2})(\d{2})(\d{2})([0-4])(\d{3})([1-5])(\d{5})", re.ASCII)
_WEAK = re.compile(r"R[GSCX][NW]\d{6}\d{3}(\d{2})([1-5])\d{5}", re.ASCII)
_ABILITY = re.compile(r"[A-Z0-9]{10,25}", re.ASCII)
_LONGEST = 30
_FILED_WITH_PROVINCE = "0000"


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a number says; None where its family does not tell."""

    kind: str | None = None
    issuer_class: IssuerClass | None = None
    """Y an employer, S a social training and assessment body."""
    issuer: str | None = None
    """The assessment body's number: its filing code, province and site."""
    filed_with_ministry: bool | None = None
    province: str | None = None
    """Two digits of GB/T 2260, whatever code the number itself uses."""
    year: int | None = None
    level: SkillLevel | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What the certificate says beside its number; None is what was not entered."""

    kind: str | None = None
    level: str | None = None
    issued_on: date | None = None
    province: str | None = None


def normalise(text: str) -> str:
    """The number as it is kept and compared: half width, no spaces, large letters, no 编号 in front."""
    return re.sub(
        r"^(证书)?(编号|号码|号)?[::]?(第(?=.*号$))?|(?<=\d)号$", "", digits_and_marks(text).upper()
    )


def read(number: str, today: date, qualification_provinces: Mapping[str, str]) -> Facts:
    """What the digits say. The last argument gives the GB/T 2260 province for the code of a
    qualification certificate, which counts provinces in an order of its own.
    """
    if found := _LEVEL.fullmatch(number):
        issuer_class, filed, province, site, year, level, _ = found.groups()
        return Facts(
            kind=LEVEL,
            issuer_class="Y" if issuer_class == "Y" else "S",
            issuer=f"{issuer_class}{filed}{province}{site}",
            filed_with_ministry=filed != _FILED_WITH_PROVINCE,
            province=province,
            year=2000 + int(year),
            level=BY_CODE.get(level) if level != NO_LEVEL else None,
        )
    if found := _QUALIFICATION.fullmatch(number):
        year, province, _city, _class, _body, level, _ = found.groups()
        return Facts(
            kind=QUALIFICATION,
            province=qualification_provinces.get(province),
            year=_full_year(int(year), today),
            level=BY_CODE[level],
        )
    if found := _WEAK.fullmatch(number):
        return Facts(year=2000 + int(found[1]), level=BY_CODE[found[2]])
    return Facts()


def faults(number: str, told: Facts, stated: Stated, today: date) -> Iterator[Problem]:
    """What is wrong with the number itself, and where it contradicts the certificate."""
    yield from _unsound(number, told, stated.kind)
    yield from _inside(told, number, today)
    yield from _against(told, stated)


def _unsound(number: str, told: Facts, kind: str | None) -> Iterator[Problem]:
    expected = LEVEL if kind == ASSESSED_BY_EMPLOYER else kind
    if not number:
        yield _error("CERT-EMPTY", "没有写证书编号，请对照证书补上。")
    elif len(number) > _LONGEST:
        yield _error("CERT-LENGTH", f"证书编号最多{_LONGEST}位，现在有{len(number)}位，请对照证书核对。")
    elif expected == LEVEL and told.kind != LEVEL:
        yield _error("CERT-SHAPE", f"职业技能等级证书编号应为22位，以Y或S开头，{_found(number)}")
    elif expected == QUALIFICATION and told.kind != QUALIFICATION:
        yield _error("CERT-SHAPE", f"职业资格证书编号应为16位数字，{_found(number)}")
    elif expected == ABILITY and not _ABILITY.fullmatch(number):
        yield _confirm("CERT-SHAPE", f"专项职业能力证书编号一般为10到25位字母和数字，{_found(number)}")
    elif kind is None and told.kind is None:
        yield from _unknown_family(number)


def _unknown_family(number: str) -> Iterator[Problem]:
    if number[0] in "YS" and re.fullmatch(r"[YS][0-9A-Z]{15,25}", number):
        yield _error("CERT-SHAPE", f"职业技能等级证书编号应为22位，{_found(number)}")
    elif _WEAK.fullmatch(number):
        yield _confirm("CERT-RARE", "这种20位的编号规则没有公开文件可查，请联网查询核对证书。")
    elif _ABILITY.fullmatch(number):
        yield _confirm("CERT-FAMILY", "从编号看不出是哪一类证书，请对照证书选定证书类型。")
    else:
        yield _confirm("CERT-FAMILY", f"「{number}」不是全国统一的编号写法，请对照证书核对。")


def _inside(told: Facts, number: str, today: date) -> Iterator[Problem]:
    """What the parts of the number say that cannot be."""
    if told.kind == LEVEL and told.province not in PROVINCES:
        yield _error(
            "CERT-PROVINCE-CODE", f"证书编号第6、7位「{told.province}」不是省级代码，请对照证书核对。"
        )
    if told.kind == LEVEL and told.level is None:
        text = f"证书编号第16位「{number[15]}」不是等级代码，应为1到5，或T、S、X，请对照证书核对。"
        yield _error("CERT-LEVEL-CODE", text)
    if told.kind == QUALIFICATION and told.province is None:
        text = f"证书编号第3、4位「{number[2:4]}」不是省份的代码，可能是部门发的证，请对照证书核对。"
        yield _confirm("CERT-PROVINCE-CODE", text)
    if told.year is not None and told.year > today.year:
        yield _error("CERT-YEAR", f"证书编号里的年份{told.year}年还没有到，请对照证书核对。")


def _against(told: Facts, stated: Stated) -> Iterator[Problem]:
    if told.level and stated.level and stated.level != told.level.code:
        known = BY_CODE.get(stated.level)
        said = known.name if known else stated.level
        text = f"证书等级写的是{said}，编号里是{told.level.name}，请对照证书改正其中一个。"
        yield _error("CERT-LEVEL", text)
    if told.year and stated.issued_on and stated.issued_on.year != told.year:
        text = f"发证日期是{stated.issued_on}，编号里是{told.year}年，请对照证书核对。"
        yield _confirm("CERT-ISSUED", text)
    if told.province and stated.province and stated.province != told.province:
        said, found = (PROVINCES.get(one, one) for one in (stated.province, told.province))
        yield _confirm("CERT-PROVINCE", f"证书应由{said}的机构发放，编号里是{found}，请对照证书核对。")
    if stated.kind == ASSESSED_BY_EMPLOYER and told.issuer_class == "S":
        text = "企业自主评价证书的编号应以Y开头，现在以S开头（社会培训评价组织），请核对证书类型。"
        yield _error("CERT-ISSUER", text)


def _full_year(short: int, today: date) -> int:
    """Of two digits: the latest year that has begun."""
    return 2000 + short if 2000 + short <= today.year else 1900 + short


def _found(number: str) -> str:
    return f"现在是{len(number)}位「{number}」，请对照证书逐位核对。"


def _error(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, field="number")


def _confirm(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, field="number", severity=Severity.WARNING)
