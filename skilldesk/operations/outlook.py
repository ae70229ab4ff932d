"""看内容: what the next package to the province will carry, and what the province will not take of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from skilldesk.core.checks import refusals
from skilldesk.core.journal import Link
from skilldesk.core.kinds import KINDS, travels
from skilldesk.core.records import RecordId
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Reported
from skilldesk.store.snapshot import Snapshot

_AT_ONCE = 500
"""Records that are read together."""

_REMEDY = "请对照证件改正后再报，其余记录不用重报。"


@dataclass(frozen=True, kw_only=True)
class Open:
    """A record with which somebody must do something, and what the province says or will say."""

    kind: str
    record: RecordId
    state: Reported
    text: str = ""
    field: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What goes if a package is written now. Those that will be refused go too: the others are taken."""

    entries: int
    counts: Mapping[str, int]
    """Records by the names of their kinds, the most first."""
    since: str | None
    """The moment of the last receipt; None before the first: then everything goes."""
    refused: tuple[Open, ...] = ()
    """Records that go and will come back, as far as this PC can tell."""
    unmended: tuple[Open, ...] = ()
    """Records that came back, or wait for a ruling, and were not touched since: nothing of them goes."""


def outlook(snapshot: Snapshot, today: date) -> Outlook:
    """What no receipt has acknowledged, and what is wrong with it."""
    links = exchanges.unacknowledged(snapshot)
    going = _records(links)
    receipts = exchanges.packages(snapshot, kind="RCPT", way="in")
    counts = Counter(kind for kind, _ in going)
    return Outlook(
        entries=len(links),
        counts=dict(counts.most_common()),
        since=receipts[0].at if receipts else None,
        refused=tuple(_refused(snapshot, going, today)),
        unmended=tuple(open_records(snapshot, without={record for _, record in going})),
    )


def _records(links: Iterable[Link]) -> dict[tuple[str, RecordId], None]:
    """The records that these entries are about, each once, in the order in which they come."""
    found = (link.entry for link in links)
    return {
        (entry.kind, entry.record): None
        for entry in found
        if entry and entry.kind and entry.record and travels(entry.kind, entry.verb)
    }


def _refused(snapshot: Snapshot, going: Iterable[tuple[str, RecordId]], today: date) -> Iterator[Open]:
    by_kind: dict[str, list[RecordId]] = {}
    for kind, record in going:
        if kind in KINDS:
            by_kind.setdefault(kind, []).append(record)
    for kind, ids in by_kind.items():
        for first in range(0, len(ids), _AT_ONCE):
            for one in snapshot.get_each(KINDS[kind], ids[first : first + _AT_ONCE]).values():
                found = refusals(one, today) if one.voided is None else []
                if found:
                    yield Open(
                        kind=kind,
                        record=one.id,
                        state=Reported.NOT_SENT,
                        text=found[0].text,
                        field=str(found[0].field or ""),
                        remedy=_REMEDY,
                    )


def open_records(snapshot: Snapshot, *, without: Iterable[RecordId] = ()) -> Iterator[Open]:
    """The records that came back or wait for a ruling, with what was said of them."""
    left_out = set(without)
    said = exchanges.not_accepted(snapshot)
    for kind, states in exchanges.reported_by_kind(snapshot).items():
        for record, state in states.items():
            if state in (Reported.REJECTED, Reported.DISPUTED) and record not in left_out:
                yield told(kind, record, state, said.get(record, ()))


def told(kind: str, record: RecordId, state: Reported, said: Iterable[tuple[str, str | None]]) -> Open:
    """A record with the weightiest of what was said of its newest entries."""
    words = sorted(said, key=lambda one: (one[0] != "REJECTED", one[0] != "CONFLICT", one[1] is None))
    more = json.loads(words[0][1] or "{}") if words else {}
    other = more.get("other")
    first = f"先到的是{other['office']}，{other['date']}。" if other else ""
    return Open(
        kind=kind,
        record=record,
        state=state,
        text=f"{more.get('text', '')}{first}",
        field=more.get("field", ""),
        remedy=more.get("remedy", ""),
    )
