"""What the reporting page may ask for, answered by the operations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from skilldesk.core.fields import Moment
from skilldesk.core.journal import Place
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import CHINA
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.report_work import (
    Enrolment,
    EnrolmentState,
    Fate,
    Package,
    PackageState,
    Receipt,
    ReceiptLine,
    Reporting,
    ReportWork,
    Taken,
    Written,
)
from skilldesk.operations import joining, offices, packages
from skilldesk.operations.joining import Standing
from skilldesk.operations.packages import Received
from skilldesk.progress import Progress
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Package as Kept
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
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
_HEADINGS = {"RCPT": "已读入省级回执", "START": "已读入入网答复", "UP": "已读入本单位另一台电脑的数据"}


class Reports:
    """Sends, reads and tells how reporting stands, for one user."""

    def __init__(self, store: Store, actor: str, lookup: Lookup) -> None:
        self._store = store
        self._actor = actor
        self._lookup = lookup

    def work(self) -> ReportWork:
        return ReportWork(
            state=self._state,
            packages=self._packages,
            receipt=self._receipt,
            send=self._send,
            read=self._read,
            request=lambda to, _: joining.request(self._store, self._actor, to),
            confirm=lambda typed, _: self._confirm(typed),
        )

    def _confirm(self, typed: str) -> None:
        joining.confirm(self._store, self._actor, typed)

    def _state(self) -> Reporting:
        with self._store.database.read_long() as snapshot:
            here = joining.membership(snapshot, self._store.database.device)
            states = exchanges.tally(snapshot)
            waiting = [one for one in _own(snapshot) if _package_state(snapshot, one) == "unanswered"]
        return Reporting(
            unsent=states[Reported.NOT_SENT],
            unanswered=len(waiting),
            returned=states[Reported.REJECTED],
            enrolment=Enrolment(state=_STATES[here.standing], digits=here.digits, hub="省级汇总端"),
        )

    def _packages(self) -> Sequence[Package]:
        with self._store.database.read() as snapshot:
            own = _own(snapshot)
            return [self._told(snapshot, one, len(own) - at) for at, one in enumerate(own)]

    def _told(self, snapshot: Snapshot, kept: Kept, number: int) -> Package:
        counts = _fate_counts(snapshot, kept)
        accepted = counts.get("ACCEPTED", 0) + counts.get("ACCEPTED_WITH_WARNING", 0)
        answer = f"受理 {accepted}，退回 {counts.get('REJECTED', 0)}" if counts else ""
        return Package(
            number=f"{number:04d}",
            content=f"第 {kept.first or 0}–{kept.last or 0} 步",
            count=kept.entries,
            written_at=_WHEN.format(kept.at),
            state=_package_state(snapshot, kept),
            answer=answer,
        )

    def _receipt(self, number: str) -> Receipt:
        with self._store.database.read() as snapshot:
            own = _own(snapshot)
            kept = own[len(own) - int(number)]
            counts = _fate_counts(snapshot, kept)
            accepted = counts.get("ACCEPTED", 0) + counts.get("ACCEPTED_WITH_WARNING", 0)
            receipts = [
                one for one in exchanges.packages(snapshot, kind="RCPT", way="in") if one.at >= kept.at
            ]
            steps = [(_WHEN.format(kept.at), "导出，读回核对一致")]
            steps += [(_WHEN.format(one.at), "读入回执") for one in reversed(receipts[-1:])]
            return Receipt(
                package=number,
                read_at=_WHEN.format(receipts[-1].at) if receipts else "",
                accepted=accepted,
                returned=counts.get("REJECTED", 0),
                unanswered=kept.entries - sum(counts.values()),
                lines=list(self._lines(snapshot, kept)),
                steps=steps,
            )

    def _lines(self, snapshot: Snapshot, kept: Kept) -> Iterator[ReceiptLine]:
        for place, (fate, said) in _fates_of(snapshot, kept).items():
            link = snapshot.link(*place)
            entry = link.entry if link else None
            if fate == "ACCEPTED" or entry is None or not entry.kind or not entry.record:
                continue
            more = json.loads(said) if said else {}
            other = more.get("other")
            first = f"先到的是 {other['office']}，{other['date']}。" if other else ""
            yield ReceiptLine(
                fate=_FATES[fate],
                title=self._lookup.titles(snapshot, entry.kind, [entry.record]).get(entry.record, ""),
                detail=f"第 {place.seq} 步",
                text=f"{more.get('text', '')}{first}",
                remedy=more.get("remedy", ""),
                kind=entry.kind,
                record=entry.record,
            )

    def _send(self, to: Path, progress: Progress) -> Written:
        done = packages.export(self._store, self._actor, to)
        with self._store.database.read() as snapshot:
            who = offices.user(snapshot, self._actor).name
        return Written(
            name=done.path.name,
            content=f"{done.entries} 步操作，{sum(done.counts.values())} 项有内容",
            size=f"{max(1, done.path.stat().st_size // 1024)} KB，已加密",
            check=done.check_digits,
            who=who,
            at=f"{self._store.database.now().astimezone(CHINA):%H:%M:%S}",
            look_again=done.look_again,
            again_in=packages.LOOK_AGAIN,
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


def _fates_of(snapshot: Snapshot, kept: Kept) -> dict[Place, tuple[str, str | None]]:
    if kept.device is None or kept.epoch is None:
        return {}
    span = range(kept.first or 0, (kept.last or -1) + 1)
    chain = (kept.device, kept.epoch)
    return {place: fate for place, fate in exchanges.fates_of(snapshot, chain).items() if place.seq in span}


def _fate_counts(snapshot: Snapshot, kept: Kept) -> dict[str, int]:
    fates = [fate for fate, _ in _fates_of(snapshot, kept).values()]
    return {fate: fates.count(fate) for fate in set(fates)}


def _package_state(snapshot: Snapshot, kept: Kept) -> PackageState:
    counts = _fate_counts(snapshot, kept)
    if counts.get("REJECTED"):
        return "returned"
    if counts.get("CONFLICT"):
        return "disputed"
    if sum(counts.values()) >= kept.entries:
        return "accepted"
    newer = [one for one in _own(snapshot) if one.at > kept.at and (one.first or 0) <= (kept.first or 0)]
    return "replaced" if newer else "unanswered"
