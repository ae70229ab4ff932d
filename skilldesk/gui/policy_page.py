"""政策文件: which documents hold here on a day, what they switch on and leave open, their own cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget

from skilldesk.core import normal
from skilldesk.gui.desk import Desk
from skilldesk.gui.live_page import LivePage
from skilldesk.gui.page import button, heading
from skilldesk.gui.place import Place
from skilldesk.gui.policy_detail import PolicyDetail
from skilldesk.gui.record_view import RowView
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, parted
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import restyle, words
from skilldesk.operations import assess, policy_shelf
from skilldesk.operations.assess import CaseResult
from skilldesk.operations.policy_shelf import Gap, Reach, Shelved
from skilldesk.progress import Progress
from skilldesk.reference import policies

REACHES: Mapping[Reach, str] = {"nation": "国家", "province": "省", "city": "市", "county": "县"}

_IN_FORCE: State = (Sign.CHECK, "有效", "green")
_NOT_IN_FORCE: State = (Sign.RING, "不在有效期", "")


def _state(one: Shelved) -> State:
    return _IN_FORCE if one.in_force else _NOT_IN_FORCE


_COLUMNS: tuple[Column[Shelved], ...] = (
    Column("文号", lambda one: one.policy.document),
    Column("层级", lambda one: REACHES[one.reach]),
    Column("当天", lambda one: _state(one)[1], state=_state),
    Column("待录入", lambda one: f"{one.empty}" if one.empty else "", right=True),
)


class PolicyPage(LivePage):
    HINTS = (
        ("F3", "看哪一天"),
        ("↑↓", "选文件"),
        ("PgDn", "往下看"),
        ("F7", "运行案例"),
        ("Enter", "去录入标准"),
        ("F5", "刷新"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.news)
        self._desk = desk
        self._day = desk.today()
        self._gaps: Sequence[Gap] = ()
        self.day = QLineEdit()
        self.documents = Listing(_COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _COLUMNS))
        self.view.setModel(self.documents)
        self.detail = PolicyDetail(desk)
        self._lay_out()
        self._connect()
        self._tell_day()

    def take_focus(self) -> None:
        (self.day if self._stack.currentWidget() is self._none else self.view).setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        """`on` is the day, as 2020-12-21; `key` the document."""
        self.day.setText(place.filters.get("on", "") or str(self._day))
        self._take_day()
        keys = [one.policy.key for one in self.documents.values]
        if place.filters.get("key") in keys:
            self.view.go_to(keys.index(place.filters["key"]))

    # --- reading ---

    def refresh(self) -> None:
        day = self._day

        def read(_: Progress) -> tuple[Sequence[Shelved], Sequence[Gap]]:
            known = policies.load()
            with self._desk.database.read() as snapshot:
                return policy_shelf.shelf(snapshot, known, day), policy_shelf.gaps(snapshot, known)

        self._desk.tasks.look(self, read, done=self._show)

    def _show(self, read: tuple[Sequence[Shelved], Sequence[Gap]]) -> None:
        found, self._gaps = read
        was = self.documents.at(self.view.current_row())
        self.documents.show_values(found)
        self._stack.setCurrentWidget(self.view if found else self._none)
        self.view.fit_columns()
        keys = [one.policy.key for one in found]
        self.view.go_to(keys.index(was.policy.key) if was and was.policy.key in keys else 0)
        valid = sum(one.in_force for one in found)
        self._about.setText(
            f"{self._day:%Y-%m-%d} 有 {valid} 个文件有效" if valid else f"{self._day:%Y-%m-%d} 没有有效的文件"
        )
        self.say_count(f"{len(found)} 个文件　当天有效 {valid}")
        self._show_current()

    def _show_current(self) -> None:
        one = self.documents.at(self.view.current_row())
        gaps = [gap for gap in self._gaps if one and gap.policy.key == one.policy.key]
        self.detail.show_document(one, gaps, self._day)

    # --- doing ---

    def _take_day(self) -> None:
        """What was typed, in any habit of writing days; today if nothing stands there."""
        text = self.day.text().strip()
        try:
            self._day = normal.day(text) if text else self._desk.today()
        except ValueError:
            restyle(self.day, tone="red")
            self._about.setText("看不懂这个日期，请写成 2020-12-21 的样子")
            return
        self._tell_day()
        self.refresh()

    def _tell_day(self) -> None:
        restyle(self.day, tone="")
        self.day.setText(self._day.isoformat())

    def run_cases(self) -> None:
        """The file's own cases, judged by that file alone."""
        one = self.documents.at(self.view.current_row())
        if one is None:
            return
        self.detail.begin_cases()

        def job(progress: Progress) -> Sequence[CaseResult]:
            return assess.run_cases(one.policy, progress)

        self._desk.tasks.look(self, job, done=lambda found: self._ran(one, found), title="正在运行案例")

    def _ran(self, one: Shelved, results: Sequence[CaseResult]) -> None:
        now = self.documents.at(self.view.current_row())
        if now is not None and now.policy.key == one.policy.key:
            self.detail.show_results(results)

    def go_to_standards(self) -> None:
        self._desk.news.go(Place(page="catalogues", tab="补贴标准"))

    def _find_day(self) -> None:
        self.day.setFocus()
        self.day.selectAll()

    def _entered_day(self) -> None:
        self._take_day()
        if self.day.property("tone") != "red":
            self.view.setFocus()

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.go_to_standards())
        self.day.returnPressed.connect(self._entered_day)
        self.detail.run.connect(self.run_cases)
        self.detail.fill.connect(self.go_to_standards)
        self.on_key("F3", self._find_day)
        self.on_key("F7", self.run_cases)
        self.on_key("F5", self.refresh)
        self.on_key("PgDown", lambda: self.detail.turn(1))
        self.on_key("PgUp", lambda: self.detail.turn(-1))

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title, self._about = words("政策文件", "title"), words("", "hint")
        self.day.setAccessibleName("看哪一天有效的文件")
        self.day.setFixedWidth(theme.px(120))
        today = button("今天", self._to_today)
        line = heading(
            theme, self._title, words("看哪一天  F3", "label"), self.day, today, 8, self._about, None
        )
        self._none = EmptyPage(theme, "没有适用于本地区的政策文件。请向省里要政策包，或在政策文件夹里补上。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        left = laid(frame("plain"), column(self._stack, spacing=0))
        split = parted(QSplitter(), left, self.detail, sizes=(theme.px(520), theme.px(706)))
        split.setStretchFactor(1, 1)
        laid(self, column(line, split, spacing=0))

    def _to_today(self) -> None:
        self.day.setText("")
        self._take_day()
