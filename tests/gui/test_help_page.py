"""帮助 inside the program, by keyboard."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QPixmap

from skilldesk.gui import help_book
from skilldesk.gui.desk import Desk
from skilldesk.gui.help_page import BACK, CHAPTER, HelpPage
from skilldesk.gui.place import Place
from tests.gui.keys import Keys


@pytest.fixture
def page(empty_desk: Desk, keys: Keys) -> HelpPage:
    page = HelpPage(empty_desk)
    keys.show(page)
    page.take_focus()
    return page


def title(page: HelpPage) -> str:
    return page.book.toPlainText().splitlines()[0]


def test_the_book_opens_at_the_first_day_and_is_leafed_by_arrows(page: HelpPage, keys: Keys) -> None:
    assert title(page) == "第一天：从这里开始"

    keys.press(Qt.Key.Key_Down)

    assert title(page) == "登记学员"
    keys.press(Qt.Key.Key_PageDown)
    assert page.book.verticalScrollBar().value() > 0


def test_words_are_searched_in_all_chapters(page: HelpPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.type("恢复单")

    keys.until(lambda: page.count.startswith("找到"))
    assert page.list.count() < len(help_book.KEYS)
    assert page.book.textCursor().selectedText() == "恢复单"
    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: page.list.count() == len(help_book.KEYS))
    assert keys.focus is page.list


def test_a_link_opens_its_chapter_even_after_a_search(page: HelpPage, keys: Keys) -> None:
    page.search.setText("U盘丢了")
    keys.until(lambda: page.count.startswith("找到"))

    page.book.anchorClicked.emit(QUrl("restore"))

    assert title(page) == "从备份恢复"
    assert page.search.text() == ""


def test_escape_goes_back_to_where_help_was_asked_for(page: HelpPage, keys: Keys, empty_desk: Desk) -> None:
    wanted: list[Place] = []
    empty_desk.news.wanted.connect(wanted.append)
    keys.press(Qt.Key.Key_Escape)
    assert wanted == []

    page.go_to(Place(page="system", filters={CHAPTER: "claims", BACK: "claims"}))
    assert title(page) == "补贴申领"
    keys.press(Qt.Key.Key_Escape)

    assert wanted == [Place(page="claims")]


def test_pictures_are_as_wide_as_there_is_room(page: HelpPage, keys: Keys) -> None:
    wide = page.book.loadResource(2, QUrl("users.png"))
    assert isinstance(wide, QPixmap)

    page.resize(1024, 600)

    keys.until(lambda: page.book.loadResource(2, QUrl("users.png")).width() < wide.width())
    assert page.book.loadResource(2, QUrl("nothing.png")) is None
