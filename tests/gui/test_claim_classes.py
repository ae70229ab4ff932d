from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skilldesk.core.training import Certificate
from skilldesk.gui.claim_classes import ClaimClasses
from skilldesk.gui.desk import Desk
from tests.gui.fakes import CLASS, Claims
from tests.gui.keys import Keys

WELDERS = replace(CLASS, class_id="c2" * 16, name="2026焊工五级03班", detail="焊工　五级/初级工", claimed=39)
COOKS = replace(CLASS, class_id="c3" * 16, name="2026中式面点师01班", certified=0, claimed=0)


@pytest.fixture
def claims() -> Claims:
    return Claims(classes=(CLASS, WELDERS, COOKS))


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, claims: Claims) -> ClaimClasses:
    page = ClaimClasses(replace(empty_desk, claims=claims.work()))
    keys.show(page)
    keys.until(lambda: bool(page.list.values) or not claims.classes)
    page.take_focus()
    return page


def test_each_class_says_how_many_may_still_apply(page: ClaimClasses) -> None:
    told = [[page.list.index(row, at).data() for at in range(5, 9)] for row in range(3)]

    assert told == [
        ["40", "39", "5", "还可 34 人"],
        ["40", "39", "39", "都已申领"],
        ["40", "0", "0", "没有证书"],
    ]


def test_enter_chooses_the_class_in_which_the_keyboard_stands(page: ClaimClasses, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)

    with keys.qtbot.waitSignal(page.chosen) as chosen:
        keys.press(Qt.Key.Key_Return)

    assert chosen.args == [WELDERS.class_id]


def test_f3_finds_a_class_by_a_part_of_its_words(page: ClaimClasses, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.type("面点")
    assert [one.name for one in page.list.values] == [COOKS.name]

    with keys.qtbot.waitSignal(page.chosen) as chosen:
        keys.press(Qt.Key.Key_Return)
    assert chosen.args == [COOKS.class_id]

    keys.press(Qt.Key.Key_Escape)
    assert len(page.list.values) == 3
    assert page.view.hasFocus()


def test_the_numbers_are_read_anew_when_a_certificate_comes(
    page: ClaimClasses, keys: Keys, claims: Claims, empty_desk: Desk
) -> None:
    claims.classes = (CLASS,)

    empty_desk.news.tell(Certificate)

    keys.until(lambda: len(page.list.values) == 1)


def test_without_a_class_it_says_when_there_will_be_one(keys: Keys, empty_desk: Desk) -> None:
    page = ClaimClasses(replace(empty_desk, claims=Claims(classes=()).work()))
    keys.show(page)

    keys.until(
        lambda: any(
            "还没有可以申领的班" in one.text() for one in page.findChildren(QLabel) if one.isVisible()
        )
    )

    assert not page.next_button.isEnabled()
