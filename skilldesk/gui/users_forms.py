"""What the page of the users asks: a new colleague, other roles, a new password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QWidget

from skilldesk.core.names import faults
from skilldesk.core.password import SHORTEST
from skilldesk.gui.page import button
from skilldesk.gui.system_work import NewPerson, Person, RoleTold
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, scrolling
from skilldesk.gui.widgets.words import restyle, sentence, words

_LABEL = 72
_TICKS_ABREAST = 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def role_lines(theme: Theme, role: RoleTold) -> QWidget:
    """What a role allows, line by line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, theme.px(_LABEL - 16))
    grid.setColumnStretch(1, 1)
    for at, (word, text) in enumerate(role.lines):
        grid.addWidget(words(word, "label"), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence(text, "label"), at, 1)
    return laid(QWidget(), grid)


class RoleTicks(QWidget):
    """The roles to tick; below them stands what the one with the focus allows."""

    changed = Signal()
    explained = Signal(QWidget)
    """The box in which it stands what a role allows: it should be seen."""

    def __init__(self, theme: Theme, roles: Sequence[RoleTold]) -> None:
        super().__init__()
        self._theme, self._roles = theme, roles
        self.boxes = {role.key: QCheckBox(role.name) for role in roles}
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for at, box in enumerate(self.boxes.values()):
            grid.addWidget(box, *divmod(at, _TICKS_ABREAST))
            box.installEventFilter(self)
            box.toggled.connect(lambda _: self.changed.emit())
        self._told = column(spacing=6)
        self._box = laid(frame("sunk"), self._told, margins=(12, 8, 12, 8))
        laid(self, column(laid(QWidget(), grid), self._box, spacing=8))
        self.explain(roles[0])

    def last(self) -> QCheckBox:
        return list(self.boxes.values())[-1]

    def chosen(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def choose(self, keys: Sequence[str]) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    def explain(self, role: RoleTold) -> None:
        empty_out(self._told)
        self._told.addWidget(words(f"{role.name}能做什么", "strong"))
        self._told.addWidget(role_lines(self._theme, role))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            for role in self._roles:
                if self.boxes[role.key] is watched:
                    self.explain(role)
                    if event.type() == QEvent.Type.FocusIn:
                        QTimer.singleShot(0, self, lambda: self.explained.emit(self._box))
        return super().eventFilter(watched, event)


class PasswordPair(QWidget):
    """A password typed twice, and what is still wrong with it."""

    changed = Signal()

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self.first, self.again = QLineEdit(), QLineEdit()
        self.say = words("", "label")
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnMinimumWidth(0, theme.px(_LABEL))
        grid.setColumnStretch(1, 1)
        for at, (word, line) in enumerate(((label, self.first), ("再输一次", self.again))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(word)
            line.textChanged.connect(lambda _: self._look())
            grid.addWidget(words(word, "label"), at, 0, _RIGHT)
            grid.addWidget(line, at, 1)
        grid.addWidget(self.say, 2, 1)
        laid(self, grid)
        self._look()

    def password(self) -> str:
        """The password, once both lines say the same and it is long enough."""
        first = self.first.text()
        return first if len(first) >= SHORTEST and first == self.again.text() else ""

    def clear(self) -> None:
        self.first.clear()
        self.again.clear()

    def _look(self) -> None:
        first, again = self.first.text(), self.again.text()
        text, tone = f"至少{SHORTEST}个字符，几个不相干的词连在一起最好记。", ""
        if again and first != again:
            text, tone = "两次输入的不一样。", "red"
        elif again and not self.password():
            text, tone = f"密码至少{SHORTEST}个字符，现在有{len(first)}个。", "red"
        elif again:
            text, tone = "两次一样。", "green"
        self.say.setText(text)
        restyle(self.say, tone=tone)
        self.changed.emit()


class SideForm(QFrame):
    """A form at the side of the list: what it asks scrolls, its buttons do not. Enter goes to the next."""

    agreed = Signal()
    left = Signal()

    def __init__(self, act: str) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.heading, self.note = words("", "title"), sentence("", "label")
        self.act = button(act, self.agreed.emit, kind="primary")
        self.leave = button("不做了  Esc", self.left.emit, kind="quiet")
        self.body = column(spacing=12)
        inside = column(self.heading, self.note, self.body, None, spacing=8)
        foot = laid(frame("foot"), row(self.leave, None, self.act), margins=(16, 12, 16, 12))
        self.area = scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 16)))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        laid(self, column(self.area, foot, spacing=0))

    def end_with(self, last: QWidget) -> None:
        """After that field the keyboard comes to the act, and then to the way out."""
        QWidget.setTabOrder(last, self.act)
        QWidget.setTabOrder(self.act, self.leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.focusPreviousChild()
            else:
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NewPersonForm(SideForm):
    """增加用户: name, account, first password, roles."""

    def __init__(self, theme: Theme, roles: Sequence[RoleTold]) -> None:
        super().__init__("增加用户")
        self.heading.setText("增加用户")
        self.note.setText("账号用来登录，以后不改；第一次的密码请当面告诉本人，让本人登录后自己改。")
        self.name, self.account = QLineEdit(), QLineEdit()
        self.account.setMaxLength(30)
        self.account.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.passwords = PasswordPair(theme, "第一次的密码")
        self.roles = RoleTicks(theme, roles)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnMinimumWidth(0, theme.px(_LABEL))
        grid.setColumnStretch(1, 1)
        for at, (word, line) in enumerate((("姓名", self.name), ("账号", self.account))):
            line.setAccessibleName(word)
            line.textChanged.connect(lambda _: self._look())
            grid.addWidget(words(f"*{word}", "label"), at, 0, _RIGHT)
            grid.addWidget(line, at, 1)
        self.body.addWidget(laid(QWidget(), grid))
        self.body.addWidget(self.passwords)
        self.body.addWidget(words("角色（可以几个一起）", "strong"))
        self.body.addWidget(self.roles)
        self.passwords.changed.connect(self._look)
        self.roles.explained.connect(self.area.ensureWidgetVisible)
        self.roles.changed.connect(self._look)
        self.end_with(self.roles.last())
        self._look()

    def begin(self) -> None:
        for line in (self.name, self.account):
            line.clear()
        self.passwords.clear()
        self.roles.choose(())
        self.name.setFocus()

    def typed(self) -> NewPerson:
        return NewPerson(
            account=self.account.text().strip(), name=self.name.text().strip(), roles=self.roles.chosen()
        )

    def _look(self) -> None:
        missing = self._missing()
        self.act.setEnabled(not missing)
        self.act.setToolTip(missing)

    def _missing(self) -> str:
        """Why it cannot be done yet, as a sentence; nothing if it can."""
        typed = self.typed()
        if not typed.name or any(faults(typed.name, "姓名")):
            return "请填写姓名。"
        if not typed.account:
            return "请填写账号。"
        if not self.passwords.password():
            return "请把密码输两次。"
        return "" if typed.roles else "请至少选一个角色。"


class RolesForm(SideForm):
    """修改角色 of one user."""

    def __init__(self, theme: Theme, roles: Sequence[RoleTold]) -> None:
        super().__init__("改成这些角色")
        self.note.setText("角色改了以后，本人下次登录起按新的角色办。经办和审核不能是同一个人，程序会拦住。")
        self.roles = RoleTicks(theme, roles)
        self.body.addWidget(self.roles)
        self._had: tuple[str, ...] = ()
        self.roles.explained.connect(self.area.ensureWidgetVisible)
        self.roles.changed.connect(self._look)
        self.end_with(self.roles.last())

    def begin(self, person: Person) -> None:
        self.heading.setText(f"修改{person.name}的角色")
        self._had = person.roles
        self.roles.choose(person.roles)
        self._look()
        first = next((box for box in self.roles.boxes.values() if box.isChecked()), None)
        (first or next(iter(self.roles.boxes.values()))).setFocus()

    def _look(self) -> None:
        chosen = self.roles.chosen()
        self.act.setEnabled(bool(chosen) and set(chosen) != set(self._had))
        self.act.setToolTip("" if chosen else "请至少选一个角色。")


class PasswordForm(SideForm):
    """重设密码 of a colleague, or one's own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("设新密码")
        self.passwords = PasswordPair(theme, "新密码")
        self.body.addWidget(self.passwords)
        self.passwords.changed.connect(lambda: self.act.setEnabled(bool(self.passwords.password())))
        self.end_with(self.passwords.again)

    def begin(self, person: Person, *, own: bool) -> None:
        self.heading.setText("改自己的密码" if own else f"给{person.name}重设密码")
        told = "原来的密码马上失效；已经做好的备份仍要用备份时的密码打开。"
        self.note.setText(told if own else f"{told}新密码请当面告诉本人，让本人登录后自己改。")
        self.passwords.clear()
        self.act.setEnabled(False)
        self.passwords.first.setFocus()
