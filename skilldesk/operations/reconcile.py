"""对账: our numbers beside the province's, as far as receipts tell, and the difference record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import china_day
from skilldesk.core.records import RecordId
from skilldesk.excel import workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import offices, outlook
from skilldesk.operations.outlook import Open
from skilldesk.operations.rights import expect, label_named
from skilldesk.store import exchanges, template_rows
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.queries import records
from skilldesk.store.snapshot import Snapshot
from skilldesk.sync import stick

ORDER = (
    *("trainee", "category_fact", "status_fact", "class", "enrolment", "lesson", "inspection"),
    *("certificate", "employment", "claim", "claim_line", "institution"),
)
"""In this order the office counts; kinds that are not named follow."""

STATES = tuple(Reported)

_VOIDED = "本机已经作废，省里还没有收到这一步。"
_WORDS: Mapping[Reported, tuple[str, str]] = {
    Reported.NOT_SENT: ("还没有报送，或报送后又改过。", "请在「报送与回执」写出一包。"),
    Reported.EXPORTED: ("已经导出，还没有回执。", "请确认包已送到；没有送到的，再写一份。"),
    Reported.DELIVERED: ("省里已收到，还没有说接收还是退回。", "等下一个回执，不用重报。"),
    Reported.REJECTED: ("省里退回。", "请改正后再报。"),
    Reported.DISPUTED: ("两台电脑改得不一样，等待裁定。", "请由负责人核对材料后裁定。"),
}
"""What is said of a record of which no receipt says more."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The records of one kind that count here, by how far they have come."""

    kind: str
    label: str
    states: Mapping[Reported, int]

    @property
    def ours(self) -> int:
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        """Those whose newest state has left this PC."""
        return self.ours - self.states.get(Reported.NOT_SENT, 0)

    @property
    def unanswered(self) -> int:
        return self.states.get(Reported.EXPORTED, 0) + self.states.get(Reported.DELIVERED, 0)

    @property
    def agrees(self) -> bool:
        """Whether the province has taken every one."""
        return self.states.get(Reported.ACCEPTED, 0) == self.ours


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    tallies: tuple[Tally, ...]
    differences: tuple[Open, ...]
    """Every record that the province has not accepted as it stands here, the gravest first."""

    def of(self, kind: str, states: Iterable[Reported] = STATES) -> tuple[Open, ...]:
        """The differences of one kind, in these states; of all kinds, if none is named."""
        wanted = set(states)
        return tuple(one for one in self.differences if kind in ("", one.kind) and one.state in wanted)


_GRAVEST = (
    Reported.REJECTED,
    Reported.DISPUTED,
    Reported.EXPORTED,
    Reported.DELIVERED,
    Reported.NOT_SENT,
)


def reconcile(snapshot: Snapshot) -> Reconciliation:
    """Both sides of every kind that travels and of which there is one."""
    standing = exchanges.reported_by_kind(snapshot)
    said = exchanges.not_accepted(snapshot)
    listed = template_rows.rejections(snapshot)
    tallies: list[Tally] = []
    differences: list[Open] = []
    for kind in in_order(standing):
        states = standing[kind]
        counted = _counted(snapshot, kind)
        here = {record: state for record, state in states.items() if record in counted}
        if here:
            tallies.append(Tally(kind=kind, label=label_named(kind), states=Counter(here.values())))
        for record, state in states.items():
            if state is not Reported.ACCEPTED:
                found = outlook.told(kind, record, state, said.get(record, ()))
                differences.append(_explained(found, listed.get(record, ""), is_void=record not in counted))
    differences.sort(key=lambda one: _GRAVEST.index(one.state))
    return Reconciliation(tallies=tuple(tallies), differences=tuple(differences))


def in_order(kinds: Iterable[str]) -> list[str]:
    """The kinds as the office counts them."""
    return sorted(kinds, key=lambda kind: ORDER.index(kind) if kind in ORDER else len(ORDER))


def _counted(snapshot: Snapshot, kind: str) -> set[RecordId]:
    """Those that were not made void; all of a kind that only a newer program reads are left out."""
    return records.ids(snapshot, KINDS[kind]) if kind in KINDS else set()


def _explained(found: Open, listed: str, *, is_void: bool) -> Open:
    """With the usual words where neither a receipt nor a result list says anything."""
    usual, remedy = _WORDS[found.state]
    if is_void:
        usual = _VOIDED
    return replace(found, text=found.text or listed or usual, remedy=found.remedy or remedy)


def titles(snapshot: Snapshot, differences: Sequence[Open]) -> dict[RecordId, str]:
    """Of whom or what each of these records speaks, in a few words: of a person by the name."""
    found: dict[RecordId, str] = {}
    for kind in {one.kind for one in differences if one.kind in KINDS}:
        ids = [one.record for one in differences if one.kind == kind]
        found |= records.names(snapshot, KINDS[kind], ids)
    return found


HEADINGS = ("类别", "名称", "报送状态", "省厅说明", "怎么办")
_COUNTS = ("类别", "本机", "已报", *(state.value for state in STATES))


def save(store: Store, actor: str, to: Path) -> Path:
    """Both tables as a workbook that anybody can open, in that folder; it is journalled."""
    with store.database.read_long() as snapshot:
        expect(snapshot, actor, "save", "把名单另存成文件")
        found = reconcile(snapshot)
        named = titles(snapshot, found.differences)
        code = offices.this_office(snapshot).code
        mark = "practice-" if offices.practice(snapshot) else ""
    now = store.database.now()
    pages = (
        Page(title="对账", headings=_headings(_COUNTS), rows=[_counts(one) for one in found.tallies]),
        Page(
            title="差异", headings=_headings(HEADINGS), rows=[_row(one, named) for one in found.differences]
        ),
    )
    data = workbook.write(pages, made=now)
    path = stick.save(data, to, f"{mark}reconcile-{code}-{china_day(now):%Y%m%d}.xlsx")
    with store.database.write(actor) as work:
        work.note("reconcile.save", differences=len(found.differences))
    return path


def _headings(labels: Iterable[str]) -> tuple[Heading, ...]:
    return tuple(Heading(label=label) for label in labels)


def _counts(one: Tally) -> tuple[str, ...]:
    return (one.label, str(one.ours), str(one.sent), *(str(one.states.get(each, 0)) for each in STATES))


def _row(one: Open, named: Mapping[RecordId, str]) -> tuple[str, ...]:
    return (label_named(one.kind), named.get(one.record, ""), one.state.value, one.text, one.remedy)
