"""The ledger of 上报模板: which record stood in which row of which file, and what came back about it.

A row covers all entries on its record that had been taken when it was written, up to `entry` in the order
of this store; `digest` tells whether the record would be written the same today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields

import sqlalchemy as sa

from skilldesk.core.records import RecordId
from skilldesk.store import journal
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import HEADS, JOURNAL, TEMPLATE_ROW
from skilldesk.store.work import Work

ACCEPTED = "ACCEPTED"
REJECTED = "REJECTED"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a file that went out; `number` is the row that Excel shows, `fate` none without an answer."""

    package: RecordId
    layout: str
    sheet: str
    number: int
    record: RecordId
    entry: int
    digest: bytes
    keys: tuple[str, ...]
    """What stood in the columns by which a result list names its rows."""
    fate: str | None = None
    code: str = ""
    text: str = ""


def write(work: Work, lines: Sequence[Line]) -> None:
    journal.run(work.connection, sa.insert(TEMPLATE_ROW), [_values(line) for line in lines])


def answer(work: Work, lines: Iterable[Line]) -> None:
    """Keep what these lines now say of their fate; the newest word counts."""
    journal.run(work.connection, _ANSWER, [_bound(line) for line in lines])


def cover(work: Work, lines: Iterable[Line]) -> None:
    """What was said of these rows holds up to their `entry` now: they would still be written the same."""
    journal.run(work.connection, _COVER, [_bound(line) for line in lines])


def of_layout(snapshot: Snapshot, layout: str) -> list[Line]:
    """Every row that ever went out in that layout, in the order in which they did."""
    return _lines(snapshot, TEMPLATE_ROW.c.layout == layout)


def newest(snapshot: Snapshot, layout: str) -> dict[tuple[str, RecordId], Line]:
    """The last row of each record in each sheet of the layout."""
    return {(line.sheet, line.record): line for line in of_layout(snapshot, layout)}


def newest_entries(snapshot: Snapshot, kind: str) -> dict[RecordId, int]:
    """Up to where the entries on each record of a kind have been taken."""
    query = (
        sa.select(HEADS.c.record, sa.func.max(HEADS.c.entry))
        .join(JOURNAL, HEADS.c.entry == JOURNAL.c.row)
        .where(JOURNAL.c.kind == kind)
        .group_by(HEADS.c.record)
    )
    return {row[0]: row[1] for row in snapshot.connection.execute(query)}


def outcomes(
    snapshot: Snapshot, ids: Sequence[RecordId] | None
) -> dict[RecordId, list[tuple[int, str | None]]]:
    """For these records, or all, the last row in each layout: up to which entry it holds, and its fate."""
    last = sa.select(sa.func.max(TEMPLATE_ROW.c.row)).group_by(
        TEMPLATE_ROW.c.layout, TEMPLATE_ROW.c.sheet, TEMPLATE_ROW.c.record
    )
    if ids is not None:
        last = last.where(TEMPLATE_ROW.c.record.in_(ids))
    query = sa.select(TEMPLATE_ROW.c.record, TEMPLATE_ROW.c.entry, TEMPLATE_ROW.c.fate)
    found: dict[RecordId, list[tuple[int, str | None]]] = {}
    for record, entry, fate in snapshot.connection.execute(query.where(TEMPLATE_ROW.c.row.in_(last))):
        found.setdefault(record, []).append((entry, fate))
    return found


def rejections(snapshot: Snapshot) -> dict[RecordId, str]:
    """Why the last row of a record was not taken, in whatever layout it went."""
    last = sa.select(sa.func.max(TEMPLATE_ROW.c.row)).group_by(
        TEMPLATE_ROW.c.layout, TEMPLATE_ROW.c.sheet, TEMPLATE_ROW.c.record
    )
    lines = _lines(snapshot, TEMPLATE_ROW.c.row.in_(last), TEMPLATE_ROW.c.fate == REJECTED)
    return {line.record: "　".join(filter(None, (line.code, line.text))) for line in lines}


_PLAIN = tuple(one.name for one in fields(Line) if one.name not in ("keys", "code", "text"))


def _values(line: Line) -> dict[str, object]:
    told = asdict(line)
    said = {name: told[name] for name in ("code", "text") if told[name]}
    return {
        **{name: told[name] for name in _PLAIN},
        "keys": json.dumps(line.keys, ensure_ascii=False),
        "said": json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None,
    }


_THE_ROW = sa.update(TEMPLATE_ROW).where(
    *(TEMPLATE_ROW.c[name] == sa.bindparam(f"the_{name}") for name in ("package", "sheet", "number"))
)
_ANSWER = _THE_ROW.values(fate=sa.bindparam("the_fate"), said=sa.bindparam("the_said"))
_COVER = _THE_ROW.values(entry=sa.bindparam("the_entry"))


def _bound(line: Line) -> dict[str, object]:
    return {f"the_{name}": value for name, value in _values(line).items()}


def _lines(snapshot: Snapshot, *conditions: sa.ColumnElement[bool]) -> list[Line]:
    query = sa.select(TEMPLATE_ROW).where(*conditions).order_by(TEMPLATE_ROW.c.row)
    return [
        Line(
            **{name: row._mapping[name] for name in _PLAIN},
            keys=tuple(json.loads(row.keys)),
            **(json.loads(row.said) if row.said else {}),
        )
        for row in snapshot.connection.execute(query)
    ]
