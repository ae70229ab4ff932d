"""All kinds of records, and which of what is done leaves the PC."""

from __future__ import annotations

from skilldesk.core.claims import Attachment, Claim, ClaimLine, PolicyDocument, Printing, Standard
from skilldesk.core.institutions import CatalogueEntry, Institution, Level, Occupation
from skilldesk.core.offices import Device, Office, User
from skilldesk.core.people import CategoryFact, PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import Record, kind_of
from skilldesk.core.training import Certificate, Class, Employment, Enrolment, Inspection, Lesson

RECORDS: tuple[type[Record], ...] = (
    Office,
    Device,
    User,
    Trainee,
    CategoryFact,
    StatusFact,
    PriorBenefit,
    Institution,
    Occupation,
    Level,
    CatalogueEntry,
    Class,
    Enrolment,
    Inspection,
    Lesson,
    Certificate,
    Employment,
    PolicyDocument,
    Standard,
    Claim,
    ClaimLine,
    Attachment,
    Printing,
)

KINDS: dict[str, type[Record]] = {kind_of(record): record for record in RECORDS}

STAYS: frozenset[str] = frozenset({"printing"})
"""Kinds of records whose entries are sent as hashes only."""

TRAVELS: frozenset[str] = frozenset(KINDS) - STAYS
"""Kinds of records whose entries are sent whole."""

TRAVELLING_ACTS: frozenset[str] = frozenset({"epoch.begin"})
"""Acts about no record that are sent whole; all others (log-ins, unmasking, exports) stay."""


def travels(kind: str | None, verb: str) -> bool:
    """Whether an entry leaves the PC with its content, or only as seq and content hash."""
    return verb in TRAVELLING_ACTS if kind is None else kind in TRAVELS
