"""A new password by the recovery sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from skilldesk.core.password import SHORTEST
from skilldesk.gui.dialogs import Notice, NoticeDialog
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.words import restyle, words


class RecoveryDialog(NoticeDialog):
    """Asks for the sheet and, twice, for the new password."""

    agreed = Signal(str, str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        notice = Notice(
            heading=f"用恢复单为{name}设新密码",
            lines=(("恢复单", "建立单位时打印的那一张，照着一组一组输入。"),),
            act="设新密码",
            leave="不设了",
            icon="lock",
            tone="blue",
        )
        super().__init__(theme, notice, parent)
        self.sheet, self.first, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.say = words("", "label")
        for at, (label, line) in enumerate(
            (("内容", self.sheet), ("新密码", self.first), ("再输一次", self.again)), self.grid.rowCount()
        ):
            self.grid.addWidget(
                words(label, "label"), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self.grid.addWidget(line, at, 1)
            line.setAccessibleName(label)
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
            line.textChanged.connect(self._look)
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(self.say)
        self.accepted.connect(lambda: self.agreed.emit(self.sheet.text(), self.first.text()))
        self._look()
        self.sheet.setFocus()

    def _look(self) -> None:
        """Say what is still missing."""
        first, again = self.first.text(), self.again.text()
        wrong = ""
        if first and len(first) < SHORTEST:
            wrong = f"新密码至少{SHORTEST}个字符。"
        elif again and first != again:
            wrong = "两次输入的不一样。"
        self.say.setText(wrong)
        restyle(self.say, tone="red" if wrong else "")
        self.act.setEnabled(bool(self.sheet.text().strip()) and len(first) >= SHORTEST and first == again)
