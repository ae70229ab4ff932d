"""What the review page is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from skilldesk.core.records import RecordId
from skilldesk.gui.claim_finding import Finding
from skilldesk.progress import Progress

OTHERS = "others"
"""The key of the queue of all claims with which the user has nothing to do now."""

Owner = Literal["申领单", "学员", "培训班"]

MOST = 2000
"""So many claims of one queue are listed, the newest; who looks for an older one searches for it."""


@dataclass(frozen=True, kw_only=True)
class ClaimRow:
    """A claim as lists show it."""

    claim_id: RecordId
    number: str
    is_personal: bool
    applicant: str
    class_name: str
    people: int
    amount: int | None
    """In fen."""
    state: str
    """The code."""
    state_word: str
    applied_on: str
    has_form: bool
    """Whether its form lies in the store of this PC."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The claims in one state, or the others."""

    key: str
    """The code of the state, or OTHERS."""
    word: str
    number: int


@dataclass(frozen=True, kw_only=True)
class StepOffer:
    """A step that begins in the state of one of some claims."""

    key: str
    label: str
    goes_back: bool
    why_not: str = ""
    """The sentence that says so, if no claim of those asked for may take it."""
    able: int = 0
    """With how many of them the user may take it."""


@dataclass(frozen=True, kw_only=True)
class ClaimPerson:
    """One line of a claim, with the outcomes as they were kept."""

    name: str
    id_number: str
    """As the user may see it."""
    category: str
    amount: int | None
    findings: Sequence[Finding]


@dataclass(frozen=True, kw_only=True)
class Material:
    """A file that belongs to the claim, its people or its class."""

    owner: Owner
    kind: str
    file_name: str
    original: str
    """原件, 复印件, or nothing if it is not said."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """A step that was taken."""

    label: str
    who: str
    when: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimDetail:
    row: ClaimRow
    facts: Sequence[tuple[str, str]]
    """Label and text: 收款户名, 周春梅."""
    people: Sequence[ClaimPerson]
    materials: Sequence[Material]
    past: Sequence[Past]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one of the claims with which a step was to be taken."""

    number: str
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewWork:
    queues: Callable[[Progress], Sequence[Queue]]
    """Those in which the user's roles have something to do, in the order of the work, then the others."""
    rows: Callable[[str, Progress], Sequence[ClaimRow]]
    """The claims of a queue, by its key; any code of a state is one."""
    detail: Callable[[RecordId, Progress], ClaimDetail]
    offers: Callable[[Sequence[RecordId], Progress], Sequence[StepOffer]]
    """The steps that begin where these claims stand, those that carry them forward last."""
    take: Callable[[Sequence[RecordId], str, str, Progress], Sequence[Outcome]]
    """Takes a step, by its key, with each of these claims, for that reason."""
    return_reasons: Sequence[str] = ()
    """Why claims are given back, as offices say it."""
