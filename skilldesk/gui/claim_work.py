"""What the claim page is told and may ask for; the composition fills it with the operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from skilldesk.core.records import RecordId
from skilldesk.gui.lookup import Choice
from skilldesk.progress import Progress

Verdict = Literal["eligible", "provisional", "unknown", "not_eligible", "not_covered"]

MAY_APPLY: frozenset[Verdict] = frozenset({"eligible", "provisional"})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule found for one person, in words."""

    outcome: Literal["pass", "fail", "warn", "unknown"]
    title: str
    """A few words: 同工种同等级已享受过."""
    text: str = ""
    facts: str = ""
    document: str = ""
    clause: str = ""
    remedy: str = ""
    code: str = ""
    """Digits, easy to say on the phone."""


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
    category: str
    verdict: Verdict
    amount: int | None
    """In fen; None if no standard tells it."""
    findings: Sequence[Finding]
    quotas: Sequence[Quota] = ()
    applied: str = ""
    """The number of a claim in which the person already stands for this class."""


@dataclass(frozen=True, kw_only=True)
class CheckedClass:
    class_id: RecordId
    people: Sequence[CheckedPerson]
    subsidy: str
    """What would be claimed: 就业技能培训补贴."""
    basis: str
    """By which documents and on what data: 鲁人社字〔2019〕… · 仅依据本机数据."""


@dataclass(frozen=True, kw_only=True)
class ClaimWork:
    classes: Callable[[str], Sequence[Choice]]
    """Classes that the text may mean, the latest first."""
    check: Callable[[RecordId, Progress], CheckedClass]
    create: Callable[[RecordId, Sequence[RecordId], Progress], Sequence[RecordId]]
    """Writes claims for these trainees of the class; the ids of the claims."""
    draw: Callable[[Sequence[RecordId], Progress], Sequence[RecordId]]
    """Draws and stores the form of each claim; the ids of the claims that have one now."""
    act: Callable[[RecordId, str, str], None]
    """Takes a step of core.claim_steps, by its key, with a claim; the last is the reason."""
