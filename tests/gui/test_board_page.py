"""工作台: its lines are walked and pressed by keyboard, and each leads where it says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skilldesk.gui.board_page import BoardPage
from skilldesk.gui.board_work import Fact, Line, NearDay
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import DRAFT, Place
from skilldesk.gui.widgets.signs import Sign
from skilldesk.reference import roles
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id
from tests.gui.fakes import Boards
from tests.gui.keys import CTRL, Keys


def line(number: int, title: str, page: str) -> Line:
    return Line(
        number=number,
        unit="人",
        title=title,
        detail="2020鲁南职校电工五级01等级证（10人）",
        act="去办",
        tone="blue",
        place=Place(page=page),
        urgency=number,
    )


LINES = (
    line(1, "省里退回", "reports"),
    line(12, "还没有申领", "claims"),
    line(30, "还没有录证书", "classes"),
)
DAYS = (
    NearDay(left=-2, title="电工班 备案截止", detail="2020-12-19", place=Place(page="classes")),
    NearDay(left=0, title="协议到期", detail="2020-12-21", place=Place(page="institutions")),
    NearDay(left=31, title="办学许可到期", detail="2021-01-21", place=Place(page="institutions")),
)


@pytest.fixture
def gone(desk: Desk) -> list[Place]:
    places: list[Place] = []
    desk.news.wanted.connect(places.append)
    return places


def opened(keys: Keys, desk: Desk, boards: Boards) -> BoardPage:
    page = BoardPage(replace(desk, board=boards.work()))
    keys.show(page)
    page.take_focus()
    keys.until(lambda: len(page.tasks.lines) == len(boards.lines) and bool(page.count))
    return page


def said(page: BoardPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_first_line_has_the_focus_and_enter_goes_where_a_line_leads(
    keys: Keys, desk: Desk, gone: list[Place]
) -> None:
    page = opened(keys, desk, Boards(lines=LINES))
    keys.until(lambda: page.tasks.current() == 0)

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Return)

    assert gone == [Place(page="claims")]


def test_the_ends_of_the_list_are_ends(keys: Keys, desk: Desk) -> None:
    page = opened(keys, desk, Boards(lines=LINES))
    keys.until(lambda: page.tasks.current() == 0)

    keys.press(Qt.Key.Key_Up)
    assert page.tasks.current() == 0
    for _ in range(5):
        keys.press(Qt.Key.Key_Down)

    assert page.tasks.current() == 2


def test_a_day_that_passed_says_so_and_one_far_off_is_plain(keys: Keys, desk: Desk) -> None:
    page = opened(keys, desk, Boards(lines=LINES, days=DAYS))

    keys.until(lambda: "过 2 天" in said(page))
    assert "今天" in said(page)
    assert "31 天" in said(page)


def test_what_was_being_typed_is_one_key_away(keys: Keys, desk: Desk, gone: list[Place]) -> None:
    id = new_id()
    texts = {"name": "周春梅", "phone": "138"}
    desk.drafts.keep(desk.actor, Draft("trainees", id, texts, "2026-11-20T01:16:00+00:00"))
    page = BoardPage(desk)
    keys.show(page)
    keys.until(page.go_on.isVisible)

    page.go_on.setFocus()
    keys.press(Qt.Key.Key_Space)

    assert gone == [Place(page="trainees", tab="学员", record=id, act=DRAFT)]
    assert "登记学员 周春梅" in said(page)
    assert page.tasks.lines[-1].line.title == "草稿没有填完"


def test_where_nothing_waits_a_sentence_says_what_one_can_do(keys: Keys, desk: Desk) -> None:
    page = opened(keys, desk, Boards(backups=(Fact(state=(Sign.CHECK, "已备份", "green"), text="上次备份"),)))

    for words in ("今天没有等着您办的事", "还没有报送过", "上次备份"):
        keys.until(lambda words=words: words in said(page))


def test_ctrl_n_registers_somebody_for_those_who_may(keys: Keys, desk: Desk, gone: list[Place]) -> None:
    opened(keys, desk, Boards())
    keys.press(Qt.Key.Key_N, CTRL)
    assert gone == [Place(page="trainees", act="new")]

    leader = replace(desk, rights=roles.rights(("leader",)))
    page = opened(keys, leader, Boards())
    keys.press(Qt.Key.Key_N, CTRL)

    assert page.register is None
    assert len(gone) == 1


def test_it_is_read_anew_when_something_was_written_and_by_f5(keys: Keys, desk: Desk) -> None:
    boards = Boards(lines=LINES)
    page = opened(keys, desk, boards)
    before = boards.reads

    desk.news.tell()
    keys.until(lambda: boards.reads == before + 1)
    keys.until(lambda: page.tasks.current() == 0)
    keys.press(Qt.Key.Key_F5)
    keys.until(lambda: boards.reads == before + 2)

    keys.until(lambda: page.tasks.current() == 0)
