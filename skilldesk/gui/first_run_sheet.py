"""恢复单: shown once, printed or copied by hand, and two of its groups typed back from the paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLayout, QLineEdit, QWidget

from skilldesk.core.recovery_sheet import same_group
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.first_run_step import Line, Lines, Step, first_complaint, wrapped
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.sheet_printing import SheetPaper, SheetPrinters, print_sheet
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row
from skilldesk.gui.widgets.words import restyle, words

ASKED = 2
"""So many groups are typed back."""

_GROUP = 28
_CARD = 640


def by_chance(count: int) -> Sequence[int]:
    """Which groups are asked for, counted from 0."""
    return sorted(secrets.SystemRandom().sample(range(count), ASKED))


@dataclass(frozen=True, kw_only=True)
class SheetWorld:
    """What the page needs of the outside."""

    tasks: Tasks
    dialogs: Dialogs
    printers: SheetPrinters
    choose: Callable[[int], Sequence[int]] = by_chance


class SheetStep(Step):
    """First the sheet; then it is covered, and two groups are asked for."""

    HINTS = (("F9", "打印"), ("Enter", "下一项"), ("Alt+←", "上一步"))

    def __init__(self, theme: Theme, world: SheetWorld) -> None:
        super().__init__(
            theme, "恢复单", "所有人都忘了密码时，只有这张纸能打开数据。只显示这一次，程序里不留底。"
        )
        self._world = world
        self.paper: SheetPaper | None = None
        self.asked: Sequence[int] = ()
        self.answers: list[Line] = []
        self.printer = QComboBox()
        self.printer.setAccessibleName("打印机")
        self.print = with_icon(button("打印恢复单  F9", self.print_out), theme, "print")
        self.said = wrapped("", "label")
        self._groups, self._lines = QGridLayout(), column()
        self._shown, self._covered = self._make_shown(), self._make_asking()
        self._covered.hide()
        self.body.addWidget(self._shown)
        self.body.addWidget(self._covered)
        self.lay_out(
            (
                "怎么保管",
                "打印或用笔抄一份，锁进保险柜，不要和电脑放在一起。不要拍照，不要存成文件，不要发给别人。",
            ),
            ("什么时候用", "忘了密码、管理员调走、换电脑时没有密码。用它可以给任何一个账号设新密码。"),
            (
                "丢了怎么办",
                "能登录时可以在「系统」里作废，另出一张；都忘了密码又丢了恢复单，数据就打不开了。",
            ),
        )

    @property
    def asking(self) -> bool:
        return self._shown.isHidden()

    def show_paper(self, paper: SheetPaper) -> None:
        self.paper = paper
        self._fill_groups(paper.groups)
        self._fill_printers()
        self.look_again()

    def look_again(self) -> None:
        """The sheet itself; other groups are asked for the next time."""
        assert self.paper is not None  # noqa: S101 - it was shown before
        self.asked = self._world.choose(len(self.paper.groups))
        self._ask()
        self._cover(covered=False)

    def forget(self) -> None:
        """Nothing of it stays on the screen."""
        self.paper = None
        empty_out(self._groups)
        empty_out(self._lines)

    def take_focus(self) -> None:
        if self.asking:
            self.answers[0].entry.setFocus()
        elif self.print.isEnabled():
            self.print.setFocus()
        else:
            self.setFocus()

    def check(self) -> bool:
        """The first time the sheet is covered; then the groups must be right."""
        if not self.asking:
            self._cover(covered=True)
            self.take_focus()
            return False
        return first_complaint(
            [(line, self._fault(line, at)) for line, at in zip(self.answers, self.asked, strict=True)]
        )

    def _fault(self, line: Line, at: int) -> str:
        assert isinstance(line.entry, QLineEdit)  # noqa: S101 - made so
        assert self.paper is not None  # noqa: S101 - it was shown before
        typed = line.entry.text()
        if not typed.strip():
            return f"请照纸上输入第 {at + 1} 组。"
        if same_group(typed, self.paper.groups[at]):
            return ""
        return f"和恢复单的第 {at + 1} 组不一样。请逐个字符核对纸上写的，抄错了就按「再看一眼」改过来。"

    def print_out(self) -> None:
        """Straight from memory to the printer."""
        if self.paper is None or self.asking or not self.print.isEnabled():
            return
        paper, name, printers = self.paper, self.printer.currentText(), self._world.printers
        self.print.setEnabled(False)
        self._tell("正在打印……", "")
        self._world.tasks.look(
            self,
            lambda _: print_sheet(printers.printer(name), paper),
            done=lambda _: self._printed(name),
            failed=self._not_printed,
            title="正在打印恢复单",
        )

    def _printed(self, name: str) -> None:
        self.print.setEnabled(True)
        self.setFocus()
        self._tell(f"已交给打印机「{name}」。请等纸出来，看清 5 组都印上了，再下一步。", "green")

    def _not_printed(self, error: BaseException) -> None:
        self.print.setEnabled(True)
        self._tell("没有打印成，请用笔抄，或看看打印机再打一次。", "red")
        self._world.dialogs.tell_error(error)

    def _tell(self, text: str, tone: str) -> None:
        self.said.setText(text)
        restyle(self.said, tone=tone)

    def _cover(self, *, covered: bool) -> None:
        self._shown.setVisible(not covered)
        self._covered.setVisible(covered)
        self.act = "核对，完成建立" if self.asking else "抄好了，核对两组"
        self.safe = "单位还没有最后建成；现在关掉，这台电脑上不留任何内容。"
        self.retold.emit()

    def _fill_groups(self, groups: Sequence[str]) -> None:
        empty_out(self._groups)
        size = self.theme.px(_GROUP)
        for at, group in enumerate(groups):
            text = words(group)
            text.setStyleSheet(
                f"font-size: {size}px; font-weight: bold; letter-spacing: {self.theme.px(4)}px;"
            )
            text.setAccessibleName(f"第 {at + 1} 组 {' '.join(group)}")
            box = frame("sunk")
            laid(box, row(words(f"{at + 1}", "hint"), text, None, spacing=12), margins=(12, 6, 12, 6))
            self._groups.addWidget(box, at // 3, at % 3)

    def _fill_printers(self) -> None:
        self.printer.clear()
        self.printer.addItems(list(self._world.printers.names()))
        ready = self.printer.count() > 0
        self.print.setEnabled(ready)
        for part in (self.printer, self.print):
            part.setVisible(ready)
        told = (
            "打印时直接送到打印机，不经过文件。" if ready else "没有找到打印机，请用笔把 5 组字符抄在纸上。"
        )
        self._tell(told, "")

    def _ask(self) -> None:
        empty_out(self._lines)
        lines = Lines(self.theme)
        self.answers = []
        for at in self.asked:
            entry = QLineEdit()
            entry.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
            entry.setProperty("role", "id")
            self.answers.append(lines.add(f"第 {at + 1} 组", entry))
        lines.ended.connect(self.forward)
        self._lines.addWidget(lines)

    # --- how it is laid out ---

    def _make_shown(self) -> QFrame:
        self._groups.setSpacing(8)
        choose = row(self.printer, self.print, None)
        self.printer.setMinimumWidth(self.theme.px(220))
        hint = words("字母都是大写；没有字母 I、L、O、U，像 0 的都是数字零，像 1 的都是数字一。", "hint")
        return self._card(column(self._groups, hint, 8, choose, self.said, spacing=8))

    def _make_asking(self) -> QFrame:
        again = button("再看一眼恢复单", self.look_again, kind="link")
        told = wrapped("恢复单已经遮住。请照您手上的纸输入下面两组，确认抄对了。大小写都可以。")
        return self._card(column(told, 8, self._lines, laid(QWidget(), row(again, None)), None, spacing=8))

    def _card(self, inside: QLayout) -> QFrame:
        card = frame("card")
        card.setFixedWidth(self.theme.px(_CARD))
        return laid(card, inside, margins=(20, 16, 20, 16))
