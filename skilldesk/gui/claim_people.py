"""The people of a class with their verdicts, and which of them are to apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from skilldesk.core.identity import grouped
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_work import MAY_APPLY, CheckedPerson, Verdict
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Index, Listing, State
from skilldesk.gui.widgets.signs import Sign, paint_sign

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


class People(Listing[CheckedPerson]):
    """Those of one group, each ticked or not; only who may apply can be ticked."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._all: Sequence[CheckedPerson] = ()
        self._ticks: set[RecordId] = set()

    def show_people(self, people: Iterable[CheckedPerson]) -> None:
        """All of a class, with those ticked who may apply."""
        order = list(VERDICTS)
        self._all = sorted(people, key=lambda one: (order.index(one.verdict), bool(one.applied)))
        self._ticks = {one.trainee_id for one in self._all if may_apply(one)}
        self.show_group("")

    def show_group(self, verdict: str) -> None:
        """Those with that verdict; all for none."""
        self.show_values([one for one in self._all if verdict in ("", one.verdict)])
        self.ticked.emit()

    def turn(self, rows: Iterable[int]) -> None:
        """Tick these rows, or take the ticks away."""
        for row in rows:
            person = self.at(row)
            if person is not None and may_apply(person):
                self._ticks ^= {person.trainee_id}
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.values) - 1, 0))
        self.ticked.emit()

    def to_apply(self) -> list[CheckedPerson]:
        return [one for one in self._all if one.trainee_id in self._ticks]

    def number_of(self, verdict: str) -> int:
        return sum(one.verdict == verdict for one in self._all)

    @property
    def total(self) -> int:
        return len(self._all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            person = self.values[index.row()]
            if not may_apply(person):
                return None
            on = person.trainee_id in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)


class PeopleDelegate(ChipDelegate):
    """Paints the ticks, too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, COLUMNS, bold_column=1)

    def paint_content(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != 0:
            super().paint_content(painter, box, index)
            return
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        theme, side = self._look, self._look.px(15)
        square = QRectF(box.x() + 0.5, box.center().y() - side / 2 + 0.5, side, side)
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if on else "line-strong"), 1))
        painter.setBrush(theme.colour("accent" if on else "card"))
        painter.drawRoundedRect(square, 3, 3)
        if on:
            paint_sign(painter, square.adjusted(3, 3, -3, -3), Sign.CHECK, theme.colour("white"))
