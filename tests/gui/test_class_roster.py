"""花名册 by keyboard with the real store: pasted, put right, saved, taken back, submitted."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Class, Enrolment
from skilldesk.gui import fixed_items
from skilldesk.gui.class_roster import RosterPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.roster_grid import FORM, MOST
from skilldesk.gui.roster_sheet import COLUMNS
from skilldesk.operations import rosters
from skilldesk.operations.rosters import Roster
from skilldesk.reference import roles
from skilldesk.store.queries import records
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.rosters import FIXED, NAMES, add_class, clipboard, number, register, texts

Key = Qt.Key

WRONG, RIGHT = "370403199305259025", "370403199305259052"
AT = {column.key: at for at, column in enumerate(COLUMNS)}


@pytest.fixture
def class_id(desk: Desk) -> RecordId:
    return add_class(desk.store)


@pytest.fixture
def part(desk: Desk, keys: Keys, class_id: RecordId) -> RosterPart:
    fixed_items.remember(desk, class_id, FIXED)
    return opened(desk, keys, class_id)


def opened(desk: Desk, keys: Keys, class_id: RecordId) -> RosterPart:
    made = RosterPart(desk)
    made._fixed_of[class_id] = FIXED
    keys.show(made)
    made.show_class(class_id)
    keys.until(lambda: made._roster is not None)
    made.take_focus()
    return made


def paste(keys: Keys, lines: list[Mapping[str, str]]) -> None:
    QGuiApplication.clipboard().setText(clipboard(lines))
    keys.press(Key.Key_V, CTRL)


def stored(desk: Desk, class_id: RecordId) -> Roster:
    with desk.database.read() as snapshot:
        return rosters.of_class(snapshot, class_id)


def count(desk: Desk, kind: type) -> int:
    with desk.database.read() as snapshot:
        return len(records.everything(snapshot, kind))


def column(part: RosterPart, key: str) -> list[str]:
    return [line.text(key) for line in part.model.sheet.lines]


def states(part: RosterPart) -> list[str]:
    return [judged.state[1] for judged in part.model.all_judged() if judged.state]


def said(desk: Desk) -> list[str]:
    assert isinstance(desk.dialogs, FakeDialogs)
    return [notice.heading for notice in desk.dialogs.said]


def drafts(desk: Desk) -> int:
    return len(desk.drafts.kept(desk.actor, FORM))


def test_a_list_of_47_is_pasted_put_right_and_saved_in_its_order(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    lines = [texts(place) for place in range(47)]
    lines[5] = texts(5, id_number=WRONG)
    lines[8] = texts(8, phone="138000002")
    lines[13] = texts(13, education="")
    paste(keys, lines)

    assert len(part.model.sheet.lines) == 47
    assert states(part).count("齐全") == 44
    assert part.chips.chips["red"].word == "必须改 3"

    part.view.go_to(0, 0)
    keys.press(Key.Key_F7)
    assert part.view.place() == (5, AT["id_number"])
    keys.press(Key.Key_Return, ALT)
    assert column(part, "id_number")[5] == RIGHT
    keys.press(Key.Key_F7)
    assert part.view.place() == (8, AT["phone"])
    keys.enter("13800009888")
    keys.press(Key.Key_F7)
    assert part.view.place() == (13, AT["education"])
    keys.enter("71")
    assert [state for state in states(part) if state != "齐全"] == []
    assert part.chips.chips["green"].word == "齐全 47"

    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 47 and not part.has_unsaved)
    members = stored(desk, class_id).members
    assert [one.enrolment.position for one in members] == list(range(1, 48))
    assert [one.trainee.name for one in members] == [NAMES[place % len(NAMES)] for place in range(47)]
    assert members[5].trainee.id_number == RIGHT
    assert drafts(desk) == 0


def test_who_is_not_identified_stays_a_draft_and_is_named(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0), texts(1, id_number=WRONG), texts(2)])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: bool(said(desk)))

    assert said(desk) == ["1行还认不出是谁，留作草稿"]
    assert [one.enrolment.position for one in stored(desk, class_id).members] == [1, 3]
    keys.until(lambda: column(part, "id_number") == [number(0), WRONG, number(2)])
    assert drafts(desk) == 1

    keys.back_to(part)
    part.view.go_to(1, 0)
    part.take_focus()
    keys.press(Key.Key_Return, ALT)
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 3 and not part.has_unsaved)
    assert [one.enrolment.position for one in stored(desk, class_id).members] == [1, 2, 3]
    assert drafts(desk) == 0


def test_a_paste_is_taken_back_at_once(part: RosterPart, keys: Keys, desk: Desk) -> None:
    paste(keys, [texts(place) for place in range(3)])
    assert drafts(desk) == 1
    keys.press(Key.Key_Z, CTRL)
    assert column(part, "name") == []
    assert drafts(desk) == 0
    keys.press(Key.Key_Y, CTRL)
    assert len(column(part, "name")) == 3


@pytest.mark.usefixtures("part")
def test_what_was_typed_is_there_again_after_a_power_cut(keys: Keys, desk: Desk, class_id: RecordId) -> None:
    keys.enter(number(0))
    again = opened(desk, keys, class_id)

    keys.until(lambda: column(again, "id_number") == [number(0)])
    assert again.has_unsaved


def test_a_registered_person_fills_the_line(part: RosterPart, keys: Keys, desk: Desk) -> None:
    register(desk.store, 0, hukou_address="陶庄镇前进村9号")
    keys.enter(number(0))

    assert column(part, "name") == [NAMES[0]]
    assert column(part, "phone") == ["13800009777"]
    assert column(part, "category") == ["04 农村转移就业劳动者"]


def test_what_differs_from_the_register_is_asked_and_the_clerk_decides(
    part: RosterPart, keys: Keys, desk: Desk
) -> None:
    register(desk.store, 0)
    paste(keys, [texts(0)])
    part.view.go_to(0, AT["phone"])
    part._moved()

    assert part.view.card.isVisible()
    assert "登记的是「13800009777」，保存后改为「13800009000」" in part.view.card.text.text()
    keys.press(Key.Key_Return, ALT)
    assert column(part, "phone") == ["13800009777"]


def test_more_people_than_may_be_are_told(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    with desk.database.write("system") as work:
        work.change(replace(rosters.class_named(work, class_id), largest_count=2))
    part.refresh()
    keys.until(lambda: part._roster is not None and part._roster.training_class.largest_count == 2)
    paste(keys, [texts(place) for place in range(3)])

    assert "3 人，计划 50 人，超出上限 1 人" in part.facts.text()


def test_a_double_is_asked_about_in_both_lines(part: RosterPart, keys: Keys) -> None:
    paste(keys, [texts(0), texts(1), texts(0)])
    part.view.go_to(3, 0)

    assert states(part) == ["请确认 1", "齐全", "请确认 1"]


def test_a_new_line_is_not_scolded_while_it_is_typed(part: RosterPart, keys: Keys) -> None:
    keys.type(number(0))
    keys.press(Key.Key_Tab)
    assert states(part) == ["正在填"]
    keys.press(Key.Key_Down)
    assert states(part)[0].startswith("必须改")


def test_an_emptied_cell_keeps_what_is_registered(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0)])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 1 and not part.has_unsaved)
    keys.until(lambda: part._roster is not None and len(part._roster.members) == 1)
    part.view.go_to(0, AT["phone"])
    keys.press(Key.Key_Delete)
    assert "会保留" in part.view.card.text.text()
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: not part.has_unsaved)

    assert stored(desk, class_id).members[0].trainee.phone == "13800009000"
    keys.until(lambda: column(part, "phone") == ["13800009000"])


def test_a_stored_line_is_struck_and_goes_when_it_is_saved(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0), texts(1)])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 2 and not part.has_unsaved)
    part.view.go_to(0, 0)
    keys.press(Key.Key_Delete, CTRL)
    assert states(part) == ["将移出", "齐全"]
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 1)

    assert [(one.enrolment.position, one.trainee.name) for one in stored(desk, class_id).members] == [
        (1, NAMES[1])
    ]
    assert count(desk, Trainee) == 2


def test_a_new_line_that_is_taken_out_is_gone_at_once(part: RosterPart, keys: Keys) -> None:
    paste(keys, [texts(0), texts(1)])
    part.view.go_to(0, 0)
    keys.press(Key.Key_Delete, CTRL)

    assert column(part, "name") == [NAMES[1]]
    keys.press(Key.Key_Z, CTRL)
    assert column(part, "name") == [NAMES[0], NAMES[1]]


def test_nobody_is_taken_out_of_a_class_that_was_submitted(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0)])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 1 and not part.has_unsaved)
    set_state(desk, class_id, "20")
    part.refresh()
    keys.until(lambda: part._roster is not None and part._roster.training_class.state == "20")
    part.view.go_to(0, 0)
    keys.press(Key.Key_Delete, CTRL)

    assert said(desk) == ["这个班已经提交备案，不能再移出学员"]


def set_state(desk: Desk, class_id: RecordId, state: str) -> None:
    with desk.database.write("system") as work:
        work.change(replace(rosters.class_named(work, class_id), state=state))


def test_a_complete_class_is_saved_and_submitted_at_one_press(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0)])
    part.submit_button.click()
    keys.until(lambda: stored(desk, class_id).training_class.state == "20")
    keys.until(lambda: not part.submit_button.isVisible())

    assert stored(desk, class_id).members[0].trainee.name == NAMES[0]


def test_an_incomplete_class_tells_what_is_missing(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    told: list[object] = []
    wanted: list[str] = []
    part.lacking.connect(told.append)
    part.part_wanted.connect(lambda tab, _: wanted.append(tab))
    paste(keys, [texts(0, phone="")])
    part.submit_button.click()
    keys.until(lambda: bool(told))

    assert wanted == ["班期信息"]
    assert stored(desk, class_id).training_class.state == "10"


def test_a_text_without_headings_goes_into_the_cells_from_here(part: RosterPart, keys: Keys) -> None:
    QGuiApplication.clipboard().setText(
        f"{number(0)}\t{NAMES[0]}\t男\t40\t高中\r\n{number(1)}\t{NAMES[1]}\r\n"
    )
    keys.press(Key.Key_V, CTRL)

    assert column(part, "name") == [NAMES[0], NAMES[1]]
    assert column(part, "education") == ["61 普高", ""]


def test_headings_that_mean_nothing_are_told(part: RosterPart, keys: Keys) -> None:
    paste(keys, [texts(0)])

    assert "没有对应的栏目：序号、性别" in part.count


def test_too_much_is_not_pasted(part: RosterPart, keys: Keys, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("x\r\n" * (MOST + 1))
    keys.press(Key.Key_V, CTRL)

    assert column(part, "name") == []
    assert said(desk) == [f"剪贴板里有{MOST + 1}行，太多了"]


def test_pasting_nothing_says_how_it_is_done(part: RosterPart, desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    part.paste_button.click()

    assert said(desk) == ["剪贴板里没有文字"]


def test_fixed_items_are_asked_for_with_f6_and_used_for_all(
    desk: Desk, keys: Keys, class_id: RecordId
) -> None:
    part = RosterPart(desk)
    keys.show(part)
    part.show_class(class_id)
    keys.until(lambda: part._roster is not None)
    part.take_focus()
    paste(keys, [texts(0), texts(1)])
    assert all(state.startswith("必须改") for state in states(part))
    part._use_fixed(FIXED)
    part.view.go_to(2, 0)

    assert states(part) == ["齐全", "齐全"]
    assert "人员类别 04 农村转移就业劳动者" in part.banner.text.text()


@pytest.mark.usefixtures("part")
def test_the_dialog_of_fixed_items_is_filled_by_keyboard(keys: Keys, desk: Desk) -> None:
    told: list[object] = []
    dialog = fixed_items.ask(desk, fixed_items.FixedItems(), told.append)
    keys.back_to(dialog)
    keys.until(dialog.form.editors["category"].hasFocus)
    keys.enter("农村转移", "16", "7", "20", "01", "370403", "370403", "1")
    dialog.accept()

    assert told == [replace(FIXED, residence_region="370403")]


def test_printing_asks_to_save_first(part: RosterPart, keys: Keys, desk: Desk) -> None:
    wanted: list[str] = []
    part.paper_wanted.connect(wanted.append)
    paste(keys, [texts(0)])
    keys.press(Key.Key_F9)
    assert said(desk) == ["花名册有没保存的内容"]
    assert isinstance(desk.dialogs, FakeDialogs)
    assert desk.dialogs.last is not None
    desk.dialogs.last.accept()
    keys.until(lambda: bool(wanted))

    assert wanted == ["roster"]
    assert count(desk, Enrolment) == 1


@pytest.mark.usefixtures("part")
def test_a_reader_sees_masked_numbers_and_changes_nothing(keys: Keys, desk: Desk, class_id: RecordId) -> None:
    paste(keys, [texts(0)])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 1)
    leader = replace(desk, rights=roles.rights(("leader",)))
    seen = RosterPart(leader)
    keys.show(seen)
    seen.show_class(class_id)
    keys.until(lambda: bool(column(seen, "name")))

    assert column(seen, "id_number") == [f"{number(0)[:6]}********{number(0)[-4:]}"]
    assert seen.model.read_only
    assert not seen.save_button.isEnabled()


def test_the_class_of_a_link_is_shown_at_its_first_problem(
    part: RosterPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    paste(keys, [texts(0), texts(1, phone="")])
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: count(desk, Enrolment) == 2 and not part.has_unsaved)
    part.show_record(stored(desk, class_id).members[1].enrolment.id)

    assert part.view.place() == (1, AT["phone"])
    assert isinstance(stored(desk, class_id).training_class, Class)
