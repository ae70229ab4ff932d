"""Several pages under one entry of the rail, with a line of tabs above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from skilldesk.gui.page import Page
from skilldesk.gui.place import Place
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.words import Hint

Tab = tuple[str, Callable[[], Page]]
"""The word of a tab, and what makes its page when it is first looked at."""


class TabBar(QTabBar):
    """Wide enough for each word in bold, so that nothing moves when it is chosen."""

    def __init__(self, titles: Sequence[str], *, gap: int = 18) -> None:
        super().__init__()
        self._gap = gap
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for title in titles:
            self.addTab(title)

    def tabSizeHint(self, index: int) -> QSize:
        font = self.font()
        font.setBold(True)
        size = super().tabSizeHint(index)
        size.setWidth(QFontMetrics(font).horizontalAdvance(self.tabText(index)) + self._gap)
        return size


class Tabs(Page):
    def __init__(self, theme: Theme, tabs: Sequence[Tab], lead: Sequence[QWidget | int] = ()) -> None:
        """`lead` stands before the tabs, in their line."""
        super().__init__()
        self._makers = [make for _, make in tabs]
        self._pages: dict[int, Page] = {}
        self.bar = TabBar([word for word, _ in tabs])
        self._stack = QStackedWidget()
        line = laid(frame("top"), row(*lead, self.bar, None), margins=(16, 0, 16, 0))
        line.setFixedHeight(theme.px(44 if lead else 36))
        laid(self, column(line, self._stack, spacing=0))
        self.bar.currentChanged.connect(self.show_tab)
        self.on_key("Ctrl+PgDown", lambda: self._turn(1))
        self.on_key("Ctrl+PgUp", lambda: self._turn(-1))
        self.show_tab(0)

    def words(self) -> list[str]:
        return [self.bar.tabText(at) for at in range(self.bar.count())]

    def page(self) -> Page:
        return self._pages[self.bar.currentIndex()]

    def show_tab(self, at: int) -> None:
        if at not in self._pages:
            page = self._makers[at]()
            page.stand_under_tab()
            page.counted.connect(self._hear_count)
            page.hinted.connect(self.hinted)
            self._pages[at] = page
            self._stack.addWidget(page)
        self.bar.setCurrentIndex(at)
        self._stack.setCurrentWidget(self._pages[at])
        self.say_count(self._pages[at].count)
        self.hinted.emit()
        if self.isVisible():
            self.take_focus()

    def go_to(self, place: Place) -> None:
        if place.tab in self.words():
            self.show_tab(self.words().index(place.tab))
        self.page().go_to(place)

    def hints(self) -> tuple[Hint, ...]:
        return (*self.page().hints(), ("Ctrl+PgDn", "下一张表"))

    def help_key(self) -> str:
        return self.page().help_key()

    def innermost(self) -> Page:
        return self.page().innermost()

    def take_focus(self) -> None:
        self.page().take_focus()

    def _hear_count(self, text: str) -> None:
        if self.sender() is self.page():
            self.say_count(text)

    def _turn(self, step: int) -> None:
        self.show_tab((self.bar.currentIndex() + step) % self.bar.count())
