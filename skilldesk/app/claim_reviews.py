"""What the review page may ask for, answered by the operations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skilldesk.app.claim_words import Reader, finding
from skilldesk.core import check_code
from skilldesk.core.capitals import capitals, figures
from skilldesk.core.claim_steps import DRAFT, STEPS, ClaimStep
from skilldesk.core.claims import Attachment, Claim, ClaimLine
from skilldesk.core.fields import Moment
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.policy import Policy
from skilldesk.core.records import RecordId
from skilldesk.errors import NotFound
from skilldesk.gui.claim_review_work import (
    MOST,
    OTHERS,
    ClaimDetail,
    ClaimPerson,
    ClaimRow,
    Material,
    Outcome,
    Owner,
    Past,
    Queue,
    ReviewWork,
    StepOffer,
)
from skilldesk.operations import claims, offices
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import exchanges
from skilldesk.store.office import Store
from skilldesk.store.queries import claims as numbers
from skilldesk.store.queries import training
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work

_WHEN = Moment("时间")

_FIRST_STATES = ("10", "20", "25", "30", "35", "40", "45", "50")
"""In the order of the work."""

_PAST = {step.verb: step.label for step in STEPS} | {
    "add": "录入申领单",
    "change": "修改申领单",
    "form.draw": "生成申请表",
    "rule": "裁定不一致",
    "void": "作废",
}


_ORIGINAL = {True: "原件", False: "复印件", None: ""}


class Reviews:
    """Queues, claims whole, and their steps, for one user."""

    def __init__(self, store: Store, actor: str, reader: Reader, policies: tuple[Policy, ...]) -> None:
        self._store = store
        self._actor = actor
        self._reader = reader
        self._policies = policies

    def work(self) -> ReviewWork:
        reasons = self._reader.codes["return_reason"].entries
        return ReviewWork(
            queues=self._queues,
            rows=self._rows,
            detail=self._detail,
            offers=self._offers,
            take=self._take,
            return_reasons=[one.name for one in reasons if one.listed],
        )

    def _queues(self, progress: Progress) -> Sequence[Queue]:
        with self._store.database.read() as snapshot:
            counts = numbers.states(snapshot)
            counts[DRAFT] = counts.get(DRAFT, 0) + counts.pop("", 0)
            own = [state for state in _FIRST_STATES if state in self._own_states(snapshot)]
        word = self._reader.label
        mine = [
            Queue(key=state, word=word("claim_state", state), number=counts.get(state, 0)) for state in own
        ]
        rest = sum(number for state, number in counts.items() if state not in own)
        return [*mine, Queue(key=OTHERS, word="其余" if own else "全部", number=rest)]

    def _own_states(self, snapshot: Snapshot) -> frozenset[str]:
        """Where a role of the user has a step forward or back; who only withdraws need not look there."""
        roles = offices.user(snapshot, self._actor).roles
        steps = [step for step in STEPS if not step.roles.isdisjoint(roles) and step.key != "withdraw"]
        return frozenset[str]().union(*(step.from_states for step in steps))

    def _rows(self, key: str, progress: Progress) -> Sequence[ClaimRow]:
        with self._store.database.read_long() as snapshot:
            if key == OTHERS:
                states = numbers.states(snapshot).keys() - self._own_states(snapshot) - {""}
            else:
                states = {key, ""} if key == DRAFT else {key}
            found = numbers.in_states(snapshot, states, most=MOST)
            return self._reader.rows(snapshot, self._store.blobs, found)

    def _detail(self, claim_id: RecordId, progress: Progress) -> ClaimDetail:
        with self._store.database.read() as snapshot:
            claim = snapshot.get(Claim, claim_id)
            if claim is None:
                raise NotFound("这张申领单不在本机。数据没有变化。请刷新列表后重新选择。")
            (row,) = self._reader.rows(snapshot, self._store.blobs, [claim])
            lines = training.lines_of(snapshot, claim.id)
            return ClaimDetail(
                row=row,
                facts=list(self._facts(snapshot, claim)),
                people=[self._person(snapshot, line) for line in lines],
                materials=list(self._materials(snapshot, claim, lines)),
                past=list(self._past(snapshot, claim)),
            )

    def _facts(self, snapshot: Snapshot, claim: Claim) -> Iterator[tuple[str, str]]:
        reader = self._reader
        yield "补贴类型", reader.label("subsidy", claim.subsidy)
        if claim.amount is not None:
            yield "申请金额", f"{figures(claim.amount)}　{capitals(claim.amount)}"
        if account := reader.account(claim, "payee_holder", "payee_branch", "payee_account"):
            yield "收款账户", account
        if claim.fund_source:
            yield "资金渠道", reader.label("fund_source", claim.fund_source)
        if claim.check_code:
            yield (
                "申请表",
                f"{claim.form} 第{claim.form_version}版　校验码 {check_code.grouped(claim.check_code)}",
            )
        if told := exchanges.reported(snapshot, [claim.id]).get(claim.id):
            yield "报送", str(told)

    def _person(self, snapshot: Snapshot, line: ClaimLine) -> ClaimPerson:
        trainee = snapshot.get(Trainee, line.trainee_id)
        fact = snapshot.get(CategoryFact, line.category_fact_id or "")
        reasons = claims.kept_reasons(line, self._policies)
        return ClaimPerson(
            name=trainee.name if trainee else "（学员不在本机）",
            id_number=self._reader.told(trainee, "id_number") if trainee else "",
            category=self._reader.category(fact) if fact else "",
            amount=line.amount,
            findings=[finding(found, reason) for found, reason in reasons],
        )

    def _materials(self, snapshot: Snapshot, claim: Claim, lines: Sequence[ClaimLine]) -> Iterator[Material]:
        for line in lines:
            yield from self._files(snapshot, "学员", line.trainee_id)
        yield from self._files(snapshot, "申领单", claim.id)
        if claim.class_id:
            yield from self._files(snapshot, "培训班", claim.class_id)

    def _files(self, snapshot: Snapshot, owner: Owner, id: RecordId) -> Iterator[Material]:
        for one in by_reference(snapshot, Attachment, "owner", id):
            yield Material(
                owner=owner,
                kind=self._reader.label("evidence", one.evidence_kind) or "附件",
                file_name=one.file_name or "",
                original=_ORIGINAL[one.is_original],
            )

    def _past(self, snapshot: Snapshot, claim: Claim) -> Iterator[Past]:
        names = {user.account: user.name for user in offices.users(snapshot)}
        for link in snapshot.about(claim.id):
            if entry := link.entry:
                yield Past(
                    label=_PAST.get(entry.verb, "其他改动"),
                    who=names.get(entry.actor, entry.actor),
                    when=_WHEN.format(entry.at),
                    reason=entry.reason,
                )

    def _offers(self, ids: Sequence[RecordId], progress: Progress) -> Sequence[StepOffer]:
        with self._store.database.read_long() as snapshot:
            chosen = list(snapshot.get_each(Claim, ids).values())
            offers = [self._offer(snapshot, chosen, step) for step in STEPS]
        begun = [one for one in offers if one]
        return sorted(begun, key=lambda one: (not one.goes_back, one.key != "withdraw"))

    def _offer(self, snapshot: Snapshot, chosen: Sequence[Claim], step: ClaimStep) -> StepOffer | None:
        """None if the step begins elsewhere."""
        here = [one for one in chosen if (one.state or DRAFT) in step.from_states]
        why = [claims.why_not_by(snapshot, one, step, self._actor) for one in here]
        if not here:
            return None
        return StepOffer(
            key=step.key,
            label=step.label,
            goes_back=step.goes_back,
            why_not="" if None in why else f"{why[0]}。",
            able=why.count(None),
        )

    def _take(self, ids: Sequence[RecordId], key: str, reason: str, progress: Progress) -> Sequence[Outcome]:
        def take(work: Work, id: RecordId) -> Claim:
            return claims.act(work, id, key, self._policies, reason=reason)

        outcomes = []
        for done, taken in enumerate(claims.act_each(self._store.database, self._actor, ids, take), start=1):
            outcomes.append(Outcome(number=taken.number, refused=taken.refused))
            try:
                progress.step(done, len(ids), f"第{done}张，共{len(ids)}张")
            except Cancelled:
                left = len(ids) - done
                return [
                    *outcomes,
                    *[Outcome(number="", refused="您停下了，这张没有办，数据没有变化。")] * left,
                ]
        return outcomes
