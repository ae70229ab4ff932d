"""Cases and policies for the tests of the decision: what is ordinary, and what a test changes about it."""

from dataclasses import replace
from datetime import date
from typing import Any

from skilldesk.core.case import (
    Benefit,
    BenefitState,
    Case,
    CaseCertificate,
    CaseClass,
    CasePerson,
    DatedFact,
    Days,
)
from skilldesk.core.levels import level
from skilldesk.core.policy import Policy, RuleUse, Terms
from skilldesk.reference import policies

SHIPPED = policies.load()
SD2019 = SHIPPED.named(["SD-2019"])[0]
DAY = date(2020, 6, 12)

ORDINARY = Case(
    subsidy="10",
    person=CasePerson(facts=(DatedFact(kind="entitled", value=False),)),
    training=CaseClass(occupation="焊工", level=level("五级"), province="37"),
    certificate=CaseCertificate(obtained=True, issued_on=DAY),
    history_complete=True,
)


def case(*, issued: date | None = DAY, **changes: Any) -> Case:
    """The ordinary case with another date of issue or other parts."""
    certificate = replace(ORDINARY.certificate, issued_on=issued)
    return replace(ORDINARY, **{"certificate": certificate, **changes})


def benefit(
    issued: date | None,
    occupation: str | None = "电工",
    grade: str | None = "五级",
    *,
    state: BenefitState | None = "paid",
    subsidy: str | None = "10",
) -> Benefit:
    return Benefit(
        subsidy=subsidy,
        occupation=occupation,
        level=level(grade) if grade else None,
        days=Days(certificate=issued),
        state=state,
    )


def use(kind: str, **parameters: Any) -> RuleUse:
    return RuleUse(kind=kind, clause="第三条", if_unknown="stop", parameters=parameters)


def policy(*rules: RuleUse, **changes: Any) -> Policy:
    """A document of its own, with the dates of SD-2019."""
    return replace(
        SD2019, **{"key": "某-2020", "document": "某人社发〔2020〕1号", "rules": tuple(rules), **changes}
    )


def shipped(kind: str) -> Terms:
    """The rule as SD-2019 switches it on."""
    return Terms(SD2019, next(one for one in SD2019.rules if one.kind == kind))


def terms(rule: RuleUse, **changes: Any) -> Terms:
    return Terms(policy(rule, **changes), rule)


EXAMPLE: dict[str, Any] = {
    "policies": ["SD-2019"],
    "person": {
        "id_number": "370402199001019146",
        "categories": [{"code": "04", "from": "2020-01-01"}],
        "facts": [
            {"kind": "entitled", "value": True, "from": "2020-08-09", "to": None, "as_of": "2020-08-01"},
            {"kind": "insured_months", "value": 36},
        ],
    },
    "class": {
        "training_type": "10",
        "mode": "1",
        "occupation": "焊工",
        "level": "五级",
        "start": "2020-05-04",
        "end": "2020-05-30",
        "province": "山东",
        "hours": 120,
        "filed": True,
        "inspections": 1,
    },
    "enrolment": {"attended_rate": 0.93, "passed": True},
    "certificate": {"type": "02", "number": "Y0001", "issued": "2020-06-12", "revoked": False},
    "history": [
        {
            "subsidy": "10",
            "occupation": "电工",
            "level": "初级",
            "certificate_date": "2020-03-01",
            "state": "paid",
        }
    ],
    "project": {
        "amount": "100000.00",
        "trained": 100,
        "employed": 85,
        "advanced": "60000.00",
        "stage": "after_employment_check",
    },
    "claim": {"subsidy": "10", "date": "2020-07-01"},
    "ask": "eligible",
}
"""The scenario of design/commands.md, whole."""
