"""审核: claims that wait for this user, one whole at the side, the next step for all that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QStackedWidget

from skilldesk.core.claims import Attachment, Claim, ClaimLine
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, RecordId
from skilldesk.gui.claim_detail import DetailPanel
from skilldesk.gui.claim_people import amount_text
from skilldesk.gui.claim_review_work import MOST, OTHERS, ClaimDetail, ClaimRow, Outcome, Queue, StepOffer
from skilldesk.gui.claim_states import state_of, tone_of
from skilldesk.gui.claim_step_bar import StepBar
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import Page
from skilldesk.gui.place import Place
from skilldesk.gui.record_view import RowView
from skilldesk.gui.widgets.count_tabs import Count, CountTabs
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import Column
from skilldesk.gui.widgets.ticks import TickDelegate, TickListing

COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("", lambda _: ""),
    Column("申请人", lambda one: one.applicant),
    Column("申请编号", lambda one: one.number),
    Column("人数", lambda one: f"{one.people}", right=True),
    Column("金额（元）", lambda one: amount_text(one.amount), right=True),
    Column("状态", lambda one: one.state_word, state=lambda one: state_of(one.state, one.state_word)),
    Column("申请日期", lambda one: one.applied_on),
)

_REFUSED_TOLD = 6
_SHOWN_OF: frozenset[type[Record]] = frozenset({Claim, ClaimLine, Attachment, Trainee})


class ClaimReview(Page):
    HINTS = (
        ("1–9", "分组"),
        ("↑↓", "逐张看"),
        ("Space", "勾选"),
        ("Enter", "看申请表"),
        ("Ctrl+Enter", "办下一步"),
        ("F8", "退回"),
        ("F3", "查找"),
        ("F5", "重新读取"),
    )

    wanted = Signal(object)
    """The ids of the claims whose papers are to be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.claims.review
        self._queues: Sequence[Queue] = ()
        self._all: Sequence[ClaimRow] = ()
        self._queue, self._wanted_record = "", ""
        self._stale = True
        self.counts = CountTabs(desk.theme)
        self.search = QLineEdit()
        self.list: TickListing[ClaimRow] = TickListing(COLUMNS, lambda one: one.claim_id, lambda _: True)
        self.view = RowView(desk.theme, TickDelegate(desk.theme, COLUMNS))
        self.view.setModel(self.list)
        self.detail = DetailPanel(desk.theme)
        self.bar = StepBar()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        """An empty queue hides its list: then the page itself hears the keys."""
        (self.view if self._all else self).setFocus()

    def go_to(self, place: Place) -> None:
        """The queue of the state that the place names, or of its claim; there that claim."""
        self._wanted_record = place.record
        if place.record and not place.filters.get("state"):
            rows = self._desk.claims.rows
            self._desk.tasks.look(
                self,
                lambda progress: rows([place.record], progress)[0].state,
                done=self._go_to_state,
            )
        else:
            self._go_to_state(place.filters.get("state", ""))

    def _go_to_state(self, state: str) -> None:
        self._queue = state or self._queue
        self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    # --- reading ---

    def read(self) -> None:
        self._stale = False
        self._desk.tasks.look(self, self._work.queues, done=self._show_queues)

    def _show_queues(self, queues: Sequence[Queue]) -> None:
        """Begin where work waits; a state that somebody asked for has a tab, too."""
        keys = [one.key for one in queues]
        if not self._queue:
            self._queue = next((one.key for one in queues if one.number), keys[0])
        if self._queue not in keys:
            word = self._desk.lookup.label("claim_state", self._queue)
            queues = [*queues[:-1], Queue(key=self._queue, word=word, number=0), queues[-1]]
        self._queues = queues
        self._show_counts()
        self._read_rows()

    def _show_counts(self) -> None:
        counts = [Count(one.key, one.word, one.number, tone_of(one.key)) for one in self._queues]
        self.counts.show_counts(counts, self._queue)

    def _choose(self, queue: str) -> None:
        self._queue = queue
        self.list.ticks = set()
        self._read_rows()

    def _read_rows(self) -> None:
        queue = self._queue
        rows = self._work.rows
        self._desk.tasks.look(
            self,
            lambda progress: (queue, rows(queue, progress)),
            done=self._show_rows,
            title="正在读取申领单",
        )

    def _show_rows(self, read: tuple[str, Sequence[ClaimRow]]) -> None:
        queue, rows = read
        if queue != self._queue:
            return
        self._all = rows
        self.list.ticks &= {one.claim_id for one in rows}
        if queue not in {each.key for each in self._queues if each.number} and rows:
            self._queues = [
                Queue(key=each.key, word=each.word, number=len(rows)) if each.key == queue else each
                for each in self._queues
            ]
            self._show_counts()
        self._filter()

    def _filter(self) -> None:
        row_before = self.view.current_row()
        was = self._wanted_record or getattr(self.list.at(row_before), "claim_id", "")
        text = self.search.text().strip()
        shown = [one for one in self._all if text in f"{one.applicant} {one.number} {one.class_name}"]
        self.list.show_values(shown)
        self.view.fit_columns()
        ids = [one.claim_id for one in shown]
        at = ids.index(was) if was in ids else min(max(0, row_before), len(shown) - 1)
        self._wanted_record = ""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self._stack.setCurrentWidget(self.view if self._all else self._empty)
        if had_focus and not self.search.hasFocus():
            self.take_focus()
        self._empty.text.setText(self._nothing())
        self.view.go_to(at)
        self._show_current()

    def _nothing(self) -> str:
        word = next((one.word for one in self._queues if one.key == self._queue), "")
        if self._queue == OTHERS:
            return "这里还没有申领单。在「申领」里选一个班，检查后写入。"
        return f"「{word}」里没有申领单，现在没有等您办的。"

    def _show_current(self) -> None:
        one = self.list.at(self.view.current_row())
        self._show_chosen()
        shown = len(self.list.values)
        more = f"，只列最近 {MOST:,} 张" if len(self._all) >= MOST else ""
        self.say_count(f"第{self.view.current_row() + 1}张，共{shown:,}张{more}" if shown else "")
        if one is None:
            self.detail.show_claim(None)
            return
        detail = self._work.detail
        self._desk.tasks.look(self, lambda progress: detail(one.claim_id, progress), done=self._show_detail)

    def _show_detail(self, detail: ClaimDetail) -> None:
        one = self.list.at(self.view.current_row())
        if one is not None and one.claim_id == detail.row.claim_id:
            self.detail.show_claim(detail)

    # --- steps ---

    def chosen(self) -> list[ClaimRow]:
        """Those that are ticked; the current one, if none is."""
        ticked = [one for one in self._all if one.claim_id in self.list.ticks]
        current = self.list.at(self.view.current_row())
        return ticked or ([current] if current else [])

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        ids = [one.claim_id for one in chosen]
        self.bar.show_chosen(chosen)
        if not ids:
            self.bar.show_offers((), 0)
            return
        offers = self._work.offers
        self._desk.tasks.look(self, lambda progress: (ids, offers(ids, progress)), done=self._show_offers)

    def _show_offers(self, read: tuple[list[RecordId], Sequence[StepOffer]]) -> None:
        ids, offers = read
        if ids == [one.claim_id for one in self.chosen()]:
            self.bar.show_offers(offers, len(ids))

    def _ask(self, offer: StepOffer) -> None:
        """A step back wants a reason; a step forward is taken at once."""
        if not offer.goes_back:
            self._take(offer, "")
            return
        chosen = self.chosen()
        which = chosen[0].number if len(chosen) == 1 else f"{len(chosen)} 张申领单"
        notice = Notice(
            heading=f"{offer.label}：{which}",
            lines=(
                ("数据", "申领单和存下的检查结果都保留，只改状态。"),
                ("以后", "您的姓名、时间和原因会记在办理经过里，随报送包送出。"),
            ),
            act=f"{offer.label} {offer.able} 张" if len(chosen) > 1 else offer.label,
            leave="先不办",
            tone="amber",
        )
        reasons = self._work.return_reasons
        self._desk.dialogs.ask_reason(notice, reasons, lambda reason: self._take(offer, reason))

    def _take(self, offer: StepOffer, reason: str) -> None:
        ids = [one.claim_id for one in self.chosen()]
        take = self._work.take
        if ids:
            self._desk.tasks.start(
                self,
                lambda progress: take(ids, offer.key, reason, progress),
                done=partial(self._was_taken, offer),
                title=f"正在办理：{offer.label}",
            )

    def _was_taken(self, offer: StepOffer, outcomes: Sequence[Outcome]) -> None:
        refused = [one for one in outcomes if one.refused]
        done = len(outcomes) - len(refused)
        self.list.ticks = set()
        self._desk.news.tell(Claim, ClaimLine)
        self.take_focus()
        if refused:
            who = {one.number: one.applicant for one in self._all}
            lines = [
                (who.get(one.number, "其余"), f"{one.number}　{one.refused}".strip())
                for one in refused[:_REFUSED_TOLD]
            ]
            if len(refused) > _REFUSED_TOLD:
                lines.append(("另有", f"{len(refused) - _REFUSED_TOLD} 张也没有办，原因相近。"))
            heading = f"{offer.label}：办成 {done} 张，{len(refused)} 张没有办"
            self._desk.dialogs.tell(Notice(heading=heading, lines=tuple(lines), tone="amber"))

    # --- what happens ---

    def _preview(self) -> None:
        one = self.list.at(self.view.current_row())
        if one is not None and one.has_form:
            self.wanted.emit([one.claim_id])

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        self.view.setFocus()

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        self._stale = self._stale or bool(kinds & _SHOWN_OF)
        if self._stale and self.isVisible():
            self.read()

    def _connect(self) -> None:
        self.counts.chosen.connect(self._choose)
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.returnPressed.connect(self.view.setFocus)
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self._preview())
        self.list.ticked.connect(self._show_chosen)
        self.detail.opened.connect(self._preview)
        self.bar.taken.connect(self._ask)
        self._desk.news.changed.connect(self._hear)
        self.on_key("F3", self._find)
        self.on_key("F5", self.read)
        self.on_key("Esc", self._leave_search, inside=self.search)
        self.on_key("Space", lambda: self.list.turn(self.view.chosen_rows()), inside=self.view)
        self.on_key("F9", self._preview, inside=self.view)
        for key, sequence in (
            ("Ctrl+Enter", "Ctrl+Return"),
            ("F8", "F8"),
            ("Ctrl+F8", "Ctrl+F8"),
            ("Ctrl+Del", "Ctrl+Del"),
        ):
            self.on_key(sequence, partial(self.bar.press, key))
        for at in range(9):
            self.on_key(str(at + 1), partial(self.counts.choose, at))

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.search.setPlaceholderText("申请人、编号或班名　F3")
        self.search.setAccessibleName("查找申领单")
        self.search.setMinimumWidth(theme.px(180))
        self._empty = EmptyPage(theme, "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        counts = laid(frame("plain"), row(self.counts, self.search), margins=(16, 8, 16, 8))
        left = laid(frame("plain"), column(counts, self._stack, spacing=0))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(706), theme.px(520)])
        laid(self, column(split, self.bar, spacing=0))
        self.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has just been given one
