"""The third question: a new office, in place of an old PC, or a further PC of an office."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QWidget

from skilldesk.core.normal import line as one_line
from skilldesk.core.recovery_sheet import parse
from skilldesk.gui.brand import paint_choice
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.first_run_step import Lines, Step, first_complaint, wrapped
from skilldesk.gui.first_run_work import Backup, FirstRunWork
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import ShortWords, restyle, words

BACKUPS = "备份文件 (*.skb)"
FOLDER = "SkillDesk"
"""Made below the folder that a person chooses."""

_CARD = 56
_CARDS = 508


class Way(Enum):
    NEW = "新建单位"
    REPLACE = "替换旧电脑"
    JOIN = "再加一台电脑"


_TOLD = {
    Way.NEW: "本单位第一次用这个程序，从这台电脑开始。",
    Way.REPLACE: "旧电脑坏了或不用了，用它的备份文件恢复到这台电脑。",
    Way.JOIN: "本单位别的电脑已经在用，这台也要录入、上报。",
}


class WayCard(QAbstractButton):
    """One of several ways; the arrows go between them."""

    def __init__(self, theme: Theme, way: Way) -> None:
        super().__init__()
        self._theme, self.way = theme, way
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(way.value)
        self.setAccessibleDescription(_TOLD[way])
        self.setFixedHeight(theme.px(_CARD))
        self.setFixedWidth(theme.px(_CARDS))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_CARDS), self._theme.px(_CARD))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        paint_choice(painter, QRectF(self.rect()), theme, on=on, focus=self.hasFocus())
        side = theme.px(16)
        ring = QRectF(16, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour("accent" if on else "line-strong"), 1.5))
        painter.setBrush(theme.colour("card"))
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(ring.adjusted(side / 4, side / 4, -side / 4, -side / 4))
        left, half = ring.right() + 12, self.height() / 2
        for text, size, bold, colour, top in (
            (self.way.value, 14, True, "ink", half - theme.px(21)),
            (_TOLD[self.way], 12, False, "ink-2", half + 1),
        ):
            font = painter.font()
            font.setPixelSize(theme.px(size))
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            box = QRectF(left, top, self.width() - left - 8, theme.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class WhereStep(Step):
    HINTS = (("↑↓", "选一种"), ("Enter", "下一步"), ("Alt+←", "上一步"))

    def __init__(self, theme: Theme, work: FirstRunWork[object], dialogs: Dialogs) -> None:
        super().__init__(theme, "这台电脑怎么用？", "选好后就在这台电脑上建立，或从备份恢复。")
        self._work, self._dialogs = work, dialogs
        self.folder = work.folder
        self.cards = [WayCard(theme, way) for way in Way]
        self.place = ShortWords()
        self.fault = wrapped("", "label")
        restyle(self.fault, tone="red")
        self.backup, self.account, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.by_sheet, self.sheet = QCheckBox("忘了密码，改用恢复单"), QLineEdit()
        self._details = {Way.REPLACE: self._make_backup(), Way.JOIN: self._make_joining()}
        for card in self.cards:
            card.toggled.connect(lambda on, way=card.way: self._show(way) if on else None)
        self.body.addLayout(column(*self.cards, spacing=8))
        self.body.addSpacing(8)
        for part in self._details.values():
            part.hide()
            self.body.addWidget(part)
        self.body.addWidget(self._make_place())
        self.body.addWidget(self.fault)
        self.lay_out(
            (
                "数据放在哪里",
                "只放在这台电脑的这个文件夹里，加密保存，不联网。不要放在网盘或共享盘的文件夹里。",
            ),
            (
                "从备份恢复以后",
                "旧电脑请不要再用：两台电脑接着同一份数据往下写，省里会分不清。恢复后先读入一次回执，找回报送过的部分。",
            ),
            (
                "一个单位几台电脑",
                "每台电脑各自建立、各自入网，单位编码写成一样的。省里的答复会把本单位别的电脑报过的内容一起带来。",
            ),
        )
        self.choose(Way.NEW)

    def choose(self, way: Way) -> None:
        self.cards[list(Way).index(way)].setChecked(True)

    def way(self) -> Way:
        return next(card.way for card in self.cards if card.isChecked())

    def asked(self) -> Backup:
        """What to come back from."""
        path = Path(self.backup.text().strip())
        if self.by_sheet.isChecked():
            return Backup(path=path, sheet=self.sheet.text())
        return Backup(path=path, account=one_line(self.account.text()), password=self.password.text())

    def take_focus(self) -> None:
        next(card for card in self.cards if card.isChecked()).setFocus()

    def check(self) -> bool:
        fault = self._work.folder_fault(self.folder)
        self.fault.setText(fault)
        return (self.way() is not Way.REPLACE or self._may_restore()) and not fault

    def _may_restore(self) -> bool:
        path = self.backup.text().strip()
        found = [(self._backup, "" if path and Path(path).is_file() else "请选择备份文件（.skb）。")]
        if self.by_sheet.isChecked():
            sheet, problems = parse(self.sheet.text())
            found.append((self._sheet, "" if sheet else problems[0].text))
        else:
            found.append((self._account, "" if one_line(self.account.text()) else "请写在旧电脑上用的账号。"))
            found.append((self._password, "" if self.password.text() else "请写这个账号的密码。"))
        return first_complaint(found)

    def _show(self, way: Way) -> None:
        for other, part in self._details.items():
            part.setVisible(other is way)
        self.act = "从备份恢复" if way is Way.REPLACE else "建立单位，出恢复单"
        self.retold.emit()

    def _choose_backup(self) -> None:
        path = self._dialogs.file_to_read("选择备份文件", BACKUPS)
        if path is not None:
            self.backup.setText(str(path))
            self.account.setFocus()

    def _leave_backup(self) -> None:
        entry = self.sheet if self.by_sheet.isChecked() else self.account
        entry.setFocus()

    def _choose_place(self) -> None:
        folder = self._dialogs.folder("选择放数据的位置")
        if folder is not None:
            self.folder = folder / FOLDER
            self.place.setText(str(self.folder))
            self.fault.setText("")

    def _switch(self) -> None:
        """Password or sheet: only the lines of one of them show."""
        by_sheet = self.by_sheet.isChecked()
        self._sheets.setVisible(by_sheet)
        self._passwords.setVisible(not by_sheet)

    # --- how it is laid out ---

    def _make_backup(self) -> QWidget:
        theme = self.theme
        top, self._passwords, self._sheets = Lines(theme), Lines(theme), Lines(theme)
        self._backup = top.add("备份文件", self.backup)
        choose = button("选择文件…", self._choose_backup)
        top.below(laid(QWidget(), row(choose, self.by_sheet, None, spacing=16), margins=(0, 0, 0, 6)))
        self._account = self._passwords.add("账号", self.account)
        self._password = self._passwords.add("密码", self.password)
        self._sheet = self._sheets.add("恢复单", self.sheet, "照着一组一组输入；恢复后再登录、设新密码。")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for entry in (self.account, self.password, self.sheet, self.backup):
            entry.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        top.ended.connect(self._leave_backup)
        for lines in (self._passwords, self._sheets):
            lines.ended.connect(self.forward)
        self.by_sheet.toggled.connect(lambda _: self._switch())
        self._sheets.hide()
        return laid(QWidget(), column(top, self._passwords, self._sheets, spacing=0))

    def _make_joining(self) -> QWidget:
        told = column(
            words("接下来会这样", "strong"),
            words("1　先在这台电脑上建立，单位编码和别的电脑写成一样的。", "label"),
            words("2　最后一页写出入网申请，用U盘交给省里（汇总端）。", "label"),
            words("3　读入省里的答复，打电话核对 20 位数字。", "label"),
            words("4　本单位别的电脑报过的内容，随答复到了这台电脑。", "label"),
            spacing=4,
        )
        made = laid(frame("banner", tone="blue"), told, margins=(12, 8, 12, 8))
        made.setFixedWidth(self.theme.px(_CARDS))
        return laid(QWidget(), column(made, 8, spacing=0))

    def _make_place(self) -> QWidget:
        self.place.setText(str(self.folder))
        line = row(
            words("数据放在", "label"), self.place, button("换个位置…", self._choose_place, kind="quiet")
        )
        line.setStretch(1, 1)
        made = laid(frame("sunk"), line, margins=(16, 4, 8, 4))
        made.setFixedWidth(self.theme.px(_CARDS))
        return made
