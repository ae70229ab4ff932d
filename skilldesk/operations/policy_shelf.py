"""Which documents hold for this office on a day, whose files are in use, what is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from skilldesk.core.claims import Standard
from skilldesk.core.policy import Policy, StandardEntry
from skilldesk.operations import offices
from skilldesk.reference.policies import Policies
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot

Reach = Literal["nation", "province", "city", "county"]
FileUse = Literal["same", "changed", "unused"]

_REACHES: tuple[Reach, ...] = ("nation", "province", "city", "county")


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A document whose scope holds this office."""

    policy: Policy
    in_force: bool
    reach: Reach
    file: FileUse
    """Whether claims were decided by this very file, by another of the same key, or by none yet."""
    empty: int
    """Amounts that it leaves open and that no approved standard fills on that day."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An amount that a file leaves to the office, and what was entered for it; None: nothing yet."""

    policy: Policy
    entry: StandardEntry
    standard: Standard | None

    @property
    def state(self) -> Literal["empty", "waiting", "approved"]:
        if self.standard is None:
            return "empty"
        return "approved" if self.standard.approved_by else "waiting"


def region(snapshot: Snapshot) -> str:
    """The place for which this office decides."""
    office = offices.this_office(snapshot)
    return office.regions[0] if office.regions else office.code[:6]


def shelf(snapshot: Snapshot, policies: Policies, day: date) -> tuple[Shelved, ...]:
    """All documents of this place, those in force on the day first, the widest first."""
    used = {one.key: one.file_sha256 for one in training.documents(snapshot)}
    found = [
        Shelved(
            policy=policy,
            in_force=policy.in_force_on(day),
            reach=_REACHES[len(policy.reach) // 2],
            file=_file_use(used.get(policy.key), policy.file_sha256),
            empty=sum(not _is_filled(gaps, day) for gaps in _by_entry(snapshot, policy)),
        )
        for policy in policies.governing(region(snapshot))
    ]
    return tuple(sorted(found, key=lambda one: not one.in_force))


def _file_use(used: str | None, own: str) -> FileUse:
    if used is None:
        return "unused"
    return "same" if used == own else "changed"


def _by_entry(snapshot: Snapshot, policy: Policy) -> Iterator[Sequence[Gap]]:
    standards = [one for one in training.standards(snapshot) if one.policy == policy.key]
    for entry in policy.standards:
        if entry.amount_fen is None:
            mine = [one for one in standards if (one.subsidy, one.key) == (entry.subsidy, entry.key)]
            filled: Sequence[Standard | None] = mine or (None,)
            yield [Gap(policy=policy, entry=entry, standard=one) for one in filled]


def _is_filled(gaps: Sequence[Gap], day: date) -> bool:
    return any(
        gap.standard is not None
        and gap.state == "approved"
        and gap.standard.valid_from is not None
        and gap.standard.valid_from <= day <= (gap.standard.valid_until or date.max)
        for gap in gaps
    )


def gaps(snapshot: Snapshot, policies: Policies) -> tuple[Gap, ...]:
    """Every amount that the files of this place leave open: what waits for approval first, then what is
    empty, then what is approved.
    """
    found = [
        gap
        for policy in policies.governing(region(snapshot))
        for of_entry in _by_entry(snapshot, policy)
        for gap in of_entry
    ]
    order = ("waiting", "empty", "approved")
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


def people(snapshot: Snapshot) -> dict[str, str]:
    """The names of the users, by their accounts."""
    return {one.account: one.name for one in offices.users(snapshot)}
