"""Questions about people."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from skilldesk.core.people import CategoryFact, PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

_TRAINEE = TABLES[Trainee].c
_PRIOR = TABLES[PriorBenefit].c


def alike(snapshot: Snapshot, trainee: Trainee) -> list[Trainee]:
    """Everyone not voided with the same number, or with the same name and birth date or phone."""
    same = [
        sa.and_(*(_TRAINEE[name] == getattr(trainee, name) for name in names))
        for names in (("id_number",), ("name", "birth_date"), ("name", "phone"))
        if all(getattr(trainee, name) for name in names)
    ]
    return snapshot.find(Trainee, _TRAINEE.voided.is_(None), sa.or_(*same)) if same else []


def with_number(snapshot: Snapshot, id_number: str) -> list[Trainee]:
    return snapshot.find(Trainee, _TRAINEE.voided.is_(None), _TRAINEE.id_number == id_number)


def categories(snapshot: Snapshot, trainee: RecordId) -> list[CategoryFact]:
    return by_reference(snapshot, CategoryFact, "trainee_id", trainee)


def statuses(snapshot: Snapshot, trainee: RecordId) -> list[StatusFact]:
    return by_reference(snapshot, StatusFact, "trainee_id", trainee)


def prior_benefits(snapshot: Snapshot, id_number: str) -> list[PriorBenefit]:
    return snapshot.find(PriorBenefit, _PRIOR.voided.is_(None), _PRIOR.id_number == id_number)


def with_numbers(snapshot: Snapshot, numbers: Collection[str]) -> list[Trainee]:
    """Everyone not voided who has one of these numbers."""
    wanted = sorted(set(numbers) - {""})
    return snapshot.find(Trainee, _TRAINEE.voided.is_(None), _TRAINEE.id_number.in_(wanted)) if wanted else []
