"""帮助: the handbook inside the program; F1 anywhere opens the chapter that fits."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QTextBrowser

from skilldesk import resources
from skilldesk.gui import help_book
from skilldesk.gui.desk import Desk
from skilldesk.gui.help_book import Chapter
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.place import Place
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid
from skilldesk.gui.widgets.words import Hint, words

CHAPTER, BACK, BACK_TAB = "chapter", "back", "back_tab"
"""Filters of a place: the chapter to open, and the entry of the rail and its tab to which Esc goes back."""

_LIST = 260
_MARGIN = 24
_PAUSE_MS = 150
_WIDEST_PICTURE = 860


class Book(QTextBrowser):
    """Shows one chapter; pictures come from resources/help, as wide as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chapter: Chapter | None = None
        self._wide = 0
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("帮助内容")
        self.document().setDefaultStyleSheet(_sheet(theme))
        self.document().setDocumentMargin(_MARGIN)

    def show_chapter(self, chapter: Chapter) -> None:
        self._chapter, self._wide = chapter, self._room()
        self.setHtml(help_book.as_html(chapter.text, self._wide))
        self.verticalScrollBar().setValue(0)

    def go_to_words(self, text: str) -> None:
        """Mark the first place where these words stand."""
        if text:
            self.find(text.split(maxsplit=1)[0])

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        file = (name if isinstance(name, str) else name.toString()).rpartition("/")[2]
        picture = QPixmap(str(resources.path(help_book.FOLDER, file)))
        if picture.isNull():
            return None
        sharp = self.devicePixelRatioF()
        shown = picture.scaledToWidth(round(self._wide * sharp), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(sharp)
        return shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._chapter is not None and self._room() != self._wide:
            at = self.verticalScrollBar().value()
            self.show_chapter(self._chapter)
            self.verticalScrollBar().setValue(at)

    def _room(self) -> int:
        return max(200, min(self.viewport().width() - 2 * _MARGIN - 8, self._theme.px(_WIDEST_PICTURE)))


class HelpPage(Page):
    HELP = "first-day"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._back, self._tab = "", ""
        self.search, self.list, self.book = QLineEdit(), QListWidget(), Book(desk.theme)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._show_list()
        self.open(help_book.KEYS[0])

    def hints(self) -> tuple[Hint, ...]:
        back: tuple[Hint, ...] = (("Esc", "回到刚才的页面"),) if self._back else ()
        return (("F3", "查找"), ("↑↓", "选一章"), ("PgDn", "往下看"), *back)

    def take_focus(self) -> None:
        self.list.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        self._back, self._tab = place.filters.get(BACK, ""), place.filters.get(BACK_TAB, "")
        self._go_back.setVisible(bool(self._back))
        self.search.clear()
        self._show_list()
        self.open(place.filters.get(CHAPTER, help_book.KEYS[0]))
        self.hinted.emit()

    def open(self, key: str) -> None:
        """Show that chapter, or the one that fits that entry of the rail."""
        chapter = help_book.chapter(key)
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == chapter.key:
                self.list.setCurrentRow(at)
                return
        self.search.clear()
        self._show_list()
        self.open(chapter.key)

    def leave(self) -> None:
        """Back to where F1 was pressed."""
        if self._back:
            back, self._back = self._back, ""
            self._go_back.hide()
            tab = self._tab if back == "system" else ""  # elsewhere the tab has stayed as it was
            self._desk.news.go(Place(page=back, tab=tab))

    def _show_list(self) -> None:
        """All chapters; or those in which the words stand, each with what stands around them."""
        asked = self.search.text().strip()
        hits = help_book.find(asked)
        shown = (
            [(hit.chapter, hit.around) for hit in hits]
            if asked
            else [(one, "") for one in help_book.chapters()]
        )
        self.list.clear()
        for chapter, around in shown:
            item = QListWidgetItem(f"{chapter.title}\n{around}" if around else chapter.title)
            item.setData(Qt.ItemDataRole.UserRole, chapter.key)
            self.list.addItem(item)
        self.say_count(f"找到 {len(hits)} 章" if asked else f"共 {len(shown)} 章")
        if asked:
            self.list.setCurrentRow(0)

    def _show_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.book.show_chapter(help_book.chapter(item.data(Qt.ItemDataRole.UserRole)))
            self.book.go_to_words(self.search.text().strip())

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.list.setFocus)
        self._pause.timeout.connect(self._show_list)
        self.book.anchorClicked.connect(lambda url: self.open(url.toString()))
        self.on_key("F3", self.search.setFocus)
        self.on_key("Esc", self._escape)
        for key, step in (("PgDown", 1), ("PgUp", -1)):
            self.on_key(key, partial(self._turn, step), inside=self.list)

    def _escape(self) -> None:
        if self.search.text():
            self.search.clear()
            self.list.setFocus()
        else:
            self.leave()

    def _turn(self, step: int) -> None:
        bar = self.book.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() * 9 // 10)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title = words("帮助", "title")
        self.search.setPlaceholderText("在帮助里查找　F3")
        self.search.setAccessibleName("在帮助里查找")
        self.search.setFixedWidth(theme.px(260))
        self._go_back = button("回到刚才的页面  Esc", self.leave, kind="quiet")
        self._go_back.hide()
        self.list.setProperty("kind", "chapters")
        self.list.setAccessibleName("各章")
        self.list.setWordWrap(True)
        line = heading(theme, self._title, self.search, None, self._go_back)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(laid(frame("plain"), column(self.list)))
        split.addWidget(self.book)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(_LIST), theme.px(1226 - _LIST)])
        laid(self, column(line, split, spacing=0))


def _sheet(theme: Theme) -> str:
    """How a chapter looks, from the tokens."""
    colours, sizes = theme.colours, theme.sizes
    body = round(sizes["body"] * 1.08)
    key = f"background-color: {colours['sunk']}; color: {colours['ink-2']}; font-size: {sizes['hint']}px"
    return f"""
        body, p, li {{ font-size: {body}px; color: {colours["ink"]}; line-height: 150%; }}
        h1 {{ font-size: {sizes["number"]}px; color: {colours["ink"]}; margin-bottom: 8px; }}
        h2 {{ font-size: {sizes["title"]}px; color: {colours["ink"]}; margin-top: 18px; }}
        h3 {{ font-size: {sizes["lead"]}px; color: {colours["ink"]}; }}
        a {{ color: {colours["accent"]}; }}
        .key {{ {key}; }}
    """
