"""Who of a class may have what: everyone of the roster judged, with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from skilldesk.core.case import Case
from skilldesk.core.decision import decide
from skilldesk.core.explain import Reason, explain
from skilldesk.core.people import Trainee
from skilldesk.core.policy import MAY_BE_SUBMITTED, Decision, Finding, Policy
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import offices
from skilldesk.operations.claims import cases
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot

CLAIMABLE = ("50", "60", "70")
"""States of a class (domain §6.2) in which its people may apply: 已结课, 已评价, 已申请补贴."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One person of a class with the decision, and the reasons in words."""

    trainee: Trainee
    enrolment: Enrolment
    certificate: Certificate | None
    decision: Decision
    reasons: tuple[tuple[Finding, Reason], ...]

    @property
    def may_be_submitted(self) -> bool:
        return self.decision.verdict in MAY_BE_SUBMITTED

    @property
    def refusal(self) -> str:
        """Why not, with clause and remedy, in one sentence a finding."""
        told = [
            f"{reason.text}（{reason.document}：“{reason.clause}”）{reason.remedy}"
            for finding, reason in self.reasons
            if finding.outcome == "fail" or finding.stops
        ]
        return " ".join(told)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a class: which subsidy, applied for on which day, under which files."""

    subsidy: str
    applied_on: date
    policies: tuple[Policy, ...]


def question(
    snapshot: Snapshot, class_id: RecordId, subsidy: str | None, applied_on: date, policies: Iterable[Policy]
) -> Question:
    """By the files that govern this office's place; the subsidy is the class's own, if none is named."""
    region = offices.region(snapshot)
    wanted = subsidy or class_of(snapshot, class_id).subsidy
    if wanted is None:
        raise Refused("这个班没有填补贴类别，不能检查。数据没有变化。请先在培训班里填上补贴类别。")
    governing = tuple(policy for policy in policies if policy.governs(region))
    return Question(subsidy=wanted, applied_on=applied_on, policies=governing)


def check_class(snapshot: Snapshot, class_id: RecordId, asked: Question) -> list[Checked]:
    """Everyone of the roster with every outcome; nothing is written."""
    training_class = class_of(snapshot, class_id)
    return [
        checked_member(snapshot, training_class, enrolment, asked)
        for enrolment in training.roster(snapshot, class_id)
    ]


def class_of(snapshot: Snapshot, class_id: RecordId) -> Class:
    found = snapshot.get(Class, class_id)
    if found is None or found.voided:
        raise NotFound("没有找到这个培训班，或它已作废。数据没有变化。请刷新列表后重新选择。")
    return found


def checked_member(
    snapshot: Snapshot, training_class: Class, enrolment: Enrolment, asked: Question, *, but: str = ""
) -> Checked:
    trainee = snapshot.get(Trainee, enrolment.trainee_id)
    if trainee is None:
        raise NotFound("花名册里有一个人的记录不在本机。数据没有变化。请先接收完整的数据包。")
    certificate = certificate_of(snapshot, trainee.id, training_class)
    case = Case(
        ask="amount",
        subsidy=asked.subsidy,
        applied_on=asked.applied_on,
        person=cases.person_of(snapshot, trainee),
        training=cases.training_of(snapshot, training_class),
        enrolment=cases.attendance_of(training_class, enrolment),
        certificate=cases.obtained(snapshot, certificate),
        history=tuple(cases.history(snapshot, trainee, but=but)),
    )
    decision = decide(case, asked.policies, training.standards(snapshot))
    reasons = tuple((finding, explain(finding, asked.policies)) for finding in decision.findings)
    return Checked(
        trainee=trainee, enrolment=enrolment, certificate=certificate, decision=decision, reasons=reasons
    )


def certificate_of(snapshot: Snapshot, trainee: RecordId, training_class: Class) -> Certificate | None:
    """The newest certificate of this class; of no class only one for the same occupation and level."""
    found = training.certificates(snapshot, trainee)
    own = [one for one in found if one.class_id == training_class.id]
    alike = [
        one
        for one in found
        if one.class_id is None
        and (one.occupation_id, one.level) == (training_class.occupation_id, training_class.level)
    ]
    return next(iter([*own, *alike]), None)


def expect_each_once(trainees: Iterable[Trainee]) -> None:
    """Two records of one person must not be paid on one claim: no decision sees the other line."""
    numbers: set[str] = set()
    for one in trainees:
        if one.id_number in numbers:
            raise Refused(
                f"{one.name}的证件号码在这张申领单里出现两次，没有生成或提交申领单，数据没有变化。"
                "请核对是否同一个人，只保留一条。"
            )
        numbers |= {one.id_number} if one.id_number else set()


def expect_allowed(checked: Checked) -> None:
    if not checked.may_be_submitted:
        raise Refused(
            f"{checked.trainee.name}现在不能申领：{checked.refusal}没有生成或提交申领单，数据没有变化。"
        )
