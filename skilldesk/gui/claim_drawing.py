"""申领, last step: the forms of the claims are drawn, seen, and printed together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy

from skilldesk.core.claims import Claim, Printing
from skilldesk.core.records import Record, RecordId
from skilldesk.gui.claim_people import amount_text
from skilldesk.gui.claim_review_work import ClaimRow
from skilldesk.gui.claim_work import Unprintable
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.record_view import RowView
from skilldesk.gui.tasks import Running
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign
from skilldesk.gui.widgets.words import ShortWords, restyle, sentence, words

_NAMED = 4
"""So many places with missing characters are told; the others are counted."""

_MAY_NOT = "您的角色不能生成和打印申请表，请由有这个角色的同事来办。"


def _state(one: ClaimRow) -> State:
    return (Sign.CHECK, "已生成", "green") if one.has_form else (Sign.RING, "未生成", "")


COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("申请编号", lambda one: one.number),
    Column("申请人", lambda one: one.applicant),
    Column("主体", lambda one: "个人" if one.is_personal else "机构"),
    Column("人数", lambda one: f"{one.people}", right=True),
    Column("金额（元）", lambda one: amount_text(one.amount), right=True),
    Column("状态", lambda one: one.state_word),
    Column("申请表", lambda one: _state(one)[1], state=_state),
)


class ClaimDrawing(Page):
    HINTS = (
        ("Ctrl+Enter", "生成申请表"),
        ("Enter", "预览"),
        ("F9", "打印本批"),
        ("Alt+←", "上一步"),
        ("Ctrl+N", "申领下一个班"),
    )

    back = Signal()
    again = Signal()
    """The next class, please."""
    wanted = Signal(object)
    """The ids of the claims whose papers are to be shown and printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.ids: Sequence[RecordId] = ()
        self._running: Running | None = None
        self.list: Listing[ClaimRow] = Listing(COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, COLUMNS))
        self.view.setModel(self.list)
        self.bar = QProgressBar()
        self.draw_button = button("生成申请表  Ctrl+Enter", self.draw, kind="primary")
        self.print_button = button("打印本批  F9", self._print)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def show_claims(self, ids: Sequence[RecordId]) -> None:
        self.ids = ids
        self._hide_missing()
        self._read()

    @property
    def is_drawing(self) -> bool:
        return self._running is not None and not self._running.over

    # --- reading ---

    def _read(self) -> None:
        if ids := self.ids:
            rows = self._desk.claims.rows
            self._desk.tasks.look(self, lambda progress: rows(ids, progress), done=self._show)

    def _show(self, rows: Sequence[ClaimRow]) -> None:
        was = max(0, self.view.current_row())
        self.list.show_values(rows)
        self.view.fit_columns()
        self.view.go_to(min(was, len(rows) - 1))
        left, drawn = self._counts()
        fen = sum(one.amount or 0 for one in rows)
        self._sums.setText(f"{len(rows)} 张申领单，{amount_text(fen)} 元")
        self._told.setText(
            f"已生成 {drawn} 张，还有 {left} 张" if left else f"{drawn} 张申请表都已生成、存档"
        )
        self._offer(left, drawn)
        self.say_count(f"已生成{drawn}张，共{len(rows)}张")

    def _counts(self) -> tuple[int, int]:
        """How many forms are still to be drawn, and how many are stored."""
        drawn = sum(one.has_form for one in self.list.values)
        return len(self.list.values) - drawn, drawn

    def _offer(self, left: int, drawn: int) -> None:
        """One blue button: first drawing, then printing."""
        may = self._desk.rights.allows("print")
        word = "继续生成其余" if drawn else "生成"
        self.draw_button.setText(f"{word} {left} 张申请表  Ctrl+Enter" if left else "申请表已生成")
        self.draw_button.setEnabled(bool(left) and may and not self.is_drawing)
        self.print_button.setText(f"打印 {drawn} 张申请表  F9" if drawn else "打印本批  F9")
        self.print_button.setEnabled(bool(drawn) and may)
        restyle(self.draw_button, kind="primary" if left else "")
        restyle(self.print_button, kind="" if left else "primary")
        for each in (self.draw_button, self.print_button):
            each.setToolTip("" if may else _MAY_NOT)
        self._hint.setText("生成以后就是存档的原件；重印与它一个字节不差" if may else _MAY_NOT)

    # --- drawing ---

    def draw(self) -> None:
        """Draw what is not drawn yet; first tell what no typeface prints."""
        wanted = self._undrawn()
        if wanted and self.draw_button.isEnabled():
            self.draw_button.setEnabled(False)
            unprintable = self._desk.claims.unprintable
            self._desk.tasks.look(
                self,
                lambda progress: unprintable(wanted, progress),
                done=partial(self._draw_if_whole, wanted),
                failed=self._not_drawn,
                title="正在核对字库",
            )

    def _undrawn(self) -> list[RecordId]:
        return [one.claim_id for one in self.list.values if not one.has_form]

    def _draw_if_whole(self, wanted: Sequence[RecordId], missing: Sequence[Unprintable]) -> None:
        if missing:
            self._tell_missing(wanted, missing)
        else:
            self._draw(wanted)

    def _tell_missing(self, wanted: Sequence[RecordId], missing: Sequence[Unprintable]) -> None:
        touched = {one.claim_id for one in missing}
        others = [id for id in wanted if id not in touched]
        empty_out(self._missing_body)
        heading = f"△ {len(touched)} 张表里有字库没有的字，还没有生成"
        self._missing_body.addWidget(sentence(heading, "strong", tone="amber"))
        for one in missing[:_NAMED]:
            self._missing_body.addWidget(sentence(f"{one.who}：{one.words}"))
        if len(missing) > _NAMED:
            self._missing_body.addWidget(sentence(f"另有 {len(missing) - _NAMED} 处。"))
        way = "怎么办：证件上另有通行写法的，改学员资料后再生成；没有的，可以留一格横线，打印后手写。"
        self._missing_body.addWidget(sentence(way, "label"))
        buttons = row(spacing=8)
        if others:
            first = button(f"先生成其余 {len(others)} 张", partial(self._draw, others))
            buttons.addWidget(first)
        by_hand = button(f"留横线手写，生成 {len(wanted)} 张", partial(self._draw, wanted))
        buttons.addWidget(by_hand)
        buttons.addStretch(1)
        self._missing_body.addLayout(buttons)
        self._missing.show()
        (first if others else by_hand).setFocus()
        self._offer(*self._counts())

    def _hide_missing(self) -> None:
        self._missing.hide()
        empty_out(self._missing_body)

    def _draw(self, wanted: Sequence[RecordId]) -> None:
        self._hide_missing()
        self.view.setFocus()
        draw = self._desk.claims.draw
        self._progress.show()
        self.bar.setRange(0, 0)
        self._part.setText(f"正在生成 {len(wanted)} 张申请表")
        self._running = self._desk.tasks.start(
            self,
            lambda progress: draw(wanted, progress),
            done=lambda _: self._desk.news.tell(Claim, Printing),
            failed=self._not_drawn,
            title=f"正在生成 {len(wanted)} 张申请表",
        )
        self._offer(*self._counts())

    def _follow(self, running: Running) -> None:
        if running is self._running and running.total:
            self.bar.setRange(0, running.total)
            self.bar.setValue(running.done)
            self._part.setText(f"{running.text}　{round(running.part * 100)}%")

    def _end(self, running: Running) -> None:
        """Whatever became of it: what is stored stays, the rest is offered again."""
        if running is self._running:
            self._progress.hide()
            self._read()

    def _not_drawn(self, error: BaseException) -> None:
        self._desk.dialogs.tell_error(error)
        self._offer(*self._counts())

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    # --- what happens ---

    def _print(self) -> None:
        ids = [one.claim_id for one in self.list.values if one.has_form]
        if ids and self.print_button.isEnabled():
            self.wanted.emit(ids)

    def _preview(self) -> None:
        one = self.list.at(self.view.current_row())
        if one is not None and one.has_form:
            self.wanted.emit([one.claim_id])

    def _hear(self, kinds: frozenset[type[Record]]) -> None:
        if kinds & {Claim} and self.isVisible():
            self._read()

    def _connect(self) -> None:
        self.view.opened.connect(lambda _: self._preview())
        self._desk.news.changed.connect(self._hear)
        self._desk.tasks.progressed.connect(self._follow)
        self._desk.tasks.ended.connect(self._end)
        self.on_key("Ctrl+Return", self.draw)
        self.on_key("F9", self._print)
        self.on_key("Ctrl+N", self.again.emit)
        self.on_key("Alt+Left", self.back.emit)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._sums, self._told = words("", "lead"), words("", "hint")
        preview = button("预览  Enter", self._preview)
        line = heading(theme, self._sums, self._told, None, preview)
        self._missing_body = column(spacing=6)
        self._missing = laid(frame("banner", tone="amber"), self._missing_body, margins=(16, 10, 16, 10))
        self._missing.hide()
        self._part = words("", "label")
        stop = button("取消", self._cancel, kind="small", accessible="取消生成")
        safe = words("取消后已生成的保留，再按一次只生成其余的", "hint")
        self._progress = frame("top")
        inside = column(row(self._part, None, safe, stop, spacing=12), self.bar, spacing=6)
        laid(self._progress, inside, margins=(16, 8, 16, 10))
        self._progress.hide()
        self.bar.setTextVisible(False)
        laid(self, column(line, self._missing, self._progress, self.view, self._make_foot(), spacing=0))

    def _make_foot(self) -> QFrame:
        self._hint = ShortWords("hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        with_icon(self.print_button, self._desk.theme, "print")
        again = button("申领下一个班  Ctrl+N", self.again.emit, kind="quiet")
        back = button("上一步", self.back.emit)
        line = row(self._hint, again, back, self.print_button, self.draw_button)
        return laid(frame("foot"), line, margins=(16, 8, 16, 8))
