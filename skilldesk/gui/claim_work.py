"""What the claim page is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from skilldesk.core.records import RecordId
from skilldesk.gui.claim_finding import Finding
from skilldesk.gui.claim_review_work import ClaimRow, ReviewWork
from skilldesk.progress import Progress

Verdict = Literal["eligible", "provisional", "unknown", "not_eligible", "not_covered"]

MAY_APPLY: frozenset[Verdict] = frozenset({"eligible", "provisional"})


@dataclass(frozen=True, kw_only=True)
class ClaimableClass:
    """A class whose people may apply, and how far it has come with that."""

    class_id: RecordId
    name: str
    detail: str
    """电工　五级/初级工."""
    institution: str
    days: str
    state: str
    """In words: 已评价."""
    enrolled: int
    certified: int
    claimed: int

    @property
    def left(self) -> int:
        """How many got a certificate and stand in no claim yet."""
        return max(0, self.certified - self.claimed)


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How often a benefit was had, of how many times it may be."""

    label: str
    used: int
    allowed: int
    notes: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class CheckedPerson:
    trainee_id: RecordId
    name: str
    id_number: str
    """As the user may see it."""
    category: str
    verdict: Verdict
    amount: int | None
    """In fen; None if no standard tells it."""
    findings: Sequence[Finding]
    quotas: Sequence[Quota] = ()
    applied: str = ""
    """The number of a claim in which the person already stands for this class."""
    account: str = ""
    """Where the money goes, as the user may see it; nothing if that is not known yet."""


@dataclass(frozen=True, kw_only=True)
class Payee:
    """The institution of a class, if it is to apply for its people."""

    name: str
    account: str
    """Holder, bank and account, as the user may see it."""
    refusal: str = ""
    """Why it cannot apply as things stand."""


@dataclass(frozen=True, kw_only=True)
class CheckedClass:
    class_id: RecordId
    people: Sequence[CheckedPerson]
    subsidy: str
    """What would be claimed: 就业技能培训补贴."""
    basis: str
    """By which documents and on what data: 鲁人社字〔2019〕… · 仅依据本机数据."""
    name: str = ""
    payee: Payee = Payee(name="", account="", refusal="这个班没有填培训机构。")


@dataclass(frozen=True, kw_only=True)
class Unprintable:
    """What of a claim's form no typeface prints."""

    claim_id: RecordId
    who: str
    """Whose claim it is: its number and who applies."""
    words: str
    """姓名“张𰾄”里的“𰾄”字（U+30F84）."""


@dataclass(frozen=True, kw_only=True)
class ClaimWork:
    classes: Callable[[Progress], Sequence[ClaimableClass]]
    """Classes of which people may apply, the newest first."""
    class_of: Callable[[RecordId], RecordId]
    """The newest class of that person of which they may apply, or nothing."""
    check: Callable[[RecordId, Progress], CheckedClass]
    create: Callable[[RecordId, Sequence[RecordId], Progress], Sequence[RecordId]]
    """Writes a claim for each of these trainees of the class; the ids of the claims."""
    create_for_institution: Callable[[RecordId, Sequence[RecordId], Progress], Sequence[RecordId]]
    """Writes one claim of the institution for all of them; its id."""
    rows: Callable[[Sequence[RecordId], Progress], Sequence[ClaimRow]]
    """These claims, as lists show them."""
    unprintable: Callable[[Sequence[RecordId], Progress], Sequence[Unprintable]]
    """What could not be printed of the forms of these claims."""
    draw: Callable[[Sequence[RecordId], Progress], Sequence[RecordId]]
    """Draws and stores the form of each claim; the ids of the claims that have one now."""
    review: ReviewWork
