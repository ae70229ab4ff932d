"""Questions of the search box and of lists that are narrowed by a text: which rows it means.

Every question is one walk along an index, so that it takes as long with a million people as with a thousand.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from skilldesk.core.check_code import PaperCode
from skilldesk.core.claims import Claim
from skilldesk.core.fields import Ref, fields_of
from skilldesk.core.finding import Asked
from skilldesk.core.institutions import Institution
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.store.search import Way
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import SEARCH, TABLES


class Why(enum.Enum):
    """By what a record was found, the likeliest first."""

    PAPER = "扫描的纸质表"
    ID_NUMBER = "证件号码"
    PHONE = "手机号码"
    NUMBER = "编号"
    NAME = "名称"
    INITIALS = "首字母"
    PART_OF_NAME = "名称中的字"
    ID_ENDING = "证件号码末位"
    PHONE_ENDING = "手机号码后四位"
    ID_BEGINNING = "证件号码前几位"


class Match(NamedTuple):
    row: int
    why: Why


_LAST = "\U0010ffff"
"""Comes after every character that a word has."""

_FEW = 200
"""So many rows are few enough to go through one by one."""

_TRAINEE, _CERTIFICATE, _CLAIM = TABLES[Trainee].c, TABLES[Certificate].c, TABLES[Claim].c
_CLASS, _INSTITUTION = TABLES[Class].c, TABLES[Institution].c

_Rows = sa.Select[Any]


class _Walk(NamedTuple):
    """A question to one index. All are built once, for that takes longer than asking."""

    why: Why
    word: Callable[[Asked], str]
    """What to look for there; "" if the text cannot mean it."""
    rows: _Rows
    """All of them, with the parameters `word` and `beyond`."""
    first: _Rows
    """The first `most` of them, the likeliest first."""


def _walk(why: Why, word: Callable[[Asked], str], rows: _Rows, *order: sa.ColumnElement[Any]) -> _Walk:
    return _Walk(why, word, rows, rows.order_by(*order).limit(sa.bindparam("most")))


def _same(why: Why, column: sa.Column[Any], word: Callable[[Asked], str]) -> _Walk:
    table = column.table.c
    rows = sa.select(table.row).where(table.voided.is_(None), column == sa.bindparam("word"))
    return _walk(why, word, rows, table.row)


def _beginning(why: Why, column: sa.Column[Any], word: Callable[[Asked], str]) -> _Walk:
    table = column.table.c
    begins = sa.and_(column >= sa.bindparam("word"), column < sa.bindparam("beyond"))
    return _walk(why, word, sa.select(table.row).where(table.voided.is_(None), begins), column, table.row)


def _word(why: Why, way: Way, word: Callable[[Asked], str]) -> _Walk:
    rows = sa.select(SEARCH.c.record).where(SEARCH.c.way == _said(way), SEARCH.c.word == sa.bindparam("word"))
    return _walk(why, word, rows, SEARCH.c.record.desc())


def _word_beginning(why: Why, way: Way, word: Callable[[Asked], str]) -> _Walk:
    begins = sa.and_(SEARCH.c.word >= sa.bindparam("word"), SEARCH.c.word < sa.bindparam("beyond"))
    rows = sa.select(SEARCH.c.record).where(SEARCH.c.way == _said(way), begins)
    return _walk(why, word, rows, SEARCH.c.word, SEARCH.c.record)


def _said(way: Way) -> sa.ColumnElement[int]:
    return sa.literal_column(str(int(way)), sa.Integer)


_PAIRS: Mapping[type[Record], Way] = {
    Trainee: Way.PERSON_PAIR,
    Class: Way.CLASS_PAIR,
    Institution: Way.INSTITUTION_PAIR,
}

_WALKS: Mapping[type[Record], tuple[_Walk, ...]] = {
    Trainee: (
        _same(Why.ID_NUMBER, _TRAINEE.id_number, lambda asked: asked.id_number),
        _same(Why.PHONE, _TRAINEE.phone, lambda asked: asked.phone),
        _beginning(Why.NAME, _TRAINEE.name, lambda asked: asked.name),
        _word(Why.INITIALS, Way.PERSON_INITIALS, lambda asked: asked.letters),
        _word_beginning(Why.INITIALS, Way.PERSON_INITIALS, lambda asked: asked.letters),
        _word_beginning(Why.ID_ENDING, Way.PERSON_ID_ENDING, lambda asked: asked.id_ending),
        _word(Why.PHONE_ENDING, Way.PERSON_PHONE_ENDING, lambda asked: asked.phone_ending),
        _beginning(Why.ID_BEGINNING, _TRAINEE.id_number, lambda asked: asked.id_beginning),
    ),
    Certificate: (
        _beginning(Why.NUMBER, _CERTIFICATE.number, lambda asked: asked.number),
        _beginning(Why.NUMBER, _CERTIFICATE.number, lambda asked: asked.small),
    ),
    Class: (_word_beginning(Why.NUMBER, Way.CLASS_NUMBER, lambda asked: asked.number),),
    Claim: (
        _beginning(Why.NUMBER, _CLAIM.number, lambda asked: asked.number),
        _beginning(Why.NUMBER, _CLAIM.number, lambda asked: asked.small),
    ),
    Institution: (_beginning(Why.NUMBER, _INSTITUTION.credit_code, lambda asked: asked.credit_code),),
}

FOUND: tuple[type[Record], ...] = tuple(_WALKS)
"""The kinds of records that can be found, in the order in which they are shown."""

_SHOWS_MORE_THAN_MASKED = frozenset({Why.ID_BEGINNING})
"""What somebody who reads masked numbers would learn of them by trying."""

_MASKED_ENDING = 4


def find(
    snapshot: Snapshot, kind: type[Record], asked: Asked, most: int, *, masked: bool = False
) -> list[Match]:
    """The likeliest rows first, none twice and no voided one, at most so many.

    With `masked`, numbers are found only whole or by the part that is shown: who sees no more must not find
    out more by trying.
    """
    found: dict[int, Why] = {}
    for why, rows in _walked(snapshot, kind, asked, most, masked=masked):
        for row in rows:
            found.setdefault(row, why)
        if len(found) >= most:
            break
    return [Match(row, why) for row, why in list(found.items())[:most]]


def _walked(
    snapshot: Snapshot, kind: type[Record], asked: Asked, most: int, *, masked: bool
) -> Iterator[tuple[Why, Iterable[int]]]:
    if asked.paper:
        yield Why.PAPER, _of_paper(snapshot, kind, asked.paper)
        return
    for walk in _asked(kind, asked, masked=masked):
        values = {**_bound(walk.word(asked)), "most": most}
        yield walk.why, snapshot.connection.execute(walk.first, values).scalars()
    if kind in _PAIRS and (rows := _with_pairs(snapshot, _PAIRS[kind], asked)) is not None:
        yield (
            Why.PART_OF_NAME,
            snapshot.connection.execute(rows.first, {**rows.values, "most": most}).scalars(),
        )


def _asked(kind: type[Record], asked: Asked, *, masked: bool) -> Iterator[_Walk]:
    """The questions that the text may mean, to one who may ask them."""
    for walk in _WALKS[kind]:
        word = walk.word(asked)
        hidden = walk.why in _SHOWS_MORE_THAN_MASKED or (
            walk.why is Why.ID_ENDING and len(word) > _MASKED_ENDING
        )
        if word and not (masked and hidden):
            yield walk


def _bound(word: str) -> dict[str, str]:
    return {"word": word, "beyond": word + _LAST}


class _Pairs(NamedTuple):
    """The question for names that have all the pairs of characters that were typed."""

    values: dict[str, str | int]
    rows: _Rows
    first: _Rows


_MOST_PAIRS = 8
"""Of a long text the first pairs tell enough."""


def _with_pairs(snapshot: Snapshot, way: Way, asked: Asked) -> _Pairs | None:
    """None if no name has them all."""
    pairs = asked.pairs[:_MOST_PAIRS]
    if not pairs or (way is Way.PERSON_PAIR and asked.folded.isdecimal()):
        return None
    if len(pairs[0]) == 1:
        return _Pairs({"way": way, **_bound(pairs[0])}, *_ONE_CHARACTER)
    if len(pairs) > 1:
        values = {"way": way, **{f"word{at}": pair for at, pair in enumerate(pairs)}}
        counts = snapshot.connection.execute(_counting(len(pairs)), values).one()
        if not all(counts):
            return None
        pairs = [pair for _, pair in sorted(zip(counts, pairs, strict=True))]
    return _Pairs({"way": way, **{f"word{at}": pair for at, pair in enumerate(pairs)}}, *_having(len(pairs)))


def _one_character() -> tuple[_Rows, _Rows]:
    begins = sa.and_(SEARCH.c.word >= sa.bindparam("word"), SEARCH.c.word < sa.bindparam("beyond"))
    rows = sa.select(SEARCH.c.record).where(SEARCH.c.way == sa.bindparam("way"), begins).distinct()
    return rows, rows.limit(sa.bindparam("most"))


_ONE_CHARACTER = _one_character()


@cache
def _having(count: int) -> tuple[_Rows, _Rows]:
    """The rows that have so many pairs: a walk along the first, which should be the rarest."""
    others = [_pair(SEARCH.alias(), at) for at in range(1, count)]
    also = [sa.select(_ONE).where(here, other.c.record == SEARCH.c.record).exists() for here, other in others]
    rows = sa.select(SEARCH.c.record).where(_pair(SEARCH, 0)[0], *also)
    return rows, rows.order_by(SEARCH.c.record.desc()).limit(sa.bindparam("most"))


@cache
def _counting(count: int) -> sa.Select[Any]:
    """In how many names each of so many pairs stands, counted as far as that matters."""
    few = [sa.select(_ONE).where(_pair(SEARCH.alias(), at)[0]).limit(_FEW).subquery() for at in range(count)]
    return sa.select(*(sa.select(sa.func.count()).select_from(each).scalar_subquery() for each in few))


_ONE: sa.ColumnElement[int] = sa.literal_column("1")


def _pair(table: sa.FromClause, at: int) -> tuple[sa.ColumnElement[bool], sa.FromClause]:
    return sa.and_(table.c.way == sa.bindparam("way"), table.c.word == sa.bindparam(f"word{at}")), table


_BEFORE_FILING = "BJ"
"""With this and the beginning of its id the papers of a class are numbered before it was filed."""


def _of_paper(snapshot: Snapshot, kind: type[Record], paper: PaperCode) -> list[int]:
    """The record whose form was scanned."""
    connection = snapshot.connection
    if kind is Claim:
        numbered = sa.select(_CLAIM.row).where(_CLAIM.voided.is_(None), _CLAIM.number == paper.number)
        return list(connection.execute(numbered).scalars())
    if kind is not Class:
        return []
    begun = paper.number.removeprefix(_BEFORE_FILING).lower()
    if begun != paper.number.lower() and _is_beginning_of_id(begun):
        between = _CLASS.id.between(begun.ljust(32, "0"), begun.ljust(32, "f"))
        return list(
            connection.execute(sa.select(_CLASS.row).where(_CLASS.voided.is_(None), between)).scalars()
        )
    filed = sa.select(SEARCH.c.record).where(
        SEARCH.c.way == _said(Way.CLASS_NUMBER), SEARCH.c.word == paper.number
    )
    return list(connection.execute(filed).scalars())


def _is_beginning_of_id(text: str) -> bool:
    return 0 < len(text) <= 32 and not set(text) - set("0123456789abcdef")


# --- for lists ---


def rows(snapshot: Snapshot, kind: type[Record], text: str, *, masked: bool = False) -> set[int] | None:
    """All rows of a kind that a text means, voided ones left out. None, and no set, if nothing was typed or
    the kind is found by no words.

    A certificate, a claim and whatever else names a person, a class or an institution is found by that too.
    """
    condition = matching(snapshot, kind, text, masked=masked)
    if condition is None:
        return None
    table = TABLES[kind].c
    return set(
        snapshot.connection.execute(sa.select(table.row).where(table.voided.is_(None), condition)).scalars()
    )


def matching(
    snapshot: Snapshot, kind: type[Record], text: str, *, masked: bool = False
) -> sa.ColumnElement[bool] | None:
    """The same as a condition on the table of that kind, to be joined with others; none if there is none."""
    if not text.strip():
        return None
    asked, table = Asked(text), TABLES[kind].c
    ways = [table.row.in_(found)] if (found := _all(snapshot, kind, asked, masked=masked)) is not None else []
    for name, others in _named(kind).items():
        for other in others:
            meant = _all(snapshot, other, asked, masked=masked)
            if meant is not None:
                named = TABLES[other].c
                ways.append(
                    table[name].in_(sa.select(_as_named(kind, name, named.id)).where(named.row.in_(meant)))
                )
    return sa.or_(*ways) if ways else None


def _named(kind: type[Record]) -> dict[str, tuple[type[Record], ...]]:
    """The fields of a kind that name records which have words of their own."""
    refs = {field.name: KINDS[field.kind.to] for field in fields_of(kind) if isinstance(field.kind, Ref)}
    found: dict[str, tuple[type[Record], ...]] = {
        name: (other,) for name, other in refs.items() if other in _PAIRS
    }
    return found | ({"applicant_id": (Trainee, Institution)} if kind is Claim else {})


def _as_named(kind: type[Record], name: str, id: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The id as the field holds it: a claim holds that of its applicant as a text."""
    return sa.func.lower(sa.func.hex(id)) if isinstance(TABLES[kind].c[name].type, sa.Text) else id


def _all(
    snapshot: Snapshot, kind: type[Record], asked: Asked, *, masked: bool
) -> sa.CompoundSelect[Any] | None:
    """Every row of a kind with words of its own, whichever way the text means it."""
    if kind not in _WALKS:
        return None
    parts = [_filled(walk.rows, _bound(walk.word(asked))) for walk in _asked(kind, asked, masked=masked)]
    if kind in _PAIRS and (pairs := _with_pairs(snapshot, _PAIRS[kind], asked)) is not None:
        parts.append(_filled(pairs.rows, pairs.values))
    return sa.union_all(*(parts or [sa.select(sa.literal_column("-1"))]))


def _filled(rows: _Rows, values: Mapping[str, Any]) -> _Rows:
    """The question with its words in it, so that it may stand beside others with words of the same name."""

    def said(element: Any, **_: Any) -> sa.BindParameter[Any] | None:
        known = isinstance(element, sa.BindParameter) and element.key in values
        return sa.literal(values[element.key], element.type) if known else None

    whole: Any = rows  # the stubs know this of columns only
    return cast("_Rows", visitors.replacement_traverse(whole, {}, said))


def likeliest(
    snapshot: Snapshot, kind: type[Record], text: str, most: int, *, masked: bool = False
) -> list[int] | None:
    """For choosing one record: the likeliest rows. None if nothing was typed, or no words tell the kind."""
    if kind not in _WALKS or not text.strip():
        return None
    return [match.row for match in find(snapshot, kind, Asked(text), most, masked=masked)]


# --- what is told beside a hit ---


def last_enrolments(snapshot: Snapshot, trainees: Sequence[RecordId]) -> dict[RecordId, Enrolment]:
    """The newest enrolment of each of these people who has one."""
    table = TABLES[Enrolment].c
    found = snapshot.find(Enrolment, table.voided.is_(None), table.trainee_id.in_(trainees))
    return {one.trainee_id: one for one in found}
