"""What the window says: every page of every user, and no English word on any of them."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QTextBrowser, QWidget

from skilldesk.app import shots
from skilldesk.app.desk import furnished
from skilldesk.gui import theme as look
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.class_page import ClassPage
from skilldesk.gui.pages import PAGES
from skilldesk.gui.place import Place
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Dress
from skilldesk.gui.window import MainWindow
from skilldesk.hub import practice
from tests.support.stores import CHEAP

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

_WORD = re.compile(r"[A-Za-z]{3,}")
_NAMES = re.compile(
    r"SkillDesk|PDF|Excel|WPS|Ctrl|Alt|Shift|Enter|Esc|Tab|Space|Del|PgDn|PgUp|Home|End|"
    r"[\w.-]+\.(skd|skb|xlsx|csv|txt|pdf|db)\b|SHA-?256|limin|wangjianhua|zhaoliqun|sunyamei|chengang"
)
"""Names of the program, of keys, of files and of the accounts of the demo: they are no words of English."""

_CODES = re.compile(
    r"\b(?=[A-Za-z]*\d|[\dA-Fa-f]+\b)[0-9A-Za-z]{6,}\b|\b[A-Z]{2,3}-\d{4}\b|\b[A-Z]{1,4}\d{3,}[\w-]*"
)
"""Numbers of papers, packages and files, and keys of policies."""


def spoken(widget: QWidget) -> Iterator[str]:
    """Everything that a person reads there."""
    for one in widget.findChildren(QWidget):
        if not one.isVisible():
            continue
        match one:
            case QLabel() | QAbstractButton():
                yield one.text()
            case QLineEdit():
                yield one.placeholderText()
            case QTabBar():
                yield from (one.tabText(at) for at in range(one.count()))
            case QTextBrowser():
                yield one.toPlainText()
        yield one.toolTip()


def english(text: str) -> list[str]:
    plain = re.sub(r"<[^>]+>", "", text)
    return _WORD.findall(_CODES.sub("", _NAMES.sub("", plain)))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[practice.Practice]:
    made = practice.found(tmp_path_factory.mktemp("words") / "office", trainees=8, cost=CHEAP)
    yield made
    made.county.store.close()
    made.hub.close()


@pytest.mark.parametrize("account", ["limin", "wangjianhua", "sunyamei"])
def test_no_page_says_an_english_word(qapp: QApplication, county: practice.Practice, account: str) -> None:
    theme, tasks = look.load(), Tasks()
    Dress(qapp, theme)
    window = MainWindow(furnished(county.county.store, account, tasks, theme))
    window.resize(*shots.SIZE)
    window.show()
    found: dict[str, set[str]] = {}

    def listen(where: str) -> None:
        shots.settle()
        if words := {word for text in spoken(window) for word in english(text)}:
            found[where] = words

    try:
        for key in PAGES:
            window.show_page(key)
            listen(key)
            page = window.page()
            tabs = page.tabs if isinstance(page, ClaimsPage | ClassPage) else page
            if isinstance(tabs, Tabs):
                for at, word in enumerate(tabs.words()):
                    tabs.show_tab(at)
                    listen(f"{key} {word}")
        for tab in ("班期信息", "花名册", "成绩与证书", "教学计划", "检查记录"):
            window.go(Place(page="classes", record=county.county.classes[0], tab=tab))
            listen(f"class {tab}")
        window.go(Place(page="trainees", act="new"))
        listen("trainee form")
    finally:
        tasks.close()
        window.close()

    assert found == {}


def test_the_ear_hears_english_and_nothing_else() -> None:
    assert english("Save the file") == ["Save", "the", "file"]
    assert english("保存 Ctrl+S　另存 PDF　包 990403-2194622b-UP-1-291.skd　SD-2019　13f45a4730790d62") == []
