"""Claims as one user reads them: codes in words, masked what the user's rights do not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skilldesk.core.claims import Claim
from skilldesk.core.explain import Reason
from skilldesk.core.fields import Field, fields_of
from skilldesk.core.institutions import Institution
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.policies import BY_CODE
from skilldesk.core.policy import Finding as Found
from skilldesk.core.records import Record, RecordId, kind_of
from skilldesk.core.rights import Rights
from skilldesk.core.training import Class
from skilldesk.gui.claim_finding import Finding
from skilldesk.gui.claim_review_work import ClaimRow
from skilldesk.operations import claims
from skilldesk.reference.codes import Codes
from skilldesk.store.blobs import Blobs
from skilldesk.store.queries import claims as numbers
from skilldesk.store.queries import people
from skilldesk.store.snapshot import Snapshot

_FIELDS: Mapping[tuple[str, str], Field] = {
    (kind_of(kind), field.name): field
    for kind in (Claim, CategoryFact, Institution, Trainee)
    for field in fields_of(kind)
}

_TITLES = {
    "R-IN-FORCE": "文件有效期",
    "R-FUNDING-TO": "执行期限",
    "R-STANDARD": "补贴标准",
    "R-DISAGREE": "文件不一致",
}
"""Of findings that no rule makes but the engine itself."""


@dataclass(frozen=True)
class Reader:
    """How one user reads records that have to do with claims."""

    rights: Rights
    codes: Codes

    def told(self, record: Record, name: str) -> str:
        """What that field says to this user."""
        field = _FIELDS[kind_of(type(record)), name]
        value = getattr(record, name)
        return self.rights.told(field, value, "" if value is None else field.kind.format(value))

    def label(self, table: str, code: str | None) -> str:
        return self.codes[table].label(code) if code else ""

    def category(self, fact: CategoryFact) -> str:
        field = _FIELDS["category_fact", "category"]
        shown = self.codes["person_category"].shown(fact.category)
        return self.rights.told(field, fact.category, shown)

    def categories(self, snapshot: Snapshot, trainee: RecordId) -> str:
        return "、".join(map(self.category, people.categories(snapshot, trainee)))

    def account(self, record: Record, *names: str) -> str:
        """Holder, bank and account in one line, as far as they are known."""
        return "　".join(filter(None, (self.told(record, name) for name in names)))

    def rows(self, snapshot: Snapshot, blobs: Blobs, shown: Sequence[Claim]) -> list[ClaimRow]:
        """These claims, as lists show them."""
        ids: set[Any] = {one.applicant_id for one in shown if one.applicant_id}
        persons = snapshot.get_each(Trainee, ids)
        bodies = snapshot.get_each(Institution, ids - persons.keys())
        classes = snapshot.get_each(Class, {one.class_id for one in shown if one.class_id})
        counts = numbers.people_in(snapshot, [one.id for one in shown])
        return [
            ClaimRow(
                claim_id=one.id,
                number=one.number,
                is_personal=one.applicant_kind == claims.PERSON,
                applicant=_name(persons.get(one.applicant_id or "") or bodies.get(one.applicant_id or "")),
                class_name=classes[one.class_id].name if one.class_id in classes else "",
                people=counts.get(one.id, 0),
                amount=one.amount,
                state=one.state or "",
                state_word=self.label("claim_state", one.state) or "草稿",
                applied_on=one.applied_on.isoformat() if one.applied_on else "",
                has_form=bool(one.form_sha256) and blobs.has(one.form_sha256 or ""),
            )
            for one in shown
        ]


def _name(applicant: Trainee | Institution | None) -> str:
    return applicant.name if applicant else "（申请人不在本机）"


def finding(found: Found, reason: Reason) -> Finding:
    """An outcome in words; what does not stop a claim is only said."""
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
