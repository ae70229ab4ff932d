"""What becomes of each entry: accepted, accepted with a warning, in conflict, rejected, or waiting.

One bad entry never stops its neighbours, and a rejected one is applied all the same: its fate is a mark
beside it. A record is judged as it stands: what is wrong in it is said of its entries until it is repaired.
The hub sees what no office can: one person claimed twice, one certificate for two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from skilldesk.core.checks import refusals
from skilldesk.core.claim_steps import ENTERED, benefit_state
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Occupation
from skilldesk.core.journal import Chain, Entry, Link, Place
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import china_day
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.core.training import Certificate
from skilldesk.hub import registry
from skilldesk.operations import offices, paper
from skilldesk.store import exchanges
from skilldesk.store.queries import people, training
from skilldesk.store.tables import CONFLICT, FATE, JOURNAL
from skilldesk.store.work import Work

COUNTS = frozenset({"submitted", "approved", "paid"})

_TAKEN = frozenset({"ACCEPTED", "ACCEPTED_WITH_WARNING"})

_AT_ONCE = 500
"""Records that are read together."""


@dataclass(frozen=True)
class Word:
    """What is said of one entry; `more` holds code, text, field, clause, remedy, other, check."""

    fate: str
    more: Mapping[str, object] | None = None

    @property
    def said(self) -> str | None:
        return json.dumps(self.more, ensure_ascii=False, sort_keys=True) if self.more else None


ACCEPTED = Word("ACCEPTED")

CLONED = Word(
    "QUARANTINED",
    {
        "code": "HUB-CLONE",
        "text": "同一份电脑数据在两个地方继续使用，这部分暂存，没有计入。",
        "remedy": "请停用其中一台，并为它重新办理入网；由汇总端核实后处理。",
    },
)


def judge(work: Work, links: Sequence[Link], *, package: str, clones: Collection[Place] = ()) -> None:
    """Keep the fate of each of these entries, which have just been applied or must wait."""
    court = _Court(work, links, clones)
    told = [(link.place, court.word(link)) for link in links]
    exchanges.tell(work, [(place, word.fate, word.said) for place, word in told], package)


def cloned(work: Work, links: Iterable[Link]) -> set[Place]:
    """Entries of an epoch beyond where the same device began the next: two PCs live on one key."""
    ends: dict[Chain, int] = {}
    for link in work.notes("epoch.begin"):
        said = link.entry.changes if link.entry else {}
        was, seq = (said.get(name, (None, None))[1] for name in ("epoch", "seq"))
        if isinstance(was, int) and isinstance(seq, int):
            ends[link.device, was] = min(seq, ends.get((link.device, was), seq))
    return {link.place for link in links if link.seq > ends.get(link.chain, link.seq)}


def learned(work: Work, devices: Collection[str]) -> list[Link]:
    """Entries of these devices in quarantine whose kind the hub has learned to read since."""
    waiting = exchanges.fates(work, FATE.c.fate == CLONED.fate, FATE.c.device.in_(devices))
    links = (work.link(*place) for place in waiting)
    return [link for link in links if link and link.entry and link.entry.kind in KINDS]


class _Court:
    """Judges entries in the order in which they came: what it has said counts for those that follow."""

    def __init__(self, work: Work, links: Sequence[Link], clones: Collection[Place]) -> None:
        self._work = work
        self._given = {link.place: link for link in links}
        self._clones = clones
        self._today = offices.today(work)
        self._disputed = _disputed(work)
        self._records = _records(work, links)
        self._ends: dict[Chain, int] = {}
        self._said: dict[Place, str] = {}
        self._by_kind: Mapping[type[Record], Callable[..., Iterator[Word]]] = {
            Trainee: self._trainee,
            Certificate: self._certificate,
            Claim: self._claim,
        }

    def word(self, link: Link) -> Word:
        if link.place in self._clones:
            word = CLONED
        elif link.seq > self._end(link.chain):
            word = self._waiting(link)
        else:
            word = self._taken(link)
        self._said[link.place] = word.fate
        return word

    def _end(self, chain: Chain) -> int:
        """How far the hub has applied a chain."""
        if chain not in self._ends:
            self._ends[chain] = self._work.head_of(*chain).seq
        return self._ends[chain]

    def _waiting(self, link: Link) -> Word:
        awaited = self._awaited(link)
        text = f"这一步依据的前一步（电脑 {awaited.device[:8]} 第 {awaited.seq} 步）还没有到，先暂存。"
        remedy = "前一步到达后自动接收，不用重报。"
        return Word("QUARANTINED", {"code": "HUB-WAIT", "text": text, "remedy": remedy})

    def _awaited(self, link: Link) -> Place:
        """The first that is missing in its chain, or else what the first that is there waits for."""
        first = Place(*link.chain, self._end(link.chain) + 1)
        entry = self._given[first].entry if first in self._given else None
        missing = (place for place in (entry.after if entry else ()) if place.seq > self._end(place.chain))
        return next(missing, first)

    def _taken(self, link: Link) -> Word:
        entry = link.entry
        if entry is None or entry.kind is None or entry.record is None:
            return ACCEPTED
        if entry.kind not in KINDS:
            text = f"汇总端还不认识「{entry.kind}」这类记录，先暂存。"
            return Word("QUARANTINED", {"code": "HUB-KIND", "text": text, "remedy": "汇总端升级后自动接收。"})
        if field := self._disputed.get(link.place):
            text = "同一项内容在两台电脑上改得不一样，等待裁定；暂按其中一个显示。"
            remedy = "请由负责人核对材料，选定正确的内容。"
            return Word("CONFLICT", {"code": "HUB-CONFLICT", "field": field, "text": text, "remedy": remedy})
        record = self._records.get(entry.record)
        return next(self._found(entry, record), ACCEPTED) if record else ACCEPTED

    def _found(self, entry: Entry, record: Record) -> Iterator[Word]:
        if record.voided is None:
            yield from self._faults(record)
            if judgement := self._by_kind.get(type(record)):
                yield from judgement(entry, record)

    def _faults(self, record: Record) -> Iterator[Word]:
        """What the descriptions say against the record: unreadable values, nobody whom it is about."""
        for problem in refusals(record, self._today):
            more = {"code": problem.code, "field": problem.field, "text": problem.text}
            yield Word("REJECTED", {**more, "remedy": "请对照证件改正后再报，其余记录不用重报。"})

    def _trainee(self, entry: Entry, record: Trainee) -> Iterator[Word]:
        if entry.changes.keys().isdisjoint({"name", "id_number"}):
            return
        namesakes = people.with_number(self._work, record.id_number) if record.id_number else []
        if any(one.name != record.name for one in namesakes):
            text = "同一证件号码在别处登记的姓名不同，两条都已保留。"
            more = {"code": "HUB-NAME", "field": "name", "text": text, "remedy": "请核对证件上的姓名。"}
            yield Word("ACCEPTED_WITH_WARNING", more)

    def _certificate(self, entry: Entry, record: Certificate) -> Iterator[Word]:
        if entry.changes.keys().isdisjoint({"number", "trainee_id"}):
            return
        holder = self._person(record.trainee_id)
        for other in training.certificates_numbered(self._work, record.number):
            if other.id != record.id and self._person(other.trainee_id) != holder:
                text = "同一证书编号已登记在另一个人名下，两条都已保留。"
                remedy = "请到全国联网查询网站核对证书编号和持证人。"
                more = {"code": "HUB-CERT", "field": "number", "text": text, "remedy": remedy}
                first = self._work.about(other.id)[0]
                yield Word("ACCEPTED_WITH_WARNING", {**more, **self._whose(first)})
                return

    def _person(self, trainee: RecordId) -> str:
        """The same for all records of one person: the number, or else the id of the record."""
        found = self._work.get(Trainee, trainee)
        return (found.id_number if found else None) or trainee

    def _claim(self, entry: Entry, record: Claim) -> Iterator[Word]:
        if benefit_state(record.state) in COUNTS:
            yield from self._claimed_elsewhere(record)
        if entry.verb == "form.draw":
            yield from self._paper(entry, record)

    def _paper(self, entry: Entry, claim: Claim) -> Iterator[Word]:
        same = paper.agrees(self._work, claim, entry)
        if same:
            more = {"code": "FORM-SAME", "text": "电子数据与纸面校验码一致。", "check": True}
            yield Word("ACCEPTED", more)
        elif same is False:
            text = "电子数据与纸面校验码不一致。"
            remedy = "请核对纸面内容；改过的，请重新生成申请表。"
            more = {"code": "FORM-DIFFERS", "text": text, "remedy": remedy, "check": False}
            yield Word("ACCEPTED_WITH_WARNING", more)

    def _claimed_elsewhere(self, claim: Claim) -> Iterator[Word]:
        """Money is accepted or rejected, never merged: the first that the hub received wins."""
        for line in training.lines_of(self._work, claim.id):
            for winner in self._same_benefit(line, claim):
                text = "这个人同一职业同一等级的补贴已由别处申领，本次不予接收。"
                remedy = "请与先申领的单位核对；确属重复的，撤销本次申领。"
                more = {"code": "HUB-TWICE", "text": text, "remedy": remedy, "clause": line.document or ""}
                yield Word("REJECTED", {**more, **self._whose(winner)})
                return

    def _same_benefit(self, line: ClaimLine, claim: Claim) -> Iterator[Link]:
        """The accepted submissions of other claims that pay this person for the same skill."""
        mine = _skill(self._work, line)
        person = self._work.get(Trainee, line.trainee_id)
        for other in training.lines_for(self._work, person.id_number if person else None, line.trainee_id):
            theirs = self._work.get(Claim, other.claim_id)
            if (
                mine
                and theirs
                and theirs.id != claim.id
                and theirs.subsidy == claim.subsidy
                and theirs.voided is None
                and benefit_state(theirs.state) in COUNTS
                and _skill(self._work, other) == mine
            ):
                yield from self._accepted_submissions(theirs)

    def _accepted_submissions(self, claim: Claim) -> Iterator[Link]:
        for link in self._work.about(claim.id):
            if link.entry and link.entry.verb == ENTERED and self._fate(link.place) in _TAKEN:
                yield link

    def _fate(self, place: Place) -> str | None:
        return self._said.get(place) or exchanges.fate_at(self._work, place)

    def _whose(self, link: Link) -> dict[str, object]:
        """Which office wrote that entry, and on which day by its clock."""
        whose = {one.device: one.office for one in registry.members(self._work)}
        entry = link.entry
        if entry is None or link.device not in whose:
            return {}
        day = china_day(datetime.fromisoformat(entry.at))
        return {"other": {"office": whose[link.device], "date": day.isoformat()}}


def _skill(work: Work, line: ClaimLine) -> tuple[str, str] | None:
    """The occupation and level that a claim line pays for, if it says them."""
    certificate = work.get(Certificate, line.certificate_id or "")
    occupation = work.get(Occupation, certificate.occupation_id or "") if certificate else None
    return (occupation.name, certificate.level or "") if certificate and occupation else None


def _disputed(work: Work) -> dict[Place, str]:
    """All entries on which a person has to rule, with the field."""
    places = (JOURNAL.c[name] for name in Place._fields)
    query = sa.select(CONFLICT.c.field, *places).join(JOURNAL)
    return {Place(*place): field for field, *place in work.connection.execute(query)}


def _records(work: Work, links: Iterable[Link]) -> dict[RecordId, Record]:
    """The records that these entries are about, as they stand now."""
    wanted: dict[str, set[RecordId]] = {}
    for entry in (link.entry for link in links):
        if entry and entry.kind in KINDS and entry.record:
            wanted.setdefault(entry.kind, set()).add(entry.record)
    found: dict[RecordId, Record] = {}
    for kind, ids in wanted.items():
        ordered = sorted(ids)
        for first in range(0, len(ordered), _AT_ONCE):
            found |= work.get_each(KINDS[kind], ordered[first : first + _AT_ONCE])
    return found
