"""What the reporting page may ask for, answered by the operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from skilldesk import platform
from skilldesk.core.fields import Moment, fields_of
from skilldesk.core.journal import Place
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import CHINA, china_day
from skilldesk.core.records import RecordId
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.paper_work import PaperWork
from skilldesk.gui.report_work import (
    Enrolment,
    EnrolmentState,
    Fate,
    Outgoing,
    Package,
    PackageState,
    Receipt,
    ReceiptLine,
    Reporting,
    ReportWork,
    Taken,
    Target,
    Written,
)
from skilldesk.operations import hand_over, joining, offices, outlook, packages, reconcile
from skilldesk.operations.joining import Standing
from skilldesk.operations.outlook import Open
from skilldesk.operations.packages import Exported, Received
from skilldesk.operations.rights import label_named
from skilldesk.progress import Progress
from skilldesk.reference.exchange import patience
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Package as Kept
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot

_WHEN = Moment("时间")
_STATES: dict[Standing, EnrolmentState] = {
    Standing.ALONE: "none",
    Standing.ASKED: "requested",
    Standing.UNCONFIRMED: "answered",
    Standing.JOINED: "confirmed",
}
_FATES: dict[str, Fate] = {
    "ACCEPTED": "accepted",
    "ACCEPTED_WITH_WARNING": "warned",
    "CONFLICT": "conflict",
    "REJECTED": "rejected",
    "QUARANTINED": "quarantined",
}
_KINDS_TOLD = 3

_HEADINGS = {"RCPT": "已读入省级回执", "START": "已读入入网答复", "UP": "已读入本单位另一台电脑的数据"}


class Reports:
    """Sends, reads and tells how reporting stands, for one user."""

    def __init__(self, store: Store, actor: str, lookup: Lookup, sheets: PaperWork) -> None:
        self._store = store
        self._actor = actor
        self._lookup = lookup
        self._sheets = sheets
        self._known: tuple[tuple[int, int], Reporting] | None = None
        """How reporting stood at the last mark; to count it takes a second in a large county."""

    def work(self) -> ReportWork:
        return ReportWork(
            state=self._state,
            packages=self._packages,
            receipt=self._receipt,
            outgoing=self._outgoing,
            targets=_targets,
            draw_sheet=lambda package, progress: hand_over.draw(self._store, self._actor, package, progress),
            hand_over=self._sheets,
            send=self._send,
            read=self._read,
            request=lambda to, _: joining.request(self._store, self._actor, to),
            confirm=lambda typed, _: self._confirm(typed),
        )

    def _confirm(self, typed: str) -> None:
        joining.confirm(self._store, self._actor, typed)

    def _state(self) -> Reporting:
        with self._store.database.read_long() as snapshot:
            mark = exchanges.mark(snapshot)
            if self._known is not None and self._known[0] == mark:
                return self._known[1]
            here = joining.membership(snapshot, self._store.database.device)
            states = exchanges.tally(snapshot)
            own = [_package_state(_History(snapshot, one), 0) for one in _own(snapshot)]
        found = Reporting(
            unsent=states[Reported.NOT_SENT],
            unanswered=own.count("waiting"),
            returned=states[Reported.REJECTED],
            enrolment=Enrolment(state=_STATES[here.standing], digits=here.digits, hub="省级汇总端"),
        )
        self._known = mark, found
        return found

    def _packages(self) -> Sequence[Package]:
        with self._store.database.read() as snapshot:
            own = _own(snapshot)
            today = china_day(self._store.database.now())
            return [_told(_History(snapshot, one), len(own) - at, today) for at, one in enumerate(own)]

    def _receipt(self, number: str) -> Receipt:
        with self._store.database.read() as snapshot:
            own = _own(snapshot)
            kept = own[len(own) - int(number)]
            history = _History(snapshot, kept)
            receipts = [
                one for one in exchanges.packages(snapshot, kind="RCPT", way="in") if one.at >= kept.at
            ]
            steps = [(_WHEN.format(kept.at), f"{self._name(snapshot, kept.actor)}导出，读回核对一致")]
            steps += [(_WHEN.format(one.at), "读入回执") for one in reversed(receipts[-1:])]
            return Receipt(
                package=number,
                read_at=_WHEN.format(receipts[-1].at) if receipts else "",
                accepted=history.accepted,
                returned=history.counts["REJECTED"],
                unanswered=sum(exchanges.contents(snapshot, kept).values()) - history.counts.total(),
                lines=list(self._lines(history)),
                steps=steps,
            )

    def _lines(self, history: _History) -> Iterator[ReceiptLine]:
        for place, (fate, said) in history.fates.items():
            link = history.snapshot.link(*place)
            entry = link.entry if link else None
            if fate == "ACCEPTED" or entry is None or not entry.kind or not entry.record:
                continue
            state = history.states.get(entry.record, Reported.NOT_SENT)
            found = outlook.told(entry.kind, entry.record, state, [(fate, said)])
            since = "" if history.is_newest(entry.record, place) else _SINCE.get(state, "")
            yield self._line(history.snapshot, found, _FATES[fate], since)

    def _line(self, snapshot: Snapshot, found: Open, fate: Fate, since: str = "") -> ReceiptLine:
        """With the name of whom it is about, and what stands here in the field that is meant."""
        kind = KINDS.get(found.kind)
        named = records.names(snapshot, kind, [found.record]) if kind else {}
        own = self._lookup.titles(snapshot, found.kind, [found.record]) if kind else {}
        return ReceiptLine(
            fate=fate,
            title=named.get(found.record) or own.get(found.record, ""),
            detail=label_named(found.kind),
            text=found.text,
            ours=self._ours(snapshot, found),
            remedy=found.remedy,
            kind=found.kind,
            record=found.record,
            since=since,
        )

    def _ours(self, snapshot: Snapshot, found: Open) -> str:
        kind = KINDS.get(found.kind)
        record = snapshot.get(kind, found.record) if kind else None
        if record is None:
            return ""
        fields = [field for field in fields_of(type(record)) if field.name == found.field]
        ((*texts,),) = self._lookup.texts(snapshot, [record], fields)
        return "".join(f"{field.label}　{text}" for field, text in zip(fields, texts, strict=True) if text)

    def _name(self, snapshot: Snapshot, account: str) -> str:
        return next((one.name for one in offices.users(snapshot) if one.account == account), account)

    def _outgoing(self, _: Progress) -> Outgoing:
        with self._store.database.read_long() as snapshot:
            found = outlook.outlook(snapshot, china_day(self._store.database.now()))
            return Outgoing(
                entries=found.entries,
                counts=[(label_named(kind), found.counts[kind]) for kind in reconcile.in_order(found.counts)],
                since=_WHEN.format(found.since) if found.since else "",
                refused=[self._line(snapshot, one, "rejected") for one in found.refused],
                unmended=[
                    self._line(snapshot, one, "conflict" if one.state is Reported.DISPUTED else "rejected")
                    for one in found.unmended
                ],
            )

    def _send(self, to: Path, progress: Progress) -> Written:
        return self._written(packages.export(self._store, self._actor, to, progress))

    def _written(self, done: Exported) -> Written:
        with self._store.database.read() as snapshot:
            who = self._name(snapshot, self._actor)
            (kept,) = exchanges.packages(snapshot, id=done.package)
            inside = _contents(exchanges.contents(snapshot, kept))

        def again(to: Path) -> Written:
            return self._written(packages.write_again(self._store, self._actor, done, to))

        return Written(
            package=done.package,
            place=str(done.path.parent),
            name=done.path.name,
            content=inside or f"{done.entries:,} 步操作",
            size=f"{max(1, done.path.stat().st_size // 1024):,} KB",
            check=done.check_digits,
            who=who,
            at=f"{self._store.database.now().astimezone(CHINA):%H:%M:%S}",
            look_again=done.look_again,
            again_in=packages.LOOK_AGAIN,
            write_again=again,
        )

    def _read(self, path: Path, progress: Progress) -> Taken:
        received = packages.receive(self._store, self._actor, packages.read_file(path))
        if received.repeated:
            return Taken(heading="这个包以前已经读入过", lines=[("结果", "数据没有变化，不用再读。")])
        return Taken(
            heading=_HEADINGS[received.kind],
            lines=list(_summary(received)),
            package=self._newest() if received.kind == "RCPT" else "",
            kinds=frozenset(KINDS.values()) if received.entries or received.acknowledged else frozenset(),
        )

    def _newest(self) -> str:
        with self._store.database.read() as snapshot:
            return f"{len(_own(snapshot)):04d}"


def _targets() -> Sequence[Target]:
    """The drives of this PC, sticks first."""
    return [
        Target(
            path=one.path,
            name=one.label or str(one.path),
            is_stick=one.is_removable,
            room=platform.room(one.path),
        )
        for one in platform.drives()
        if one.is_removable or platform.room(one.path)
    ]


def _summary(received: Received) -> Iterator[tuple[str, str]]:
    if received.acknowledged:
        yield "省级已收到", f"{received.acknowledged} 步"
    if received.entries:
        yield "带来的数据", f"{received.entries} 步"
    if received.fates:
        yield "需要处理", f"{len(received.fates)} 条，见右侧说明"
    if received.membership and received.membership.digits:
        yield "下一步", "请给汇总端打电话，核对下面的 20 位校验数"
    for device in received.waiting:
        yield "还缺", f"电脑 {device[:8]} 的一部分数据没有到，到后自动补上"
    for warning in received.warnings:
        yield "提示", warning


def _own(snapshot: Snapshot) -> list[Kept]:
    """The packages this PC sent, the latest first."""
    return exchanges.packages(snapshot, kind="UP", way="out")


_SINCE: Mapping[Reported, str] = {
    Reported.NOT_SENT: "已经改过，进入下一包",
    Reported.EXPORTED: "已经改过并导出，等回执",
    Reported.DELIVERED: "已经改过，省里收到",
    Reported.ACCEPTED: "已经改过，省里接收",
}


class _History:
    """What became of one package that went out."""

    def __init__(self, snapshot: Snapshot, kept: Kept) -> None:
        self.snapshot, self.kept = snapshot, kept

    @cached_property
    def counts(self) -> Counter[str]:
        """Records by the gravest of what was said of them."""
        return Counter(exchanges.answers(self.snapshot, self.kept).values())

    @cached_property
    def fates(self) -> dict[Place, tuple[str, str | None]]:
        """What was said of those entries that were not simply taken."""
        return exchanges.not_taken(self.snapshot, self.kept)

    @cached_property
    def states(self) -> Mapping[RecordId, Reported]:
        """How far the records have come that were not simply taken."""
        links = (self.snapshot.link(*place) for place in self.fates)
        about = {link.entry.record for link in links if link and link.entry and link.entry.record}
        return exchanges.reported(self.snapshot, about)

    @property
    def accepted(self) -> int:
        return self.counts["ACCEPTED"] + self.counts["ACCEPTED_WITH_WARNING"]

    @property
    def is_answered(self) -> bool:
        return exchanges.answered(self.snapshot, self.kept) >= self.kept.entries

    def is_newest(self, record: RecordId, place: Place) -> bool:
        """Whether nothing was done with the record after that entry."""
        return self.snapshot.about(record)[-1].place == place

    def still(self, fate: str, state: Reported) -> int:
        """How many records of which that was said stand like that to this day."""
        links = (self.snapshot.link(*place) for place, (said, _) in self.fates.items() if said == fate)
        about = {link.entry.record for link in links if link and link.entry and link.entry.record}
        return sum(self.states.get(record) is state for record in about)


def _told(history: _History, number: int, today: date) -> Package:
    kept, counts = history.kept, history.counts
    inside = exchanges.contents(history.snapshot, kept)
    days = (today - china_day(datetime.fromisoformat(kept.at))).days
    state = _package_state(history, days)
    returned = counts["REJECTED"]
    answer = f"接收 {history.accepted:,}，退回 {returned:,}" if counts else ""
    if returned and state == "accepted":
        answer += "，都已改正"
    if state in ("waiting", "unanswered", "overdue"):
        answer = f"导出 {days} 天，还没有回执" if days else "今天导出，还没有回执"
    return Package(
        id=kept.id,
        number=f"{number:04d}",
        content=_contents(inside) or "只有操作记录",
        count=sum(inside.values()),
        written_at=_WHEN.format(kept.at),
        state=state,
        answer=answer,
    )


def _contents(inside: Mapping[str, int]) -> str:
    """学员 38、证书 36、培训班 2; the rest as a number of kinds."""
    ordered = [(kind, inside[kind]) for kind in reconcile.in_order(inside)]
    parts = [f"{label_named(kind)} {number:,}" for kind, number in ordered]
    rest = f"等 {len(parts)} 类" if len(parts) > _KINDS_TOLD else ""
    return "、".join(parts[:_KINDS_TOLD]) + rest


def _package_state(history: _History, days: int) -> PackageState:
    kept = history.kept
    if history.still("REJECTED", Reported.REJECTED):
        return "returned"
    if history.still("CONFLICT", Reported.DISPUTED):
        return "disputed"
    if history.is_answered:
        return "accepted"
    newer = [
        one for one in _own(history.snapshot) if one.at > kept.at and (one.first or 0) <= (kept.first or 0)
    ]
    if newer:
        return "replaced"
    wait = patience()
    if days >= wait.answer_late_days:
        return "overdue"
    return "unanswered" if days >= wait.answer_due_days else "waiting"
