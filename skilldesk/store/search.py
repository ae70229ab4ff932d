"""The search index: under which short words a record that counts is found.

Whole numbers, their beginnings and the beginnings of people's names are found by the plain indexes of the
tables. Here stands what those cannot answer: any two adjacent characters of a name, 首字母, last digits.
It is told entirely by the records, so it is never journalled and can be made anew at any time.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from skilldesk.core import finding
from skilldesk.core.institutions import Institution
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Class
from skilldesk.progress import Progress
from skilldesk.reference import initials
from skilldesk.store import journal, local
from skilldesk.store.tables import SEARCH, TABLES

VERSION = b"1"
"""Another number makes every store build its index anew: raise it with any change of what is found under
what, and with a version of pypinyin that reads characters otherwise."""

_MARK = "search_version"

_AT_ONCE = 5000
_LONGEST_NUMBER = 40


class Way(enum.IntEnum):
    """How a word tells a record. The numbers stand in the file."""

    PERSON_PAIR = 1
    PERSON_INITIALS = 2
    PERSON_ID_ENDING = 3
    PERSON_PHONE_ENDING = 4
    CLASS_PAIR = 5
    CLASS_NUMBER = 6
    INSTITUTION_PAIR = 7


Word = tuple[int, str]
"""A way, and what stands there."""

_Told = Mapping[str, Any]
"""What a record says, by the names of its fields."""


def _of_person(told: _Told) -> Iterator[Word]:
    for name in filter(_is_text, (told["name"], told["former_name"])):
        yield from _pairs(Way.PERSON_PAIR, name)
        yield from ((Way.PERSON_INITIALS, key) for key in _initials().keys(name))
    if _is_text(told["id_number"]):
        yield Way.PERSON_ID_ENDING, finding.ending(told["id_number"])
    if _is_text(told["phone"]):
        yield Way.PERSON_PHONE_ENDING, finding.phone_ending(told["phone"])


def _of_class(told: _Told) -> Iterator[Word]:
    if _is_text(told["name"]):
        yield from _pairs(Way.CLASS_PAIR, told["name"])
    if _is_text(told["filing_number"]):
        yield Way.CLASS_NUMBER, finding.number(told["filing_number"][:_LONGEST_NUMBER])


def _of_institution(told: _Told) -> Iterator[Word]:
    if _is_text(told["name"]):
        yield from _pairs(Way.INSTITUTION_PAIR, told["name"])


_Told_by = tuple[Callable[[_Told], Iterator[Word]], tuple[str, ...]]

_KINDS: Mapping[type[Record], _Told_by] = {
    Trainee: (_of_person, ("name", "former_name", "id_number", "phone")),
    Class: (_of_class, ("name", "filing_number")),
    Institution: (_of_institution, ("name",)),
}
"""The kinds that have words of their own here, and the fields that tell them."""

_WAYS: Mapping[type[Record], tuple[Way, ...]] = {
    Trainee: (Way.PERSON_PAIR, Way.PERSON_INITIALS, Way.PERSON_ID_ENDING, Way.PERSON_PHONE_ENDING),
    Class: (Way.CLASS_PAIR, Way.CLASS_NUMBER),
    Institution: (Way.INSTITUTION_PAIR,),
}


def _is_text(value: object) -> bool:
    """A damaged file may hold anything; it must not keep anybody from saving."""
    return isinstance(value, str) and value != ""


def _pairs(way: Way, name: str) -> Iterator[Word]:
    return ((way, pair) for pair in finding.pairs(finding.folded(name)))


_initials = cache(initials.load)


def words(kind: type[Record], told: _Told) -> frozenset[Word]:
    """Under what a record is found that says this; nothing for one that was voided."""
    if kind not in _KINDS or told["voided"] is not None:
        return frozenset()
    return frozenset(word for word in _KINDS[kind][0](told) if word[1])


# An index that went astray must not keep anybody from saving: a word that stands there already is no error.
_ADD = sa.insert(SEARCH).prefix_with("OR IGNORE")
_REMOVE = sa.delete(SEARCH).where(*(column == sa.bindparam(f"the_{column.name}") for column in SEARCH.c))
_ROW = {
    kind: sa.select(TABLES[kind].c.id, TABLES[kind].c.row).where(
        TABLES[kind].c.id.in_(sa.bindparam("ids", expanding=True))
    )
    for kind in _KINDS
}


def keep(
    connection: sa.Connection, kind: type[Record], told: Sequence[Record], before: Mapping[RecordId, Record]
) -> None:
    """Let these records, which are written, be found by what they say now, not by what they said before."""
    if kind not in _KINDS:
        return
    added: list[tuple[RecordId, Word]] = []
    gone: list[tuple[RecordId, Word]] = []
    for record in told:
        now = words(kind, vars(record))
        then = words(kind, vars(before[record.id])) if record.id in before else frozenset()
        added += ((record.id, word) for word in now - then)
        gone += ((record.id, word) for word in then - now)
    if not added and not gone:
        return
    ids = {id for id, _ in added} | {id for id, _ in gone}
    rows: dict[RecordId, int] = dict(connection.execute(_ROW[kind], {"ids": list(ids)}).all())
    journal.run(
        connection,
        _REMOVE,
        [{"the_way": way, "the_word": word, "the_record": rows[id]} for id, (way, word) in gone],
    )
    standing = sorted((*word, rows[id]) for id, word in added)  # what lies together is written together
    journal.run(connection, _ADD, [{"way": way, "word": word, "record": row} for way, word, row in standing])


def is_of_this_version(connection: sa.Connection) -> bool:
    """Whether the index was made at all, and finds records under the words of today."""
    return local.find(connection, _MARK) == VERSION


def rebuild(connection: sa.Connection, progress: Progress) -> None:
    """Make the index from the records."""
    connection.execute(sa.delete(SEARCH))
    for kind in _KINDS:
        for part in _told(connection, kind, progress):
            found = ((*word, row) for row, said in part for word in words(kind, said))
            rows = [{"way": way, "word": word, "record": row} for way, word, row in sorted(found)]
            journal.run(connection, _ADD, rows)
    local.put(connection, _MARK, VERSION)


def is_astray(connection: sa.Connection, progress: Progress) -> bool:
    """Whether the index is not what the records tell. Both are added up: neither must fit in memory."""
    for kind in _KINDS:
        should = _sum(
            (*word, row)
            for part in _told(connection, kind, progress)
            for row, said in part
            for word in words(kind, said)
        )
        there = connection.execute(sa.select(SEARCH).where(SEARCH.c.way.in_(_WAYS[kind])))
        if should != _sum(tuple(row) for row in there):
            return True
    known = [way for ways in _WAYS.values() for way in ways]
    return (
        connection.execute(sa.select(SEARCH).where(SEARCH.c.way.not_in(known)).limit(1)).first() is not None
    )


def _sum(rows: Iterable[tuple[object, ...]]) -> tuple[int, int]:
    """How many there are, and the sum of their hashes: the same for the same rows in any order."""
    count = total = 0
    for row in rows:
        count += 1
        total += hash(row)
    return count, total


def _told(
    connection: sa.Connection, kind: type[Record], progress: Progress
) -> Iterator[list[tuple[int, _Told]]]:
    """What all records of a kind say that tells their words, each with its row number, in parts."""
    table = TABLES[kind]
    columns = [table.c.row, table.c.voided, *(table.c[name] for name in _KINDS[kind][1])]
    query = (
        sa.select(*columns).where(table.c.row > sa.bindparam("after")).order_by(table.c.row).limit(_AT_ONCE)
    )
    after, done = -1, 0
    total = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    while rows := connection.execute(query, {"after": after}).all():
        progress.step(done, total, "正在整理查找索引")
        yield [(row.row, dict(row._mapping)) for row in rows]
        after, done = rows[-1].row, done + len(rows)
