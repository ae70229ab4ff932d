"""补贴申领: claims made in steps, reviewed by others, listed; and their papers on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget

from skilldesk.core.claims import Claim, Printing
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_making import ClaimMaking
from skilldesk.gui.claim_review import ClaimReview
from skilldesk.gui.claim_work import Unprintable
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import Page
from skilldesk.gui.place import Place
from skilldesk.gui.print_page import PrintPage
from skilldesk.gui.printing import Printers
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import claims
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.gui.widgets.words import Hint

MAKING, REVIEW, LIST = 0, 1, 2
WORDS = ("申领", "审核", "申领单")

_NAMED = 4


class ClaimsPage(Page):
    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.making = ClaimMaking(desk)
        makers = (lambda: self.making, lambda: self.review, lambda: self.list)
        self.tabs = Tabs(desk.theme, tuple(zip(WORDS, makers, strict=True)))
        self.paper = PrintPage(desk, printers or Printers())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.paper)
        laid(self, column(self._stack, spacing=0))
        self._connect()
        if not desk.rights.may_write("claim"):
            self.tabs.show_tab(REVIEW)

    @cached_property
    def review(self) -> ClaimReview:
        """Made when first looked at, like the list: three tabs at once keep the window deaf for too long."""
        page = ClaimReview(self._desk)
        page.wanted.connect(self.open_papers)
        return page

    @cached_property
    def list(self) -> RecordScreen[Claim]:
        page = RecordScreen(self._desk, claims.SCREEN)
        page.asked.connect(self._act)
        page.view.opened.connect(lambda _: self._print_current())
        return page

    def hints(self) -> tuple[Hint, ...]:
        return self._now().hints()

    def innermost(self) -> Page:
        return self._now().innermost()

    def take_focus(self) -> None:
        self._now().take_focus()

    def go_to(self, place: Place) -> None:
        """A state leads to its claims in 审核, a class to its check; else the tab that the place names."""
        self._stack.setCurrentWidget(self.tabs)
        if trainee := place.filters.get("trainee"):
            self.tabs.show_tab(MAKING)
            self.making.open_person(trainee)
            self.hinted.emit()
            return
        if place.tab in WORDS:
            self.tabs.show_tab(WORDS.index(place.tab))
        elif place.filters:
            self.tabs.show_tab(REVIEW)
        elif place.record:
            self.tabs.show_tab(MAKING)
        self.tabs.page().go_to(place)
        self.hinted.emit()

    def open_papers(self, ids: Sequence[RecordId]) -> None:
        """Show the stored forms of these claims; who sees masked numbers is told that it is journalled."""
        if self._desk.rights.shows("numbers") or not self._desk.rights.allows("unmask"):
            self._open(ids)
            return
        notice = Notice(
            heading="申请表上有完整的证件号码和账号",
            lines=(
                ("以后", "打开以后，您的姓名和时间会记入日志。"),
                ("怎么办", "需要在纸上签字、核对时再打开。"),
            ),
            act="打开申请表",
            leave="先不打开",
            icon="info",
            tone="blue",
        )
        self._desk.dialogs.tell(notice, act=lambda: self._open(ids))

    def _open(self, ids: Sequence[RecordId]) -> None:
        self.paper.open_all(ids)
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
            self._draw_if_whole([claim.id for claim in chosen])
        elif key == "print":
            self._print(chosen)
        else:
            state = chosen[0].state or "10"
            self.go_to(Place(page="claims", tab="审核", filters={"state": state}, record=chosen[0].id))

    def _print_current(self) -> None:
        if (claim := self.list.current()) is not None:
            self._print([claim])

    def _print(self, chosen: Sequence[Claim]) -> None:
        without = [claim.id for claim in chosen if claim.form_sha256 is None]
        if not without:
            self.open_papers([claim.id for claim in chosen])
            return
        which = "这张申领单" if len(chosen) == 1 else f"选中的 {len(chosen)} 张里有 {len(without)} 张"
        notice = Notice(
            heading=f"{which}还没有申请表",
            lines=(("怎么办", "先按「生成申请表」，生成后才能打印。"),),
            act="生成申请表",
            leave="先不生成",
            tone="amber",
        )
        self._desk.dialogs.tell(notice, act=lambda: self._draw_if_whole(without))

    def _draw_if_whole(self, ids: Sequence[RecordId]) -> None:
        unprintable = self._desk.claims.unprintable

        def done(missing: Sequence[Unprintable]) -> None:
            if missing:
                self._tell_missing(ids, missing)
            else:
                self._draw(ids)

        self._desk.tasks.look(
            self, lambda progress: unprintable(ids, progress), done=done, title="正在核对字库"
        )

    def _tell_missing(self, ids: Sequence[RecordId], missing: Sequence[Unprintable]) -> None:
        rest = f"；另有 {len(missing) - _NAMED} 处" if len(missing) > _NAMED else ""
        told = "；".join(f"{one.who}：{one.words}" for one in missing[:_NAMED])
        notice = Notice(
            heading="有字库没有的字，还没有生成申请表",
            lines=(
                ("情况", f"{told}{rest}。"),
                ("怎么办", "证件上另有通行写法的，改学员资料后再生成；没有的，可以留一格横线，打印后手写。"),
            ),
            act="留横线手写，照样生成",
            leave="先不生成",
            tone="amber",
        )
        self._desk.dialogs.tell(notice, act=lambda: self._draw(ids))

    def _draw(self, ids: Sequence[RecordId]) -> None:
        self._desk.tasks.start(
            self,
            lambda progress: self._desk.claims.draw(ids, progress),
            done=lambda _: self._desk.news.tell(Claim),
            title="正在生成申请表",
        )

    def _connect(self) -> None:
        for page in (self.tabs, self.paper):
            page.counted.connect(self._hear_count)
            page.hinted.connect(self.hinted)
        self.making.wanted.connect(self.open_papers)
        self.paper.closed.connect(self._close_paper)
