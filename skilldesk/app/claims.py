"""What the claim page may ask for, answered by the operations."""

from __future__ import annotations

from collections.abc import Sequence

from skilldesk.core.explain import Reason
from skilldesk.core.normal import china_day
from skilldesk.core.policies import BY_CODE
from skilldesk.core.policy import Finding as Found
from skilldesk.core.policy import Policy
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_work import CheckedClass, CheckedPerson, ClaimWork, Finding, Quota
from skilldesk.gui.lookup import Choice, Lookup
from skilldesk.operations import claims, paper
from skilldesk.operations.claims import Checked, Question
from skilldesk.progress import Progress
from skilldesk.reference.codes import Codes
from skilldesk.store.office import Store
from skilldesk.store.queries import people, training
from skilldesk.store.snapshot import Snapshot


class Claims:
    """Checks classes, makes claims and draws forms for one user."""

    def __init__(
        self, store: Store, actor: str, lookup: Lookup, codes: Codes, policies: tuple[Policy, ...]
    ) -> None:
        self._store = store
        self._actor = actor
        self._lookup = lookup
        self._codes = codes
        self._policies = policies

    def work(self) -> ClaimWork:
        return ClaimWork(
            classes=self._classes, check=self._check, create=self._create, draw=self._draw, act=self._act
        )

    def _classes(self, text: str) -> Sequence[Choice]:
        return self._lookup.records_like("class", text)

    def _check(self, class_id: RecordId, progress: Progress) -> CheckedClass:
        with self._store.database.read_long() as snapshot:
            asked = self._asked(snapshot, class_id)
            found = claims.check_class(snapshot, class_id, asked)
            applied = _applied(snapshot, class_id)
            return CheckedClass(
                class_id=class_id,
                people=[self._person(snapshot, one, applied) for one in found],
                subsidy=self._codes["subsidy"].label(asked.subsidy),
                basis=_basis(found, asked),
            )

    def _asked(self, snapshot: Snapshot, class_id: RecordId) -> Question:
        today = china_day(self._store.database.now())
        return claims.question(snapshot, class_id, None, today, self._policies)

    def _person(self, snapshot: Snapshot, one: Checked, applied: dict[RecordId, str]) -> CheckedPerson:
        categories = people.categories(snapshot, one.trainee.id)
        return CheckedPerson(
            trainee_id=one.trainee.id,
            name=one.trainee.name,
            id_number=one.trainee.id_number or "",
            category="、".join(self._codes["person_category"].shown(each.category) for each in categories),
            verdict=one.decision.verdict,
            amount=one.decision.payable_fen if one.may_be_submitted else None,
            findings=[_finding(found, reason) for found, reason in one.reasons],
            quotas=list(_quotas(one)),
            applied=applied.get(one.trainee.id, ""),
        )

    def _create(
        self, class_id: RecordId, trainees: Sequence[RecordId], progress: Progress
    ) -> Sequence[RecordId]:
        with self._store.database.write(self._actor) as work:
            asked = self._asked(work, class_id)
            return [claim.id for claim in claims.create(work, class_id, trainees, asked)]

    def _act(self, claim_id: RecordId, step: str, reason: str) -> None:
        with self._store.database.write(self._actor) as work:
            claims.act(work, claim_id, step, self._policies, reason=reason)

    def _draw(self, ids: Sequence[RecordId], progress: Progress) -> Sequence[RecordId]:
        return [drawn.claim.id for drawn in paper.draw(self._store, self._actor, ids, progress)]


def _applied(snapshot: Snapshot, class_id: RecordId) -> dict[RecordId, str]:
    """Who of the class already stands in a claim that was not withdrawn, and its number."""
    live = (one for one in training.claims_for_class(snapshot, class_id) if one.state != _WITHDRAWN)
    return {one.applicant_id: one.number for one in live if one.applicant_id}


_WITHDRAWN = "99"


def _basis(found: Sequence[Checked], asked: Question) -> str:
    used = {key for one in found for key in one.decision.policies}
    documents = "、".join(policy.document for policy in asked.policies if policy.key in used)
    return f"{documents or '没有适用的政策文件'} · 仅依据本机数据 · 申请日期 {asked.applied_on}"


def _finding(found: Found, reason: Reason) -> Finding:
    title = BY_CODE[found.rule].title if found.rule in BY_CODE else _TITLES.get(found.rule, "政策依据")
    said = found.outcome == "unknown" and not found.stops
    return Finding(
        outcome="warn" if said else found.outcome,
        title=title,
        text=reason.text,
        document=reason.document,
        clause=reason.clause,
        remedy=reason.remedy,
    )


_TITLES = {
    "R-IN-FORCE": "文件有效期",
    "R-FUNDING-TO": "执行期限",
    "R-STANDARD": "补贴标准",
    "R-DISAGREE": "文件不一致",
}
"""Of findings that no rule makes but the engine itself."""


def _quotas(one: Checked) -> list[Quota]:
    """How often the benefit was had in the year, as the counting rule told it."""
    quotas = []
    for found, _ in one.reasons:
        limit, nth = found.facts.get("limit"), found.facts.get("nth")
        if isinstance(limit, int) and isinstance(nth, int):
            quotas.append(Quota(label="本年已享受", used=min(nth - 1, limit), allowed=limit))
    return quotas
