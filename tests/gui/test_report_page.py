from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from skilldesk.core.rights import Rights
from skilldesk.errors import StickFull, StickUnreliable
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.gui.report_page import MAY_NOT, STATES, ReportPage
from skilldesk.gui.report_work import Enrolment, ReceiptLine, Target
from skilldesk.progress import Cancelled
from tests.gui.fakes import FakeDialogs, Reports, package
from tests.gui.keys import CTRL, Keys

LINE = ReceiptLine(
    fate="rejected",
    title="刘长青",
    detail="370403 19750330 9533",
    text="证件号码与姓名不符（E102）",
    ours="刘长青",
    remedy="请本人带身份证来核对。",
    kind="trainee",
    record="ab" * 16,
)


@pytest.fixture
def reports() -> Reports:
    return Reports(
        packages=[
            package("0046", state="waiting"),
            package("0043", state="returned", answer="接收 117，退回 1"),
        ],
        lines=[LINE],
    )


def shown(keys: Keys, desk: Desk, reports: Reports) -> ReportPage:
    page = ReportPage(replace(desk, reports=reports.work()))
    keys.show(page)
    page.take_focus()
    keys.until(lambda: bool(page.count))
    return page


@pytest.fixture
def page(keys: Keys, empty_desk: Desk, reports: Reports) -> ReportPage:
    return shown(keys, empty_desk, reports)


def dialogs_of(desk: Desk) -> FakeDialogs:
    assert isinstance(desk.dialogs, FakeDialogs)
    return desk.dialogs


def words(page: ReportPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_what_was_sent_stands_in_a_list_with_its_state(page: ReportPage) -> None:
    assert [page.packages.index(row, 4).data() for row in (0, 1)] == ["等回执", "有退回"]
    assert page.count == "2 包　未回执 2　有退回 0"
    assert "有 38 条还没有报送" in words(page)


def test_the_answer_to_a_package_is_shown_as_one_goes_down_the_list(page: ReportPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)

    keys.until(lambda: "包 0043 回执" in words(page) and "刘长青" in words(page))
    for part in ("117", "证件号码与姓名不符", "请本人带身份证来核对。", "省级退回", "导出，读回核对一致"):
        assert part in words(page) or part == "省级退回"


def test_one_goes_from_a_returned_record_to_its_form(page: ReportPage, keys: Keys, empty_desk: Desk) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.until(lambda: "刘长青" in words(page))

    with keys.qtbot.waitSignal(empty_desk.news.wanted) as caught:
        keys.press(Qt.Key.Key_F2)

    assert caught.args == [Place(page="trainees", tab="学员", record="ab" * 16, act="edit")]


def test_a_line_that_was_mended_since_says_so_and_leads_nowhere(
    keys: Keys, empty_desk: Desk, reports: Reports
) -> None:
    reports.lines = [replace(LINE, since="已经改过，进入下一包")]
    page = shown(keys, empty_desk, reports)

    keys.until(lambda: "已经改过，进入下一包" in words(page))
    assert not [one for one in page.receipt.findChildren(QPushButton) if one.text() == "去改正"]


def to_the_places(page: ReportPage, keys: Keys) -> None:
    """Look at what goes, and on to where it is written to."""
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: "这次报送 74 条记录" in words(page))
    keys.press(Qt.Key.Key_Return)
    keys.until(page.sending.view.hasFocus)


def test_a_new_report_is_written_and_then_the_stick_may_go(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.targets = [stick(tmp_path), Target(path=tmp_path / "d", name="数据盘", is_stick=False, room=0)]

    to_the_places(page, keys)
    assert [one.name for one in page.sending.targets.values] == ["U 盘 E", "数据盘"]
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: "现在可以拔出 U 盘" in words(page))
    assert reports.sent == [tmp_path]
    assert "读回一致，电话核对数 5C1D 90A2" in words(page)
    keys.until(lambda: "又看了一次，没有发现问题" in words(page))
    keys.press(Qt.Key.Key_Space)
    keys.until(lambda: "现在可以拔出 U 盘" not in words(page))
    assert keys.focus is page.view


def stick(path: Path) -> Target:
    return Target(path=path, name="U 盘 E", is_stick=True, room=8 << 30)


def test_what_will_come_back_is_said_before_and_leads_to_its_form(
    page: ReportPage, keys: Keys, empty_desk: Desk, reports: Reports
) -> None:
    reports.outgoing = replace(reports.outgoing, refused=[LINE], unmended=[replace(LINE, title="周春梅")])
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: "1 条省里会退回（其余照收）" in words(page))
    assert "1 条以前退回或待裁定，还没有改" in words(page)
    mend = next(one for one in page.sending.findChildren(QPushButton) if one.text() == "去改正")

    with keys.qtbot.waitSignal(empty_desk.news.wanted):
        mend.click()

    assert not page.sending.isVisible()


def test_escape_goes_back_step_by_step_and_nothing_was_written(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.targets = [stick(tmp_path)]
    to_the_places(page, keys)

    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: "这次报送 74 条记录" in words(page))
    keys.press(Qt.Key.Key_Escape)

    assert not page.sending.isVisible()
    assert keys.focus is page.view
    assert reports.sent == []


def test_without_a_stick_a_folder_is_chosen_and_remembered(
    page: ReportPage, keys: Keys, empty_desk: Desk, reports: Reports, tmp_path: Path
) -> None:
    dialogs_of(empty_desk).path = tmp_path
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: "这次报送 74 条记录" in words(page))
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: "没有找到 U 盘" in words(page))
    assert not page.sending.next.isEnabled()

    keys.press(Qt.Key.Key_F4)
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: reports.sent == [tmp_path])


def test_a_full_stick_is_said_and_it_may_be_tried_again(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.error = StickFull("U 盘空间不足，还差 12 MB。数据没有变化。请换一个 U 盘后重新导出。")
    reports.targets = [stick(tmp_path)]
    to_the_places(page, keys)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: "U 盘空间不足，还差 12 MB" in words(page))
    assert page.sending.next.text() == "换好 U 盘，重新导出"

    reports.error = None
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: "现在可以拔出 U 盘" in words(page))
    assert reports.sent == [tmp_path]


def test_what_is_stopped_before_it_is_written_leaves_nothing(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.error = Cancelled()
    reports.targets = [stick(tmp_path)]
    to_the_places(page, keys)
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: "已经取消，没有写出文件，本机数据没有变化。" in words(page))
    assert keys.focus is page.sending.view


def test_a_file_that_vanishes_after_it_was_written_is_said_in_place_of_the_good_news(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.gone = StickUnreliable("刚写好的文件不见了。本机数据没有变化。请换一个 U 盘后重新导出。")
    reports.targets = [stick(tmp_path)]
    to_the_places(page, keys)
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: "U 盘里的文件不能用" in words(page))
    assert "现在可以拔出 U 盘" not in words(page)
    keys.press(Qt.Key.Key_Space)
    keys.until(page.sending.view.hasFocus)


def test_the_same_file_goes_to_another_stick(
    page: ReportPage, keys: Keys, reports: Reports, tmp_path: Path
) -> None:
    reports.targets = [stick(tmp_path)]
    to_the_places(page, keys)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: "现在可以拔出 U 盘" in words(page))
    again = next(one for one in page.findChildren(QPushButton) if one.text() == "再写一份到另一个 U 盘")

    again.click()
    keys.until(page.sending.view.hasFocus)
    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: reports.sent == [tmp_path, tmp_path])


def test_the_hand_over_sheet_is_shown_and_left_again(page: ReportPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F9)
    keys.until(lambda: page.paper.isVisible() and bool(page.paper.count))

    keys.press(Qt.Key.Key_Escape)

    assert not page.paper.isVisible()
    assert keys.focus is page.view


def test_the_history_is_narrowed_by_state_with_a_digit(page: ReportPage, keys: Keys) -> None:
    keys.press(Qt.Key.Key_3)
    assert [one.number for one in page.packages.values] == ["0043"]

    page.go_to(Place(page="reports", filters={"state": "open"}))

    assert [one.number for one in page.packages.values] == ["0046"]


def test_who_may_not_report_reads_why(keys: Keys, empty_desk: Desk, reports: Reports) -> None:
    page = shown(keys, replace(empty_desk, rights=Rights()), reports)

    keys.press(Qt.Key.Key_E, CTRL)

    assert not page.sending.isVisible()
    assert MAY_NOT in words(page)


def test_a_receipt_is_read_in(
    page: ReportPage, keys: Keys, empty_desk: Desk, reports: Reports, tmp_path: Path
) -> None:
    dialogs_of(empty_desk).path = tmp_path / "RCPT.skd"

    keys.press(Qt.Key.Key_F8)

    keys.until(lambda: "回执已读入" in words(page))
    assert reports.taken == [tmp_path / "RCPT.skd"]


def test_before_the_pc_is_let_in_nothing_can_be_sent(keys: Keys, empty_desk: Desk, tmp_path: Path) -> None:
    reports = Reports(enrolment=Enrolment(state="none"))
    page = shown(keys, empty_desk, reports)
    dialogs_of(empty_desk).path = tmp_path
    keys.until(page.enrolment.isVisible)

    page.send()
    assert not page.sending.isVisible()
    page.enrolment.request.click()

    keys.until(lambda: reports.requested == [tmp_path])
    assert reports.sent == []
    keys.until(lambda: "申请已写到「ENROL_370403.skd」" in page.enrolment.note.text())


def test_the_20_digits_are_read_on_the_phone_and_confirmed(keys: Keys, empty_desk: Desk) -> None:
    reports = Reports(enrolment=Enrolment(state="answered", digits="48213907716502248839"))
    page = shown(keys, empty_desk, reports)
    keys.until(page.enrolment.isVisible)
    assert page.enrolment.digits.text() == "4821 3907 7165 0224 8839"
    assert not page.enrolment.request.isVisible()

    page.enrolment.confirm.click()

    keys.until(lambda: reports.confirmed == ["48213907716502248839"])


def test_once_let_in_nothing_is_said_of_it(page: ReportPage) -> None:
    assert not page.enrolment.isVisible()


def test_an_empty_history_says_how_to_begin(keys: Keys, empty_desk: Desk) -> None:
    page = shown(keys, empty_desk, Reports())

    assert "还没有报送过" in words(page)


def test_every_state_has_a_sign_a_word_and_a_colour() -> None:
    assert len({(sign, word) for sign, word, _ in STATES.values()}) == len(STATES)
