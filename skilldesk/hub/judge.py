"""What becomes of each entry: accepted, accepted with a warning, in conflict, rejected, or waiting.

One bad entry never stops its neighbours, and a rejected one is applied all the same: its fate is a mark
beside it. The hub sees what no office can: one person claimed twice, one certificate for two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from skilldesk.core.checks import check, unidentified
from skilldesk.core.claim_steps import ENTERED, benefit_state
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.journal import Entry, Link, Place
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate
from skilldesk.hub import registry
from skilldesk.operations import paper
from skilldesk.store import exchanges
from skilldesk.store.queries import people, training
from skilldesk.store.work import Work

COUNTS = frozenset({"submitted", "approved", "paid"})


@dataclass(frozen=True)
class Word:
    """What is said of one entry; `more` holds code, text, field, clause, remedy, other, check."""

    fate: str
    more: Mapping[str, object] | None = None

    @property
    def said(self) -> str | None:
        return json.dumps(self.more, ensure_ascii=False, sort_keys=True) if self.more else None


ACCEPTED = Word("ACCEPTED")


def judge(work: Work, links: Sequence[Link], *, package: str, clones: Collection[Place] = ()) -> None:
    """Keep the fate of each of these entries, which have just been applied or must wait."""
    told = []
    for link in links:
        if link.place in clones:
            word = _CLONED
        elif work.link(*link.place) is None:
            word = _waiting(work, link)
        else:
            word = _word(work, link)
        told.append((link.place, word.fate, word.said))
    exchanges.tell(work, told, package)


_CLONED = Word(
    "QUARANTINED",
    {
        "code": "HUB-CLONE",
        "text": "同一份电脑数据在两个地方继续使用，这部分暂存，没有计入。",
        "remedy": "请停用其中一台，并为它重新办理入网；由汇总端核实后处理。",
    },
)


def cloned(work: Work, links: Iterable[Link]) -> set[Place]:
    """Entries of an epoch after which the same device has already begun another: two PCs live on one key."""
    superseded = set()
    for link in work.notes("epoch.begin"):
        entry = link.entry
        if entry and (was := entry.changes.get("epoch")):
            superseded.add((link.device, was[1]))
    return {link.place for link in links if (link.device, link.epoch) in superseded}


def _waiting(work: Work, link: Link) -> Word:
    entry = link.entry
    missing = [place for place in (entry.after if entry else ()) if work.link(*place) is None]
    awaited = missing[0] if missing else Place(link.device, link.epoch, link.seq - 1)
    return Word(
        "QUARANTINED",
        {
            "code": "HUB-WAIT",
            "text": f"这一步依据的前一步（电脑 {awaited.device[:8]} 第 {awaited.seq} 步）还没有到，先暂存。",
            "remedy": "前一步到达后自动接收，不用重报。",
        },
    )


def _word(work: Work, link: Link) -> Word:
    entry = link.entry
    if entry is None or entry.kind is None or entry.record is None:
        return ACCEPTED
    if entry.kind not in KINDS:
        text = f"汇总端还不认识「{entry.kind}」这类记录，先暂存。"
        return Word("QUARANTINED", {"code": "HUB-KIND", "text": text, "remedy": "汇总端升级后自动接收。"})
    for field, standing in work.conflicts(entry.record).items():
        if link.place in {one.place for one in standing}:
            text = "同一项内容在两台电脑上改得不一样，等待裁定；暂按其中一个显示。"
            remedy = "请由负责人核对材料，选定正确的内容。"
            more = {"code": "HUB-CONFLICT", "field": field, "text": text, "remedy": remedy}
            return Word("CONFLICT", more)
    record = work.get(KINDS[entry.kind], entry.record)
    return next(_spoken(work, entry, record), ACCEPTED) if record else ACCEPTED


def _spoken(work: Work, entry: Entry, record: Record) -> Iterator[Word]:
    yield from _faults(entry, record)
    judgement = _BY_KIND.get(type(record))
    if judgement:
        yield from judgement(work, entry, record)


def _faults(entry: Entry, record: Record) -> Iterator[Word]:
    """What the descriptions say against the record, in the fields that this entry wrote."""
    found = list(check(record, "record", date.fromisoformat(entry.at[:10])))
    for problem in unidentified(type(record), found):
        if problem.field in entry.changes:
            more = {"code": problem.code, "field": problem.field, "text": problem.text}
            yield Word("REJECTED", {**more, "remedy": "请对照证件改正后再报，其余记录不用重报。"})


def _trainee(work: Work, entry: Entry, record: Trainee) -> Iterator[Word]:
    if "name" not in entry.changes and "id_number" not in entry.changes:
        return
    namesakes = people.with_number(work, record.id_number) if record.id_number else []
    if any(one.name != record.name for one in namesakes if one.id != record.id):
        text = "同一证件号码在别处登记的姓名不同，两条都已保留。"
        more = {"code": "HUB-NAME", "field": "name", "text": text, "remedy": "请核对证件上的姓名。"}
        yield Word("ACCEPTED_WITH_WARNING", more)


def _certificate(work: Work, entry: Entry, record: Certificate) -> Iterator[Word]:
    if "number" not in entry.changes:
        return
    holder = work.get(Trainee, record.trainee_id)
    for other in training.certificates_numbered(work, record.number):
        whose = work.get(Trainee, other.trainee_id)
        if other.id != record.id and holder and whose and whose.id_number != holder.id_number:
            text = "同一证书编号已登记在另一个人名下，两条都已保留。"
            remedy = "请到全国联网查询网站核对证书编号和持证人。"
            more = {"code": "HUB-CERT", "field": "number", "text": text, "remedy": remedy}
            yield Word("ACCEPTED_WITH_WARNING", {**more, **_first(work, other.id)})
            return


def _claim(work: Work, entry: Entry, record: Claim) -> Iterator[Word]:
    if entry.verb == ENTERED:
        yield from _claimed_elsewhere(work, record)
    if entry.verb == "form.draw":
        same = paper.recomputed_code(work, record, entry) == record.check_code
        text = "电子数据与纸面校验码一致。" if same else "电子数据与纸面校验码不一致。"
        remedy = {} if same else {"remedy": "请核对纸面内容；改过的，请重新生成申请表。"}
        fate = "ACCEPTED" if same else "ACCEPTED_WITH_WARNING"
        yield Word(
            fate, {"code": "FORM-SAME" if same else "FORM-DIFFERS", "text": text, "check": same, **remedy}
        )


def _claimed_elsewhere(work: Work, claim: Claim) -> Iterator[Word]:
    """Money is accepted or rejected, never merged: the first that the hub received wins."""
    for line in training.lines_of(work, claim.id):
        for winner in _same_benefit(work, line, claim):
            text = "这个人同一职业同一等级的补贴已由别处申领，本次不予接收。"
            remedy = "请与先申领的单位核对；确属重复的，撤销本次申领。"
            more = {"code": "HUB-TWICE", "text": text, "remedy": remedy, "clause": line.document or ""}
            yield Word("REJECTED", {**more, **_first(work, winner.id)})
            return


def _same_benefit(work: Work, line: ClaimLine, claim: Claim) -> Iterator[Claim]:
    person = work.get(Trainee, line.trainee_id)
    mine = paper.skill(work, line)
    for other in training.lines_for(work, person.id_number if person else None, line.trainee_id):
        theirs = work.get(Claim, other.claim_id)
        if (
            theirs
            and theirs.id != claim.id
            and theirs.subsidy == claim.subsidy
            and theirs.voided is None
            and benefit_state(theirs.state) in COUNTS
            and paper.skill(work, other) == mine
            and _accepted_before(work, theirs)
        ):
            yield theirs


def _accepted_before(work: Work, claim: Claim) -> bool:
    """Whether the hub has accepted that claim's submission."""
    fates = exchanges.fates(work)
    return any(
        fates.get(link.place, ("",))[0] in ("ACCEPTED", "ACCEPTED_WITH_WARNING")
        for link in work.about(claim.id)
        if link.entry and link.entry.verb == ENTERED
    )


def _first(work: Work, record: str) -> dict[str, object]:
    """Which office was first, and on which day by its clock."""
    added = work.about(record)[0]
    offices = {one.device: one.office for one in registry.members(work)}
    entry = added.entry
    if entry is None or added.device not in offices:
        return {}
    return {"other": {"office": offices[added.device], "date": entry.at[:10]}}


_BY_KIND: Mapping[type[Record], Callable[..., Iterator[Word]]] = {
    Trainee: _trainee,
    Certificate: _certificate,
    Claim: _claim,
}
