from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from skilldesk.core.claims import Claim
from skilldesk.gui.claim_work import Unprintable
from skilldesk.gui.claims_page import LIST, MAKING, REVIEW, ClaimsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.print_page import PrintPage
from skilldesk.reference import roles
from skilldesk.store.work import new_id
from tests.gui.fakes import CLASS, Claims, FakeDialogs, Review, claim_row, person
from tests.gui.keys import Keys


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


def dialogs_of(desk: Desk) -> FakeDialogs:
    assert isinstance(desk.dialogs, FakeDialogs)
    return desk.dialogs


def test_what_cannot_be_printed_is_named_before_it_is_drawn(
    page: ClaimsPage, keys: Keys, desk: Desk, claims: Claims
) -> None:
    claim = written(page, keys, desk)
    claims.missing = [Unprintable(claim_id=claim.id, who="BT1 张𰾄", words="姓名“张𰾄”里的“𰾄”字")]
    page._act("draw", [claim])
    dialogs = dialogs_of(desk)
    keys.until(lambda: bool(dialogs.said))

    assert "姓名“张𰾄”里的“𰾄”字" in dialogs.said[0].lines[0][1]
    assert claims.drawn == []
    assert dialogs.last is not None
    dialogs.last.act.click()

    keys.until(lambda: claims.drawn == [[claim.id]])


def test_f4_leads_to_the_review_of_the_claim(
    page: ClaimsPage, keys: Keys, desk: Desk, claims: Claims
) -> None:
    claim = written(page, keys, desk)
    claims.review.waiting["10"] = [claim_row(9), claim_row(1, claim_id=claim.id)]

    keys.press(Qt.Key.Key_F4)

    keys.until(lambda: page.review.view.current_row() == 1)
    assert page.tabs.page() is page.review


@pytest.mark.parametrize(
    ("place", "tab"),
    [
        (Place(page="claims", record=CLASS.class_id), MAKING),
        (Place(page="claims", filters={"state": "25"}), REVIEW),
        (Place(page="claims", tab="审核"), REVIEW),
        (Place(page="claims", tab="申领单"), LIST),
    ],
)
def test_a_place_leads_to_its_tab(page: ClaimsPage, keys: Keys, place: Place, tab: int) -> None:
    page.go_to(place)

    assert page.tabs.bar.currentIndex() == tab
    keys.until(lambda: tab != MAKING or page.making.check.people.total == 1)


def test_who_makes_no_claims_begins_with_the_review(keys: Keys, desk: Desk) -> None:
    page = ClaimsPage(replace(desk, rights=roles.rights(("second_review",)), claims=Claims().work()))
    keys.show(page)

    assert page.tabs.page() is page.review


def test_who_sees_masked_numbers_is_told_that_opening_paper_is_journalled(keys: Keys, desk: Desk) -> None:
    review = Review(waiting={"others": [claim_row(1, has_form=True)]})
    page = ClaimsPage(replace(desk, rights=roles.rights(("leader",)), claims=Claims(review=review).work()))
    keys.show(page)
    keys.until(lambda: bool(page.review.list.values))
    page.review.take_focus()

    keys.press(Qt.Key.Key_Return)

    dialogs = dialogs_of(desk)
    assert "姓名和时间会记入日志" in dialogs.said[0].lines[0][1]
    assert not page.paper.isVisible()
    assert dialogs.last is not None
    dialogs.last.act.click()
    keys.until(lambda: page.paper.count == "第1页，共3页")
