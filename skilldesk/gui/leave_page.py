"""移除用户, step by step: what was not finished goes to a colleague, then the access is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from skilldesk.core.offices import User
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.pdf_sheet import PdfSheet
from skilldesk.gui.printing import Printers
from skilldesk.gui.record_view import RowView
from skilldesk.gui.system_work import HandedOver, OpenItem, Person
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.listing import Column, Listing
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import Hint, restyle, sentence, words

REASONS = ("调离", "退休", "借调到期", "不再从事这项工作")

_COLUMNS: tuple[Column[OpenItem], ...] = (
    Column("种类", lambda one: one.sort),
    Column("名称或编号", lambda one: one.title),
    Column("情况", lambda one: one.detail),
)
_WORK, _REMOVE = 0, 1


class LeavePage(Page):
    HINTS: tuple[Hint, ...] = (("Tab", "下一个"), ("Alt+←", "上一步"), ("Esc", "不移除，回到名单"))

    closed = Signal()

    def __init__(self, desk: Desk, printers: Printers) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.system.users
        self._person: Person | None = None
        self._handed: HandedOver | None = None
        self.items = Listing(_COLUMNS)
        self.view = RowView(desk.theme)
        self.view.setModel(self.items)
        self.heir, self.reason = QComboBox(), QComboBox()
        self.sheet = PdfSheet(desk, printers, "工作交接清单")
        self._lay_out()
        self.on_key("Esc", self.leave)
        self.on_key("Alt+Left", self._back)

    def take_focus(self) -> None:
        if self._steps_stack.currentIndex() == _REMOVE:
            self.reason.setFocus()
        elif self.heir.isEnabled():
            self.heir.setFocus()
        else:
            self.next.setFocus()

    def begin(self, person: Person, colleagues: Sequence[Person]) -> None:
        """Show the open work of that person; nothing has been changed yet."""
        self._person, self._handed = person, None
        self._title.setText(f"移除{person.name}")
        self.heir.clear()
        for one in colleagues:
            self.heir.addItem(f"{one.name}（{one.account}）", one.account)
        self.reason.setCurrentIndex(0)
        self.remove.setText(f"移除{person.name}")
        self._show_step(_WORK)
        self._show_items([])
        self._desk.tasks.look(self, lambda _: self._work.open_work(person.account), done=self._show_items)

    def leave(self) -> None:
        self.sheet.clear()
        self.closed.emit()

    # --- 没办完的工作 ---

    def _show_items(self, items: Sequence[OpenItem]) -> None:
        self.items.show_values(items)
        self.view.fit_columns()
        waits = bool(items) and self._handed is None
        self._shown.setCurrentWidget(self.sheet if self._handed else self.view if items else self._nothing)
        for control in (self.heir, self.hand):
            control.setEnabled(waits and self.heir.count() > 0)
        self.hand.setText(f"交接 {len(items)} 项" if items else "交接")
        self._choice.setVisible(waits)
        self.next.setEnabled(not waits)
        self._tell(items)
        if self.isVisible():
            self.take_focus()

    def _tell(self, items: Sequence[OpenItem]) -> None:
        name = self._person.name if self._person else ""
        if self._handed is not None:
            text = f"已把 {len(self._handed.items)} 项交接给{self.heir.currentText()}。清单请两人签字存档。"
        elif items:
            text = f"{name}还有 {len(items)} 项没有办完。先选一位同事接手，才能移除。"
        else:
            text = f"{name}没有未办完的工作，可以直接到下一步。"
        self._told.setText(text)
        restyle(self._told, tone="green" if self._handed else "")
        self._save.setVisible(self._handed is not None)

    def _hand_over(self) -> None:
        person, heir = self._person, self.heir.currentData()
        if person is None or heir is None:
            return
        self.hand.setEnabled(False)
        self._desk.tasks.start(
            self,
            lambda _: self._work.hand_over(person.account, heir),
            done=self._handed_over,
            failed=self._not_handed_over,
            title="正在交接",
        )

    def _handed_over(self, handed: HandedOver) -> None:
        self._handed = handed
        self.sheet.show_pdf(handed.pdf)
        self._show_items(self.items.values)
        self._desk.news.tell()

    def _not_handed_over(self, error: BaseException) -> None:
        self.hand.setEnabled(True)
        self.heir.setFocus()
        self._desk.dialogs.tell_error(error)

    def _save_sheet(self) -> None:
        handed = self._handed
        path = (
            self._desk.dialogs.file_to_write("另存交接清单", handed.file, "PDF (*.pdf)") if handed else None
        )
        if handed and path:
            self._desk.tasks.start(
                self, lambda _: self._work.save_sheet(handed, path), done=lambda _: None, title="正在另存"
            )

    # --- 移除 ---

    def _remove(self) -> None:
        person, reason = self._person, self.reason.currentText().strip()
        if person is None or not reason:
            return
        self._set_waiting("正在备份并更换密钥，请稍候，不要关机。")
        self._desk.tasks.start(
            self,
            lambda _: self._work.remove(person.account, reason),
            done=lambda _: self._removed(),
            failed=self._not_removed,
            title="正在备份并更换密钥，请不要关机",
        )

    def _removed(self) -> None:
        self._set_waiting("")
        self.sheet.clear()
        if not self._work.go_on():
            self._desk.news.tell(User)
            self.leave()

    def _not_removed(self, error: BaseException) -> None:
        """What failed is read first; if it broke off in the middle, the login comes after."""
        self._set_waiting("")
        self.take_focus()
        self._desk.dialogs.tell_error(error).finished.connect(lambda _: self._work.go_on())

    def _set_waiting(self, why: str) -> None:
        """Nothing may be read or written while the keys change: the whole window waits, and says why."""
        self._busy.setText(why)
        self._busy.setVisible(bool(why))
        self.window().setEnabled(not why)

    def _back(self) -> None:
        if self._steps_stack.currentIndex() == _REMOVE:
            self._show_step(_WORK)
        else:
            self.leave()

    def _show_step(self, step: int) -> None:
        self._steps_stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self.back.setVisible(step == _REMOVE)
        self.next.setVisible(step == _WORK)
        self.remove.setVisible(step == _REMOVE)
        self._safe.setText(
            "到此没有移除任何人。" if step == _WORK else "移除以后不能撤销；要再来工作，另外增加用户。"
        )
        self.take_focus()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title = words("移除用户", "title")
        leave = button("不移除，回到名单  Esc", self.leave, kind="quiet")
        self.steps = Steps(theme, ("没办完的工作", "移除"))
        band = laid(frame("top"), row(self.steps), margins=(16, 4, 16, 4))
        self._steps_stack = QStackedWidget()
        self._steps_stack.addWidget(self._make_work())
        self._steps_stack.addWidget(self._make_remove())
        self._safe = words("", "label")
        self.back = button("上一步  Alt+←", self._back)
        self.next = button("下一步", lambda: self._show_step(_REMOVE), kind="primary")
        self.remove = button("移除", self._remove, kind="danger")
        foot = row(self._safe, None, self.back, self.next, self.remove)
        laid(
            self,
            column(
                heading(theme, self._title, None, leave),
                band,
                self._steps_stack,
                laid(frame("foot"), foot, margins=(16, 10, 16, 10)),
                spacing=0,
            ),
        )

    def _make_work(self) -> QWidget:
        self._told = sentence("", "lead")
        self.heir.setAccessibleName("接手的同事")
        self.heir.setMinimumWidth(self._desk.theme.px(240))
        self.hand = button("交接", self._hand_over, kind="")
        self._choice = laid(QWidget(), row(words("接手的同事", "label"), self.heir, self.hand, None))
        self._save = button("另存 PDF", self._save_sheet)
        self.sheet.foot.addWidget(words("此文件任何人都能打开", "hint"))
        self.sheet.foot.addWidget(self._save)
        self._nothing = EmptyPage(self._desk.theme, "没有草稿、申领单、培训班或补贴标准在等这个人。")
        self._shown = QStackedWidget()
        for each in (self._nothing, self.view, self.sheet):
            self._shown.addWidget(each)
        card = laid(frame("card"), column(self._shown), margins=(1, 1, 1, 1))
        made = column(self._told, self._choice, card, spacing=12)
        made.setStretch(2, 1)
        return laid(QWidget(), made, margins=(16, 12, 16, 12))

    def _make_remove(self) -> QWidget:
        self.reason.setEditable(True)
        self.reason.addItems(list(REASONS))
        self.reason.setAccessibleName("原因")
        self.reason.setMinimumWidth(self._desk.theme.px(320))
        self.reason.editTextChanged.connect(lambda text: self.remove.setEnabled(bool(text.strip())))
        told = (
            "先自动做一份备份，再给所有数据换上新的密钥，然后窗口重新打开。数据多时要几分钟，请不要关机。",
            "这个人的密码从此打不开这台电脑上的数据，也打不开以后做的备份。",
            "以前做的备份仍能用原来的密码打开，请收好；不再需要的请销毁。",
            "以前办的事都留着，操作记录里仍然写着这个人的姓名。",
        )
        lines = [sentence(f"{at}．{text}") for at, text in enumerate(told, start=1)]
        self._busy = words("", "strong", tone="amber")
        self._busy.hide()
        card = laid(
            frame("card"),
            column(
                words("移除以后", "lead"),
                *lines,
                8,
                laid(QWidget(), row(words("原因", "label"), self.reason, None)),
                self._busy,
                spacing=8,
            ),
            margins=(16, 12, 16, 16),
        )
        return laid(QWidget(), column(card, None), margins=(16, 12, 16, 12))
