from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from skilldesk.core.claims import Claim
from skilldesk.gui.claim_review import ClaimReview
from skilldesk.gui.claim_review_work import StepOffer
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from tests.gui.fakes import Claims, FakeDialogs, Review, claim_row
from tests.gui.keys import CTRL, Keys

RECEIVE = StepOffer(key="receive", label="受理", goes_back=False)
RETURN = StepOffer(key="return", label="退回补正", goes_back=True)
WITHDRAW = StepOffer(key="withdraw", label="撤销", goes_back=True, why_not="您的角色不能「撤销」。")
ONE, TWO, THREE = claim_row(1, has_form=True), claim_row(2), claim_row(3, people=3, is_personal=False)
GIVEN_BACK = claim_row(4, state="25", state_word="退回补正")


@pytest.fixture
def review() -> Review:
    waiting = {"20": [ONE, TWO, THREE], "30": [], "others": [GIVEN_BACK]}
    return Review(waiting=waiting, steps=(WITHDRAW, RETURN, RECEIVE))


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, review: Review) -> ClaimReview:
    page = ClaimReview(replace(empty_desk, claims=Claims(review=review).work()))
    keys.show(page)
    keys.until(lambda: bool(page.list.values) and page.detail.detail is not None and page.bar.fresh)
    page.take_focus()
    return page


def words(page: ClaimReview) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def last(desk: Desk) -> FakeDialogs:
    assert isinstance(desk.dialogs, FakeDialogs)
    return desk.dialogs


def test_it_begins_where_work_waits_and_tells_how_much(page: ClaimReview) -> None:
    told = [(tab.count.word, tab.count.number, tab.isChecked()) for tab in page.counts.tabs]

    assert told == [("已提交", 3, True), ("30", 0, False), ("退回补正", 1, False)]
    assert page.count == "第1张，共3张"


def test_one_claim_stands_whole_at_the_side(page: ClaimReview, keys: Keys) -> None:
    keys.until(lambda: "退回补正" in words(page))

    told = words(page)
    for part in ("学员1", "就业技能培训补贴", "不知道是否领取养老金", "370403 ******** 9026", "身份证"):
        assert part in told
    for part in ("zheng.pdf", "复印件", "王建华", "原因：材料不全"):
        assert part in " ".join(label.text() for label in page.findChildren(QLabel))


def test_people_of_an_institutions_claim_are_looked_at_one_by_one(page: ClaimReview, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.until(lambda: page.detail.detail is not None and len(page.detail.people.values) == 3)
    assert [page.detail.people.index(row, 2).data() for row in range(3)] == ["资料不足", "符合", "符合"]

    page.detail.people_view.go_to(1)

    keys.until(lambda: "已取得证书" in words(page))


def test_a_step_that_is_not_for_the_user_is_shown_with_its_reason(page: ClaimReview) -> None:
    buttons = {key: made.isEnabled() for key, made in page.bar.buttons.items()}

    assert buttons == {"withdraw": False, "return": True, "receive": True}
    assert page.bar.buttons["withdraw"].toolTip() == "您的角色不能「撤销」。"
    assert page.bar.why.text() == "您的角色不能「撤销」。"


def test_the_step_forward_is_taken_at_once_with_all_that_are_ticked(
    page: ClaimReview, keys: Keys, review: Review
) -> None:
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: page.bar.buttons["receive"].text() == "受理 2 张  Ctrl+Enter")

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: review.taken == [([ONE.claim_id, TWO.claim_id], "receive", "")])
    keys.until(lambda: not page.list.ticks)


@pytest.mark.usefixtures("page")
def test_giving_back_wants_a_reason_from_the_list_or_typed(
    keys: Keys, review: Review, empty_desk: Desk
) -> None:
    keys.press(Qt.Key.Key_F8)
    dialog = last(empty_desk).last
    assert dialog is not None
    reason = dialog.reason  # type: ignore[attr-defined]  # a ReasonDialog
    assert [reason.itemText(at) for at in range(reason.count())] == ["材料不全", "填写有误"]
    reason.setCurrentText("照片看不清")

    dialog.act.click()

    keys.until(lambda: review.taken == [([ONE.claim_id], "return", "照片看不清")])


@pytest.mark.usefixtures("page")
def test_the_key_of_a_step_that_is_not_for_the_user_does_nothing(
    keys: Keys, review: Review, empty_desk: Desk
) -> None:
    keys.press(Qt.Key.Key_Delete, CTRL)

    assert last(empty_desk).said == []
    assert review.taken == []


def test_refused_ones_are_named_with_their_reason(
    page: ClaimReview, keys: Keys, review: Review, empty_desk: Desk
) -> None:
    review.refused = {TWO.claim_id: "「受理」不能由办过前一步的人来做，没有办理。"}
    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: page.bar.buttons["receive"].text().startswith("受理 3 张"))

    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: bool(last(empty_desk).said))
    (said,) = last(empty_desk).said
    assert said.heading == "受理：办成 2 张，1 张没有办"
    assert said.lines == (("学员2", f"{TWO.number}　「受理」不能由办过前一步的人来做，没有办理。"),)


def test_digits_choose_a_queue_and_an_empty_one_says_so(page: ClaimReview, keys: Keys) -> None:
    keys.press(Qt.Key.Key_2)
    keys.until(lambda: "现在没有等您办的" in words(page))
    assert page.bar.offers == ()

    page.counts.choose(2)

    keys.until(lambda: [one.number for one in page.list.values] == [GIVEN_BACK.number])


def test_f3_finds_a_claim(page: ClaimReview, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.type("学员3")
    assert [one.number for one in page.list.values] == [THREE.number]

    keys.press(Qt.Key.Key_Escape)

    assert len(page.list.values) == 3
    assert page.view.hasFocus()


def test_enter_opens_a_form_that_lies_in_the_store(page: ClaimReview, keys: Keys) -> None:
    with keys.qtbot.waitSignal(page.wanted) as wanted:
        keys.press(Qt.Key.Key_Return)
    assert wanted.args == [[ONE.claim_id]]

    keys.press(Qt.Key.Key_Down)
    with keys.qtbot.assertNotEmitted(page.wanted):
        keys.press(Qt.Key.Key_Return)


def test_a_place_leads_to_the_queue_of_its_state_and_to_its_claim(page: ClaimReview, keys: Keys) -> None:
    page.go_to(Place(page="claims", tab="审核", filters={"state": "20"}, record=THREE.claim_id))

    keys.until(lambda: page.view.current_row() == 2)


def test_a_place_that_names_only_a_claim_leads_to_the_queue_in_which_it_is(
    page: ClaimReview, keys: Keys
) -> None:
    page.counts.choose(2)
    keys.until(lambda: len(page.list.values) == 1)

    page.go_to(Place(page="claims", tab="审核", record=THREE.claim_id))

    keys.until(lambda: page.view.current_row() == 2 and len(page.list.values) == 3)


def test_a_state_without_a_queue_of_the_users_own_has_a_tab_when_it_is_asked_for(
    page: ClaimReview, keys: Keys
) -> None:
    page.go_to(Place(page="claims", filters={"state": "90"}))

    keys.until(lambda: page.counts.tabs[2].count.word == "已拨付")
    assert page.counts.tabs[2].isChecked()


def test_the_queues_are_read_anew_when_a_claim_changes(
    page: ClaimReview, keys: Keys, review: Review, empty_desk: Desk
) -> None:
    review.waiting["20"] = [TWO]

    empty_desk.news.tell(Claim)

    keys.until(lambda: [one.number for one in page.list.values] == [TWO.number])
    assert page.view.hasFocus()


def test_the_list_of_claims_is_a_sound_model(page: ClaimReview, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.list)


@pytest.mark.usefixtures("page")
def test_a_key_that_comes_before_the_offers_waits_for_those_of_what_is_chosen(
    keys: Keys, review: Review
) -> None:
    review.steps = (StepOffer(key="first_review", label="初审通过", goes_back=False),)

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: review.taken == [([TWO.claim_id], "first_review", "")])
