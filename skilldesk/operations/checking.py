"""What `check KIND` answers: one value of one kind, put right, judged and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from skilldesk.core import (
    bank_card,
    certificate_number,
    credit_code,
    dates,
    documents,
    headings,
    identity,
    names,
    normal,
    occupations,
    phone,
    provinces,
)
from skilldesk.core.bank_card import AccountKind
from skilldesk.core.capitals import capitals
from skilldesk.core.fields import Money
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.regions import Regions
from skilldesk.reference import cards, codes, initials, regions
from skilldesk.reference import occupations as occupation_list

Verdict = Literal["ok", "warn", "error"]
Fact = str | int | None | list[str]


@dataclass(frozen=True)
class Answer:
    """`normalised` is the value as it is kept, or None if there is none or a person must choose."""

    input: str
    normalised: str | list[str] | None
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        if any(one.severity is Severity.ERROR for one in self.problems):
            return "error"
        return "warn" if self.problems else "ok"


def check(kind: str, text: str, as_of: date) -> Answer:
    """The answer of that kind of check; KeyError if there is no such kind."""
    return KINDS[kind](text, as_of)


def id_number(text: str, as_of: date) -> Answer:
    """The number of a person's document: whose, from where, and which kind of document it is."""
    typed = identity.normalise(text)
    number = identity.lengthened(typed)
    kind = documents.kind_of(number)
    if kind == documents.PERMANENT_RESIDENT:
        return _card(text, number, as_of)
    told = identity.facts(number)
    problems = list(identity.faults(number, today=as_of))
    if told is None and kind not in identity.NUMBERED_LIKE_CITIZENS and kind is not None:
        return Answer(text, number, (_other_document(kind),), {"document_type": kind})
    if told is None:
        return Answer(text, number, tuple(problems))
    if number != typed:
        problems.append(_confirm("ID-OLD", f"这是15位旧号码，已换成18位{number}，请对照新证件确认。"))
    facts = _place(told.region, told.birth_date)
    problems.extend(_region_problems(facts))
    return Answer(
        text,
        number,
        tuple(problems),
        {
            "birth_date": told.birth_date.isoformat(),
            "sex": told.sex,
            **facts,
            "document_type": kind,
        },
    )


def _card(text: str, number: str, as_of: date) -> Answer:
    """A foreigner's permanent residence card."""
    problems = tuple(documents.faults(documents.PERMANENT_RESIDENT, number, today=as_of))
    told = documents.card_facts(number)
    if told is None:
        return Answer(text, number, problems, {"document_type": documents.PERMANENT_RESIDENT})
    facts = _place(told.region, told.birth_date)
    return Answer(
        text,
        number,
        (*problems, *_region_problems(facts)),
        {
            "birth_date": told.birth_date.isoformat() if told.birth_date else None,
            "sex": told.sex,
            **facts,
            "document_type": documents.PERMANENT_RESIDENT,
            "nationality": told.nationality,
        },
    )


def _other_document(kind: str) -> Problem:
    name = _codes()["document_type"].label(kind)
    text = f"这不是居民身份证号码，写法像{name}的号码，请核对证件并选对证件类型。"
    return _confirm("ID-OTHER-DOCUMENT", text)


def _place(code: str, born: date | None) -> dict[str, Fact]:
    known = _regions()
    return {"region": code, "region_name": known.name(code, born), "region_status": known.status(code)}


def _region_problems(facts: Mapping[str, Fact]) -> list[Problem]:
    if facts["region_status"] != "unknown":
        return []
    text = f"证件号码前6位{facts['region']}不在历年行政区划代码里，请对照证件确认。"
    return [_confirm("ID-REGION", text)]


def uscc(text: str, as_of: date) -> Answer:
    code = credit_code.normalise(text)
    told = credit_code.facts(code)
    if told is None:
        return Answer(text, code, tuple(credit_code.faults(code)))
    classes, known = _codes()["credit_code_class"], _regions()
    problems = []
    if told.body_class not in {entry.code for entry in classes.entries}:
        why = f"信用代码前两位「{told.body_class}」不是已知的登记类别，请对照证书确认。"
        problems.append(_confirm("USCC-CLASS", why))
    facts: dict[str, Fact] = {
        "authority": told.authority,
        "body_class": told.body_class,
        "body_class_name": classes.label(told.body_class),
        "organisation_code": told.organisation,
        "region": told.region,
        "region_name": known.name(told.region),
        "region_status": known.status(told.region),
    }
    return Answer(text, code, tuple(problems), facts)


def card(text: str, as_of: date, kind: AccountKind = AccountKind.CARD) -> Answer:
    """A personal card, or an account of another kind."""
    number = bank_card.normalise(text)
    problems = tuple(bank_card.faults(number, kind))
    found = _cards().of(number)
    if found is None:
        return Answer(text, number, problems, {"bank": None})
    if found.kind in bank_card.CREDIT and not problems:
        why = f"这像是{found.bank}的信用卡，补贴应发到储蓄卡或社保卡，请核对。"
        problems = (_confirm("CARD-CREDIT", why),)
    return Answer(text, number, problems, {"bank": found.bank, "card_kind": found.kind})


def mobile(text: str, as_of: date) -> Answer:
    number = phone.normalise(text)
    problem = phone.mobile_fault("手机号码", number)
    kind = "mobile" if phone.is_mobile(number) else "landline"
    if problem and problem.severity is Severity.ERROR:
        return Answer(text, number, (problem,))
    return Answer(text, number, (problem,) if problem else (), {"kind": kind})


def certificate(text: str, as_of: date) -> Answer:
    number = certificate_number.normalise(text)
    told = certificate_number.read(number, as_of, _qualification_provinces())
    problems = tuple(certificate_number.faults(number, told, certificate_number.Stated(), as_of))
    facts: dict[str, Fact] = {
        "kind": told.kind,
        "kind_name": _codes()["certificate_kind"].label(told.kind) if told.kind else None,
        "issuer_class": told.issuer_class,
        "issuer": told.issuer,
        "province": told.province,
        "province_name": provinces.PROVINCES.get(told.province or ""),
        "year": told.year,
        "level": told.level.code if told.level else None,
        "level_name": told.level.name if told.level else None,
        "rank": told.level.rank if told.level else None,
    }
    return Answer(text, number, problems, facts)


def day(text: str, as_of: date) -> Answer:
    found = dates.read(text)
    return Answer(
        text,
        found.day.isoformat() if found.day else None,
        (found.problem,) if found.problem else (),
        {"candidates": [one.isoformat() for one in found.candidates]} if found.candidates else {},
    )


def money(text: str, as_of: date) -> Answer:
    """An amount in yuan, as capitals."""
    try:
        fen = Money("金额").parse(text)
        return Answer(text, capitals(fen), facts={"amount_fen": fen})
    except ValueError:
        why = "金额看不懂，请只写数字，单位是元，最多两位小数，写成1500.00的样子。"
        return Answer(text, None, (Problem(code="MONEY-SHAPE", text=why),))


def name_initials(text: str, as_of: date) -> Answer:
    name = normal.person_name(text)
    keys = list(_initials().keys(name))
    problems = list(names.faults(name)) if name else []
    if not keys:
        problems.append(_confirm("INITIALS-NONE", "这个姓名没有可以检索的拼音首字母，请按汉字查找。"))
    return Answer(text, keys, tuple(problems))


def heading(text: str, as_of: date) -> Answer:
    found = headings.field(text)
    if found:
        return Answer(text, found)
    why = f"表头「{normal.line(text)[:40]}」没有对应的字段，这一列不会导入；需要导入的，请改成标准的列名。"
    return Answer(text, None, (_confirm("HEADING-UNKNOWN", why),))


def occupation(text: str, as_of: date) -> Answer:
    """A code, a name, or both; what the list does not know is to be confirmed, never refused."""
    known = _occupations()
    code, name = occupations.parts(text)
    by_code = known.with_code(code) if code else None
    by_name = known.named(name) if name else ()
    found = by_code or (by_name[0] if len(by_name) == 1 else None)
    problems = tuple(_occupation_problems(code, name, found, by_name))
    facts: dict[str, Fact] = {
        "code": found.code if found else code or None,
        "name": found.name if found else name or None,
        "marks": found.marks if found else None,
        "edition": found.edition if found else None,
    }
    return Answer(text, found.code if found else code or None, problems, facts)


def _occupation_problems(
    code: str,
    name: str,
    found: occupations.Occupation | None,
    by_name: tuple[occupations.Occupation, ...],
) -> Iterable[Problem]:
    if found is None and len(by_name) > 1:
        yield _confirm("OCCUPATION-SEVERAL", f"「{name}」有{occupations.names_of(by_name)}，请选定一个。")
    elif found is None:
        what = code or name[:40] or "这个职业"
        why = f"程序自带的职业目录里没有「{what}」。新职业可以从目录导入，请对照职业标准或目录文件确认。"
        yield _confirm("OCCUPATION-UNKNOWN", why)
    elif code and name and occupations.folded(name) != occupations.folded(found.name):
        why = f"编码{code}在职业目录里是{found.name}，和写的「{name[:40]}」不同，请对照目录文件确认。"
        yield _confirm("OCCUPATION-NAME", why)


def region(text: str, as_of: date) -> Answer:
    """A code of 6, 9 or 12 digits, an office's own code, or a name."""
    known = _regions()
    typed = normal.digits_and_marks(text).upper()
    if typed in known.local or (typed.isascii() and typed.isdigit()):
        return _region_of_code(text, typed, known)
    found = known.find(text)
    if len(found) == 1:
        return _region_of_code(text, found[0], known)
    if not found:
        why = f"没有名叫「{normal.line(text)[:40]}」的行政区划，请写全称或6位代码，例如370403。"
        return Answer(text, None, (Problem(code="REGION-UNKNOWN", text=why),), {"region_status": "unknown"})
    choices = "、".join(f"{known.name(code)}（{code}）" for code in found[:5])
    more = f"等{len(found)}个" if len(found) > 5 else ""
    why = f"「{normal.line(text)[:40]}」可能是{choices}{more}，请写明省、市。"
    return Answer(text, None, (_confirm("REGION-SEVERAL", why),), {"candidates": list(found)})


def _region_of_code(text: str, typed: str, known: Regions) -> Answer:
    code = typed[:6] if typed.isdigit() else typed
    facts = _place(code, None)
    if typed.isdigit() and len(typed) not in {2, 4, 6, 9, 12}:
        why = f"行政区划代码应为6位（乡镇9位、村12位），现在是{len(typed)}位，请核对。"
        return Answer(text, typed, (Problem(code="REGION-LENGTH", text=why),))
    short = typed.rstrip("0") if typed.isdigit() and len(typed) > 6 and not typed[6:].strip("0") else ""
    kept = code if short else typed.ljust(6, "0")
    facts = _place(kept[:6] if kept.isdigit() else kept, None)
    problems: tuple[Problem, ...] = ()
    if facts["region_status"] == "unknown":
        why = f"{kept[:6]}不在历年行政区划代码里，请核对；开发区、高新区没有国家代码，请用本系统的代码。"
        problems = (_confirm("REGION-UNKNOWN", why),)
    elif facts["region_status"] == "abolished":
        now = known.successors(kept[:6])
        facts["successors"] = list(now)
        instead = f"，现为{'、'.join(f'{known.name(one)}（{one}）' for one in now)}" if now else ""
        problems = (_confirm("REGION-ABOLISHED", f"{facts['region_name']}（{kept[:6]}）已经撤销{instead}。"),)
    elif kept in known.local:
        facts["within"] = known.local[kept].within
    return Answer(text, kept, problems, facts)


def _confirm(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, severity=Severity.WARNING)


KINDS: dict[str, Callable[[str, date], Answer]] = {
    "id": id_number,
    "uscc": uscc,
    "bank-card": card,
    "mobile": mobile,
    "certificate": certificate,
    "date": day,
    "money": money,
    "initials": name_initials,
    "heading": heading,
    "occupation": occupation,
    "region": region,
}
"""Every kind of check by the word that calls it."""

_codes = cache(codes.load)
_regions = cache(regions.load)
_cards = cache(cards.load)
_initials = cache(initials.load)
_occupations = cache(occupation_list.load)


@cache
def _qualification_provinces() -> dict[str, str]:
    """The province of GB/T 2260 for each code of qualification certificates."""
    entries = _codes()["qualification_province"].entries
    return {entry.code: provinces.province(entry.name) or "" for entry in entries}
