"""What `check KIND` answers: one value of one kind, put right, judged and explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

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
    phone,
    provinces,
)
from skilldesk.core.answers import Answer, Fact, confirm, wrong
from skilldesk.core.bank_card import AccountKind
from skilldesk.core.capitals import capitals
from skilldesk.core.certificate_number import Stated
from skilldesk.core.fields import Money
from skilldesk.core.problems import Problem, Severity
from skilldesk.operations import lookups
from skilldesk.reference import cards, codes, initials

_SHOWN = 40

_codes = cache(codes.load)
_cards = cache(cards.load)
_initials = cache(initials.load)


def check(kind: str, text: str, as_of: date) -> Answer:
    """The answer of that kind of check; KeyError if there is no such kind."""
    return KINDS[kind](text, as_of)


def id_number(text: str, as_of: date) -> Answer:
    """The number of a person's document: whose, from where, and which kind of document it is."""
    typed = identity.normalise(text)
    number = identity.lengthened(typed)
    kind = documents.kind_of(number)
    if kind == documents.PERMANENT_RESIDENT:
        return _permanent_resident(text, number, as_of)
    if kind is not None and kind not in identity.NUMBERED_LIKE_CITIZENS:
        name = _codes()["document_type"].label(kind)
        why = f"这不是居民身份证号码，写法像{name}的号码，请核对证件并选对证件类型。"
        return Answer(text, number, (confirm("ID-OTHER-DOCUMENT", why),), {"document_type": kind})
    problems = tuple(identity.faults(number, today=as_of))
    if problems:
        return Answer(text, number, problems)
    if number != typed:
        problems = (confirm("ID-OLD", f"这是15位旧号码，已换成18位{number}，请对照新证件确认。"),)
    facts = _person(identity.read(number))
    return Answer(text, number, (*problems, *_unknown_region(facts)), {**facts, "document_type": kind})


def _permanent_resident(text: str, number: str, as_of: date) -> Answer:
    """A foreigner's permanent residence card."""
    problems = tuple(documents.faults(documents.PERMANENT_RESIDENT, number, today=as_of))
    told = documents.card_facts(number)
    facts: dict[str, Fact] = {"document_type": documents.PERMANENT_RESIDENT}
    if told is None:
        return Answer(text, number, problems, facts)
    facts["nationality"] = told.nationality
    if told.person is None:
        return Answer(text, number, problems, facts)
    where = _person(told.person)
    return Answer(text, number, (*problems, *_unknown_region(where)), {**where, **facts})


def _person(told: identity.Facts) -> dict[str, Fact]:
    return {
        "birth_date": told.birth_date.isoformat(),
        "sex": told.sex,
        **lookups.place(told.region, told.birth_date),
    }


def _unknown_region(where: Mapping[str, Fact]) -> tuple[Problem, ...]:
    if where["region_status"] != "unknown":
        return ()
    why = f"证件号码里的地区代码{where['region']}不在历年行政区划代码里，请对照证件确认。"
    return (confirm("ID-REGION", why),)


def uscc(text: str) -> Answer:
    code = credit_code.normalise(text)
    told = credit_code.facts(code)
    if told is None:
        return Answer(text, code, tuple(credit_code.faults(code)))
    classes = _codes()["credit_code_class"]
    known = {entry.code: entry.name for entry in classes.entries}
    facts: dict[str, Fact] = {
        "authority": told.authority,
        "body_class": told.body_class,
        "body_class_name": known.get(told.body_class),
        "organisation_code": told.organisation,
        **lookups.place(told.region),
    }
    if told.body_class in known:
        return Answer(text, code, (), facts)
    why = f"信用代码前两位「{told.body_class}」不是已知的登记类别，请对照证书确认。"
    return Answer(text, code, (confirm("USCC-CLASS", why),), facts)


def account(text: str, kind: AccountKind) -> Answer:
    """The number of an account of that kind."""
    number = bank_card.normalise(text)
    problems = tuple(bank_card.faults(number, kind))
    found = _cards().of(number)
    if found is None:
        return Answer(text, number, problems, {"bank": None})
    if found.kind in bank_card.CREDIT and not problems:
        why = f"这像是{found.bank}的信用卡，补贴应发到储蓄卡或社保卡，请核对。"
        problems = (confirm("CARD-CREDIT", why),)
    return Answer(text, number, problems, {"bank": found.bank, "card_kind": found.kind})


def card(text: str) -> Answer:
    """A personal bank card."""
    return account(text, AccountKind.CARD)


def mobile(text: str) -> Answer:
    number = phone.normalise(text)
    problem = phone.mobile_fault("手机号码", number)
    if problem and problem.severity is Severity.ERROR:
        return Answer(text, number, (problem,))
    kind = "mobile" if phone.is_mobile(number) else "landline"
    return Answer(text, number, (problem,) if problem else (), {"kind": kind})


def certificate(text: str, as_of: date) -> Answer:
    """A number alone; what the certificate says beside it is for certificate_problems."""
    number = certificate_number.normalise(text)
    told = certificate_number.read(number, as_of, _qualification_provinces())
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
    problems = tuple(certificate_number.faults(number, told, Stated(), as_of))
    return Answer(text, number, problems, facts)


def certificate_problems(number: str, stated: Stated, as_of: date) -> tuple[Problem, ...]:
    """Where a certificate's number contradicts its level, year, province or kind."""
    told = certificate_number.read(number, as_of, _qualification_provinces())
    return tuple(certificate_number.faults(number, told, stated, as_of))


def day(text: str) -> Answer:
    found = dates.read(text)
    iso = found.day.isoformat() if found.day else None
    candidates = [one.isoformat() for one in found.candidates]
    facts: dict[str, Fact] = {"candidates": candidates} if candidates else {}
    return Answer(text, iso, (found.problem,) if found.problem else (), facts)


def money(text: str) -> Answer:
    """An amount in yuan, as capitals."""
    try:
        fen = Money("金额").parse(text)
    except ValueError:
        why = "金额看不懂，请只写数字，单位是元，最多两位小数，写成1500.00的样子。"
        return Answer(text, None, (wrong("MONEY-SHAPE", why),))
    return Answer(text, capitals(fen), (), {"amount_fen": fen})


def name_initials(text: str) -> Answer:
    """The letters under which a person is found."""
    name = normal.person_name(text)
    keys = list(_initials().keys(name))
    problems = list(names.faults(name)) if name else []
    if not keys:
        problems.append(confirm("INITIALS-NONE", "这个姓名没有可以检索的拼音首字母，请按汉字查找。"))
    return Answer(text, keys, tuple(problems))


def heading(text: str) -> Answer:
    found = headings.field(text)
    if found:
        return Answer(text, found)
    why = f"表头「{normal.line(text)[:_SHOWN]}」没有对应的字段，这一列不会导入；要导入，请改成标准的列名。"
    return Answer(text, None, (confirm("HEADING-UNKNOWN", why),))


@cache
def _qualification_provinces() -> dict[str, str]:
    """The province of GB/T 2260 for each code that qualification certificates use."""
    entries = _codes()["qualification_province"].entries
    return {entry.code: provinces.province(entry.name) or "" for entry in entries}


def _timeless(judge: Callable[[str], Answer]) -> Callable[[str, date], Answer]:
    """A check that says the same on every day."""
    return lambda text, _as_of: judge(text)


KINDS: dict[str, Callable[[str, date], Answer]] = {
    "id": id_number,
    "uscc": _timeless(uscc),
    "bank-card": _timeless(card),
    "mobile": _timeless(mobile),
    "certificate": certificate,
    "date": _timeless(day),
    "money": _timeless(money),
    "initials": _timeless(name_initials),
    "heading": _timeless(heading),
    "occupation": _timeless(lookups.occupation),
    "region": _timeless(lookups.region),
}
"""Every kind of check by the word that calls it."""
