"""Questions about claims in numbers: how many are where, and how far each class has come with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES

_CLAIM = TABLES[Claim].c
_LINE = TABLES[ClaimLine].c
_CLASS = TABLES[Class].c
_ENROLMENT = TABLES[Enrolment].c
_CERTIFICATE = TABLES[Certificate].c

GONE = ("39", "99")
"""不予支持, 撤销: who stood in such a claim may apply anew."""

_STANDS = sa.and_(
    _LINE.voided.is_(None),
    _CLAIM.voided.is_(None),
    sa.func.coalesce(_CLAIM.state, "").not_in(GONE),
)


@dataclass(frozen=True)
class ClassCount:
    """A class, how many are in it, got its certificate, and stand in a claim."""

    class_id: RecordId
    enrolled: int
    certified: int
    claimed: int


def states(snapshot: Snapshot) -> dict[str, int]:
    """How many claims that count there are in each state; the key is empty for those without one."""
    state = sa.func.coalesce(_CLAIM.state, "")
    query = sa.select(state, sa.func.count()).where(_CLAIM.voided.is_(None)).group_by(state)
    return {row[0]: row[1] for row in snapshot.connection.execute(query)}


def in_states(snapshot: Snapshot, wanted: Collection[str], *, most: int) -> list[Claim]:
    """The claims in these states, the newest first, no more than so many."""
    state = sa.func.coalesce(_CLAIM.state, "")
    rows = sa.select(_CLAIM.id).where(_CLAIM.voided.is_(None), state.in_(list(wanted)))
    newest = snapshot.connection.execute(rows.order_by(_CLAIM.row.desc()).limit(most)).scalars().all()
    found = snapshot.get_each(Claim, newest)
    return [found[id] for id in newest]


def people_in(snapshot: Snapshot, claims: Collection[RecordId]) -> dict[RecordId, int]:
    """How many people stand in each of these claims."""
    query = sa.select(_LINE.claim_id, sa.func.count()).where(
        _LINE.voided.is_(None), _LINE.claim_id.in_(list(claims))
    )
    return {row[0]: row[1] for row in snapshot.connection.execute(query.group_by(_LINE.claim_id))}


def standing(snapshot: Snapshot, class_id: RecordId) -> dict[RecordId, str]:
    """Who of a class stands in a claim already, with the number of that claim."""
    query = (
        sa.select(_LINE.trainee_id, _CLAIM.number)
        .join_from(TABLES[ClaimLine], TABLES[Claim], _CLAIM.id == _LINE.claim_id)
        .where(_STANDS, _CLAIM.class_id == class_id)
    )
    return {row[0]: row[1] for row in snapshot.connection.execute(query)}


def class_counts(snapshot: Snapshot, class_states: Collection[str]) -> list[ClassCount]:
    """The classes in these states, the newest first, those without any state that gave certificates too."""
    enrolled = _by_class(sa.select(_ENROLMENT.class_id, sa.func.count()).where(_ENROLMENT.voided.is_(None)))
    certified = _by_class(
        sa.select(_CERTIFICATE.class_id, sa.func.count(sa.distinct(_CERTIFICATE.trainee_id))).where(
            _CERTIFICATE.voided.is_(None), _CERTIFICATE.revoked_on.is_(None)
        )
    )
    claimed = _by_class(
        sa.select(_CLAIM.class_id, sa.func.count(sa.distinct(_LINE.trainee_id)))
        .join_from(TABLES[ClaimLine], TABLES[Claim], _CLAIM.id == _LINE.claim_id)
        .where(_STANDS)
    )
    numbers = [
        {row[0]: row[1] for row in snapshot.connection.execute(q)} for q in (enrolled, certified, claimed)
    ]
    query = sa.select(_CLASS.id, _CLASS.state).where(_CLASS.voided.is_(None)).order_by(_CLASS.row.desc())
    return [
        ClassCount(id, *(each.get(id, 0) for each in numbers))
        for id, state in snapshot.connection.execute(query)
        if state in class_states or (not state and numbers[1].get(id))
    ]


def _by_class(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.group_by(query.selected_columns[0])
