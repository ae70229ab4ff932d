"""What the claim page may ask for, answered by the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skilldesk.app.claim_reviews import Reviews
from skilldesk.app.claim_words import Reader, finding
from skilldesk.core.claims import Claim
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.normal import china_day
from skilldesk.core.policy import Policy
from skilldesk.core.records import RecordId
from skilldesk.core.training import Class
from skilldesk.errors import NotFound, Refused
from skilldesk.gui.claim_review_work import ClaimRow
from skilldesk.gui.claim_work import (
    CheckedClass,
    CheckedPerson,
    ClaimableClass,
    ClaimWork,
    Payee,
    Quota,
    Unprintable,
)
from skilldesk.operations import claims, paper
from skilldesk.operations.claims import Checked, Question
from skilldesk.progress import Progress
from skilldesk.store.office import Store
from skilldesk.store.queries import claims as numbers
from skilldesk.store.queries import training
from skilldesk.store.queries.claims import ClassCount
from skilldesk.store.snapshot import Snapshot


class Claims:
    """Checks classes, makes claims and draws forms for one user."""

    def __init__(self, store: Store, actor: str, reader: Reader, policies: tuple[Policy, ...]) -> None:
        self._store = store
        self._actor = actor
        self._reader = reader
        self._policies = policies

    def work(self) -> ClaimWork:
        return ClaimWork(
            classes=self._classes,
            class_of=self._class_of,
            check=self._check,
            create=self._create,
            create_for_institution=self._create_for_institution,
            rows=self._rows,
            unprintable=self._unprintable,
            draw=self._draw,
            review=Reviews(self._store, self._actor, self._reader, self._policies).work(),
        )

    def _classes(self, progress: Progress) -> Sequence[ClaimableClass]:
        with self._store.database.read_long() as snapshot:
            counts = numbers.class_counts(snapshot, claims.CLAIMABLE)
            classes = snapshot.get_each(Class, [one.class_id for one in counts])
            bodies = snapshot.get_each(Institution, {each.institution_id or "" for each in classes.values()})
            skills = snapshot.get_each(Occupation, {each.occupation_id or "" for each in classes.values()})
        return [self._class(one, classes[one.class_id], bodies, skills) for one in counts]

    def _class_of(self, trainee: RecordId) -> RecordId:
        with self._store.database.read_long() as snapshot:
            found = [one for _, one in training.enrolled(snapshot, trainee) if one.state in claims.CLAIMABLE]
        return found[0].id if found else ""

    def _class(
        self,
        count: ClassCount,
        one: Class,
        bodies: Mapping[RecordId, Institution],
        skills: Mapping[RecordId, Occupation],
    ) -> ClaimableClass:
        skill, body = skills.get(one.occupation_id or ""), bodies.get(one.institution_id or "")
        parts = (skill.name if skill else "", self._reader.label("level", one.level))
        days = [day.isoformat() for day in (one.starts_on, one.ends_on) if day]
        return ClaimableClass(
            class_id=one.id,
            name=one.name,
            detail="　".join(filter(None, parts)),
            institution=body.name if body else "",
            days=" 至 ".join(days),
            state=self._reader.label("class_state", one.state),
            enrolled=count.enrolled,
            certified=count.certified,
            claimed=count.claimed,
        )

    def _check(self, class_id: RecordId, progress: Progress) -> CheckedClass:
        with self._store.database.read_long() as snapshot:
            asked = self._asked(snapshot, class_id)
            found = claims.check_class(snapshot, class_id, asked)
            standing = numbers.standing(snapshot, class_id)
            training_class = snapshot.get(Class, class_id)
            return CheckedClass(
                class_id=class_id,
                people=[self._person(snapshot, one, standing) for one in found],
                subsidy=self._reader.label("subsidy", asked.subsidy),
                basis=_basis(found, asked),
                name=training_class.name if training_class else "",
                payee=self._payee(snapshot, training_class),
            )

    def _asked(self, snapshot: Snapshot, class_id: RecordId) -> Question:
        today = china_day(self._store.database.now())
        return claims.question(snapshot, class_id, None, today, self._policies)

    def _payee(self, snapshot: Snapshot, one: Class | None) -> Payee:
        body = snapshot.get(Institution, one.institution_id or "") if one else None
        name = body.name if body else ""
        account = (
            self._reader.account(body, "account_holder", "bank_branch", "account_number") if body else ""
        )
        try:
            if one:
                claims.payee(snapshot, one)
        except Refused as refused:
            return Payee(name=name, account=account, refusal=str(refused))
        return Payee(name=name, account=account)

    def _person(self, snapshot: Snapshot, one: Checked, standing: Mapping[RecordId, str]) -> CheckedPerson:
        trainee = one.trainee
        return CheckedPerson(
            trainee_id=trainee.id,
            name=trainee.name,
            id_number=self._reader.told(trainee, "id_number"),
            category=self._reader.categories(snapshot, trainee.id),
            verdict=one.decision.verdict,
            amount=one.decision.payable_fen if one.may_be_submitted else None,
            findings=[finding(found, reason) for found, reason in one.reasons],
            quotas=list(_quotas(one)),
            applied=standing.get(trainee.id, ""),
            account=self._reader.told(trainee, "bank_account") if trainee.bank_account else "",
        )

    def _create(
        self, class_id: RecordId, trainees: Sequence[RecordId], progress: Progress
    ) -> Sequence[RecordId]:
        with self._store.database.write(self._actor) as work:
            made = claims.create(work, class_id, trainees, self._asked(work, class_id))
            return [claim.id for claim in made]

    def _create_for_institution(
        self, class_id: RecordId, trainees: Sequence[RecordId], progress: Progress
    ) -> Sequence[RecordId]:
        with self._store.database.write(self._actor) as work:
            asked = self._asked(work, class_id)
            return [claims.create_for_institution(work, class_id, trainees, asked).id]

    def _rows(self, ids: Sequence[RecordId], progress: Progress) -> Sequence[ClaimRow]:
        with self._store.database.read() as snapshot:
            found = snapshot.get_each(Claim, ids)
            if len(found) < len(set(ids)):
                raise NotFound("有一张申领单不在本机。数据没有变化。请刷新列表后重新选择。")
            return self._reader.rows(snapshot, self._store.blobs, [found[id] for id in ids])

    def _unprintable(self, ids: Sequence[RecordId], progress: Progress) -> Sequence[Unprintable]:
        found = paper.unprintable(self._store, self._actor, ids, progress)
        rows = {row.claim_id: row for row in self._rows([one.claim.id for one in found], progress)}
        return [
            Unprintable(
                claim_id=one.claim.id,
                who=f"{one.claim.number} {rows[one.claim.id].applicant}",
                words=one.place.words,
            )
            for one in found
        ]

    def _draw(self, ids: Sequence[RecordId], progress: Progress) -> Sequence[RecordId]:
        return [drawn.claim.id for drawn in paper.draw(self._store, self._actor, ids, progress)]


def _basis(found: Sequence[Checked], asked: Question) -> str:
    used = {key for one in found for key in one.decision.policies}
    documents = "、".join(policy.document for policy in asked.policies if policy.key in used)
    return f"{documents or '没有适用的政策文件'} · 仅依据本机数据 · 申请日期 {asked.applied_on}"


def _quotas(one: Checked) -> list[Quota]:
    """How often the benefit was had in the year, as the counting rule told it."""
    quotas = []
    for found, _ in one.reasons:
        limit, nth = found.facts.get("limit"), found.facts.get("nth")
        if isinstance(limit, int) and isinstance(nth, int):
            quotas.append(Quota(label="本年已享受", used=min(nth - 1, limit), allowed=limit))
    return quotas
