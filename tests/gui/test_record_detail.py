"""The panel on one record: its head, what is missing, and what is masked."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from skilldesk.gui.desk import Desk
from skilldesk.gui.record_detail import BASICS, CHANGES
from skilldesk.operations import rights
from tests.gui.detail import FACT, Opens, press, told
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.people import NUMBER, PERSON


def test_the_head_says_who_it_is_and_copies_the_number_without_gaps(opens: Opens) -> None:
    screen = opens(PERSON)

    assert screen.detail.heading.text() == "周春梅"
    assert screen.detail.beside.text() == "女　40 岁"
    assert screen.detail.number.text() == "370403 19860412 9026"
    assert screen.detail.state.word == "未参训"
    press(screen, "复制")
    assert QGuiApplication.clipboard().text() == NUMBER


def test_tabs_are_turned_by_keys_and_begin_anew_after_the_last(opens: Opens, keys: Keys) -> None:
    screen = opens(PERSON)
    titles = list(screen.detail.panes)
    assert titles == [BASICS, "类别与事项", "培训", "证书", "补贴", CHANGES]

    keys.press(Qt.Key.Key_Left, ALT)
    assert screen.detail.bar.tabText(screen.detail.bar.currentIndex()) == CHANGES
    keys.press(Qt.Key.Key_Right, ALT)
    keys.press(Qt.Key.Key_Tab, CTRL)

    assert screen.detail.bar.tabText(screen.detail.bar.currentIndex()) == "类别与事项"
    assert keys.focus is screen.view


def test_empty_fields_are_named_and_the_link_goes_to_the_form(opens: Opens) -> None:
    screen = opens(replace(PERSON, education=None, hukou_type=None))
    assert screen.detail.banner.text.text() == "还缺文化程度、户口性质"

    press(screen, "去补")

    assert screen.is_editing


def test_a_category_without_evidence_is_said_and_the_link_goes_to_its_tab(opens: Opens) -> None:
    screen = opens(PERSON, FACT)
    assert screen.detail.banner.text.text() == "缺「农村转移就业劳动者」的佐证，不能申领补贴"

    press(screen, "去补")

    assert "缺佐证" not in told(screen)  # a chip is painted, it is no label
    assert "人员类别" in told(screen)


def test_with_everything_there_nothing_is_missing(opens: Opens) -> None:
    screen = opens(PERSON, replace(FACT, evidence_kind="16"))

    assert screen.detail.banner.isHidden()


def test_who_sees_masked_numbers_sees_them_masked_everywhere(opens: Opens, leader: Desk, keys: Keys) -> None:
    screen = opens(PERSON, on=leader)

    for title in (BASICS, CHANGES):
        screen.detail.show_tab(title)
        said = told(screen)
        assert "370403********9026" in said
        assert not any(secret in said.replace(" ", "") for secret in (NUMBER, "13800009021", "周营镇"))
    press(screen, "复制")
    assert QGuiApplication.clipboard().text() == "370403********9026"
    keys.press(Qt.Key.Key_C, CTRL)
    keys.until(lambda: screen.count == "已复制1行")
    assert NUMBER not in QGuiApplication.clipboard().text()


def test_a_whole_number_is_shown_for_this_record_once_the_journal_knows(
    opens: Opens, leader: Desk, keys: Keys, desk: Desk
) -> None:
    screen = opens(PERSON, on=leader)

    press(screen, "查看完整号码")

    keys.until(lambda: screen.detail.number.text() == "370403 19860412 9026")
    assert screen.table.index(0, 1).data() == "370403********9026"
    with desk.database.read() as snapshot:
        (link,) = snapshot.notes(rights.SHOWN)
    assert link.entry is not None
    assert link.entry.actor == "leader"
    screen.detail.show_record(None, "")
    screen.detail.show_record(screen.current(), "周春梅")
    assert screen.detail.number.text() == "370403********9026"


def test_nobody_sorts_by_what_is_masked(opens: Opens, leader: Desk) -> None:
    screen = opens(PERSON, on=leader)

    screen.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    assert screen.columns.look.order == "name"
    assert screen.view.horizontalHeader().sortIndicatorSection() == 0
    assert "不能按它排序" in screen.count


def test_categories_that_must_be_kept_are_neither_told_nor_offered(opens: Opens, leader: Desk) -> None:
    screen = opens(PERSON, replace(FACT, category="51"), on=leader)

    assert screen.table.index(0, 4).data() == "（不显示）"
    screen.filters.narrow({"category": "51"})
    assert screen.filters.chosen() == {}


def test_who_may_only_look_has_no_button_to_write_or_save(opens: Opens, leader: Desk, keys: Keys) -> None:
    screen = opens(PERSON, FACT, on=leader)
    screen.detail.show_tab("类别与事项")

    words = {one.text() for one in screen.findChildren(QPushButton) if one.isVisible()}
    assert not words & {"登记学员", "修改  F2", "作废  Del", "作废", "登记类别", "申领补贴", "导出表格"}
    assert "您的角色只能查看学员。" in told(screen)
    for key, held in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)):
        keys.press(key, held)
        assert not screen.is_editing
