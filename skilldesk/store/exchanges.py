"""What went to the receiving side and what it answered: packages, how far each chain was sent, fates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

import sqlalchemy as sa

from skilldesk.core.journal import Link, Place
from skilldesk.core.kinds import TRAVELS, travels
from skilldesk.core.records import RecordId
from skilldesk.store import journal, local, template_rows
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import CONFLICT, FATE, HEADS, JOURNAL, PACKAGE, SENT, TEMPLATE_ROW
from skilldesk.store.work import Work


class Reported(StrEnum):
    """How far a record has come on its way to the province."""

    NOT_SENT = "未报送"
    EXPORTED = "已导出"
    DELIVERED = "已送达"
    ACCEPTED = "省级接收"
    REJECTED = "省级退回"
    DISPUTED = "待裁定"


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that went out or came in; `sha256` is that of its bytes, `answer` the one it answers."""

    id: str
    kind: str
    way: str
    at: str
    actor: str
    device: str | None = None
    epoch: int | None = None
    first: int | None = None
    last: int | None = None
    entries: int = 0
    sha256: str
    answer: str | None = None


@dataclass(frozen=True)
class Sent:
    """How far a chain was put into packages, and how far a receipt has acknowledged it."""

    exported: int = 0
    acked: int = 0
    acked_hash: bytes | None = None


# Built once, for building a statement takes longer than running it.
_FORGET = sa.delete(FATE).where(
    *(FATE.c[name] == sa.bindparam(name, type_=FATE.c[name].type) for name in Place._fields)
)
_TELL = sa.insert(FATE)


def note(work: Work, package: Package) -> None:
    work.connection.execute(sa.insert(PACKAGE).values(asdict(package)))


def packages(snapshot: Snapshot, **equal: str) -> list[Package]:
    """The packages, the latest first."""
    columns = [PACKAGE.c[field.name] for field in fields(Package)]
    conditions = [PACKAGE.c[name] == value for name, value in equal.items()]
    query = sa.select(*columns).where(*conditions).order_by(PACKAGE.c.row.desc())
    return [Package(**row._mapping) for row in snapshot.connection.execute(query)]


def sent(snapshot: Snapshot) -> dict[tuple[str, int], Sent]:
    """How far each chain was sent, by device and epoch."""
    rows = snapshot.connection.execute(sa.select(SENT))
    return {
        (row.device, row.epoch): Sent(exported=row.exported, acked=row.acked, acked_hash=row.acked_hash)
        for row in rows
    }


def unacknowledged(snapshot: Snapshot) -> list[Link]:
    """All entries that no receipt has acknowledged, chain by chain in order; what stays here is bare.

    Entries of other devices were bared by them: what a newer program wrote is passed on as it came.
    """
    done = sent(snapshot)
    own = local.get(snapshot.connection, "device").hex()
    links: list[Link] = []
    for chain in sorted(snapshot.heads()):
        found = journal.span(snapshot.connection, *chain, after=done.get(chain, Sent()).acked)
        links += map(bare, found) if chain[0] == own else found
    return links


def bare(link: Link) -> Link:
    """The link as it leaves the PC: without its content if that stays here."""
    entry = link.entry
    return replace(link, content=None) if entry and not travels(entry.kind, entry.verb) else link


def exported(work: Work, ends: Mapping[tuple[str, int], int]) -> None:
    """These chains have now been put into a package as far as that."""
    for chain, upto in ends.items():
        known = sent(work).get(chain, Sent())
        _keep(work, chain, replace(known, exported=max(known.exported, upto)))


def acknowledged(work: Work, chain: tuple[str, int], upto: int, hash: bytes) -> None:
    """A receipt says that the receiving side holds this chain as far as that."""
    known = sent(work).get(chain, Sent())
    if upto > known.acked:
        _keep(work, chain, Sent(exported=max(known.exported, upto), acked=upto, acked_hash=hash))


def _keep(work: Work, chain: tuple[str, int], how_far: Sent) -> None:
    device, epoch = chain
    here = SENT.c.device == device, SENT.c.epoch == epoch
    work.connection.execute(sa.delete(SENT).where(*here))
    work.connection.execute(sa.insert(SENT).values(device=device, epoch=epoch, **asdict(how_far)))


def tell(work: Work, fates: Iterable[tuple[Place, str, str | None]], package: str) -> None:
    """Keep what was said of these entries (as JSON text, if more than the fate); the newest word counts."""
    rows = [
        {**place._asdict(), "fate": fate, "said": said, "package": package} for place, fate, said in fates
    ]
    journal.run(work.connection, _FORGET, [{name: row[name] for name in Place._fields} for row in rows])
    journal.run(work.connection, _TELL, rows)


def fates(snapshot: Snapshot, *conditions: sa.ColumnElement[bool]) -> dict[Place, tuple[str, str | None]]:
    """What was said of entries, by their place."""
    rows = snapshot.connection.execute(sa.select(FATE).where(*conditions))
    return {Place(row.device, row.epoch, row.seq): (row.fate, row.said) for row in rows}


def fate_at(snapshot: Snapshot, place: Place) -> str | None:
    """What was said of one entry."""
    here = (FATE.c[name] == sa.literal(value, FATE.c[name].type) for name, value in place._asdict().items())
    return snapshot.connection.execute(sa.select(FATE.c.fate).where(*here)).scalar()


def not_taken(snapshot: Snapshot, package: Package) -> dict[Place, tuple[str, str | None]]:
    """What was said of those entries of a package, in its first chain, that were not simply taken."""
    return fates(snapshot, *_told_of(package), FATE.c.fate != "ACCEPTED")


def answered(snapshot: Snapshot, package: Package) -> int:
    """Of how many entries of a package, in its first chain, something was said."""
    query = sa.select(sa.func.count()).select_from(FATE).where(*_told_of(package))
    return snapshot.connection.execute(query).scalar_one()


def _told_of(package: Package) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        FATE.c.device == package.device,
        FATE.c.epoch == package.epoch,
        FATE.c.seq.between(package.first or 0, package.last or 0),
    )


def fates_in(snapshot: Snapshot, package: str) -> dict[Place, tuple[str, str | None]]:
    """What that receipt said."""
    return fates(snapshot, FATE.c.package == _as_id(package))


def _as_id(package: str) -> sa.ColumnElement[str]:
    return sa.literal(package, FATE.c.package.type)


_NEWEST = (
    sa.select(
        JOURNAL.c.record,
        JOURNAL.c.kind,
        HEADS.c.entry,
        FATE.c.fate,
        FATE.c.said,
        (sa.func.coalesce(SENT.c.acked, 0) >= JOURNAL.c.seq).label("acked"),
        (sa.func.coalesce(SENT.c.exported, 0) >= JOURNAL.c.seq).label("exported"),
    )
    .select_from(HEADS)
    .join(JOURNAL, HEADS.c.entry == JOURNAL.c.row)
    .outerjoin(SENT, sa.and_(SENT.c.device == JOURNAL.c.device, SENT.c.epoch == JOURNAL.c.epoch))
    .outerjoin(FATE, sa.and_(*(FATE.c[name] == JOURNAL.c[name] for name in Place._fields)))
)
"""The newest entries on each record and what became of them."""

_RANK = (
    Reported.REJECTED,
    Reported.DISPUTED,
    Reported.NOT_SENT,
    Reported.EXPORTED,
    Reported.DELIVERED,
    Reported.ACCEPTED,
)
"""What a record is said to be if its newest entries have come to different ends: the first of these."""


def reported(snapshot: Snapshot, ids: Iterable[RecordId] | None = None) -> dict[RecordId, Reported]:
    """How far these records, or all that travel, have come, in packages or in a receiving system's layout."""
    return {record: state for record, (_, state) in _standing(snapshot, ids).items()}


def reported_by_kind(snapshot: Snapshot) -> dict[str, dict[RecordId, Reported]]:
    """The same for all that travel, kind by kind."""
    found: dict[str, dict[RecordId, Reported]] = {}
    for record, (kind, state) in _standing(snapshot, None).items():
        found.setdefault(kind, {})[record] = state
    return found


def not_accepted(snapshot: Snapshot) -> dict[RecordId, list[tuple[str, str | None]]]:
    """What was said of the newest entries that were not simply taken: the fate, and more as JSON text."""
    query = _NEWEST.where(FATE.c.fate != "ACCEPTED")
    found: dict[RecordId, list[tuple[str, str | None]]] = {}
    for row in snapshot.connection.execute(query):
        found.setdefault(row.record, []).append((row.fate, row.said))
    return found


def contents(snapshot: Snapshot, package: Package) -> dict[str, int]:
    """How many records of each kind the entries of a package are about, the most first."""
    count = sa.func.count(JOURNAL.c.record.distinct())
    query = sa.select(JOURNAL.c.kind, count).where(*_inside(package)).group_by(JOURNAL.c.kind)
    rows = snapshot.connection.execute(query.order_by(count.desc(), JOURNAL.c.kind))
    return {kind: number for kind, number in rows if travels(kind, "")}


def answers(snapshot: Snapshot, package: Package) -> dict[RecordId, str]:
    """What was said of each record in a package: of several words the gravest."""
    same = sa.and_(*(FATE.c[name] == JOURNAL.c[name] for name in Place._fields))
    query = sa.select(JOURNAL.c.record, JOURNAL.c.kind, FATE.c.fate).join(FATE, same)
    found: dict[RecordId, str] = {}
    for record, kind, fate in snapshot.connection.execute(query.where(*_inside(package))):
        if travels(kind, ""):
            found[record] = min(fate, found.get(record, fate), key=_GRAVEST.index)
    return found


_GRAVEST = ("REJECTED", "CONFLICT", "QUARANTINED", "ACCEPTED_WITH_WARNING", "ACCEPTED")


def _inside(package: Package) -> tuple[sa.ColumnElement[bool], ...]:
    """The entries on records in the first chain of a package, that of the PC which wrote it."""
    return (
        JOURNAL.c.device == package.device,
        JOURNAL.c.epoch == package.epoch,
        JOURNAL.c.seq.between(package.first or 0, package.last or 0),
        JOURNAL.c.kind.is_not(None),
    )


def _standing(snapshot: Snapshot, ids: Iterable[RecordId] | None) -> dict[RecordId, tuple[str, Reported]]:
    """The kind of each record, and how far it has come."""
    query = _NEWEST
    disputed = sa.select(CONFLICT.c.record).distinct()
    wanted = None if ids is None else list(ids)
    in_layouts = template_rows.outcomes(snapshot, wanted)
    if wanted is not None:
        query = query.where(HEADS.c.record.in_(wanted))
        disputed = disputed.where(CONFLICT.c.record.in_(wanted))
    found: dict[RecordId, tuple[str, Reported]] = {}
    for row in snapshot.connection.execute(query):
        if travels(row.kind, ""):
            states = [_state(row.fate, acked=row.acked, was_exported=row.exported)]
            states += [
                _state(fate, acked=False, was_exported=True)
                for entry, fate in in_layouts.get(row.record, ())
                if entry >= row.entry
            ]
            state = _by_any_way(states)
            known = found[row.record][1] if row.record in found else state
            found[row.record] = row.kind, min(state, known, key=_RANK.index)
    for record in snapshot.connection.execute(disputed).scalars():
        if record in found:
            kind, known = found[record]
            found[record] = kind, min(Reported.DISPUTED, known, key=_RANK.index)
    return found


def _by_any_way(states: Iterable[Reported]) -> Reported:
    """Where an entry stands that may go by several ways: one that was not taken says nothing."""
    taken = [state for state in states if state is not Reported.NOT_SENT]
    return min(taken, default=Reported.NOT_SENT, key=_RANK.index)


def _state(fate: str | None, *, acked: bool, was_exported: bool) -> Reported:
    if fate in ("ACCEPTED", "ACCEPTED_WITH_WARNING"):
        return Reported.ACCEPTED
    if fate == "REJECTED":
        return Reported.REJECTED
    if fate == "CONFLICT":
        return Reported.DISPUTED
    if acked:
        return Reported.DELIVERED
    return Reported.EXPORTED if was_exported else Reported.NOT_SENT


# --- counted where they lie: a large county has more records than can be listed ---

_TOGETHER = sa.select(HEADS.c.record).group_by(HEADS.c.record).having(sa.func.count() > 1)
_SEVERAL = sa.union(_TOGETHER, sa.select(CONFLICT.c.record), sa.select(TEMPLATE_ROW.c.record))
"""Records of which more than one thing has to be known: newest entries side by side, layouts, conflicts."""

_COUNTED = (
    _NEWEST.with_only_columns(
        FATE.c.fate,
        (sa.func.coalesce(SENT.c.acked, 0) >= JOURNAL.c.seq).label("is_acked"),
        (sa.func.coalesce(SENT.c.exported, 0) >= JOURNAL.c.seq).label("was_exported"),
        sa.func.count().label("count"),
    )
    .where(JOURNAL.c.kind.in_(sorted(TRAVELS)), HEADS.c.record.not_in(_SEVERAL))
    .group_by(FATE.c.fate, "is_acked", "was_exported")
)

_AT_ONCE = 500


def mark(snapshot: Snapshot) -> tuple[int, int]:
    """Changes whenever anything is written, sent or answered: what was counted before it still holds."""
    newest = (sa.select(sa.func.max(table.c.row)).scalar_subquery() for table in (JOURNAL, PACKAGE))
    journal_row, package_row = snapshot.connection.execute(sa.select(*newest)).one()
    return journal_row or 0, package_row or 0


def tally(snapshot: Snapshot) -> Counter[Reported]:
    """How many of the records that travel stand where: the same as counting `reported`."""
    found: Counter[Reported] = Counter()
    for row in snapshot.connection.execute(_COUNTED).mappings():
        state = _state(row["fate"], acked=row["is_acked"], was_exported=row["was_exported"])
        found[state] += row["count"]
    several = snapshot.connection.execute(_SEVERAL).scalars().all()
    for first in range(0, len(several), _AT_ONCE):
        found.update(reported(snapshot, several[first : first + _AT_ONCE]).values())
    return found
