"""补贴申领: who of a class may have what, the claims, and their steps from desk to desk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import cast

from skilldesk.core import levels
from skilldesk.core.case import (
    Benefit,
    BenefitState,
    Case,
    CaseCertificate,
    CaseClass,
    CaseEnrolment,
    CasePerson,
    DatedCategory,
    DatedFact,
    Days,
)
from skilldesk.core.claim_steps import BY_KEY, DRAFT, ENTERED, ClaimStep, benefit_state, why_not
from skilldesk.core.claims import Claim, ClaimLine, PolicyDocument
from skilldesk.core.decision import decide
from skilldesk.core.explain import Reason, explain
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.people import PriorBenefit, StatusFact, Trainee
from skilldesk.core.policy import MAY_BE_SUBMITTED, Decision, Finding, Policy
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import joining, offices
from skilldesk.store import exchanges
from skilldesk.store.queries import people, training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

PERSON, INSTITUTION = "1", "2"
"""Who applies (domain §2.14): the trainee himself, or the institution for people of its class."""

PASSED = frozenset({"4", "6", "8"})
_FAILED = frozenset({"3", "5", "7", "9"})
"""States of an enrolment (domain §6.3) that say whether somebody finished."""


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
    wanted = subsidy or _class(snapshot, class_id).subsidy
    if wanted is None:
        raise Refused("这个班没有填补贴类别，不能检查。数据没有变化。请先在培训班里填上补贴类别。")
    governing = tuple(policy for policy in policies if policy.governs(region))
    return Question(subsidy=wanted, applied_on=applied_on, policies=governing)


def check_class(snapshot: Snapshot, class_id: RecordId, asked: Question) -> list[Checked]:
    """Everyone of the roster with every outcome; nothing is written."""
    training_class = _class(snapshot, class_id)
    return [
        _checked(snapshot, training_class, enrolment, asked)
        for enrolment in training.roster(snapshot, class_id)
    ]


def _class(snapshot: Snapshot, class_id: RecordId) -> Class:
    found = snapshot.get(Class, class_id)
    if found is None or found.voided:
        raise NotFound("没有找到这个培训班，或它已作废。数据没有变化。请刷新列表后重新选择。")
    return found


def _checked(
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
        person=_person(snapshot, trainee),
        training=_training(snapshot, training_class),
        enrolment=_attendance(training_class, enrolment),
        certificate=_obtained(snapshot, certificate),
        history=tuple(_history(snapshot, trainee, but=but)),
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


def _person(snapshot: Snapshot, trainee: Trainee) -> CasePerson:
    return CasePerson(
        id_number=trainee.id_number,
        categories=tuple(
            DatedCategory(code=one.category, valid_from=one.valid_from, valid_until=one.valid_until)
            for one in people.categories(snapshot, trainee.id)
        ),
        facts=tuple(map(_fact, people.statuses(snapshot, trainee.id))),
    )


def _fact(status: StatusFact) -> DatedFact:
    spoken: dict[str, bool] = {"是": True, "否": False}
    value = spoken.get(status.value, int(status.value) if status.value.isdecimal() else None)
    return DatedFact(
        kind=status.kind,
        value=value,
        valid_from=status.valid_from,
        valid_until=status.valid_until,
        as_of=status.as_of,
    )


def _training(snapshot: Snapshot, one: Class) -> CaseClass:
    return CaseClass(
        training_type=one.training_type,
        mode=one.mode,
        occupation=_occupation(snapshot, one.occupation_id),
        level=levels.BY_CODE.get(one.level or ""),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        province=one.province,
        hours=one.hours,
        filed=one.filing_number is not None or None,
        filed_on=one.filed_on,
        inspections=len(training.inspections(snapshot, one.id)),
    )


def _occupation(snapshot: Snapshot, id: RecordId | None) -> str | None:
    found = snapshot.get(Occupation, id) if id else None
    return found.name if found else None


def _attendance(one: Class, enrolment: Enrolment) -> CaseEnrolment:
    rate = None
    if one.hours and enrolment.attended_hours is not None:
        rate = Fraction(enrolment.attended_hours, one.hours)
    passed = True if enrolment.state in PASSED else False if enrolment.state in _FAILED else None
    return CaseEnrolment(attended_rate=rate, passed=passed)


def _obtained(snapshot: Snapshot, certificate: Certificate | None) -> CaseCertificate:
    if certificate is None:
        return CaseCertificate()
    return CaseCertificate(
        obtained=True,
        certificate_kind=certificate.certificate_kind,
        number=certificate.number,
        occupation=_occupation(snapshot, certificate.occupation_id),
        level=levels.BY_CODE.get(certificate.level or ""),
        issued_on=certificate.issued_on,
        revoked=certificate.revoked_on is not None,
    )


def _history(snapshot: Snapshot, trainee: Trainee, *, but: str) -> Iterable[Benefit]:
    """Every benefit this PC knows of: claims of this person under any record, and imported ones."""
    for line in training.lines_for(snapshot, trainee.id_number, trainee.id):
        claim = snapshot.get(Claim, line.claim_id)
        if claim and claim.voided is None and claim.id != but:
            yield _benefit(snapshot, claim, line)
    for prior in people.prior_benefits(snapshot, trainee.id_number) if trainee.id_number else ():
        if not prior.repeats:
            yield _prior(prior)


def _benefit(snapshot: Snapshot, claim: Claim, line: ClaimLine) -> Benefit:
    certificate = snapshot.get(Certificate, line.certificate_id) if line.certificate_id else None
    obtained = _obtained(snapshot, certificate)
    state = "rejected" if _refused_by_province(snapshot, claim) else benefit_state(claim.state)
    if obtained.revoked and state in ("submitted", "approved", "paid"):
        state = "revoked"
    return Benefit(
        subsidy=claim.subsidy,
        occupation=obtained.occupation,
        level=obtained.level,
        days=Days(certificate=obtained.issued_on, application=claim.applied_on),
        state=cast("BenefitState", state),
    )


def _refused_by_province(snapshot: Snapshot, claim: Claim) -> bool:
    """Whether the receiving side rejected the newest submission."""
    submitted = [link for link in snapshot.about(claim.id) if link.entry and link.entry.verb == ENTERED]
    return bool(submitted) and exchanges.fate_at(snapshot, submitted[-1].place) == "REJECTED"


def _prior(prior: PriorBenefit) -> Benefit:
    return Benefit(
        subsidy=prior.subsidy,
        occupation=prior.occupation,
        level=levels.BY_CODE.get(prior.level or ""),
        days=Days(certificate=prior.certificate_date),
        state=cast("BenefitState", prior.state) if prior.state else None,
    )


def create(work: Work, class_id: RecordId, trainees: Sequence[RecordId], asked: Question) -> list[Claim]:
    """A draft claim for each of these people, in this order; Refused, and nothing written, if one may not."""
    training_class = _class(work, class_id)
    claims = []
    for enrolment in _members(work, class_id, trainees):
        checked = _checked(work, training_class, enrolment, asked)
        _expect_allowed(checked)
        claims.append(_new_claim(work, training_class, checked, asked))
    return claims


def create_for_institution(
    work: Work, class_id: RecordId, trainees: Sequence[RecordId], asked: Question
) -> Claim:
    """One draft claim of the institution of the class, with a line for each of these people, in this order.

    Refused, and nothing written, if one of them may not, or if nobody can be paid.
    """
    training_class = _class(work, class_id)
    institution = _payee(work, training_class)
    if not trainees:
        raise Refused("没有选人，没有生成申领单，数据没有变化。请先选人。")
    members = _members(work, class_id, trainees)
    checked = [_checked(work, training_class, enrolment, asked) for enrolment in members]
    for one in checked:
        _expect_allowed(one)
    _expect_each_once(one.trainee for one in checked)
    claim = work.add(
        Claim(
            id=new_id(),
            number=_next_number(work),
            subsidy=asked.subsidy,
            applicant_kind=INSTITUTION,
            applicant_id=institution.id,
            class_id=training_class.id,
            applied_on=asked.applied_on,
            amount=sum(one.decision.payable_fen or 0 for one in checked),
            payee_holder=institution.account_holder,
            payee_branch=institution.bank_branch,
            payee_account=institution.account_number,
            state=DRAFT,
        )
    )
    work.add_many([_line(claim, one, asked, place) for place, one in enumerate(checked, start=1)])
    for one in checked:
        _keep_documents(work, one, asked)
    return claim


def _members(work: Work, class_id: RecordId, trainees: Sequence[RecordId]) -> list[Enrolment]:
    """The rows of the roster of these people, in this order."""
    if len(set(trainees)) < len(trainees):
        raise Refused("同一个人选了两次，没有生成申领单，数据没有变化。请每人只选一次。")
    roster = {one.trainee_id: one for one in training.roster(work, class_id)}
    if not roster.keys() >= set(trainees):
        raise Refused("选中的人不在这个班的花名册里，没有生成申领单，数据没有变化。请刷新后重新选择。")
    return [roster[id] for id in trainees]


def _payee(work: Work, training_class: Class) -> Institution:
    """The institution of the class, if it says where its money goes."""
    institution = work.get(Institution, training_class.institution_id or "")
    if institution is None or institution.voided:
        raise Refused("这个班没有填培训机构，没有生成申领单，数据没有变化。请先在培训班里填上机构。")
    if not (institution.account_holder and institution.bank_branch and institution.account_number):
        raise Refused(
            f"{institution.name}的户名、开户银行或账号没有填全，没有生成申领单，数据没有变化。"
            "请先在机构里补全收款账户。"
        )
    return institution


def _expect_each_once(trainees: Iterable[Trainee]) -> None:
    """Two records of one person must not be paid on one claim: no decision sees the other line."""
    numbers: set[str] = set()
    for one in trainees:
        if one.id_number in numbers:
            raise Refused(
                f"{one.name}的证件号码在这张申领单里出现两次，没有生成或提交申领单，数据没有变化。"
                "请核对是否同一个人，只保留一条。"
            )
        numbers |= {one.id_number} if one.id_number else set()


def _expect_allowed(checked: Checked) -> None:
    if not checked.may_be_submitted:
        raise Refused(
            f"{checked.trainee.name}现在不能申领：{checked.refusal}没有生成或提交申领单，数据没有变化。"
        )


def _new_claim(work: Work, training_class: Class, checked: Checked, asked: Question) -> Claim:
    trainee, amount = checked.trainee, checked.decision.payable_fen
    claim = work.add(
        Claim(
            id=new_id(),
            number=_next_number(work),
            subsidy=asked.subsidy,
            applicant_kind=PERSON,
            applicant_id=trainee.id,
            class_id=training_class.id,
            applied_on=asked.applied_on,
            amount=amount,
            payee_holder=trainee.account_holder or trainee.name,
            payee_branch=trainee.bank_branch,
            payee_account=trainee.bank_account,
            state=DRAFT,
        )
    )
    work.add(_line(claim, checked, asked, 1))
    _keep_documents(work, checked, asked)
    return claim


def _line(claim: Claim, checked: Checked, asked: Question, position: int) -> ClaimLine:
    line = ClaimLine(
        id=new_id(),
        claim_id=claim.id,
        trainee_id=checked.trainee.id,
        position=position,
        enrolment_id=checked.enrolment.id,
        category_fact_id=checked.enrolment.category_fact_id,
    )
    return _as_found(line, checked, asked)


def _as_found(line: ClaimLine, checked: Checked, asked: Question) -> ClaimLine:
    """The line with the outcomes as they were found; sentences are made when somebody looks."""
    standard = next((one.facts for one in checked.decision.findings if "standard_document" in one.facts), {})
    standard_id = standard.get("standard_id")
    leading = next((one for one in asked.policies if one.key in checked.decision.policies), None)
    return replace(
        line,
        certificate_id=checked.certificate.id if checked.certificate else None,
        standard_id=str(standard_id) if standard_id else None,
        document=str(standard.get("standard_document", "")) or None,
        amount=checked.decision.payable_fen,
        verdict=checked.decision.verdict,
        outcomes=outcomes_text(checked.decision),
        policy=leading.key if leading else None,
        policy_sha256=leading.file_sha256 if leading else None,
    )


def outcomes_text(decision: Decision) -> str:
    """The findings as canonical JSON, as a claim line keeps them."""
    plain = [finding.plain() for finding in decision.findings]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kept_reasons(line: ClaimLine, policies: Sequence[Policy]) -> list[tuple[Finding, Reason]]:
    """The outcomes that a claim line keeps, in words."""
    findings = [Finding.of(one) for one in json.loads(line.outcomes or "[]")]
    return [(finding, explain(finding, policies)) for finding in findings]


def _keep_documents(work: Work, checked: Checked, asked: Question) -> None:
    """The policy files that were used, each once, held to its digest."""
    known = {(one.key, one.file_sha256) for one in training.documents(work)}
    for policy in asked.policies:
        if policy.key in checked.decision.policies and (policy.key, policy.file_sha256) not in known:
            work.add(
                PolicyDocument(
                    id=new_id(), key=policy.key, document=policy.document, file_sha256=policy.file_sha256
                )
            )


def _next_number(work: Work) -> str:
    """kind, office, device number, year, serial of that device: BT370403-2-26-00123; never used twice."""
    office = offices.this_office(work).code
    device = joining.printed_number(work, work.author.device)
    beginning = f"BT{office}-{device}-{offices.today(work):%y}-"
    largest = training.largest_number(work, beginning)
    return f"{beginning}{int(largest.removeprefix(beginning)) + 1 if largest else 1:05d}"


def act(work: Work, claim_id: RecordId, key: str, policies: Sequence[Policy], *, reason: str = "") -> Claim:
    """Take a claim one step further, by who may; a claim is checked once more when it is submitted."""
    step = BY_KEY.get(key)
    if step is None:
        raise Refused(f"没有「{key}」这一步。数据没有变化。可用的有：{'、'.join(sorted(BY_KEY))}。")
    claim = work.get(Claim, claim_id)
    if claim is None or claim.voided:
        raise NotFound("这张申领单不在本机，或已作废。数据没有变化。请刷新列表后重新选择。")
    actor = offices.user(work, work.author.actor)
    if told := why_not(step, state=claim.state, roles=actor.roles, barred=_barred(work, claim, step)):
        raise Refused(f"{told}，没有办理。数据没有变化。请由有这个角色的另一位同事来办，或核对它的状态。")
    if step.verb == ENTERED:
        _recheck(work, claim, policies)
    return work.act(step.verb, replace(claim, state=step.to_state), reason=reason)


def _barred(work: Work, claim: Claim, step: ClaimStep) -> bool:
    """Whether the actor took one of the steps before that must be somebody else's."""
    entries = [link.entry for link in work.about(claim.id)]
    return any(entry and entry.verb in step.not_by and entry.actor == work.author.actor for entry in entries)


def _recheck(work: Work, claim: Claim, policies: Sequence[Policy]) -> None:
    """The decision once more, with what is known now and without the claim itself; the line keeps it."""
    applied_on = claim.applied_on or offices.today(work)
    asked = question(work, claim.class_id or "", claim.subsidy, applied_on, policies)
    training_class = _class(work, claim.class_id or "")
    trainees = []
    for line in training.lines_of(work, claim.id):
        enrolment = work.get(Enrolment, line.enrolment_id or "")
        if enrolment is None:
            raise NotFound("申领单所指的报名不在本机，没有提交。数据没有变化。请先接收完整的数据包。")
        checked = _checked(work, training_class, enrolment, asked, but=claim.id)
        _expect_allowed(checked)
        trainees.append(checked.trainee)
        found = _as_found(line, checked, asked)
        if (found.amount, found.certificate_id) != (line.amount, line.certificate_id):
            raise Refused(
                f"{checked.trainee.name}的标准、证书或资料变了，金额或证书与申领单不同，没有提交。"
                "数据没有变化。请撤销这张单，重新申领。"
            )
        if found != line:
            work.change(found)
            _keep_documents(work, checked, asked)
    _expect_each_once(trainees)
