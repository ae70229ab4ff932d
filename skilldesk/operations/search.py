"""The search box: what a typed or scanned text means among all that the office holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from skilldesk.core import identity
from skilldesk.core.claims import Claim
from skilldesk.core.fields import fields_of
from skilldesk.core.finding import Asked
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId, kind_of
from skilldesk.core.rights import Rights
from skilldesk.core.training import Certificate, Class
from skilldesk.progress import Progress
from skilldesk.reference.codes import CodeTable
from skilldesk.store import search
from skilldesk.store.office import SYSTEM, Store
from skilldesk.store.queries import records
from skilldesk.store.queries import search as queries
from skilldesk.store.queries.search import Match, Why
from skilldesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)

_BETWEEN = "　"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that was found, as its line reads; numbers stand as the user may see them."""

    kind: str
    id: RecordId
    title: str
    detail: str
    state: str
    why: str
    """By what it was found, if the title does not show that; "" otherwise."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind, the likeliest first."""

    kind: str
    label: str
    hits: tuple[Hit, ...]
    has_more: bool
    """Whether there are others beyond those asked for."""


_GROUPS: Mapping[type[Record], str] = {
    Trainee: "学员",
    Certificate: "证书",
    Class: "培训班",
    Claim: "申领单",
    Institution: "机构",
}


def find(
    snapshot: Snapshot, typed: str, most: int, *, rights: Rights, codes: Mapping[str, CodeTable]
) -> list[Group]:
    """What the text means, kind by kind, at most so many of each.

    Somebody who reads masked numbers finds by whole numbers and by what is shown of them, no other part.
    """
    asked = Asked(typed)
    masked = not rights.shows("numbers")
    teller = _Teller(snapshot, rights, codes)
    groups = []
    for kind, label in _GROUPS.items():
        matches = queries.find(snapshot, kind, asked, most + 1, masked=masked)
        if matches:
            hits = tuple(teller.hits(kind, matches[:most], asked))
            groups.append(Group(kind=kind_of(kind), label=label, hits=hits, has_more=len(matches) > most))
    return groups


def about(
    snapshot: Snapshot,
    found: Sequence[tuple[str, RecordId]],
    *,
    rights: Rights,
    codes: Mapping[str, CodeTable],
) -> list[Hit]:
    """These records as lines again, by kind and id, in their order; without what was voided since."""
    teller = _Teller(snapshot, rights, codes)
    told: list[Hit] = []
    for kind, id in found:
        record = snapshot.get(KINDS[kind], id)
        if record is not None and record.voided is None:
            told += teller.lines([record])
    return told


def mend(store: Store, progress: Progress) -> bool:
    """Make the search index anew if it is not what the records tell; whether that had to be done."""
    with store.database.write(SYSTEM) as work:
        astray = search.is_astray(work.connection, progress)
        if astray:
            search.rebuild(work.connection, progress)
    return astray


class _Teller:
    """Writes the lines of records for one user; records that these name are read together."""

    def __init__(self, snapshot: Snapshot, rights: Rights, codes: Mapping[str, CodeTable]) -> None:
        self._snapshot = snapshot
        self._rights = rights
        self._codes = codes
        self._lines: Mapping[type[Record], Callable[[Any], list[Hit]]] = {
            Trainee: self._people,
            Certificate: self._certificates,
            Class: self._classes,
            Claim: self._claims,
            Institution: self._institutions,
        }

    def hits(self, kind: type[Record], matches: Sequence[Match], asked: Asked) -> list[Hit]:
        found = records.page(self._snapshot, kind, [match.row for match in matches])
        lines = self.lines(found)
        return [_because(line, match.why, asked) for line, match in zip(lines, matches, strict=True)]

    def lines(self, found: Sequence[Record]) -> list[Hit]:
        """The lines of records of one kind."""
        return self._lines[type(found[0])](found) if found else []

    def _people(self, found: Sequence[Trainee]) -> list[Hit]:
        enrolled = queries.last_enrolments(self._snapshot, [one.id for one in found])
        classes = self._each(Class, (one.class_id for one in enrolled.values()))
        lines = []
        for one in found:
            last = enrolled.get(one.id)
            training = classes.get(last.class_id) if last else None
            number = self._seen(one, "id_number", identity.grouped(one.id_number or ""))
            lines.append(
                _line(
                    one,
                    one.name,
                    (number, self._seen(one, "phone", one.phone or ""), training.name if training else ""),
                    self._label("enrolment_state", last.state) if last else "未参训",
                )
            )
        return lines

    def _certificates(self, found: Sequence[Certificate]) -> list[Hit]:
        holders = self._each(Trainee, (one.trainee_id for one in found))
        occupations = self._each(Occupation, (one.occupation_id for one in found))
        lines = []
        for one in found:
            holder = holders.get(one.trainee_id)
            occupation = occupations.get(one.occupation_id or "")
            trade = one.trade or (occupation.name if occupation else "")
            level = self._label("level", one.level)
            state = "已撤销" if one.revoked_on else self._label("verification", one.verification)
            parts = (holder.name if holder else "", f"{trade}{level}", _day(one.issued_on))
            lines.append(_line(one, one.number, parts, state))
        return lines

    def _classes(self, found: Sequence[Class]) -> list[Hit]:
        schools = self._each(Institution, (one.institution_id for one in found))
        lines = []
        for one in found:
            school = schools.get(one.institution_id or "")
            days = f"{_day(one.starts_on)} 至 {_day(one.ends_on)}" if one.starts_on and one.ends_on else ""
            parts = (one.filing_number or "", school.name if school else "", days)
            lines.append(_line(one, one.name, parts, self._label("class_state", one.state)))
        return lines

    def _claims(self, found: Sequence[Claim]) -> list[Hit]:
        applicants = [one.applicant_id for one in found]
        named: dict[RecordId, Trainee | Institution] = {
            **self._each(Trainee, applicants),
            **self._each(Institution, applicants),
        }
        amount = next(field.kind for field in fields_of(Claim) if field.name == "amount")
        lines = []
        for one in found:
            applicant = named.get(one.applicant_id or "")
            money = f"{amount.format(one.amount)} 元" if one.amount is not None else ""
            parts = (applicant.name if applicant else "", self._label("subsidy", one.subsidy), money)
            lines.append(_line(one, one.number, parts, self._label("claim_state", one.state)))
        return lines

    def _institutions(self, found: Sequence[Institution]) -> list[Hit]:
        return [
            _line(
                one,
                one.name,
                (one.credit_code or "", self._label("institution_role", one.role)),
                self._label("institution_state", one.state),
            )
            for one in found
        ]

    def _each(self, kind: type[R], ids: Any) -> dict[RecordId, R]:
        """The records of these ids, as far as there are any."""
        wanted = sorted({id for id in ids if id})
        return self._snapshot.get_each(kind, wanted) if wanted else {}

    def _label(self, table: str, code: str | None) -> str:
        return self._codes[table].shown(code) if code else ""

    def _seen(self, record: Record, name: str, text: str) -> str:
        field = next(field for field in fields_of(type(record)) if field.name == name)
        return self._rights.told(field, getattr(record, name), text)


def _line(record: Record, title: str, parts: Sequence[str], state: str) -> Hit:
    return Hit(
        kind=kind_of(type(record)),
        id=record.id,
        title=title,
        detail=_BETWEEN.join(part for part in parts if part),
        state=state,
        why="",
    )


def _because(line: Hit, why: Why, asked: Asked) -> Hit:
    """The line with why it was found, where that cannot be seen."""
    text = {
        Why.PAPER: "纸质表二维码",
        Why.INITIALS: f"首字母 {asked.letters}",
        Why.ID_ENDING: "证件号码后几位",
        Why.PHONE_ENDING: "手机后四位",
        Why.ID_BEGINNING: "证件号码前几位",
    }.get(why, "")
    if why is Why.PART_OF_NAME and asked.pairs and line.kind == "trainee" and asked.typed not in line.title:
        text = "曾用名"
    return Hit(**{**vars(line), "why": text})


def _day(day: object) -> str:
    return str(day) if day else ""
