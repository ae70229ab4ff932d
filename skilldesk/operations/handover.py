"""交接: what an account has begun and not finished, and how it passes to a colleague.

Records carry no owner: whoever entered one answers for it, until a handover in the journal says who does
from then on. Drafts belong to an account and are moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from skilldesk.core.claim_steps import IN_HAND
from skilldesk.core.claims import Claim, Standard
from skilldesk.core.journal import Head
from skilldesk.core.records import Record, kind_of
from skilldesk.core.training import Class
from skilldesk.errors import Refused
from skilldesk.operations import offices, rights
from skilldesk.store.drafts import Draft
from skilldesk.store.office import Store
from skilldesk.store.queries import journal, training
from skilldesk.store.snapshot import Snapshot

DONE = "handover"
"""The act under which the journal keeps who took over whose open work."""

CLASS_IN_HAND = ("10", "25")
"""草稿, 退回补正."""

_UNCHANGED = "没有交接，数据没有变化。"


@dataclass(frozen=True, kw_only=True)
class OpenWork:
    """What waits for one person."""

    drafts: tuple[Draft, ...] = ()
    claims: tuple[Claim, ...] = ()
    classes: tuple[Class, ...] = ()
    standards: tuple[Standard, ...] = ()
    """Entered, and not yet approved by another."""

    def __len__(self) -> int:
        return len(self.drafts) + len(self.records())

    def records(self) -> tuple[Record, ...]:
        return (*self.claims, *self.classes, *self.standards)


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What was handed over, and how far the journal went with it."""

    work: OpenWork
    head: Head
    at: str


def open_work(store: Store, snapshot: Snapshot, account: str) -> OpenWork:
    """The open work of that account, with what it took over from others."""
    whose = {account, *(gone for gone, heir in heirs(snapshot).items() if heir == account)}
    found: dict[type[Record], list[str]] = {
        kind: [id for id, actor in journal.begun_by(snapshot, kind, states).items() if actor in whose]
        for kind, states in ((Claim, IN_HAND), (Class, CLASS_IN_HAND))
    }
    claims = snapshot.get_each(Claim, found[Claim])
    classes = snapshot.get_each(Class, found[Class])
    return OpenWork(
        drafts=tuple(store.drafts.kept(account)) if store.drafts else (),
        claims=tuple(claims[id] for id in found[Claim]),
        classes=tuple(classes[id] for id in found[Class]),
        standards=tuple(one for one in _waiting(snapshot) if one.entered_by in whose),
    )


def counts(store: Store, snapshot: Snapshot) -> Mapping[str, int]:
    """How much is open for each account of the office."""
    heir_of = heirs(snapshot)
    begun = [
        *journal.begun_by(snapshot, Claim, IN_HAND).values(),
        *journal.begun_by(snapshot, Class, CLASS_IN_HAND).values(),
        *(one.entered_by or "" for one in _waiting(snapshot)),
    ]
    counted = Counter(heir_of.get(actor, actor) for actor in begun)
    if store.drafts:
        for one in offices.users(snapshot):
            counted[one.account] += len(store.drafts.kept(one.account))
    return counted


def heirs(snapshot: Snapshot) -> Mapping[str, str]:
    """Who answers today for the work of those who handed theirs over. Who is a user again answers himself."""
    heir_of: dict[str, str] = {}
    for entry in (link.entry for link in snapshot.notes(DONE)):
        if entry:
            gone, heir = (str(entry.changes[name][1]) for name in ("gone", "heir"))
            heir_of = {one: heir if now == gone else now for one, now in heir_of.items()} | {gone: heir}
    users = {one.account for one in offices.users(snapshot)}
    return {gone: heir for gone, heir in heir_of.items() if gone not in users}


def hand_over(store: Store, actor: str, account: str, to: str) -> Handover:
    """Give all open work of the account to a colleague, in one journalled act, by an administrator.

    Refused to somebody whose roles cannot go on with it, or who has begun a draft of the same record.
    """
    with store.database.write(actor) as work:
        rights.expect(work, actor, "users", "办理交接")
        offices.user(work, account)
        heir = offices.user(work, to)
        if to == account:
            raise Refused(f"不能交接给本人。{_UNCHANGED}请选另一位同事。")
        found = open_work(store, work, account)
        _expect_able(work, to, heir.name, found)
        if store.drafts and (shared := store.drafts.shared(account, to)):
            raise Refused(
                f"{heir.name}自己也有{len(shared)}份同一条记录的草稿。{_UNCHANGED}"
                f"请{heir.name}先保存或放弃自己的那份，再交接；或选另一位同事。"
            )
        work.note(
            DONE,
            gone=account,
            heir=to,
            drafts=len(found.drafts),
            claims=len(found.claims),
            classes=len(found.classes),
            standards=len(found.standards),
        )
        if store.drafts:
            store.drafts.move(account, to)
        return Handover(work=found, head=work.head(), at=work.author.at)


def _expect_able(snapshot: Snapshot, account: str, name: str, found: OpenWork) -> None:
    may = rights.of_user(snapshot, account)
    for kind in dict.fromkeys(type(one) for one in found.records()):
        if not may.may_write(kind_of(kind)):
            raise Refused(
                f"{name}的角色不能办{rights.label_of(kind)}。{_UNCHANGED}请选另一位同事，或先调整{name}的角色。"
            )


def _waiting(snapshot: Snapshot) -> list[Standard]:
    return [one for one in training.standards(snapshot) if not one.approved_by]
