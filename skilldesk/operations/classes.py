"""What is done with a class: its steps from the draft to the file, each by whoever may take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from skilldesk.core.class_steps import BY_KEY, FILE, STEPS, SUBMIT, ClassStep, why_not
from skilldesk.core.offices import User
from skilldesk.core.records import RecordId
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Class
from skilldesk.errors import Refused
from skilldesk.operations import offices, rosters
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work

_SERIAL = 4
_NAMED = 3
"""So many of the missing things are named in the sentence that refuses; the page lists them all."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step that was taken."""

    label: str
    who: str
    at: str
    """The moment, in UTC."""
    reason: str = ""


def offered(snapshot: Snapshot, one: Class, account: str, today: date) -> list[ClassStep]:
    """The steps that this user may take with the class as it stands."""
    user = offices.user(snapshot, account)
    return [step for step in STEPS if _refusal(snapshot, step, one, user, today) is None]


def act(work: Work, class_id: RecordId, key: str, *, reason: str = "") -> Class:
    """Take a class one step further. Refused, with the reason, if the step may not be taken now, or while
    something is missing that it needs.
    """
    step = BY_KEY.get(key)
    if step is None:
        raise Refused(f"没有「{key}」这一步。数据没有变化。可用的有：{'、'.join(BY_KEY)}。")
    one, today = rosters.class_named(work, class_id), offices.today(work)
    actor = offices.user(work, work.author.actor)
    if told := _refusal(work, step, one, actor, today):
        raise Refused(f"{told}，没有办理。数据没有变化。请核对这个班的状态，或由有这个角色的同事来办。")
    if step.key == SUBMIT:
        _expect_complete(work, one, today)
    kept = replace(one, state=step.to_state, **_filing(work, one, step, today))
    return work.act(step.verb, kept, reason=reason)


def history(snapshot: Snapshot, class_id: RecordId) -> list[Taken]:
    """The steps that were taken, the oldest first."""
    names = {user.account: user.name for user in offices.users(snapshot)}
    labels: Mapping[str, str] = {step.verb: step.label for step in STEPS}
    return [
        Taken(
            label=labels[entry.verb],
            who=names.get(entry.actor, entry.actor),
            at=entry.at,
            reason=entry.reason,
        )
        for link in snapshot.about(class_id)
        if (entry := link.entry) and entry.verb in labels
    ]


def _refusal(snapshot: Snapshot, step: ClassStep, one: Class, user: User, today: date) -> str | None:
    barred = bool(step.not_by) and _took(snapshot, one.id, step.not_by, user.account)
    return why_not(step, one, roles=user.roles, barred=barred, today=today)


def _took(snapshot: Snapshot, class_id: RecordId, verbs: frozenset[str], account: str) -> bool:
    entries = (link.entry for link in snapshot.about(class_id))
    return any(entry and entry.verb in verbs and entry.actor == account for entry in entries)


def _expect_complete(work: Work, one: Class, today: date) -> None:
    if lacking := rosters.missing(work, one.id, FixedItems(), today):
        named = "".join(each.text for each in lacking[:_NAMED])
        more = f"等{len(lacking)}处。" if len(lacking) > _NAMED else ""
        raise Refused(f"{one.name}还不能提交备案：{named}{more}数据没有变化。请补全再提交。")


def _filing(work: Work, one: Class, step: ClassStep, today: date) -> dict[str, Any]:
    """A class that is let begin gets its number, unless it has one: 区划6+年4+序号4 (domain §2.6 【A】)."""
    if step.key != FILE:
        return {}
    return {
        "filing_number": one.filing_number or _next_number(work, today),
        "filed_on": one.filed_on or today,
    }


def _next_number(work: Work, today: date) -> str:
    beginning = f"{offices.this_office(work).code[:6]}{today.year}"
    given = [number.removeprefix(beginning) for number in training.class_numbers(work, beginning)]
    largest = max((int(each) for each in given if each.isdecimal() and len(each) == _SERIAL), default=0)
    return f"{beginning}{largest + 1:0{_SERIAL}}"
