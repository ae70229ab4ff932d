"""Claims made of what a check found: one for each person, or one of the institution for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from skilldesk.core.claim_steps import DRAFT
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Institution
from skilldesk.core.records import RecordId
from skilldesk.core.training import Class, Enrolment
from skilldesk.errors import Refused
from skilldesk.operations import joining, offices, rights
from skilldesk.operations.claims import checking, lines
from skilldesk.operations.claims.checking import Checked, Question
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

PERSON, INSTITUTION = "1", "2"
"""Who applies (domain §2.14): the trainee himself, or the institution for people of its class."""


def create(work: Work, class_id: RecordId, trainees: Sequence[RecordId], asked: Question) -> list[Claim]:
    """A draft claim for each of these people, in this order; Refused, and nothing written, if one may not."""
    rights.expect_writer(work, Claim)
    training_class = checking.class_of(work, class_id)
    claims = []
    for enrolment in _members(work, class_id, trainees):
        checked = checking.checked_member(work, training_class, enrolment, asked)
        checking.expect_allowed(checked)
        claims.append(_new_claim(work, training_class, checked, asked))
    return claims


def create_for_institution(
    work: Work, class_id: RecordId, trainees: Sequence[RecordId], asked: Question
) -> Claim:
    """One draft claim of the institution of the class, with a line for each of these people, in this order.

    Refused, and nothing written, if one of them may not, or if nobody can be paid.
    """
    rights.expect_writer(work, Claim)
    training_class = checking.class_of(work, class_id)
    institution = payee(work, training_class)
    if not trainees:
        raise Refused("没有选人，没有生成申领单，数据没有变化。请先选人。")
    members = _members(work, class_id, trainees)
    checked = [checking.checked_member(work, training_class, enrolment, asked) for enrolment in members]
    for one in checked:
        checking.expect_allowed(one)
    checking.expect_each_once(one.trainee for one in checked)
    claim = work.add(
        Claim(
            id=new_id(),
            number=next_number(work),
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
        lines.keep_documents(work, one, asked)
    return claim


def _members(work: Work, class_id: RecordId, trainees: Sequence[RecordId]) -> list[Enrolment]:
    """The rows of the roster of these people, in this order."""
    if len(set(trainees)) < len(trainees):
        raise Refused("同一个人选了两次，没有生成申领单，数据没有变化。请每人只选一次。")
    roster = {one.trainee_id: one for one in training.roster(work, class_id)}
    if not roster.keys() >= set(trainees):
        raise Refused("选中的人不在这个班的花名册里，没有生成申领单，数据没有变化。请刷新后重新选择。")
    return [roster[id] for id in trainees]


def payee(snapshot: Snapshot, training_class: Class) -> Institution:
    """The institution of the class, if it says where its money goes."""
    institution = snapshot.get(Institution, training_class.institution_id or "")
    if institution is None or institution.voided:
        raise Refused("这个班没有填培训机构，没有生成申领单，数据没有变化。请先在培训班里填上机构。")
    if not (institution.account_holder and institution.bank_branch and institution.account_number):
        raise Refused(
            f"{institution.name}的户名、开户银行或账号没有填全，没有生成申领单，数据没有变化。"
            "请先在机构里补全收款账户。"
        )
    return institution


def _new_claim(work: Work, training_class: Class, checked: Checked, asked: Question) -> Claim:
    trainee, amount = checked.trainee, checked.decision.payable_fen
    claim = work.add(
        Claim(
            id=new_id(),
            number=next_number(work),
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
    lines.keep_documents(work, checked, asked)
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
    return lines.as_found(line, checked, asked)


def next_number(work: Work) -> str:
    """kind, office, device number, year, serial of that device: BT370403-2-26-00123; never used twice."""
    office = offices.this_office(work).code
    device = joining.printed_number(work, work.author.device)
    beginning = f"BT{office}-{device}-{offices.today(work):%y}-"
    largest = training.largest_number(work, beginning)
    return f"{beginning}{int(largest.removeprefix(beginning)) + 1 if largest else 1:05d}"
