"""The people of a class with their verdicts, and which of them are to apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from skilldesk.core.identity import grouped
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_work import MAY_APPLY, CheckedPerson, Verdict
from skilldesk.gui.widgets.listing import Column, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.ticks import TickListing

VERDICTS: Mapping[Verdict, State] = {
    "not_eligible": (Sign.CROSS, "不符合", "red"),
    "unknown": (Sign.WARN, "资料不足", "amber"),
    "not_covered": (Sign.WARN, "无适用文件", "amber"),
    "provisional": (Sign.CHECK, "仅依据本机", "blue"),
    "eligible": (Sign.CHECK, "符合", "green"),
}
"""In the order in which a person looks at them: first what is not as hoped."""


def amount_text(fen: int | None) -> str:
    return "—" if fen is None else f"{fen // 100:,}.{fen % 100:02}"


def state_of(person: CheckedPerson) -> State:
    return (Sign.CLOCK, "已申领", "blue") if person.applied else VERDICTS[person.verdict]


def may_apply(person: CheckedPerson) -> bool:
    return person.verdict in MAY_APPLY and not person.applied


COLUMNS: tuple[Column[CheckedPerson], ...] = (
    Column("", lambda _: ""),
    Column("姓名", lambda person: person.name),
    Column("证件号码", lambda person: grouped(person.id_number)),
    Column("类别", lambda person: person.category),
    Column("结果", lambda person: state_of(person)[1], state=state_of),
    Column("金额（元）", lambda person: amount_text(person.amount), right=True),
)


class People(TickListing[CheckedPerson]):
    """Those of one group, each ticked or not; only who may apply can be ticked."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda person: person.trainee_id, may_apply)
        self._all: Sequence[CheckedPerson] = ()

    def show_people(self, people: Iterable[CheckedPerson]) -> None:
        """All of a class, with those ticked who may apply."""
        order = list(VERDICTS)
        self._all = sorted(people, key=lambda one: (order.index(one.verdict), bool(one.applied)))
        self.ticks = {one.trainee_id for one in self._all if may_apply(one)}
        self.show_group("")

    def place_of(self, trainee: RecordId) -> int:
        """Where that person stands among those shown; the first place for one who does not."""
        ids = [one.trainee_id for one in self.values]
        return ids.index(trainee) if trainee in ids else 0

    def show_group(self, verdict: str) -> None:
        """Those with that verdict; all for none."""
        self.show_values([one for one in self._all if verdict in ("", one.verdict)])
        self.ticked.emit()

    def to_apply(self) -> list[CheckedPerson]:
        return [one for one in self._all if one.trainee_id in self.ticks]

    def number_of(self, verdict: str) -> int:
        return sum(one.verdict == verdict for one in self._all)

    @property
    def total(self) -> int:
        return len(self._all)
