"""新的报送: see what goes, choose where, write and compare; then the stick may be pulled out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from skilldesk import platform
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import notice_of
from skilldesk.gui.page import Page, button, with_icon
from skilldesk.gui.record_view import RowView
from skilldesk.gui.report_cards import ANEW, STEPS, room_text
from skilldesk.gui.report_lines import MOST, go_to_record, line_banner
from skilldesk.gui.report_work import Outgoing, ReceiptLine, Target, Written
from skilldesk.gui.tasks import Running
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import Sheet, column, empty_out, frame, laid, row, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.progress import Cancelled, Progress

LOOK, PLACE, WRITE = range(3)

_LAST = "report.folder"
"""Under which the memory keeps the folder that was chosen last."""
_ACROSS = 4
"""Counts side by side."""

_SAFE = (
    "还没有写出任何文件。",
    "还没有写出任何文件。",
    "写完会读回来逐字核对；这时不要拔 U 盘。",
)
_HINTS: tuple[tuple[Hint, ...], ...] = (
    (("Enter", "下一步"), ("Tab", "看要改的"), ("Esc", "不报了")),
    (("↑↓", "选位置"), ("Enter", "写入"), ("F4", "别的文件夹"), ("F5", "重找 U 盘"), ("Esc", "上一步")),
    (("Esc", "取消"),),
)

_COLUMNS: tuple[Column[Target], ...] = (
    Column("位置", lambda one: one.name),
    Column(
        "种类",
        lambda one: "U 盘" if one.is_stick else "本机",
        state=lambda one: (Sign.CHECK, "U 盘", "green") if one.is_stick else (Sign.RING, "本机", ""),
    ),
    Column("路径", lambda one: str(one.path)),
    Column("空间", lambda one: room_text(one.room), right=True),
)


class SendSteps(Page):
    closed = Signal()
    """Nothing was written, and nobody wants it any more."""
    written = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._at = LOOK
        self._running: Running | None = None
        self._write: Callable[[Path, Progress], Written] = desk.reports.send
        self._found: Sequence[Target] = ()
        self._own: list[Target] = []
        self.steps = Steps(desk.theme, STEPS)
        self.targets = Listing(_COLUMNS)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, _COLUMNS))
        self.view.setModel(self.targets)
        self._lay_out()
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS[self._at]

    def take_focus(self) -> None:
        if self._at == PLACE:
            (self.view if self.targets.values else self.other).setFocus()
        else:
            (self.stop if self._at == WRITE else self.next).setFocus()

    def begin(self) -> None:
        """From the first step: what goes."""
        self._write = self._desk.reports.send
        self._failed.hide()
        self._go(LOOK)
        self._about.setText("正在看要报什么……")
        self._clear()
        self._desk.tasks.look(self, self._desk.reports.outgoing, done=self._show_outgoing)

    def choose_place(self, write: Callable[[Path], Written] | None = None) -> None:
        """At once to the second step: again, or the same file on another stick."""
        if write is not None:
            self._write = lambda to, _: write(to)
        self._failed.hide()
        self._go(PLACE)
        self.look_for_drives()

    # --- 看内容 ---

    def _show_outgoing(self, outgoing: Outgoing) -> None:
        since = (
            f"{outgoing.since} 读入上次回执以后的全部内容" if outgoing.since else "第一次报送，全部内容都去"
        )
        self._about.setText(f"{since}，{outgoing.entries:,} 步操作。")
        self._sum.setText(f"这次报送 {outgoing.records:,} 条记录")
        if not outgoing.records:
            self._sum.setText("没有新的内容要报送")
            self._about.setText("上次回执以后没有改过要报的内容；如果上一包丢了，可以照样再写一包。")
        self._clear()
        for at, (label, number) in enumerate(outgoing.counts):
            line, side = divmod(at, _ACROSS)
            cell = row(words(f"{number:,}", "strong"), words(label, "label"), None, spacing=4)
            self._counts.addWidget(laid(QWidget(), cell), line, side)
        self._add(f"{len(outgoing.refused):,} 条省里会退回（其余照收）", outgoing.refused, is_forecast=True)
        if outgoing.records and not outgoing.refused:
            mark = SignMark(self._desk.theme, Sign.CHECK, "green")
            fine = row(mark, words("本机检查过，没有发现省里会退回的内容。", tone="green"), None)
            self._lines.addWidget(laid(QWidget(), fine))
        self._add(f"{len(outgoing.unmended):,} 条以前退回或待裁定，还没有改", outgoing.unmended)

    def _clear(self) -> None:
        empty_out(self._counts)
        empty_out(self._lines)

    def _add(self, heading: str, lines: Sequence[ReceiptLine], *, is_forecast: bool = False) -> None:
        if not lines:
            return
        self._lines.addWidget(words(heading, "lead", tone="red"))
        for line in lines[:MOST]:
            self._lines.addWidget(line_banner(self._desk.theme, line, self._mend, is_forecast=is_forecast))
        if len(lines) > MOST:
            self._lines.addWidget(words(f"还有 {len(lines) - MOST:,} 条，见「对账」。", "hint"))

    def _mend(self, line: ReceiptLine) -> None:
        self.closed.emit()
        go_to_record(self._desk, line.kind, line.record)

    # --- 选位置 ---

    def look_for_drives(self) -> None:
        self._desk.tasks.look(self, self._find, done=self._show_drives)

    def _find(self, _: Progress) -> Sequence[Target]:
        last = self._desk.memory.recall(_LAST)
        return [*self._desk.reports.targets(), *([folder_target(Path(last))] if last else [])]

    def _show_drives(self, found: Sequence[Target]) -> None:
        self._found = found
        chosen = self.targets.at(self.view.current_row())
        self._show_targets(chosen.path if chosen else None)

    def _show_targets(self, marked: Path | None) -> None:
        """The drives, then the folders that were chosen; each place once."""
        targets = list({one.path: one for one in (*self._own, *self._found)}.values())
        targets.sort(key=lambda one: (not one.is_stick, one in self._own))
        self.targets.show_values(targets)
        self._places.setCurrentWidget(self.view if targets else self._nowhere)
        self.view.fit_columns()
        paths = [one.path for one in targets]
        self.view.go_to(paths.index(marked) if marked in paths else 0)
        self._tell_next()
        if self._at == PLACE and self.isVisible():
            self.take_focus()

    def choose_folder(self) -> None:
        """Another place than the drives that were found."""
        if self._at == PLACE and (folder := self._desk.dialogs.folder("选择 U 盘或文件夹")):
            self._own = [folder_target(folder), *(one for one in self._own if one.path != folder)]
            self._desk.memory.remember(_LAST, str(folder))
            self._show_targets(folder)

    # --- 写入并核对 ---

    def _start(self) -> None:
        target = self.targets.at(self.view.current_row())
        if target is None or self._running is not None:
            return
        write = self._write

        def job(progress: Progress) -> Written | None:
            try:
                return write(target.path, progress)
            except Cancelled:
                return None

        self._failed.hide()
        self._go(WRITE)
        self.stop.setEnabled(True)
        self._doing.setText("正在收集内容")
        self._running = self._desk.tasks.start(self, job, done=self._came, failed=self._not_written)

    def _came(self, written: Written | None) -> None:
        self._running = None
        if written is None:
            self._go(PLACE)
            self._safe.setText("已经取消，没有写出文件，本机数据没有变化。")
        else:
            self.written.emit(written)

    def _not_written(self, error: BaseException) -> None:
        self._running = None
        notice = notice_of(error)
        self._reason.setText("".join(text for _, text in notice.lines))
        self._what.setText(f"{notice.heading}　电话里报这个号：{notice.code}")
        self._failed.show()
        self._go(PLACE)
        self.look_for_drives()

    def _progressed(self, running: Running) -> None:
        if running is self._running and running.total:
            self.bar.setRange(0, running.total)
            self.bar.setValue(running.done)
            self._doing.setText(running.text)
            self.stop.setEnabled(running.done < running.total - 1)

    # --- going on and back ---

    def go_on(self) -> None:
        if self._at == LOOK:
            self._go(PLACE)
            self.look_for_drives()
        elif self._at == PLACE:
            self._start()

    def go_back(self) -> None:
        """One step back; from the first, away. While it is written: ask it to stop."""
        if self._at == WRITE:
            if self._running is not None and self.stop.isEnabled():
                self.stop.setEnabled(False)
                self._running.cancel()
        elif self._at == PLACE and self._write == self._desk.reports.send:
            self._failed.hide()
            self.begin()
        else:
            self.closed.emit()

    def _go(self, at: int) -> None:
        self._at = at
        self.steps.show_step(at)
        self._stack.setCurrentIndex(at)
        self._safe.setText(_SAFE[at])
        self.next.setVisible(at != WRITE)
        self.back.setVisible(at != WRITE)
        self.back.setText("上一步  Esc" if at == PLACE else "不报了  Esc")
        self._tell_next()
        self.hinted.emit()
        self.take_focus()

    def _tell_next(self) -> None:
        target = self.targets.at(self.view.current_row())
        if self._at == LOOK:
            self.next.setText("下一步，选位置")
            self.next.setEnabled(True)
            return
        self.next.setEnabled(target is not None)
        where = f"「{target.name}」" if target else " U 盘"
        self.next.setText(f"写到{where}" if self._failed.isHidden() else ANEW)

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._tell_next())
        self.view.opened.connect(lambda _: self.go_on())
        self._desk.tasks.progressed.connect(self._progressed)
        for key, act in (("Esc", self.go_back), ("F4", self.choose_folder), ("F5", self.look_for_drives)):
            self.on_key(key, act)
        for key in ("Return", "Enter"):
            self.on_key(key, self.next.click, inside=self.next)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        self._safe = words("", "hint")
        self.back = button("上一步  Esc", self.go_back, kind="quiet")
        self.next = button("下一步", self.go_on, kind="primary")
        head = laid(frame("top"), row(self.steps), margins=(16, 6, 16, 6))
        foot = laid(frame("foot"), row(self._safe, None, self.back, self.next), margins=(16, 8, 16, 8))
        self._stack = QStackedWidget()
        for part in (self._make_look(), self._make_place(), self._make_write()):
            self._stack.addWidget(part)
        laid(self, column(head, self._stack, foot, spacing=0))

    def _make_look(self) -> QWidget:
        self._sum, self._about = words("", "number"), sentence("", "label")
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(24)
        self._counts.setVerticalSpacing(4)
        card = laid(
            frame("card"),
            column(self._sum, self._about, 4, self._counts, spacing=4),
            margins=(16, 12, 16, 12),
        )
        self._lines: QVBoxLayout = column(spacing=8)
        inside = column(card, self._lines, None, spacing=12)
        return scrolling(laid(Sheet(), inside, margins=(16, 12, 16, 12)))

    def _make_place(self) -> QWidget:
        theme = self._desk.theme
        self._what, self._reason = sentence("", "strong", tone="red"), sentence()
        self._failed = laid(
            frame("banner", tone="red"), column(self._what, self._reason, spacing=4), margins=(12, 8, 12, 8)
        )
        self._failed.hide()
        self.other = with_icon(button("别的文件夹  F4", self.choose_folder), theme, "file")
        text = "没有找到 U 盘。插好 U 盘后按 F5 再找，或按 F4 选一个文件夹。"
        self._nowhere = EmptyPage(theme, text)
        self._places = QStackedWidget()
        self._places.addWidget(self._nowhere)
        self._places.addWidget(self.view)
        again = button("重找 U 盘  F5", self.look_for_drives)
        head = laid(
            QWidget(), row(words("写到哪里", "lead"), None, again, self.other), margins=(16, 8, 12, 8)
        )
        card = laid(frame("card"), column(head, self._places, spacing=0), margins=(1, 1, 1, 1))
        hint = sentence("包是加密的，只有汇总端能打开。U 盘上原有的文件不动。", "hint")
        inside = column(self._failed, card, hint, spacing=12)
        return laid(QWidget(), inside, margins=(16, 12, 16, 12))

    def _make_write(self) -> QWidget:
        self._doing = words("", "title")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(self._desk.theme.px(420))
        self.stop = button("取消  Esc", self.go_back)
        hint = words("写入之前可以取消，取消后什么也不会留下；可以先去做别的。", "hint")
        inside = QVBoxLayout()
        inside.setSpacing(12)
        inside.addStretch(2)
        for part in (self._doing, self.bar, hint, self.stop):
            inside.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        return laid(QWidget(), inside)


def folder_target(folder: Path) -> Target:
    return Target(path=folder, name=folder.name or str(folder), is_stick=False, room=platform.room(folder))
