"""今日待办: what waits for a user, as their roles let them do it; and the days that come near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from skilldesk.core.claim_steps import STEPS
from skilldesk.core.offices import User
from skilldesk.core.policy import Policy
from skilldesk.core.records import RecordId
from skilldesk.core.rights import Rights
from skilldesk.core.workdays import Calendar
from skilldesk.errors import CalendarMissing
from skilldesk.operations import offices
from skilldesk.reference.deadlines import Deadline
from skilldesk.store.queries import waiting as queries
from skilldesk.store.queries.waiting import Dated, InClass
from skilldesk.store.snapshot import Snapshot

_NOT_FILED = ("10", "25")
_RUNNING = ("30", "40")
_RETURNED = ("25", "35", "45")
_NAMED = 2
"""So many names stand in a line; more would push the rest away."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits: what (see gui.board_lines), how often, and for whom or where first."""

    key: str
    count: int
    names: tuple[str, ...] = ()
    record: RecordId = ""
    """Where to begin: a record, or of claims the code of their state."""
    day: date | None = None
    """The day of the oldest, or the next."""


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A day that comes near; `left` is in calendar days, negative once it has passed."""

    key: str
    name: str
    day: date
    left: int
    document: str = ""
    """What states it."""
    record: RecordId = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, on which day, by which days and documents."""

    user: User
    rights: Rights
    today: date
    deadlines: Mapping[str, Deadline]
    calendar: Calendar
    policies: Sequence[Policy]


def waiting(snapshot: Snapshot, asked: Asked) -> list[Waiting]:
    """All that waits for this user, in no order; nothing that does not wait."""
    found = [*_claims(snapshot, asked)]
    if asked.rights.may_write("class"):
        found += _classes(snapshot, asked)
    if asked.rights.may_write("inspection"):
        found += _inspections(snapshot, asked)
    if asked.rights.may_write("certificate"):
        found += _certificates(snapshot)
    if asked.rights.may_write("standard"):
        count = queries.standards_to_approve(snapshot, asked.user.account)
        found.append(Waiting(key="standards", count=count))
    return [one for one in found if one.count]


def _claims(snapshot: Snapshot, asked: Asked) -> Iterator[Waiting]:
    """Claims at the desk of one of the user's roles."""
    counts = queries.claims_by_state(snapshot)
    roles = set(asked.user.roles)
    for key, step in _AT_DESK.items():
        if not roles.isdisjoint(step.roles):
            yield Waiting(key=key, count=sum(counts.get(state, 0) for state in step.from_states))
    if asked.rights.may_write("claim"):
        returned = [state for state in _RETURNED if counts.get(state)]
        number = sum(counts[state] for state in returned)
        yield Waiting(key="claims_returned", count=number, record=returned[0] if returned else "")
        yield Waiting(key="claims_to_submit", count=counts.get("10", 0))


_AT_DESK = {
    f"claims_to_{step.key}": step
    for step in STEPS
    if step.key in ("receive", "first_review", "second_review")
}


def _classes(snapshot: Snapshot, asked: Asked) -> Iterator[Waiting]:
    soon = asked.today + timedelta(days=2 * asked.deadlines["inspection"].days)
    yield _of_days("classes_to_file", queries.classes_starting(snapshot, soon, states=_NOT_FILED))
    yield _of_days("classes_over", queries.classes_over(snapshot, asked.today, states=_RUNNING))
    since = asked.today - timedelta(days=asked.deadlines["employment"].days)
    finished = queries.finished_without_employment(snapshot, since, asked.today)
    yield _of_classes("employment", finished)


def _inspections(snapshot: Snapshot, asked: Asked) -> Iterator[Waiting]:
    soon = asked.today + timedelta(days=asked.deadlines["inspection"].days)
    found = queries.classes_without_inspection(snapshot, soon, states=_RUNNING)
    yield _of_days("inspections", found)


def _certificates(snapshot: Snapshot) -> Iterator[Waiting]:
    yield _of_classes("certificates_missing", queries.passed_without_certificate(snapshot))
    count, oldest = queries.certificates_unverified(snapshot)
    yield Waiting(key="certificates_to_verify", count=count, day=oldest)
    yield _of_classes("to_claim", queries.certified_without_claim(snapshot))


def _of_days(key: str, found: Sequence[Dated]) -> Waiting:
    first = found[0] if found else None
    return Waiting(
        key=key,
        count=len(found),
        names=tuple(one.name for one in found[:_NAMED]),
        record=first.record if first else "",
        day=first.day if first else None,
    )


def _of_classes(key: str, found: Sequence[InClass]) -> Waiting:
    most = sorted(found, key=lambda one: -one.count)
    return Waiting(
        key=key,
        count=sum(one.count for one in found),
        names=tuple(f"{one.name}（{one.count}人）" for one in most[:_NAMED]),
        record=most[0].class_id if most else "",
    )


def ahead(snapshot: Snapshot, asked: Asked) -> list[Ahead]:
    """The days that come near, the nearest first."""
    found = [*_filings(snapshot, asked), *_endings(snapshot, asked), *_documents(snapshot, asked)]
    return sorted(found, key=lambda one: (one.left, one.name))


def _filings(snapshot: Snapshot, asked: Asked) -> Iterator[Ahead]:
    """By when a class that is not filed yet must be; nothing where the days off are not known."""
    rule = asked.deadlines["filing"]
    until = asked.today + timedelta(days=asked.deadlines["licence"].days)
    for one in queries.classes_starting(snapshot, until, states=_NOT_FILED):
        try:
            day = asked.calendar.before(one.day, rule.working_days)
        except CalendarMissing:
            continue
        yield _ahead("filing", Dated(one.record, one.name, day), asked, rule)


def _endings(snapshot: Snapshot, asked: Asked) -> Iterator[Ahead]:
    rule = asked.deadlines["licence"]
    span = asked.today, asked.today + timedelta(days=rule.days)
    for key, question in (
        ("licence", queries.licences_ending),
        ("agreement", queries.agreements_ending),
        ("standard", queries.standards_ending),
    ):
        yield from (_ahead(key, one, asked) for one in question(snapshot, *span))


def _documents(snapshot: Snapshot, asked: Asked) -> Iterator[Ahead]:
    region = offices.region(snapshot)
    last = asked.today + timedelta(days=asked.deadlines["policy"].days)
    for policy in asked.policies:
        ends = min((day for day in (policy.valid_to, policy.funding_to) if day), default=None)
        if ends and policy.governs(region) and asked.today <= ends <= last:
            yield _ahead("policy", Dated(policy.key, policy.document, ends), asked)


def _ahead(key: str, one: Dated, asked: Asked, rule: Deadline | None = None) -> Ahead:
    return Ahead(
        key=key,
        name=one.name,
        day=one.day,
        left=(one.day - asked.today).days,
        document=rule.document if rule else "",
        record=one.record,
    )
