"""Questions about what was done: entries that fit, a page of them, who did something last."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa

from skilldesk.core.journal import Link
from skilldesk.core.records import Record, RecordId
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import JOURNAL, TABLES

_LINK = tuple(JOURNAL.c[field.name] for field in fields(Link))
_ROW = JOURNAL.c.row


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are looked for; what is empty asks for nothing."""

    actor: str = ""
    since: str = ""
    """The first moment, in UTC as the journal writes it."""
    before: str = ""
    """The first moment that is too late."""
    kind: str = ""
    verbs: tuple[str, ...] = ()
    """Verbs; one that ends with a full stop stands for all that begin with it."""
    record: RecordId = ""


def rows(snapshot: Snapshot, wanted: Wanted) -> array[int]:
    """The row numbers of the entries that fit, the newest first."""
    query = sa.select(_ROW).where(*_conditions(wanted)).order_by(_ROW.desc())
    return array("q", snapshot.connection.execute(query).scalars())


def page(snapshot: Snapshot, numbers: Sequence[int]) -> list[Link]:
    """The entries behind these row numbers, in their order."""
    query = sa.select(_ROW, *_LINK).where(_ROW.in_(list(numbers)))
    found = {row[0]: _link(row[1:]) for row in snapshot.connection.execute(query)}
    return [found[number] for number in numbers if number in found]


def newest_notes(snapshot: Snapshot, verb: str) -> Iterator[Link]:
    """The entries about no record under that verb, the newest first, read as far as somebody asks."""
    query = sa.select(*_LINK).where(JOURNAL.c.verb == verb, JOURNAL.c.record.is_(None))
    rows = snapshot.connection.execute(query.order_by(_ROW.desc()))
    try:
        for row in rows:
            yield _link(row)
    finally:
        rows.close()


def last_by_actor(snapshot: Snapshot, verb: str) -> dict[str, str]:
    """When each actor last did that, by the clock of the PC on which it was done."""
    query = sa.select(JOURNAL.c.actor, sa.func.max(JOURNAL.c.at)).where(JOURNAL.c.verb == verb)
    return {actor: at for actor, at in snapshot.connection.execute(query.group_by(JOURNAL.c.actor)) if actor}


def begun_by(snapshot: Snapshot, kind: type[Record], states: Sequence[str]) -> dict[RecordId, str]:
    """Records of that kind that count and stand in one of these states, and who entered each of them.

    One that says nothing of its state stands in the first. One whose first entry is not here is nobody's.
    """
    table = TABLES[kind]
    begun = sa.and_(JOURNAL.c.record == table.c.id, JOURNAL.c.verb == "add")
    query = (
        sa.select(table.c.id, JOURNAL.c.actor)
        .join(JOURNAL, begun)
        .where(table.c.voided.is_(None), sa.func.coalesce(table.c.state, states[0]).in_(states))
        .order_by(table.c.row)
    )
    return {id: actor for id, actor in snapshot.connection.execute(query) if actor}


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.actor:
        yield JOURNAL.c.actor == wanted.actor
    if wanted.since:
        yield JOURNAL.c.at >= wanted.since
    if wanted.before:
        yield JOURNAL.c.at < wanted.before
    if wanted.kind:
        yield JOURNAL.c.kind == wanted.kind
    if wanted.record:
        yield JOURNAL.c.record == wanted.record
    if wanted.verbs:
        yield sa.or_(
            *(
                JOURNAL.c.verb.startswith(verb, autoescape=True)
                if verb.endswith(".")
                else JOURNAL.c.verb == verb
                for verb in wanted.verbs
            )
        )


def _link(values: Sequence[object]) -> Link:
    return Link(**dict(zip((column.name for column in _LINK), values, strict=True)))  # type: ignore[arg-type]  # as selected
