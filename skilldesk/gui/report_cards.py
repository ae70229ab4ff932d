"""What was just done on the reporting page: a package lies on the stick, one was taken in, or it failed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from skilldesk.gui.dialogs import notice_of
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.report_work import Taken, Written
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.signs import Sign, SignMark, Tone
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import sentence, words

STEPS = ("看内容", "选位置", "写入并核对", "完成")

ANEW = "换好 U 盘，重新导出"


class Card(QFrame):
    """A banner with a large sign, a heading, facts and what can be done now."""

    closed = Signal()

    def __init__(self, theme: Theme, tone: Tone, heading: str, *inside: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.acts = row(spacing=8)
        mark = SignMark(theme, Sign.CHECK if tone == "green" else Sign.CROSS, tone, 32)
        parts = [words(heading, "number", tone=tone), *inside, laid(QWidget(), self.acts)]
        whole = row(mark, column(*parts, spacing=8), spacing=16)
        whole.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        whole.setStretch(1, 1)
        self._body = column(whole, spacing=12)
        laid(self, self._body, margins=(16, 12, 16, 12))

    def offer(self, *buttons: QPushButton) -> None:
        for each in buttons:
            self.acts.addWidget(each)
        self.acts.addStretch(1)

    def take_focus(self) -> None:
        """To the first thing that can be done."""
        for each in self.findChildren(QPushButton):
            each.setFocus()
            return


class WrittenCard(Card):
    """Says that the stick may be pulled out, and what lies on it."""

    print_asked = Signal(str)
    """The id of the package whose hand-over sheet is wanted."""
    again_asked = Signal()

    def __init__(self, theme: Theme, written: Written) -> None:
        lines = (
            ("包名", written.name),
            ("内容", written.content),
            ("大小", f"{written.size}，已加密"),
            ("核对", f"读回一致，电话核对数 {written.check}"),
            ("位置", written.place),
            ("写出", f"{written.who}，{written.at}"),
        )
        self.written = written
        self.note = sentence("请交到省里，读入回执后才算报成。过几秒会再看一次文件还在不在。")
        super().__init__(theme, "green", "现在可以拔出 U 盘", self.note, facts(lines))
        steps = Steps(theme, STEPS)
        steps.show_step(len(STEPS))
        self._body.insertWidget(0, steps)
        self.done = button("完成", self.closed.emit, kind="primary")
        sheet = button("打印交接单  F9", lambda: self.print_asked.emit(written.package))
        again = button("再写一份到另一个 U 盘", self.again_asked.emit)
        more = [with_icon(again, theme, "usb")] if written.write_again else []
        self.offer(self.done, with_icon(sheet, theme, "print"), *more)

    def say_still_there(self) -> None:
        self.note.setText("过几秒后又看了一次，没有发现问题。请交到省里，读入回执后才算报成。")


class FailedCard(Card):
    """Says that the file is not what was written, and begins anew."""

    anew = Signal()

    def __init__(self, theme: Theme, heading: str, error: BaseException) -> None:
        notice = notice_of(error)
        lines = [sentence(notice.heading + "。"), *(sentence(text) for _, text in notice.lines)]
        code = words(f"电话里报这个号：{notice.code}", "hint")
        super().__init__(theme, "red", heading, *lines, code)
        self.done = button(ANEW, self.anew.emit, kind="primary")
        self.offer(self.done, button("先不导出", self.closed.emit))


class TakenCard(Card):
    """Says what came in."""

    def __init__(self, theme: Theme, taken: Taken) -> None:
        super().__init__(theme, "green", taken.heading, facts(taken.lines))
        self.done = button("完成", self.closed.emit, kind="primary")
        self.offer(self.done)


def facts(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Facts in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for at, (label, text) in enumerate(lines):
        line, side = divmod(at, 2)
        grid.addWidget(words(label, "label"), line, side * 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence(text), line, side * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return laid(QWidget(), grid)


def room_text(room: int | None) -> str:
    """剩余 14.2 GB; a place that is not there has none."""
    if room is None:
        return "现在打不开"
    size, unit = (room / (1 << 30), "GB") if room >= 1 << 30 else (room / (1 << 20), "MB")
    return f"剩余 {size:,.1f} {unit}"
