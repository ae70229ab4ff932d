"""The first window: who are you, and your password. It needs nothing but Qt and what it is handed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from skilldesk.errors import WrongPassword
from skilldesk.gui.brand import paint_mark, paint_stairs, program_icon
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.page import button
from skilldesk.gui.people_list import Account, PeopleList
from skilldesk.gui.recovery import RecoveryDialog
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, row, rule
from skilldesk.gui.widgets.words import Hints, restyle, words

K = TypeVar("K")

TRIES = 5
WAIT_MINUTES = 10
"""After so many wrong passwords one after the other, nobody tries for so long."""

_SIDE = 480
_ENTRY = 440


@dataclass(frozen=True, kw_only=True)
class Front:
    """What the dark side says: which office, what day, how safe the data lie."""

    office: str
    day: str
    facts: Sequence[tuple[str, str]]
    version: str


@dataclass(frozen=True, kw_only=True)
class Door(Generic[K]):
    """Who may come in and how."""

    front: Front
    accounts: Sequence[Account]
    unlock: Callable[[str, str], K]
    """Opens the office for an account with a password; slow; WrongPassword if it is not that."""
    recover: Callable[[str, str, str], None] | None = None
    """Sets a new password for an account by the recovery sheet; slow."""
    practise: Callable[[], object] | None = None
    """Opens the invented county; slow, and does it in a thread of its own."""
    elsewhere: Callable[[Path], object] | None = None
    """Opens the office in another folder, and says itself what is wrong with that."""


class _DarkSide(QWidget):
    def __init__(self, theme: Theme, front: Front) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(theme.px(_SIDE))
        office = _white(front.office, theme, size=20, bold=True)
        office.setWordWrap(True)
        facts = QGridLayout()
        facts.setHorizontalSpacing(24)
        facts.setVerticalSpacing(10)
        facts.setColumnStretch(1, 1)
        for at, (label, text) in enumerate(front.facts):
            facts.addWidget(_white(label, theme, colour="rail-hint"), at, 0)
            facts.addWidget(_white(text, theme, bold=True), at, 1)
        day = _white(front.day, theme, size=14, colour="rail-ink")
        version = _white(front.version, theme, size=12, colour="rail-hint")
        inside = column(theme.px(150), office, day, theme.px(40), facts, None, version, spacing=8)
        laid(self, inside, margins=(56, 56, 40, 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        paint_stairs(painter, QRectF(self.rect()).adjusted(160, self.height() * 0.64, 0, 0), theme)
        side = theme.px(40)
        paint_mark(painter, QRectF(56, 64, side, side), theme)
        font = painter.font()
        for text, size, bold, colour, top in (
            ("SkillDesk", 20, True, "white", -4),
            ("职业技能培训实名管理", 13, False, "rail-ink", 22),
        ):
            font.setPixelSize(theme.px(size))
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(QRectF(72 + side, 64 + theme.px(top), 400, theme.px(28)), 0, text)
        painter.end()


def _white(text: str, theme: Theme, *, size: int = 13, bold: bool = False, colour: str = "white") -> QLabel:
    label = words(text)
    weight = "bold" if bold else "normal"
    label.setStyleSheet(
        f"color: {theme.colours[colour]}; font-size: {theme.px(size)}px; font-weight: {weight};"
    )
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


class PasswordLine(QLineEdit):
    """Tells whether the capitals lock seems to be on, by what was typed last."""

    capitals = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)


class LoginWindow(QWidget, Generic[K]):
    opened = Signal(object)
    """What the door's unlock answered."""

    def __init__(
        self, theme: Theme, door: Door[K], tasks: Tasks, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._theme, self._door, self._tasks, self._clock = theme, door, tasks, clock
        self._wrong = 0
        self._closed_until = 0.0
        self.dialogs = Dialogs(theme, self)
        self.people = PeopleList(theme, door.accounts)
        self.password = PasswordLine()
        self.tries = words("", "hint")
        self.capitals = words("大写锁定已打开", "label", tone="amber")
        self.say = words("", "label")
        self.enter = button("登录", self._try, kind="primary")
        self._wait = QTimer(self, interval=1000)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        self.password.setFocus()

    def _try(self) -> None:
        typed = self.password.text()
        if not typed or not self.enter.isEnabled():
            return
        account = self.people.current().key
        self._set_busy("正在打开……")
        self._tasks.start(
            self, lambda _: self._door.unlock(account, typed), done=self._let_in, failed=self._not_let_in
        )

    def _let_in(self, key: K) -> None:
        self._wrong = 0
        self.password.clear()
        self._tell("", "")
        self.enter.setEnabled(True)
        self.opened.emit(key)

    def _not_let_in(self, error: BaseException) -> None:
        self.enter.setEnabled(True)
        self._tell("", "")
        self.password.selectAll()
        self.password.setFocus()
        if not isinstance(error, WrongPassword):
            self.dialogs.tell_error(error)
            return
        self._wrong += 1
        self.password.clear()
        if self._wrong >= TRIES:
            self._closed_until = self._clock() + WAIT_MINUTES * 60
            self._wait.start()
            self._count_down()
        else:
            self._tell("密码不对，没有登录，数据没有变化。请核对姓名和大写锁定，再输一次。", "red")
            self.tries.setText(f"第 {self._wrong + 1} 次，连续错 {TRIES} 次停用 {WAIT_MINUTES} 分钟")

    def _count_down(self) -> None:
        left = self._closed_until - self._clock()
        waiting = left > 0
        for widget in (self.password, self.enter):
            widget.setEnabled(not waiting)
        if waiting:
            minutes = math.ceil(left / 60)
            self._tell(
                f"密码连续错了 {TRIES} 次，数据没有变化。请等 {minutes} 分钟再试，或用恢复单重设。", "red"
            )
            return
        self._wait.stop()
        self._wrong = 0
        self.tries.setText("")
        self._tell("", "")
        self.password.setFocus()

    def _set_busy(self, text: str) -> None:
        self.enter.setEnabled(False)
        self._tell(text, "")

    def _tell(self, text: str, tone: str) -> None:
        self.say.setText(text)
        restyle(self.say, tone=tone)

    def _recover(self) -> None:
        recover = self._door.recover
        if recover is not None:
            dialog = RecoveryDialog(self._theme, self.people.current().name, self)
            account = self.people.current().key
            dialog.agreed.connect(
                lambda sheet, password: self._tasks.start(
                    self,
                    lambda _: recover(account, sheet, password),
                    done=lambda _: self._tell("新密码已经设好，请用新密码登录。", "green"),
                    failed=self.dialogs.tell_error,
                )
            )
            dialog.open()

    def _practise(self) -> None:
        if self._door.practise is not None and self.enter.isEnabled():
            self._tell("正在建立虚构的“示例县”，请稍候……", "")
            self._door.practise()

    def _elsewhere(self) -> None:
        folder = self.dialogs.folder("选择单位文件夹")
        if folder is not None and self._door.elsewhere is not None:
            self._door.elsewhere(folder)

    def _connect(self) -> None:
        self.password.returnPressed.connect(self._try)
        self.password.capitals.connect(self.capitals.setVisible)
        self.people.chosen.connect(lambda _: self.password.setFocus())
        self._wait.timeout.connect(self._count_down)
        for key, step in (("Up", -1), ("Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda step=step: self.people.go(step))
        QShortcut(QKeySequence("Alt+L"), self).activated.connect(self._practise)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._theme
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("登录 · SkillDesk")
        self.setWindowIcon(program_icon(theme))
        self.setMinimumSize(1024, 600)
        self.resize(1366, 697)
        hints = [("↑", ""), ("↓", "选姓名"), ("Enter", "登录")]
        if self._door.practise is not None:
            hints.append(("Alt+L", "练习模式"))
        layout = QVBoxLayout()
        layout.addStretch(1)
        layout.addWidget(self._make_entry(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        layout.addWidget(Hints(hints), 0, Qt.AlignmentFlag.AlignHCenter)
        right = laid(QWidget(), layout, margins=(16, 24, 16, 20))
        whole = row(_DarkSide(theme, self._door.front), right, spacing=0)
        whole.setStretch(1, 1)
        laid(self, whole)

    def _make_entry(self) -> QFrame:
        theme = self._theme
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("密码")
        self.capitals.hide()
        self.enter.setMinimumWidth(theme.px(120))
        entry = row(self.password, self.enter)
        entry.setStretch(0, 1)
        parts: list[QWidget | QGridLayout | int] = [
            words("请选择您的姓名", "title"),
            self.people,
            12,
            laid(QWidget(), row(words("密码", "strong"), self.capitals, None, self.tries)),
            laid(QWidget(), entry),
            self.say,
        ]
        if self._door.recover is not None:
            sheet = button("恢复单", self._recover, kind="link")
            forgotten = row(words("忘记密码请系统管理员重设，或使用", "hint"), sheet, None, spacing=0)
            parts.append(laid(QWidget(), forgotten))
        others = (
            ("练习模式", "进入虚构的“示例县”随便试，内容不能上报", self._practise, self._door.practise),
            ("换个单位文件夹", "打开放在别处的单位，例如移动硬盘上的", self._elsewhere, self._door.elsewhere),
        )
        offered = [(text, told, act) for text, told, act, given in others if given is not None]
        if offered:
            parts.append(rule())
        for text, told, act in offered:
            line = row(button(text, act, kind="link"), words(told, "hint"), None, spacing=6)
            parts.append(laid(QWidget(), line))
        made = laid(QFrame(), column(*parts, spacing=8))
        made.setFixedWidth(theme.px(_ENTRY))
        return made
