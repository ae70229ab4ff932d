"""A line of the roster as a clerk types it: read into a trainee, and what is to be said of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from skilldesk.core import retirement
from skilldesk.core.checks import EMPTY, check, unreadable
from skilldesk.core.fields import Code, Field, fields_of
from skilldesk.core.identity import lengthened
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import RecordId, empty
from skilldesk.core.repairs import Repair, of_number
from skilldesk.core.roster import CATEGORY, NUMBER, PERSON, YES, FixedItems
from skilldesk.core.training import Enrolment
from skilldesk.reference import calendar, codes

_codes = cache(codes.load)
_schedules = cache(calendar.retirement)

AGE = "age"
"""The column of the age on the first day of the class."""
WHOLE = "state"
"""The column that stands for the whole line."""

FIELDS: Mapping[str, Field] = {one.name: one for one in fields_of(Trainee) if one.name in PERSON} | {
    CATEGORY: next(one for one in fields_of(CategoryFact) if one.name == "category")
}
"""What each cell means."""
_BESIDE: Mapping[str, str] = {
    one.name: one.label for one in fields_of(Trainee) if one.needed == "filing" and one.name not in PERSON
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who stands in the roster already."""

    enrolment: Enrolment
    trainee: Trainee
    fact: CategoryFact | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is to be said of a cell, and what would put it right."""

    cell: str
    problem: Problem
    repair: Repair | None = None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the office knows already of those whom a roster names, and for which day it is made."""

    today: date
    starts_on: date | None = None
    fixed: FixedItems = field(default_factory=FixedItems)
    members: Mapping[RecordId, Member] = field(default_factory=dict)
    """By the id of the enrolment."""
    known: Mapping[str, tuple[Trainee, ...]] = field(default_factory=dict)
    """Registered people by the number of their document."""
    elsewhere: Mapping[RecordId, str] = field(default_factory=dict)
    """The name of another class at the same time, by the id of the trainee."""

    def registered(self, texts: Mapping[str, str]) -> Trainee | None:
        """The one person whose number is typed."""
        number = settled(NUMBER, texts.get(NUMBER, ""))
        found = self.known.get(number, ()) if number else ()
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Read:
    """A line as it would be stored."""

    trainee: Trainee
    category: str | None
    found: tuple[Found, ...]

    @property
    def errors(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.problem.severity is Severity.ERROR)


def settled(cell: str, text: str) -> str:
    """A cell as it is shown once it was left: 61 普高; what cannot be read stays as typed."""
    try:
        return shown(cell, _value(cell, text))
    except ValueError:
        return text.strip()


def shown(cell: str, value: Any) -> str:
    """A value as its cell shows it: a number without gaps, a code with its name."""
    if empty(value):
        return ""
    kind = FIELDS[cell].kind
    if isinstance(kind, Code):
        name = _codes()[kind.table].shown(value)
        return value if name == value else f"{value} {name}"
    return str(value)


def texts_of(trainee: Trainee, category: str | None = None) -> dict[str, str]:
    """What a line says of somebody who is registered."""
    said = {cell: shown(cell, getattr(trainee, cell)) for cell in PERSON}
    return {cell: text for cell, text in {**said, CATEGORY: shown(CATEGORY, category)}.items() if text}


def read(enrolment: RecordId, texts: Mapping[str, str], around: Around) -> Read:
    """The line over what is known of its person. An empty cell changes nothing."""
    member = around.members.get(enrolment)
    base = member.trainee if member else around.registered(texts) or Trainee(id=enrolment, name="")
    values: dict[str, Any] = {}
    found: list[Found] = []
    for cell in (*PERSON, CATEGORY):
        try:
            values[cell] = _value(cell, texts.get(cell, ""))
        except ValueError:
            found.append(Found(cell=cell, problem=unreadable(FIELDS[cell])))
    held = member.fact.category if member and member.fact else None
    category = values.pop(CATEGORY, None) or held or around.fixed.category or None
    typed = replace(base, **{cell: value for cell, value in values.items() if not empty(value)})
    whole = _filled(typed, around.fixed).completed()
    found += _of_person(whole, {one.cell for one in found}, around.today)
    found += _of_line(texts, whole, member, around)
    if not category and not any(one.cell == CATEGORY for one in found):
        found.append(_said(CATEGORY, EMPTY, "人员类别不能为空。", Severity.ERROR))
    return Read(trainee=whole, category=category, found=tuple(found))


def _value(cell: str, text: str) -> Any:
    """The value that a text means; ValueError if it means none."""
    typed, kind = text.strip(), FIELDS[cell].kind
    if not typed:
        return None
    if isinstance(kind, Code):
        entry = _codes()[kind.table].meant(typed)
        if entry is None:
            raise ValueError(text)
        return entry.code
    value = kind.parse(typed)
    if not kind.holds(kind.to_plain(value)):
        raise ValueError(text)
    return value


def _filled(typed: Trainee, fixed: FixedItems) -> Trainee:
    """With what is fixed for the class, where the person says nothing."""
    said: dict[str, Any] = {
        name: text for name, text in fixed.for_person().items() if empty(getattr(typed, name))
    }
    whole = replace(typed, **said)
    if fixed.same_address == YES:
        whole = replace(
            whole,
            residence_address=whole.residence_address or whole.hukou_address,
            residence_region=whole.residence_region or whole.hukou_region,
        )
    return whole


def _of_person(whole: Trainee, unread: set[str], today: date) -> Iterator[Found]:
    """What the checks of a person say, each at its cell; what has no cell, at the line."""
    beside: list[str] = []
    for problem in check(whole, "filing", today):
        cell = problem.field or ""
        if cell in FIELDS:
            if cell not in unread:
                repair = of_number(whole.id_number or "") if cell == NUMBER else None
                yield Found(cell=cell, problem=_explained(problem, repair), repair=repair)
        elif problem.code == EMPTY and cell in _BESIDE:
            beside += [] if cell in {"sex", "birth_date"} and whole.id_number else [_BESIDE[cell]]
        elif problem.code != EMPTY:
            yield Found(cell=WHOLE, problem=problem)
    if beside:
        text = f"还缺{'、'.join(beside)}。全班相同的，按F6填在本班固定项里；个别不同的，到学员页补。"
        yield _said(WHOLE, "ROSTER-BESIDE", text, Severity.ERROR)


def _explained(problem: Problem, repair: Repair | None) -> Problem:
    return replace(problem, text=f"证件号码校验不对。{repair.why}") if repair and repair.why else problem


def _of_line(
    texts: Mapping[str, str], whole: Trainee, member: Member | None, around: Around
) -> Iterator[Found]:
    """What the register and other classes say against a line."""
    registered = around.known.get(whole.id_number or "", ())
    others = [one for one in registered if member is None or one.id != member.trainee.id]
    if member and others:
        text = f"这个号码已登记给{others[0].name}。要换人，请先移出这一行，再在末尾加入。"
        yield _said(NUMBER, "ROSTER-OTHER", text, Severity.ERROR)
    elif len(others) > 1:
        text = f"这个号码登记过{len(others)}次，请先到学员页作废重复的，再录花名册。"
        yield _said(NUMBER, "ROSTER-SEVERAL", text, Severity.ERROR)
    elif not member and others:
        yield from _changes(texts, others[0])
    yield from _of_age(whole, around.starts_on)
    person = member.trainee if member else others[0] if len(others) == 1 else None
    if person and (name := around.elsewhere.get(person.id)):
        text = f"开班期间这个人也在「{name}」，请确认没有重复参训。"
        yield _said(NUMBER, "ROSTER-ELSEWHERE", text, Severity.WARNING)


def _of_age(whole: Trainee, day: date | None) -> Iterator[Found]:
    """The age of retirement is only to be asked about: what counts is whether somebody draws a pension."""
    kind = {"1": "man", "2": "woman_55"}.get(whole.sex or "")
    if kind and day and whole.birth_date and retirement.reached(_schedules()[kind], whole.birth_date, day):
        age = retirement.age_text(retirement.age_in_months(_schedules()[kind], whole.birth_date))
        text = f"开班那天已到法定退休年龄（{age}），请确认没有按月领取养老金。"
        yield _said(AGE, "ROSTER-AGE", text, Severity.WARNING)


def _changes(texts: Mapping[str, str], known: Trainee) -> Iterator[Found]:
    """Before and after, where a line says otherwise than the register."""
    for cell in PERSON:
        before, after = shown(cell, getattr(known, cell)), settled(cell, texts.get(cell, ""))
        if before and after and before != after:
            text = f"登记的是「{before}」，保存后改为「{after}」。不该改的，请用登记的。"
            yield Found(
                cell=cell,
                problem=Problem(code="ROSTER-CHANGES", text=text, severity=Severity.WARNING),
                repair=Repair(label="用登记的", text=before),
            )


def _said(cell: str, code: str, text: str, severity: Severity) -> Found:
    return Found(cell=cell, problem=Problem(code=code, text=text, severity=severity))


def age_on(born: date | None, day: date | None) -> int | None:
    """Full years on that day."""
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def number_of(texts: Mapping[str, str]) -> str:
    """The number of a line as numbers are compared."""
    return lengthened(settled(NUMBER, texts.get(NUMBER, "")))
