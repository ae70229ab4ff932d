"""The steps of a claim from desk to desk: who may take them, and what is looked at once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from skilldesk.core.claim_steps import BY_KEY, ENTERED, ClaimStep, why_not
from skilldesk.core.claims import Claim
from skilldesk.core.policy import Policy
from skilldesk.core.records import RecordId
from skilldesk.core.training import Enrolment
from skilldesk.errors import NotFound, Refused, SkillDeskError
from skilldesk.operations import offices
from skilldesk.operations.claims import checking, lines
from skilldesk.store.database import Database
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work


@dataclass(frozen=True)
class Taken:
    """What became of one of several claims."""

    claim_id: RecordId
    number: str
    refused: str = ""
    """Why it stays where it was; nothing if the step was taken."""


def act(work: Work, claim_id: RecordId, key: str, policies: Sequence[Policy], *, reason: str = "") -> Claim:
    """Take a claim one step further, by who may; a claim is checked once more when it is submitted."""
    step = BY_KEY.get(key)
    if step is None:
        raise Refused(f"没有「{key}」这一步。数据没有变化。可用的有：{'、'.join(sorted(BY_KEY))}。")
    claim = work.get(Claim, claim_id)
    if claim is None or claim.voided:
        raise NotFound("这张申领单不在本机，或已作废。数据没有变化。请刷新列表后重新选择。")
    if told := why_not_by(work, claim, step, work.author.actor):
        raise Refused(f"{told}，没有办理。数据没有变化。请由有这个角色的另一位同事来办，或核对它的状态。")
    if step.goes_back and not reason.strip():
        raise Refused(f"「{step.label}」要写明原因，没有办理。数据没有变化。请写上原因再办。")
    if step.verb == ENTERED:
        _recheck(work, claim, policies)
    return work.act(step.verb, replace(claim, state=step.to_state), reason=reason.strip())


def act_each(
    database: Database, actor: str, ids: Sequence[RecordId], take: Callable[[Work, RecordId], Claim]
) -> Iterator[Taken]:
    """Take a step with each of these claims, each in its own commit: one refused stops no other."""
    for id in ids:
        try:
            with database.write(actor) as work:
                yield Taken(id, take(work, id).number)
        except SkillDeskError as error:
            with database.read() as snapshot:
                claim = snapshot.get(Claim, id)
            yield Taken(id, claim.number if claim else "", str(error))


def why_not_by(snapshot: Snapshot, claim: Claim, step: ClaimStep, account: str) -> str | None:
    """Why that user may not take the step with the claim, as a clause of a sentence; none if they may."""
    roles = offices.user(snapshot, account).roles
    return why_not(step, state=claim.state, roles=roles, barred=_barred(snapshot, claim, step, account))


def _barred(snapshot: Snapshot, claim: Claim, step: ClaimStep, account: str) -> bool:
    """Whether the same natural person took one of the steps before that must be somebody else's.

    Accounts under one name are taken for one person: nobody reviews his own work under a second account.
    """
    if not step.not_by:
        return False
    names = {one.account: one.name for one in offices.users(snapshot)}
    takers = {
        link.entry.actor for link in snapshot.about(claim.id) if link.entry and link.entry.verb in step.not_by
    }
    return account in takers or names.get(account) in {names[one] for one in takers if one in names}


def _recheck(work: Work, claim: Claim, policies: Sequence[Policy]) -> None:
    """The decision once more, with what is known now and without the claim itself; the line keeps it."""
    applied_on = claim.applied_on or offices.today(work)
    asked = checking.question(work, claim.class_id or "", claim.subsidy, applied_on, policies)
    training_class = checking.class_of(work, claim.class_id or "")
    trainees = []
    for line in training.lines_of(work, claim.id):
        enrolment = work.get(Enrolment, line.enrolment_id or "")
        if enrolment is None:
            raise NotFound("申领单所指的报名不在本机，没有提交。数据没有变化。请先接收完整的数据包。")
        checked = checking.checked_member(work, training_class, enrolment, asked, but=claim.id)
        checking.expect_allowed(checked)
        trainees.append(checked.trainee)
        found = lines.as_found(line, checked, asked)
        if (found.amount, found.certificate_id) != (line.amount, line.certificate_id):
            raise Refused(
                f"{checked.trainee.name}的标准、证书或资料变了，金额或证书与申领单不同，没有提交。"
                "数据没有变化。请撤销这张单，重新申领。"
            )
        if found != line:
            work.change(found)
            lines.keep_documents(work, checked, asked)
    checking.expect_each_once(trainees)
