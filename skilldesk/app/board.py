"""What the board is told: what waits for this user, days ahead, packages and backups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from skilldesk.core.normal import CHINA, china_day
from skilldesk.core.offices import User
from skilldesk.core.policy import Policy
from skilldesk.core.rights import Rights
from skilldesk.gui import board_lines
from skilldesk.gui.board_work import Board, BoardWork, Fact, Sending
from skilldesk.gui.report_page import STATES
from skilldesk.gui.report_work import Package, Reporting, ReportWork
from skilldesk.gui.widgets.listing import State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.operations import backups, waiting
from skilldesk.operations.backups import Backup
from skilldesk.operations.waiting import Asked, Waiting
from skilldesk.reference import calendar, deadlines
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot

_NOON, _EVENING = 12, 18


class Boards:
    """Reads the board for one user."""

    def __init__(
        self, store: Store, user: User, rights: Rights, reports: ReportWork, policies: Sequence[Policy]
    ) -> None:
        self._store, self._user, self._rights = store, user, rights
        self._reports = reports
        self._policies = policies

    def work(self) -> BoardWork:
        return BoardWork(read=self._read, sending=self._sending)

    def _read(self) -> Board:
        now = self._store.database.now().astimezone(CHINA)
        with self._store.database.read_long() as snapshot:
            asked = self._asked()
            found = waiting.waiting(snapshot, asked)
            ahead = waiting.ahead(snapshot, asked)
            kept = list(_backups(snapshot, now))
        return Board(
            greeting=_greeting(self._user.name, now),
            lines=[board_lines.line(one) for one in found],
            days=[board_lines.near_day(one) for one in ahead],
            backups=kept,
            at=f"{now:%H:%M}",
        )

    def _sending(self) -> Sending:
        reporting, packages = self._reports.state(), self._reports.packages()
        found = [one for one in self._reported(reporting, packages) if one.count]
        return Sending(
            lines=[board_lines.line(one) for one in found], packages=[_package(one) for one in packages]
        )

    def _asked(self) -> Asked:
        return Asked(
            user=self._user,
            rights=self._rights,
            today=china_day(self._store.database.now()),
            deadlines=deadlines.load(),
            calendar=calendar.load(),
            policies=self._policies,
        )

    def _reported(self, reporting: Reporting, packages: Sequence[Package]) -> Iterator[Waiting]:
        """What came back is for those who put it right; what was not sent, for those who send."""
        if reporting.returned and self._rights.may_write("trainee"):
            yield Waiting(key="returned", count=reporting.returned)
        if self._rights.allows("report"):
            late = [one for one in packages if one.state in ("unanswered", "overdue")]
            yield Waiting(key="unanswered", count=len(late))
        if reporting.unsent and self._rights.allows("report") and reporting.enrolment.state == "confirmed":
            yield Waiting(key="unsent", count=reporting.unsent)


def _greeting(name: str, now: datetime) -> str:
    part = "上午" if now.hour < _NOON else "下午" if now.hour < _EVENING else "晚上"
    return f"{name}，{part}好。"


def _package(one: Package) -> Fact:
    return Fact(state=STATES[one.state], text=f"{one.count:,} 项　包 {one.number}", when=one.written_at[5:10])


def _backups(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    """The last backup that outlives this PC's disk, whether it is time for another, and the last at all."""
    newest, elsewhere = backups.last(snapshot), backups.last_elsewhere(snapshot)
    if newest is None:
        yield Fact(state=(Sign.CROSS, "没有备份", "red"), text="请备份到 U 盘")
        return
    if elsewhere is None:
        yield Fact(state=(Sign.WARN, "只在本机", "amber"), text="请再备份到另一块盘")
    else:
        days = _days_since(elsewhere, now)
        late = days >= deadlines.load()["backup"].days
        state: State = (Sign.WARN, "该备份了", "amber") if late else (Sign.CHECK, "已备份", "green")
        yield Fact(state=state, text="另一块盘，已读回核对", when=_ago(days))
    if newest != elsewhere:
        yield Fact(state=(Sign.CHECK, "本机", ""), text="单位文件夹里", when=_ago(_days_since(newest, now)))


def _days_since(made: Backup, now: datetime) -> int:
    return (now.astimezone(UTC) - datetime.fromisoformat(made.at).astimezone(UTC)).days


def _ago(days: int) -> str:
    return "今天" if days == 0 else f"{days} 天前"
