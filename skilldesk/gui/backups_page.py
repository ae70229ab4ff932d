"""备份与恢复: when backups were made and where they lie, a new one now, and the way back from one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from skilldesk.gui.backup_places import PlacesCard
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_view import RowView
from skilldesk.gui.restore_page import RestorePage
from skilldesk.gui.system_work import BackupDone, BackupRow, BackupState
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Sign, SignMark, Tone
from skilldesk.gui.widgets.words import Hint, sentence, words

LATE_DAYS = 7
"""Without a backup on another disk for longer than that, the page says so in amber."""

_NOT_BACKUP = "您的角色不能做备份"
_NOT_RESTORE = "恢复备份要系统管理员来做"


def _where(one: BackupRow) -> State:
    if one.elsewhere:
        return (Sign.CHECK, "另一个盘", "green")
    return (Sign.RING, "与单位同一个盘", "") if one.file else (Sign.RING, "没有记下", "")


_COLUMNS: tuple[Column[BackupRow], ...] = (
    Column("时间", lambda one: one.when),
    Column("谁", lambda one: one.who),
    Column("位置", lambda one: _where(one)[1], state=_where),
    Column("大小", lambda one: one.size, right=True),
    Column("核对", lambda one: "已读回核对" if one.checked else ""),
    Column("文件", lambda one: one.file),
)


class BackupsPage(Page):
    HELP = "backup"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.system.backups
        self.backups = Listing(_COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _COLUMNS))
        self.view.setModel(self.backups)
        self.places = PlacesCard(desk)
        self.restore_page = RestorePage(desk)
        self._lay_out()
        self._connect()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self._whole.currentWidget() is self.restore_page:
            return self.restore_page.HINTS
        acts = ((self._now, ("Ctrl+B", "立即备份")), (self._restore, ("Ctrl+R", "从备份恢复")))
        return (*(hint for control, hint in acts if control.isEnabled()), ("F5", "刷新"))

    def take_focus(self) -> None:
        if self._whole.currentWidget() is self.restore_page:
            self.restore_page.take_focus()
        elif self._now.isEnabled():
            self._now.setFocus()
        else:
            (self.view if self.view.isVisible() else self).setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        if place.act == "backup":
            self.make()

    def refresh(self) -> None:
        self._desk.tasks.look(self, lambda _: self._work.state(), done=self._show)

    def _show(self, state: BackupState) -> None:
        self.backups.show_values(state.rows)
        self.view.fit_columns()
        self.view.go_to(0)
        self._stack.setCurrentWidget(self.view if state.rows else self._empty)
        self.places.show_places(state.places)
        self._say_state(state)
        self.say_count(f"本机记得 {len(state.rows)} 次备份")

    def _say_state(self, state: BackupState) -> None:
        tone: Tone = "green"
        if state.days is None:
            tone, head, text = "red", "还没有备份过", "硬盘一坏，全部数据就没有了。请现在就备份一次。"
        elif state.days_elsewhere is None:
            tone, head = "amber", f"上次备份：{_ago(state.days)}"
            text = "还没有备份到另一个盘上。请增加一个U盘或移动硬盘上的位置，再备份一次。"
        elif state.days_elsewhere > LATE_DAYS:
            tone, head = "amber", f"上次备份到另一个盘：{_ago(state.days_elsewhere)}"
            text = f"超过 {LATE_DAYS} 天了。请插好U盘或移动硬盘，再备份一次。"
        else:
            head = f"上次备份：{_ago(state.days)}"
            text = f"上次备份到另一个盘：{_ago(state.days_elsewhere)}。每份备份写完都打开核对过。"
        self._show_banner(tone, head, text)

    def _show_banner(self, tone: Tone, head: str, text: str) -> None:
        empty_out(self._banner_place)
        sign = Sign.CHECK if tone == "green" else Sign.WARN
        mark = SignMark(self._desk.theme, sign, tone, 20)
        told = column(words(head, "lead", tone=tone), sentence(text), spacing=4)
        line = row(mark, told, spacing=12)
        line.setStretch(1, 1)
        self._banner_place.addWidget(laid(frame("banner", tone=tone), line, margins=(16, 10, 16, 10)))

    # --- doing ---

    def make(self) -> None:
        """A backup at every place that can be reached."""
        if not self._now.isEnabled():
            return
        self._now.setEnabled(False)
        self._now.setText("正在备份……")
        self._desk.tasks.start(
            self, self._work.make, done=self._made, failed=self._not_made, title="正在备份并读回核对"
        )

    def _made(self, done: BackupDone) -> None:
        self._ready()
        lines = [("文件", f"{done.file}，{done.size}，已加密"), ("写到", "、".join(done.written))]
        lines += [("没写到", f"{place}：{why}") for place, why in done.missed]
        self._show_done(lines, "amber" if done.missed else "green")
        self._desk.news.tell()
        self.refresh()

    def _show_done(self, lines: list[tuple[str, str]], tone: Tone) -> None:
        empty_out(self._done_place)
        self._done.show()
        head = "备份做好了，有的位置没写到" if tone == "amber" else "备份做好了，已读回核对"
        parts: list[QWidget] = [words(head, "lead", tone=tone)]
        for word, text in lines:
            line = row(words(word, "label"), sentence(text))
            line.setStretch(1, 1)
            parts.append(laid(QWidget(), line))
        self._done_place.addWidget(
            laid(frame("banner", tone=tone), column(*parts, spacing=4), margins=(16, 10, 16, 10))
        )

    def _not_made(self, error: BaseException) -> None:
        self._ready()
        self._desk.dialogs.tell_error(error)

    def _ready(self) -> None:
        self._now.setEnabled(True)
        self._now.setText("立即备份  Ctrl+B")
        self.take_focus()

    def restore(self) -> None:
        if self._restore.isEnabled():
            self._whole.setCurrentWidget(self.restore_page)
            self.hinted.emit()
            self.restore_page.begin()

    def _come_back(self) -> None:
        self._whole.setCurrentIndex(0)
        self.hinted.emit()
        self.refresh()
        self.take_focus()

    def _connect(self) -> None:
        self.places.changed.connect(self.refresh)
        self.restore_page.closed.connect(self._come_back)
        self.on_key("Ctrl+B", self.make)
        self.on_key("Ctrl+R", self.restore)
        self.on_key("F5", self.refresh)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme, rights = self._desk.theme, self._desk.rights
        self._title = words("备份与恢复", "title")
        self._restore = with_icon(button("从备份恢复…  Ctrl+R", self.restore), theme, "undo")
        self._now = with_icon(button("立即备份  Ctrl+B", self.make, kind="primary"), theme, "usb")
        reasons = []
        for control, may, why in (
            (self._now, rights.allows("backup"), _NOT_BACKUP),
            (self._restore, rights.allows("restore"), _NOT_RESTORE),
        ):
            control.setEnabled(may)
            control.setToolTip("" if may else why)
            reasons += [] if may else [why]
        reason = words("；".join(reasons), "hint")
        line = heading(theme, self._title, None, reason, self._restore, self._now)
        self._banner_place, self._done_place = column(), column()
        self._empty = EmptyPage(theme, "还没有备份过。按 Ctrl+B 做第一份，写完会打开核对。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self._done = laid(QWidget(), self._done_place)
        self._done.hide()
        inside = column(
            laid(QWidget(), self._banner_place), self._done, self.places, self._make_history(), spacing=12
        )
        inside.setStretch(3, 1)
        area = scrolling(laid(QWidget(), inside, margins=(16, 0, 16, 12)))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = laid(QWidget(), column(line, area, spacing=0))
        self._whole = QStackedWidget()
        self._whole.addWidget(page)
        self._whole.addWidget(self.restore_page)
        laid(self, column(self._whole, spacing=0))

    def _make_history(self) -> QFrame:
        head = laid(QWidget(), row(words("做过的备份", "lead"), None), margins=(16, 0, 16, 0))
        head.setFixedHeight(self._desk.theme.px(36))
        card = laid(frame("card"), column(head, self._stack, spacing=0), margins=(1, 1, 1, 1))
        card.setMinimumHeight(self._desk.theme.px(200))
        return card


def _ago(days: int) -> str:
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前")
