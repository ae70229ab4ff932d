"""What an office does with people."""

from __future__ import annotations

from dataclasses import dataclass

from skilldesk.core.claim_steps import benefit_state
from skilldesk.core.claims import Claim
from skilldesk.core.people import Trainee
from skilldesk.core.training import Class, Enrolment
from skilldesk.store.queries import people, training
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot


def duplicates(snapshot: Snapshot, trainee: Trainee) -> list[Trainee]:
    """Other records that may be the same person: one number, or one name with one birth date or phone.

    A person decides; nothing is refused for it.
    """
    found = people.alike(snapshot, trainee.completed())
    return [one for one in found if one.id != trainee.id]


_GRANTED = ("approved", "paid")


@dataclass(frozen=True, kw_only=True)
class Past:
    """What this office has done with somebody."""

    classes: tuple[str, ...]
    """The names of their classes."""
    benefits: int
    """How often they were granted money, here or, as far as it was imported, elsewhere."""
    fen: int
    """How much of it this office granted."""


def past(snapshot: Snapshot, trainee: Trainee) -> Past:
    """The classes of a person, and the benefits that are approved or paid."""
    enrolments = by_reference(snapshot, Enrolment, "trainee_id", trainee.id)
    classes = snapshot.get_each(Class, [one.class_id for one in enrolments])
    lines = training.lines_for(snapshot, trainee.id_number, trainee.id)
    claims = snapshot.get_each(Claim, [line.claim_id for line in lines])
    granted = [
        line
        for line in lines
        if (claim := claims.get(line.claim_id))
        and claim.voided is None
        and benefit_state(claim.state) in _GRANTED
    ]
    prior = people.prior_benefits(snapshot, trainee.id_number) if trainee.id_number else []
    elsewhere = [one for one in prior if not one.repeats and one.state in (None, *_GRANTED)]
    return Past(
        classes=tuple(one.name for one in classes.values() if one.voided is None),
        benefits=len(granted) + len(elsewhere),
        fen=sum(line.amount or 0 for line in granted),
    )
