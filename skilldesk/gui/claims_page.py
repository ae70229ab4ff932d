"""补贴申领: the check of a class, the claims made of it, and their forms on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QStackedWidget

from skilldesk.core.claim_steps import STEPS, why_not
from skilldesk.core.claims import Claim, Printing
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_check import ClaimCheck
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import Page
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import claims
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.gui.widgets.words import Hint

CHECK, LIST = 0, 1

REASONS = ("按规定办理", "材料不全", "填写有误", "不符合条件", "申请人要求")


class ClaimsPage(Page):
    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.check = ClaimCheck(desk)
        self.list = RecordScreen(desk, claims.SCREEN)
        self.tabs = Tabs(desk.theme, (("检查与申领", lambda: self.check), ("申领单", lambda: self.list)))
        self.paper = PrintPage(desk, printers or Printers())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.paper)
        laid(self, column(self._stack, spacing=0))
        for page in (self.tabs, self.paper):
            page.counted.connect(self._hear_count)
            page.hinted.connect(self.hinted)
        self.check.created.connect(lambda: self.tabs.show_tab(LIST))
        self.list.asked.connect(self._act)
        self.list.view.opened.connect(lambda _: self._print_current())
        self.paper.closed.connect(self._close_paper)

    def hints(self) -> tuple[Hint, ...]:
        return self._now().hints()

    def take_focus(self) -> None:
        self._now().take_focus()

    def open_paper(self, claim: RecordId) -> None:
        self.paper.open(claim)
        self._stack.setCurrentWidget(self.paper)
        self.hinted.emit()
        self.paper.take_focus()

    def _now(self) -> Page:
        return self.paper if self._stack.currentWidget() is self.paper else self.tabs

    def _hear_count(self, text: str) -> None:
        if self.sender() is self._now():
            self.say_count(text)

    def _close_paper(self) -> None:
        self._stack.setCurrentWidget(self.tabs)
        self._desk.news.tell(Printing)
        self.say_count(self.tabs.count)
        self.hinted.emit()
        self.tabs.take_focus()

    def _act(self, key: str, chosen: Sequence[Claim]) -> None:
        if key == "draw":
            self._draw(chosen)
        elif key == "print":
            self._print_current()
        else:
            self._show_steps(chosen[0])

    def _print_current(self) -> None:
        claim = self.list.current()
        if claim is None:
            return
        if claim.form_sha256 is None:
            self._desk.dialogs.tell(
                Notice(
                    heading="这张申领单还没有申请表",
                    lines=(("怎么办", "先按「生成申请表」，生成后才能打印。"),),
                    act="生成申请表",
                    leave="先不生成",
                    tone="amber",
                ),
                act=lambda: self._draw([claim]),
            )
        else:
            self.open_paper(claim.id)

    def _draw(self, chosen: Sequence[Claim]) -> None:
        ids = [claim.id for claim in chosen]
        self._desk.tasks.start(
            self,
            lambda progress: self._desk.claims.draw(ids, progress),
            done=lambda _: self._desk.news.tell(Claim),
            title="正在生成申请表",
        )

    def _show_steps(self, claim: Claim) -> None:
        """The steps that this user may take with the claim as it stands."""
        menu = self.steps_of(claim)
        menu.popup(self.list.detail.mapToGlobal(self.list.detail.rect().topLeft()))

    def steps_of(self, claim: Claim) -> QMenu:
        menu = QMenu(self)
        for step in STEPS:
            if why_not(step, state=claim.state, roles=self._desk.user.roles, barred=False) is None:
                menu.addAction(step.label).triggered.connect(
                    lambda _, step=step: self._ask_step(claim, step.key, step.label)
                )
        if menu.isEmpty():
            menu.addAction("现在没有您能办的步骤").setEnabled(False)
        return menu

    def _ask_step(self, claim: Claim, key: str, label: str) -> None:
        notice = Notice(
            heading=f"{label}：{claim.number}",
            lines=(("以后", "这一步会记下您的姓名和时间，并随报送包送出。"),),
            act=label,
            leave="先不办",
            icon="info",
            tone="blue",
        )
        self._desk.dialogs.ask_reason(notice, REASONS, lambda reason: self._take_step(claim, key, reason))

    def _take_step(self, claim: Claim, key: str, reason: str) -> None:
        self._desk.tasks.start(
            self,
            lambda _: self._desk.claims.act(claim.id, key, reason),
            done=lambda _: self._desk.news.tell(Claim),
        )
