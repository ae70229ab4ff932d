"""Scenarios: the plain form of a case, as `assess` and the cases inside a policy file write it.

Every part may be missing; what is missing is not known. `"certificate": null` says that there is none;
TOML, which has no null, writes `certificate = false`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from skilldesk.core.case import (
    Ask,
    Benefit,
    BenefitState,
    Case,
    CaseCertificate,
    CaseClass,
    CaseEnrolment,
    CasePerson,
    CaseProject,
    DatedCategory,
    DatedFact,
    Days,
    Stage,
)
from skilldesk.core.levels import level
from skilldesk.core.provinces import province
from skilldesk.core.strict import Table
from skilldesk.errors import ScenarioFault

Plain = Mapping[str, Any]

ASKS: tuple[Ask, ...] = get_args(Ask)
STAGES: tuple[Stage, ...] = get_args(Stage)
STATES: tuple[BenefitState, ...] = tuple(one for one in get_args(BenefitState) if one != "undecided")
FACT_KINDS = (
    "pension_employee",
    "pension_resident",
    "pension_office",
    "entitled",
    "staffed",
    "student",
    "insured_months",
    "deceased",
)
_CHOOSING = ("policies", "region", "date", "given")
_LEVEL_EXAMPLE, _PROVINCE_EXAMPLE = "五级", "山东"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which documents a scenario is to be judged by, and whether it starts from an ordinary case."""

    policies: tuple[str, ...]
    region: str | None
    picked_on: date | None
    given_ordinary: bool


@dataclass(frozen=True, kw_only=True)
class ScenarioStandard:
    """A standard that the scenario assumes; it has the shape of the record."""

    id: str = ""
    policy: str
    subsidy: str
    key: str
    amount: int
    document: str
    valid_from: date | None
    valid_until: date | None
    entered_by: str | None
    approved_by: str | None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    cases: tuple[Case, ...]
    is_batch: bool
    standards: tuple[ScenarioStandard, ...]


def choice(plain: Plain) -> Choice:
    """What the scenario says about the documents; the rest of it is not looked at."""
    table = Table(plain, "", ScenarioFault)
    chosen = Choice(
        policies=table.texts("policies"),
        region=_region(table),
        picked_on=table.day("date"),
        given_ordinary=table.choice("given", ("ordinary",)) is not None,
    )
    if chosen.policies and chosen.region:
        table.refuse("policies", "和 region 只能写一个：或者指定文件，或者由程序按地区查找。")
    return chosen


def read(plain: Plain, ordinary: Sequence[Plain] = ()) -> Scenario:
    """The cases of a scenario, laid over what is ordinary under the documents."""
    start: Plain = {}
    for one in ordinary:
        start = overlaid(start, one)
    whole = overlaid(start, {key: value for key, value in plain.items() if key not in _CHOOSING})
    picked_on = choice(plain).picked_on
    body = {key: value for key, value in whole.items() if key not in {"claims", "standards"}}
    table = Table(whole, "", ScenarioFault)
    standards = tuple(_standard(one) for one in table.tables("standards"))
    if whole.get("claims") is None:
        return Scenario(cases=(_case(body, "", picked_on),), is_batch=False, standards=standards)
    lines = tuple(table.tables("claims"))
    cases = tuple(_case(overlaid(body, _line(line)), line.where, picked_on) for line in lines)
    return Scenario(cases=cases, is_batch=True, standards=standards)


def overlaid(below: Plain, above: Plain) -> dict[str, Any]:
    """`above` over `below`: tables are joined, facts about the same thing replaced, all else is replaced."""
    joined = dict(below)
    for key, value in above.items():
        under = joined.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            joined[key] = overlaid(under, value)
        elif key == "facts" and isinstance(value, list | tuple) and isinstance(under, list | tuple):
            told = {one.get("kind") for one in value if isinstance(one, Mapping)}
            joined[key] = [*(one for one in under if one.get("kind") not in told), *value]
        else:
            joined[key] = value
    return joined


def _line(table: Table) -> Plain:
    """A line of a batch says only what differs between lines."""
    for key in ("certificate", "class", "claim", "enrolment"):
        table.take(key)
    table.finish()
    return table.plain


def _case(plain: Plain, where: str, picked_on: date | None) -> Case:
    table = Table(plain, where, ScenarioFault)
    claim = table.table("claim")
    case = Case(
        ask=table.choice("ask", ASKS) or "eligible",
        subsidy=claim.text("subsidy"),
        applied_on=claim.day("date"),
        picked_on=picked_on,
        person=_person(table.table("person")),
        training=_class(table.table("class")),
        enrolment=_enrolment(table.table("enrolment")),
        certificate=_certificate(table),
        project=_project(table.table("project")),
        history=tuple(_benefit(one) for one in table.tables("history")),
        history_complete=plain.get("history") is not None,
    )
    claim.finish()
    table.finish()
    return case


def _person(table: Table) -> CasePerson:
    person = CasePerson(
        id_number=table.text("id_number"),
        categories=tuple(_category(one) for one in table.tables("categories")),
        facts=tuple(_fact(one) for one in table.tables("facts")),
    )
    table.finish()
    return person


def _category(table: Table) -> DatedCategory:
    category = DatedCategory(
        code=table.needed("code"), valid_from=table.day("from"), valid_until=table.day("to")
    )
    table.finish()
    return category


def _fact(table: Table) -> DatedFact:
    kind = table.choice("kind", FACT_KINDS) or table.refuse("kind", "没有填写，请补上。")
    fact = DatedFact(
        kind=kind,
        value=table.whole("value") if kind == "insured_months" else table.flag("value"),
        valid_from=table.day("from"),
        valid_until=table.day("to"),
        as_of=table.day("as_of"),
    )
    table.finish()
    return fact


def _class(table: Table) -> CaseClass:
    filed_on = None if isinstance(table.take("filed"), bool) else table.day("filed")
    hours = table.whole("hours")
    training = CaseClass(
        training_type=table.text("training_type"),
        mode=table.text("mode"),
        occupation=table.text("occupation"),
        level=table.read("level", level, _LEVEL_EXAMPLE),
        starts_on=table.day("start"),
        ends_on=table.day("end"),
        province=table.read("province", province, _PROVINCE_EXAMPLE),
        hours=None if hours is None else hours * 10,
        filed=True if filed_on else table.flag("filed"),
        filed_on=filed_on,
        inspections=table.whole("inspections"),
    )
    table.finish()
    return training


def _enrolment(table: Table) -> CaseEnrolment:
    enrolment = CaseEnrolment(attended_rate=table.share("attended_rate"), passed=table.flag("passed"))
    table.finish()
    return enrolment


def _certificate(table: Table) -> CaseCertificate:
    if not table.has("certificate"):
        return CaseCertificate()
    if table.take("certificate") in (None, False):
        return CaseCertificate(obtained=False)
    told = table.table("certificate")
    certificate = CaseCertificate(
        obtained=True,
        certificate_kind=told.text("type"),
        number=told.text("number"),
        occupation=told.text("occupation"),
        level=told.read("level", level, _LEVEL_EXAMPLE),
        issued_on=told.day("issued"),
        revoked=told.flag("revoked") or False,
    )
    told.finish()
    return certificate


def _project(table: Table) -> CaseProject:
    project = CaseProject(
        amount_fen=table.fen("amount"),
        trained=table.whole("trained"),
        passed=table.whole("passed"),
        employed=table.whole("employed"),
        advanced_fen=table.fen("advanced"),
        stage=table.choice("stage", STAGES),
    )
    table.finish()
    return project


def _benefit(table: Table) -> Benefit:
    days = Days(
        certificate=table.day("certificate_date"),
        class_start=table.day("class_start"),
        class_end=table.day("class_end"),
        application=table.day("application"),
    )
    benefit = Benefit(
        subsidy=table.text("subsidy"),
        occupation=table.text("occupation"),
        level=table.read("level", level, _LEVEL_EXAMPLE),
        days=days,
        state=table.choice("state", STATES),
    )
    table.finish()
    return benefit


def _standard(table: Table) -> ScenarioStandard:
    amount = table.fen("amount")
    standard = ScenarioStandard(
        policy=table.needed("policy"),
        subsidy=table.needed("subsidy"),
        key=table.needed("key"),
        amount=table.refuse("amount", "没有填写，请补上。") if amount is None else amount,
        document=table.needed("document"),
        valid_from=table.day("valid_from"),
        valid_until=table.day("valid_until"),
        entered_by=table.text("entered_by"),
        approved_by=table.text("approved_by"),
    )
    table.finish()
    return standard


def _region(table: Table) -> str | None:
    """A region code, or the name of a province."""
    told = table.text("region")
    if told is None:
        return None
    code = province(told) or table.refuse("region", f"写的“{told}”看不懂，请写区划代码或省份名称。")
    return told if told.isdecimal() else f"{code}0000"
