from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from skilldesk.core.claims import Claim
from skilldesk.gui.claims_page import LIST, ClaimsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.print_page import PrintPage
from skilldesk.store.work import new_id
from tests.gui.fakes import Claims, FakeDialogs, person
from tests.gui.keys import CTRL, Keys


@pytest.fixture
def claims() -> Claims:
    return Claims(people=[person(1, "eligible")])


@pytest.fixture
def page(keys: Keys, desk: Desk, claims: Claims) -> ClaimsPage:
    page = ClaimsPage(replace(desk, claims=claims.work()))
    keys.show(page)
    page.take_focus()
    return page


def written(page: ClaimsPage, keys: Keys, desk: Desk, **values: object) -> Claim:
    claim = Claim(
        id=new_id(),
        number="BT370403-1-26-00001",
        subsidy="10",
        applicant_kind="1",
        applied_on=date(2026, 11, 20),
        amount=150000,
        state="10",
        **values,  # type: ignore[arg-type]  # told by the test
    )
    with desk.database.write("limin") as work:
        claim = work.add(claim)
    desk.news.tell(Claim)
    page.tabs.show_tab(LIST)
    keys.until(lambda: page.list.table.rowCount() == 1)
    page.list.take_focus()
    return claim


def test_after_making_claims_their_list_is_shown(page: ClaimsPage, keys: Keys) -> None:
    keys.enter("电工")
    keys.until(lambda: page.check.people.total == 1)

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: page.tabs.page() is page.list)


def test_a_claim_with_a_form_opens_it_and_escape_comes_back(page: ClaimsPage, keys: Keys, desk: Desk) -> None:
    written(page, keys, desk, form_sha256="ab" * 32)

    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: page.paper.count == "第1页，共3页")
    assert isinstance(page.paper, PrintPage)
    assert page.paper.isVisible()
    assert ("F9", "打印") in page.hints()
    keys.press(Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_a_claim_without_a_form_offers_to_draw_it(
    page: ClaimsPage, keys: Keys, desk: Desk, claims: Claims
) -> None:
    claim = written(page, keys, desk)
    keys.press(Qt.Key.Key_F9)
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert dialogs.said[0].act == "生成申请表"
    assert dialogs.last is not None

    dialogs.last.act.click()

    keys.until(lambda: claims.drawn == [[claim.id]])


def test_the_steps_that_one_may_take_are_offered_and_taken_with_a_reason(
    page: ClaimsPage, keys: Keys, desk: Desk, claims: Claims
) -> None:
    claim = written(page, keys, desk)
    menu = page.steps_of(claim)
    assert [action.text() for action in menu.actions()] == ["提交", "撤销"]

    menu.actions()[0].trigger()
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert dialogs.last is not None
    dialogs.last.act.click()

    keys.until(lambda: claims.acts == [(claim.id, "submit", "按规定办理")])


def test_where_one_may_do_nothing_it_says_so(page: ClaimsPage, keys: Keys, desk: Desk) -> None:
    claim = replace(written(page, keys, desk), state="60")

    (only,) = page.steps_of(claim).actions()

    assert not only.isEnabled()
    assert only.text() == "现在没有您能办的步骤"


def test_f4_opens_the_steps_beside_the_claim(page: ClaimsPage, keys: Keys, desk: Desk) -> None:
    written(page, keys, desk)

    keys.press(Qt.Key.Key_F4)

    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    menu.close()
