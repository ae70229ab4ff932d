from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.exceptions import capture_exceptions

from skilldesk.core.people import Trainee
from skilldesk.core.training import Class, Enrolment
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import ReasonDialog
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import enrolments, trainees
from skilldesk.store.queries import records
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys

NUMBERS = ("370403198604129026", "370403197909039174", "37040319820409977X")


def trainee(name: str, number: str = NUMBERS[0], **values: object) -> Trainee:
    return Trainee(id=new_id(), name=name, id_number=number, **values)  # type: ignore[arg-type]  # told by the test


@pytest.fixture
def people(desk: Desk) -> list[Trainee]:
    known = [trainee("陈桂芳", NUMBERS[1]), trainee("曹立军", NUMBERS[2], phone="13800000217")]
    with desk.database.write("limin") as work:
        return work.add_many(known)


@pytest.fixture
def screen(keys: Keys, desk: Desk, people: list[Trainee]) -> RecordScreen[Trainee]:
    screen = RecordScreen(desk, trainees.SCREEN)
    keys.show(screen)
    screen.take_focus()
    keys.until(lambda: screen.table.rowCount() == len(people))
    return screen


def names(screen: RecordScreen[Trainee]) -> list[str]:
    return [screen.table.index(row, 0).data() for row in range(screen.table.rowCount())]


def stored(desk: Desk) -> list[Trainee]:
    with desk.database.read() as snapshot:
        return records.everything(snapshot, Trainee)


# --- reading ---


def test_the_row_under_the_cursor_is_told_at_the_side(screen: RecordScreen[Trainee], keys: Keys) -> None:
    first = screen.detail.heading.text()

    keys.press(Qt.Key.Key_Down)

    assert [first, screen.detail.heading.text()] == names(screen)
    assert screen.count == "第2行，共2行"


def test_searching_finds_by_any_word_and_escape_ends_it(screen: RecordScreen[Trainee], keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.type("1380000")
    keys.until(lambda: names(screen) == ["曹立军"])
    assert screen.count_label.text() == "筛选后 1 人，共 2 人"

    keys.press(Qt.Key.Key_Escape)

    keys.until(lambda: len(names(screen)) == 2)
    assert keys.focus is screen.view


def test_what_is_not_found_is_said_with_the_way_back(screen: RecordScreen[Trainee], keys: Keys) -> None:
    keys.press(Qt.Key.Key_F3)
    keys.type("zzz")

    keys.until(lambda: screen.table.rowCount() == 0)
    assert screen.count_label.text() == "筛选后 0 人，共 2 人"
    assert screen.nothing_found.text.text() == "没有符合条件的学员。"
    assert screen.nothing_found.isVisible()
    assert not screen.empty.isVisible()


def test_sorting_by_keyboard_turns_the_order(screen: RecordScreen[Trainee], keys: Keys) -> None:
    up = names(screen)

    keys.press(Qt.Key.Key_F6)

    keys.until(lambda: names(screen) == up[::-1])
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_F6)
    keys.until(lambda: names(screen) == ["陈桂芳", "曹立军"])
    assert screen.view.horizontalHeader().sortIndicatorSection() == 1


def test_chosen_rows_are_copied_as_a_table(screen: RecordScreen[Trainee], keys: Keys) -> None:
    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_C, CTRL)

    keys.until(lambda: screen.count == "已复制2行")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["姓名", "证件号码"]
    assert {line.split("\t")[1] for line in lines[1:]} == {NUMBERS[1], NUMBERS[2]}


def test_a_roster_is_read_by_the_names_it_refers_to(keys: Keys, desk: Desk, people: list[Trainee]) -> None:
    with desk.database.write("limin") as work:
        group = work.add(Class(id=new_id(), name="电工五级02班"))
        for one in people:
            work.add(Enrolment(id=new_id(), class_id=group.id, trainee_id=one.id))
    screen = RecordScreen(desk, enrolments.SCREEN)
    keys.show(screen)
    keys.until(lambda: screen.table.rowCount() == 2)

    assert {screen.table.index(row, 0).data() for row in (0, 1)} == {"陈桂芳", "曹立军"}
    assert screen.table.index(0, 1).data() == "电工五级02班"
    screen.search.setText("桂芳")
    keys.until(lambda: screen.table.rowCount() == 1)


def test_what_another_page_wrote_is_seen_here(screen: RecordScreen[Trainee], keys: Keys, desk: Desk) -> None:
    with desk.database.write("limin") as work:
        work.add(trainee("周春梅"))

    desk.news.tell(Trainee)

    keys.until(lambda: len(names(screen)) == 3)


# --- entering ---


def test_a_person_typed_in_stands_in_the_table_and_the_next_form_is_empty(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅", NUMBERS[0])
    keys.press(Qt.Key.Key_Return, CTRL)

    keys.until(lambda: "周春梅" in names(screen))
    assert screen.panel is not None
    keys.until(lambda: screen.panel.form.editors["name"].text() == "")  # type: ignore[union-attr]  # it is there
    assert keys.focus is screen.panel.form.editors["document_type"]
    assert {one.sex for one in stored(desk) if one.name == "周春梅"} == {"2"}


def test_saving_stays_at_the_record_and_lists_what_the_next_step_needs(
    screen: RecordScreen[Trainee], keys: Keys
) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅", NUMBERS[0])
    keys.press(Qt.Key.Key_S, CTRL)

    assert screen.panel is not None
    keys.until(lambda: screen.panel.note.text() == "已保存")  # type: ignore[union-attr]  # it is there
    assert screen.panel.summary.text().startswith("开班备案前还缺：民族、文化程度")
    assert screen.panel.heading.text() == "修改 周春梅"
    keys.until(lambda: screen.current() is not None and screen.current().name == "周春梅")  # type: ignore[union-attr]  # just seen


def test_a_record_about_nobody_stays_a_draft(screen: RecordScreen[Trainee], keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅", "370403198604129027")
    keys.press(Qt.Key.Key_S, CTRL)

    assert screen.panel is not None
    assert keys.focus is screen.panel.form.editors["id_number"]
    assert "周春梅" not in {one.name for one in stored(desk)}
    (draft,) = desk.drafts.kept("limin", "trainees")
    assert draft.texts["id_number"] == "370403 19860412 9027"


def test_what_was_left_half_typed_comes_back(screen: RecordScreen[Trainee], keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅")
    keys.type("37040319")
    keys.press(Qt.Key.Key_Escape)

    keys.press(Qt.Key.Key_N, CTRL)

    assert screen.panel is not None
    assert screen.panel.form.editors["name"].text() == "周春梅"
    assert screen.panel.form.editors["id_number"].text() == "37040319"
    assert screen.panel.note.text() == "已放回上次没有保存的内容"
    screen.panel.start_over()
    assert screen.panel.form.editors["name"].text() == ""
    assert desk.drafts.kept("limin", "trainees") == []


@pytest.mark.usefixtures("screen")
def test_looking_at_a_form_leaves_no_draft(keys: Keys, desk: Desk) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        keys.press(key)

    assert desk.drafts.kept("limin", "trainees") == []


def test_a_change_is_saved_and_its_draft_forgotten(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    name = names(screen)[0]
    keys.press(Qt.Key.Key_F2)
    assert screen.panel is not None
    screen.panel.form.focus_field("phone")
    keys.enter("13800009999")
    assert len(desk.drafts.kept("limin", "trainees")) == 1

    keys.press(Qt.Key.Key_S, CTRL)

    keys.until(lambda: screen.panel.note.text() == "已保存")  # type: ignore[union-attr]  # it is there
    assert {one.phone for one in stored(desk) if one.name == name} == {"13800009999"}
    assert desk.drafts.kept("limin", "trainees") == []


def test_somebody_elses_change_is_kept_and_ours_put_on_top_if_wanted(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    record = screen.current()
    assert record is not None
    assert screen.panel is not None
    keys.press(Qt.Key.Key_F2)
    screen.panel.form.focus_field("phone")
    keys.enter("13800009999")
    with desk.database.write("wang") as work:
        work.change(replace(record, school="县职业中专"))

    keys.press(Qt.Key.Key_S, CTRL)
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    keys.until(lambda: bool(dialogs.said))
    assert "刚被别人改过" in dialogs.said[0].heading
    assert dialogs.last is not None
    dialogs.last.act.click()

    assert screen.panel.form.editors["school"].text() == "县职业中专"
    assert screen.panel.form.editors["phone"].text() == "13800009999"
    screen.panel.save()
    keys.until(lambda: screen.panel.note.text() == "已保存")  # type: ignore[union-attr]  # it is there
    (now,) = [one for one in stored(desk) if one.id == record.id]
    assert (now.school, now.phone) == ("县职业中专", "13800009999")


# --- duplicates ---


def test_a_possible_duplicate_is_shown_before_anything_is_saved(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "陈桂芬", NUMBERS[1])
    assert screen.panel is not None
    assert screen.panel.twins.isVisible()

    keys.press(Qt.Key.Key_S, CTRL)

    assert "先定下是不是同一个" in screen.panel.twins.text.text()
    assert len(stored(desk)) == 2


def test_it_is_the_same_person(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk, people: list[Trainee]
) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "陈桂芬", NUMBERS[1])
    assert screen.panel is not None
    screen.panel.form.focus_field("phone")
    keys.enter("13800001111")

    keys.press(Qt.Key.Key_S, ALT)

    assert screen.panel.record.id == people[0].id
    assert screen.panel.form.editors["name"].text() == "陈桂芳"
    assert screen.panel.form.editors["phone"].text() == "13800001111"
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: screen.panel.note.text() == "已保存")  # type: ignore[union-attr]  # it is there
    assert len(stored(desk)) == 2


def test_it_is_somebody_else(screen: RecordScreen[Trainee], keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "陈桂芬", NUMBERS[1])

    keys.press(Qt.Key.Key_B, ALT)
    keys.press(Qt.Key.Key_S, CTRL)

    keys.until(lambda: len(names(screen)) == 3)
    assert len(stored(desk)) == 3


# --- making void ---


def test_a_record_is_made_void_with_a_reason_and_taken_back(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk
) -> None:
    name = names(screen)[0]
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    keys.press(Qt.Key.Key_Delete)
    assert dialogs.said[0].heading == f"作废「{name}」"
    assert isinstance(dialogs.last, ReasonDialog)
    dialogs.last.reason.setCurrentText("重复登记")
    dialogs.last.act.click()
    keys.until(lambda: name not in names(screen))
    assert screen.void_bar.text.text() == f"已作废「{name}」，原因：重复登记。"
    assert name not in {one.name for one in stored(desk)}

    keys.back_to(screen)
    screen.view.setFocus()
    keys.press(Qt.Key.Key_Z, CTRL)

    keys.until(lambda: name in names(screen))
    assert screen.void_bar.isHidden()


@pytest.mark.usefixtures("screen")
def test_without_a_reason_nothing_is_made_void(keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_Delete)
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert isinstance(dialogs.last, ReasonDialog)

    dialogs.last.reason.setCurrentText(" ")

    assert not dialogs.last.act.isEnabled()
    dialogs.last.reject()
    assert len(stored(desk)) == 2


def test_several_are_made_void_at_once(screen: RecordScreen[Trainee], keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_Delete)
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)
    assert dialogs.said[0].act == "作废「2人」"
    assert dialogs.last is not None
    dialogs.last.act.click()

    keys.until(screen.empty.isVisible)
    assert stored(desk) == []


def test_an_error_while_saving_is_said_and_the_form_stays(
    screen: RecordScreen[Trainee], keys: Keys, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    assert screen.panel is not None
    monkeypatch.setattr(screen.panel, "_write", broken)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter("01", "周春梅", NUMBERS[0])

    with capture_exceptions() as escaped:
        keys.press(Qt.Key.Key_S, CTRL)
        dialogs = desk.dialogs
        assert isinstance(dialogs, FakeDialogs)
        keys.until(lambda: bool(dialogs.said))

    assert escaped == []
    assert dialogs.said[0].heading == "程序出了错，刚才那一步没有做成"
    assert "ZeroDivisionError" in dialogs.said[0].details
    assert screen.panel.form.editors["name"].text() == "周春梅"
