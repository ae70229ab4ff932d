"""已锁定: covers the window until the same person comes back, or another takes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from skilldesk.core.normal import CHINA
from skilldesk.gui import icons
from skilldesk.gui.brand import paint_mark
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import column, frame, laid, row, rule
from skilldesk.gui.widgets.words import restyle, words

WEEKDAYS = "一二三四五六日"
_TICK_MS = 15_000


class Curtain:
    """Hides the dialogs of the program while it is locked: they show data, and would keep the keys to
    themselves. A dialog of the system, such as the one for files, is given up as by its 取消.
    """

    def __init__(self) -> None:
        self._hidden: list[QWidget] = []

    def draw(self, but: QWidget) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not but]
        for one in shown:
            one.hide()
        self._hidden += [one for one in shown if not isinstance(one, QFileDialog)]

    def open(self) -> None:
        hidden, self._hidden = self._hidden, []
        for one in hidden:
            if isValid(one):
                one.show()


class LockPage(QWidget):
    """Opaque: nothing personal shows through. What is typed lies in the drafts."""

    unlocked = Signal()
    left_to_another = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._clock: Callable[[], datetime] = desk.database.now
        self._since = self._clock()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("密码")
        self.password.setPlaceholderText(f"{desk.user.name}的密码")
        self.say = words("没填完的内容已存为草稿，登录后回到原来的位置。", "label")
        self.time, self.day, self.away = QLabel(), QLabel(), words("", "hint")
        self.unlock = button("解锁", self._try, kind="primary")
        self._lay_out()
        self.password.returnPressed.connect(self._try)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._tell_time)

    def begin(self) -> None:
        self._since = self._clock()
        self._tell_time()
        self._tick.start()
        self.password.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        side = theme.px(28)
        paint_mark(painter, QRectF(48, 40, side, side), theme)
        font = painter.font()
        font.setPixelSize(theme.sizes["title"])
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour("white"))
        words_box = QRectF(48 + side + 12, 40, 300, side)
        painter.drawText(words_box, int(Qt.AlignmentFlag.AlignVCenter), "SkillDesk")
        painter.end()

    def _try(self) -> None:
        typed = self.password.text()
        if not typed:
            return
        self.unlock.setEnabled(False)
        self._desk.tasks.look(
            self, lambda _: self._desk.is_password(typed), done=self._answer, title="正在核对密码"
        )

    def _answer(self, right: bool) -> None:  # noqa: FBT001 - what the check answers
        self.unlock.setEnabled(True)
        self.password.clear()
        if right:
            self._tick.stop()
            self._tell("没填完的内容已存为草稿，登录后回到原来的位置。", "")
            self.unlocked.emit()
        else:
            self._tell("密码不对，没有解锁。请看大写锁定是否打开，再输一次。", "red")
            self.password.setFocus()

    def _tell(self, text: str, tone: str) -> None:
        self.say.setText(text)
        restyle(self.say, tone=tone)

    def _tell_time(self) -> None:
        now = self._clock().astimezone(CHINA)
        self.time.setText(f"{now:%H:%M}")
        weekday = WEEKDAYS[now.weekday()]
        self.day.setText(f"{now.month}月{now.day}日　星期{weekday}　　{self._desk.office.name}")
        minutes = int((self._clock() - self._since).total_seconds() // 60)
        self.away.setText(f"离开 {minutes} 分钟" if minutes else "")

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        for label, size, bold in ((self.time, 40, True), (self.day, 14, False)):
            label.setStyleSheet(
                f"color: {theme.colours['white']}; font-size: {theme.px(size)}px;"
                f" font-weight: {'bold' if bold else 'normal'};"
            )
        below = QLabel("锁定后屏幕上不留任何个人信息，正在进行的工作仍在继续。")
        below.setStyleSheet(f"color: {theme.colours['rail-ink']}; font-size: {theme.sizes['label']}px;")
        layout = QVBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(4)
        for part, gap in ((self.time, 4), (self.day, 36), (self._make_card(), 0)):
            layout.addWidget(part, 0, middle)
            layout.addSpacing(gap)
        layout.addStretch(5)
        layout.addWidget(below, 0, middle)
        layout.addSpacing(theme.px(40))

    def _make_card(self) -> QFrame:
        theme = self._desk.theme
        roles = "、".join(self._desk.lookup.label("role", role) for role in self._desk.user.roles)
        mark = QLabel()
        mark.setPixmap(icons.pixmap("lock", theme.colours["accent"], theme.px(20)))
        head = row(mark, words("已锁定", "title"), None, self.away)
        who = words(" · ".join(part for part in (self._desk.user.name, roles) if part), "strong")
        entry = row(self.password, self.unlock)
        entry.setStretch(0, 1)
        other = button("换人使用", self.left_to_another.emit, kind="link")
        foot = row(other, None, words("Enter", "key"), words("解锁", "label"))
        card = frame("card")
        card.setFixedWidth(theme.px(420))
        laid(card, column(head, 4, who, self.say, 8, entry, 4, rule(), foot), margins=(32, 28, 32, 20))
        return card
