"""The bars of the window: what and who above, keys and sums below, and what runs."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from skilldesk.gui import icons
from skilldesk.gui.desk import Desk
from skilldesk.gui.report_work import Reporting
from skilldesk.gui.search_box import SearchBox
from skilldesk.gui.tasks import Running, Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import Hint, Hints, ShortWords, words

_CARD = 324


class TopBar(QFrame):
    lock = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self.setFixedHeight(desk.theme.sizes["bar"])
        roles = "、".join(desk.lookup.label("role", role) for role in desk.user.roles)
        self.pill = Chip(desk.theme)
        self.pill.hide()
        lock = QPushButton(icons.icon("lock", desk.theme.colours["ink-2"]), "")
        lock.setProperty("kind", "quiet")
        lock.setAccessibleName("锁定")
        lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lock.clicked.connect(lambda: self.lock.emit())  # noqa: PLW0108 - the signal would hand it a bool
        self.search = SearchBox(desk)
        office = ShortWords()
        office.setText(desk.office.name)
        line = row(
            self.search,
            None,
            self.pill,
            8,
            frame("vrule"),
            8,
            office,
            words(desk.user.name, "strong"),
            words(roles, "label"),
            8,
            lock,
            words("Ctrl+L", "key"),
            spacing=8,
        )
        laid(self, line, margins=(16, 8, 16, 8))

    def show_reporting(self, reporting: Reporting) -> None:
        self.pill.show_state(*_pill(reporting))
        self.pill.show()


def _pill(reporting: Reporting) -> tuple[Sign, str, Tone]:
    """What matters most of how reporting stands."""
    if reporting.enrolment.state != "confirmed":
        return (Sign.WARN, "未入网", "amber")
    if reporting.returned:
        return (Sign.CROSS, f"有退回 {reporting.returned} 条", "red")
    if reporting.unanswered:
        return (Sign.CLOCK, f"有 {reporting.unanswered} 包未回执", "amber")
    if reporting.unsent:
        return (Sign.RING, f"有 {reporting.unsent} 条未报送", "")
    return (Sign.CHECK, "省级已接收", "green")


class BottomBar(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFixedHeight(theme.sizes["status"])
        self.hints = Hints()
        self.count = words()
        laid(self, row(self.hints, None, self.count), margins=(16, 0, 16, 0))

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        self.hints.show_hints(hints)


def practice_band(theme: Theme) -> QFrame:
    """Across the whole window of an invented office."""
    band = frame("practice")
    band.setFixedHeight(theme.px(26))
    text = words(
        "演练　　这里是虚构的单位，可以随便试；内容不能上报，打印件都带「演练」字样　　演练",
        "strong",
        tone="amber",
    )
    laid(band, row(None, text, None))
    return band


class RunningCard(QFrame):
    """Floats at the bottom right while a task takes long; one may go on working."""

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._running: Running | None = None
        self._since = 0.0
        self._over = parent
        self.setProperty("kind", "float")
        self.setFixedWidth(theme.px(_CARD))
        self.title, self.part = words("", "strong"), words("", "label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.told = words("", "label")
        self.stop = QPushButton("取消")
        self.stop.setProperty("kind", "small")
        self.stop.clicked.connect(self._cancel)
        hint = words("可以继续做别的；取消后数据不变。", "hint")
        inside = column(row(self.title, None, self.part), self.bar, row(self.told, None, self.stop), hint)
        laid(self, inside, margins=(16, 12, 16, 12))
        self.hide()
        parent.installEventFilter(self)
        tasks.slow.connect(self._begin)
        tasks.progressed.connect(self._show)
        tasks.ended.connect(self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _begin(self, running: Running) -> None:
        self._running, self._since = running, time.monotonic()
        self.title.setText(running.title or "正在处理")
        self.stop.setEnabled(True)
        self._show(running)
        self.show()
        self.raise_()
        self._place()

    def _show(self, running: Running) -> None:
        if running is not self._running:
            return
        self.bar.setRange(0, 1000 if running.total else 0)
        self.bar.setValue(round(running.part * 1000))
        self.part.setText(f"{round(running.part * 100)}%" if running.total else "")
        counted = f"{running.done:,} / {running.total:,}" if running.total else "请稍候"
        self.told.setText("　".join(one for one in (running.text or counted, self._left(running)) if one))

    def _left(self, running: Running) -> str:
        gone = time.monotonic() - self._since
        if running.part <= 0 or gone < 1:
            return ""
        left = gone / running.part - gone
        return f"约剩{round(left)}秒" if left < 90 else f"约剩{round(left / 60)}分钟"

    def _cancel(self) -> None:
        if self._running is not None:
            self.stop.setEnabled(False)
            self.told.setText("正在停下")
            self._running.cancel()

    def _end(self, running: Running) -> None:
        if running is self._running:
            self._running = None
            self.hide()

    def _place(self) -> None:
        self.adjustSize()
        whole = self._over.size()
        self.move(whole.width() - self.width() - 16, whole.height() - self.height() - 40)
