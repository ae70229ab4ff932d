"""The page of the classes: from the list into a class, its parts, its steps, its papers, and back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from skilldesk.core.records import RecordId
from skilldesk.core.training import Class, Inspection, Lesson
from skilldesk.gui.class_info import InfoPart
from skilldesk.gui.class_page import ClassPage
from skilldesk.gui.class_part import INFO, INSPECTIONS, LESSONS, RESULTS, ROSTER
from skilldesk.gui.class_records import RecordsPart
from skilldesk.gui.class_roster import RosterPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import Place
from skilldesk.operations import rosters
from skilldesk.operations.rosters import Entry
from skilldesk.reference import roles
from skilldesk.store.queries import records
from skilldesk.store.work import new_id
from tests.gui.fakes import Classes, FakeDialogs
from tests.gui.keys import CTRL, Keys
from tests.support.rosters import FIXED, TODAY, add_class, texts

Key = Qt.Key


@pytest.fixture
def class_id(desk: Desk) -> RecordId:
    return add_class(desk.store)


@pytest.fixture
def page(desk: Desk, keys: Keys, class_id: RecordId) -> ClassPage:
    made = ClassPage(desk)
    keys.show(made)
    keys.until(lambda: (one := made.list.current()) is not None and one.id == class_id)
    made.take_focus()
    return made


def fill(desk: Desk, class_id: RecordId, *places: int) -> None:
    lines = [Entry(enrolment=new_id(), position=at + 1, texts=texts(at)) for at in places]
    with desk.database.write(desk.actor) as work:
        rosters.save(work, class_id, lines, fixed=FIXED, today=TODAY)


def class_of(desk: Desk, class_id: RecordId) -> Class:
    with desk.database.read() as snapshot:
        return rosters.class_named(snapshot, class_id)


def said(desk: Desk) -> FakeDialogs:
    assert isinstance(desk.dialogs, FakeDialogs)
    return desk.dialogs


def info(page: ClassPage, keys: Keys) -> InfoPart:
    page.view.show_part(INFO)
    part = page.view.part()
    assert isinstance(part, InfoPart)
    keys.until(lambda: part._shown is not None)
    return part


def buttons(part: InfoPart) -> list[str]:
    return [each.text() for each in part.findChildren(QPushButton) if each.isVisible()]


def test_enter_opens_the_class_and_escape_comes_back(page: ClassPage, keys: Keys, class_id: RecordId) -> None:
    keys.press(Key.Key_Return)
    assert page.view.isVisible()
    assert page.view.class_id == class_id
    assert isinstance(page.view.part(), RosterPart)
    assert page.view.state.word == "草稿"

    keys.press(Key.Key_Escape)
    assert page.list.isVisible()


def test_a_place_opens_the_part_of_the_class_that_it_names(page: ClassPage, class_id: RecordId) -> None:
    for part in (RESULTS, LESSONS, INSPECTIONS, INFO, ROSTER):
        page.go_to(Place(page="classes", record=class_id, tab=part))
        assert page.view.tabs.words()[page.view.tabs.bar.currentIndex()] == part
    page.go_to(Place(page="classes", tab="就业跟踪"))
    assert page.tabs.words()[page.tabs.bar.currentIndex()] == "就业跟踪"


def test_a_place_may_begin_a_new_class(page: ClassPage) -> None:
    page.go_to(Place(page="classes", act="new"))

    assert page.list.is_editing


def test_every_part_turns_with_one_key(page: ClassPage, keys: Keys, class_id: RecordId) -> None:
    page.open(class_id)
    seen = []
    for _ in range(5):
        seen.append(page.view.tabs.words()[page.view.tabs.bar.currentIndex()])
        keys.press(Key.Key_PageDown, CTRL)
    assert seen == [ROSTER, RESULTS, LESSONS, INSPECTIONS, INFO]


def test_what_is_missing_is_listed_with_links(page: ClassPage, keys: Keys, class_id: RecordId) -> None:
    page.open(class_id)
    part = info(page, keys)
    keys.until(lambda: "去改" in buttons(part))
    assert "提交备案" not in buttons(part)

    next(each for each in part.findChildren(QPushButton) if each.text() == "去改").click()
    assert isinstance(page.view.part(), RosterPart)


def test_a_complete_class_is_submitted_from_its_steps(
    page: ClassPage, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    fill(desk, class_id, 0)
    page.open(class_id)
    part = info(page, keys)
    keys.until(lambda: "提交备案" in buttons(part))
    next(each for each in part.findChildren(QPushButton) if each.text() == "提交备案").click()
    dialog = said(desk).last
    assert dialog is not None
    dialog.accept()
    keys.until(lambda: class_of(desk, class_id).state == "20")
    keys.until(lambda: page.view.state.word == "已申报")


def test_the_form_of_a_class_is_saved_in_place(page: ClassPage, keys: Keys, class_id: RecordId) -> None:
    page.open(class_id)
    part = info(page, keys)
    assert part.panel.form.editors["state"].isReadOnly()
    part.panel.form.focus_field("site_id")
    keys.press(Key.Key_A, CTRL)
    keys.type("二号楼")
    keys.press(Key.Key_S, CTRL)

    keys.until(lambda: part._shown is not None and part._shown.site_id == "二号楼")


def test_who_may_not_write_reads(desk: Desk, keys: Keys, class_id: RecordId) -> None:
    page = ClassPage(replace(desk, rights=roles.rights(("inspector",))))
    keys.show(page)
    page.open(class_id)
    part = info(page, keys)
    assert part.detail.isVisible()
    for word, may in ((LESSONS, False), (INSPECTIONS, True)):
        page.view.show_part(word)
        records_part = page.view.part()
        assert isinstance(records_part, RecordsPart)
        assert records_part.new_button.isVisible() is may


def test_an_inspection_is_written_for_the_class_that_is_open(
    page: ClassPage, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    page.open(class_id, INSPECTIONS)
    part = page.view.part()
    assert isinstance(part, RecordsPart)
    keys.until(part.empty.isVisible)
    keys.press(Key.Key_N, CTRL)
    part.panel.form.focus_field("inspected_at")
    keys.enter("2026-11-20 09:00", "王建华、赵立群", "10", "9", "1")
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: part.listing.rowCount() == 1)

    with desk.database.read() as snapshot:
        (found,) = records.everything(snapshot, Inspection)
    assert (found.class_id, found.inspectors) == (class_id, ("王建华", "赵立群"))


def test_only_lessons_of_the_class_are_listed_with_their_hours(
    page: ClassPage, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    other = add_class(desk.store, "另一个班")
    with desk.database.write("system") as work:
        for owner, hours in ((class_id, 80), (class_id, 75), (other, 80)):
            work.add(Lesson(id=new_id(), class_id=owner, held_on=TODAY, hours=hours))
    page.open(class_id, LESSONS)
    part = page.view.part()
    assert isinstance(part, RecordsPart)
    keys.until(lambda: part.listing.rowCount() == 2)

    assert part.count_label.text() == "共2条　合计 15.5 课时"


def test_a_paper_is_drawn_shown_and_left_again(desk: Desk, keys: Keys, class_id: RecordId) -> None:
    fill(desk, class_id, 0)
    fake = Classes()
    page = ClassPage(replace(desk, classes=fake.work()))
    keys.show(page)
    page.open(class_id)
    keys.until(lambda: isinstance(page.view.part(), RosterPart) and bool(page.view.part().hints()))
    page.take_focus()
    keys.press(Key.Key_F9)
    keys.until(lambda: "roster" in page.papers and page.papers["roster"].isVisible())
    assert fake.drawn == [("roster", class_id)]
    keys.until(lambda: page.papers["roster"]._opened is not None)

    keys.press(Key.Key_Escape)
    assert page.view.isVisible()


def test_a_record_of_a_receipt_is_found_in_its_class(page: ClassPage, class_id: RecordId, desk: Desk) -> None:
    page.list.go_to_record(class_of(desk, class_id))

    assert page.view.isVisible()
