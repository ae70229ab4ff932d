"""Numbers of the documents that say who somebody is, each by its own shape (AAC058, domain §3.5).

The resident ID and the residence permit of Hong Kong, Macao and Taiwan residents are read by core.identity;
foreigners' permanent residence cards, passports and travel permits here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from skilldesk.core import identity
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.provinces import PROVINCES

RESIDENT, PERMANENT_RESIDENT, PERMIT = "01", "07", "17"

_PERMIT_PROVINCES = ("81", "82", "83")
_LIKE_CITIZENS = re.compile(r"\d{15}|\d{17}[\dX]", re.ASCII)
_NEW_CARD = re.compile(r"9\d{16}[\dX]", re.ASCII)
_OLD_CARD = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
_SHAPES: dict[str, tuple[re.Pattern[str], str]] = {
    "02": (re.compile(r"\w{1,4}字第?\d{4,10}号?|\d{6,10}"), "军官证号码写成「军字第1234567号」的样子"),
    "03": (re.compile(r"\w{1,4}字第?\d{4,10}号?|\d{6,10}"), "警官证号码写成「武字第1234567号」的样子"),
    "04": (
        re.compile(r"H\d{8}(\d\d)?|[HK][A-Z]?\d{7,8}", re.ASCII),
        "来往内地通行证为H加8位数字，香港特区护照为1到2个字母加数字",
    ),
    "05": (
        re.compile(r"M\d{8}(\d\d)?|M[A-Z]?\d{7,8}", re.ASCII),
        "来往内地通行证为M加8位数字，澳门特区护照以M开头",
    ),
    "06": (
        re.compile(r"\d{8}|\d{10}(\([A-Z]\)|[A-Z])?", re.ASCII),
        "台湾居民来往大陆通行证为8位数字，旧证为10位",
    ),
    "08": (re.compile(r"[A-Z0-9]{5,15}", re.ASCII), "护照号码为5到15位字母和数字"),
    "16": (
        re.compile(r"[DEGKPS][A-Z]?\d{7,8}|1[45]\d{7}", re.ASCII),
        "护照号码以字母E、G、D、S、P开头，共9位",
    ),
}
_GUESSES = (
    (re.compile(r"H\d{8}(\d\d)?", re.ASCII), "04"),
    (re.compile(r"M\d{8}(\d\d)?", re.ASCII), "05"),
    (_SHAPES["16"][0], "16"),
    (re.compile(r"\w{1,4}字第?\d{4,10}号?"), "02"),
)


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the number of a permanent residence card says."""

    person: identity.Facts | None
    """Its region is the province that took the application. Old cards do not tell sex and birth date."""
    nationality: str
    """ISO 3166: three digits on new cards, three letters on old ones."""


def kind_of(number: str) -> str | None:
    """The kind of document whose shape a number has; None if several or none have it."""
    if _NEW_CARD.fullmatch(number) or _OLD_CARD.fullmatch(number):
        return PERMANENT_RESIDENT
    if _LIKE_CITIZENS.fullmatch(number):
        return PERMIT if number.startswith(_PERMIT_PROVINCES) and len(number) == 18 else RESIDENT
    return next((kind for shape, kind in _GUESSES if shape.fullmatch(number)), None)


def faults(kind: str, number: str, *, today: date) -> Iterator[Problem]:
    """All that is wrong with the number of a document of that kind."""
    if kind in identity.NUMBERED_LIKE_CITIZENS:
        yield from identity.faults(number, today=today)
        yield from _other_kind(kind, number)
    elif kind == PERMANENT_RESIDENT:
        yield from _card_faults(number, today)
    elif kind in _SHAPES and not _SHAPES[kind][0].fullmatch(number):
        yield _confirm(
            "ID-SHAPE", f"证件号码「{number[:30]}」和证件类型对不上：{_SHAPES[kind][1]}，请对照证件核对。"
        )


def told(kind: str, number: str) -> identity.Facts | None:
    """Birth date, sex and region, where a sound number of that kind says them."""
    if kind in identity.NUMBERED_LIKE_CITIZENS:
        return identity.facts(number)
    card = card_facts(number) if kind == PERMANENT_RESIDENT else None
    return card.person if card else None


def card_facts(number: str) -> CardFacts | None:
    """What a sound number of a permanent residence card says."""
    if _is_sound_card(number):
        person = replace(identity.read(number), region=f"{number[1:3]}0000")
        return CardFacts(person=person, nationality=number[3:6])
    return CardFacts(person=None, nationality=number[:3]) if _OLD_CARD.fullmatch(number) else None


def _card_faults(number: str, today: date) -> Iterator[Problem]:
    born = _born(number) if _NEW_CARD.fullmatch(number) else None
    if _OLD_CARD.fullmatch(number):
        text = "这是旧版永久居留证号码（3个字母加12位数字），换发新证后请改成18位新号码。"
        yield _confirm("CARD-OLD", text)
    elif not _NEW_CARD.fullmatch(number):
        text = (
            "外国人永久居留证号码应为18位、9开头（旧证为3个字母加12位数字），"
            f"现在是{len(number)}位，请对照证件核对。"
        )
        yield _error("CARD-SHAPE", text)
    elif born is None or not date(1900, 1, 1) <= born <= today:
        text = (
            f"永久居留证号码里的出生日期{number[6:10]}年{number[10:12]}月{number[12:14]}日不对，请核对证件。"
        )
        yield _error("CARD-DATE", text)
    elif number[1:3] not in PROVINCES:
        text = f"永久居留证号码第2、3位{number[1:3]}不是省级代码，请核对证件。"
        yield _error("CARD-PROVINCE", text)
    elif not identity.check_holds(number):
        yield _error("CARD-CHECK", "永久居留证号码校验不对，至少有一位写错，请对照证件逐位核对。")


def _is_sound_card(number: str) -> bool:
    return bool(
        _NEW_CARD.fullmatch(number)
        and _born(number)
        and number[1:3] in PROVINCES
        and identity.check_holds(number)
    )


def _other_kind(kind: str, number: str) -> Iterator[Problem]:
    """A sound number that belongs to the other of the two kinds."""
    if identity.facts(number) is None:
        return
    is_permit = number.startswith(_PERMIT_PROVINCES)
    if kind == RESIDENT and is_permit:
        yield _confirm("ID-KIND", "这是港澳台居民居住证的号码，请把证件类型改为港澳台居民居住证。")
    elif kind == PERMIT and not is_permit:
        text = "港澳台居民居住证号码应以81、82或83开头，请核对证件类型和号码。"
        yield _error("ID-KIND", text)


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _error(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, field="id_number", severity=Severity.ERROR)


def _confirm(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, field="id_number", severity=Severity.WARNING)
