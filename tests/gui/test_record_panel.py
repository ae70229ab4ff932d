"""The form with its side: twins, checks, drafts, keys."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from skilldesk.core.people import PriorBenefit, Trainee
from skilldesk.core.training import Class, Enrolment
from skilldesk.errors import NotAllowed
from skilldesk.gui.desk import Desk
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import SCREENS, trainees
from skilldesk.operations.confirmations import REASONS
from skilldesk.store.queries import records
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys

NUMBER, SWAPPED, OTHER = "370403198604129026", "370403198604120926", "370403197909039174"
WIDE, NARROW = 1226, 600

Panel = RecordPanel[Trainee]


@pytest.fixture
def panel(keys: Keys, desk: Desk) -> Panel:
    panel = RecordPanel(desk, trainees.SCREEN, trainees.blank)
    keys.show(panel, width=WIDE, height=676)
    panel.begin_new()
    return panel


def stored(desk: Desk) -> list[Trainee]:
    with desk.database.read() as snapshot:
        return records.everything(snapshot, Trainee)


def known(desk: Desk, **values: object) -> Trainee:
    person = Trainee(id=new_id(), name="陈桂芳", id_number=OTHER, phone="13800009217", **values)  # type: ignore[arg-type]  # told by the test
    with desk.database.write("limin") as work:
        return work.add(person.completed())


def type_into(panel: Panel, keys: Keys, **texts: str) -> None:
    for field, text in texts.items():
        panel.form.focus_field(field)
        keys.enter(text)


def text(panel: Panel, field: str) -> str:
    return panel.form.editors[field].text()


# --- the identity number ---


def test_a_swapped_number_is_put_right_only_when_asked(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, id_number=SWAPPED)
    strip = panel.form.strip
    assert strip is not None
    assert strip.mend.text() == "改为 …9026  Alt+Enter"
    assert strip.told.text() == "第15、16位像是写反了，请对照证件。"
    assert text(panel, "id_number").endswith("0926")

    keys.press(Qt.Key.Key_Return, ALT)

    assert text(panel, "id_number") == "370403 19860412 9026"
    assert strip.state.word == "校验正确"
    assert panel.checks.texts() == []


def test_a_number_that_is_corrected_says_sex_and_birth_date_anew(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, id_number=OTHER)
    assert text(panel, "birth_date") == "1979-09-03"

    type_into(panel, keys, id_number=NUMBER)

    assert text(panel, "birth_date") == "1986-04-12"
    assert text(panel, "sex") == "2 女"


def test_what_a_person_typed_is_not_overwritten_by_the_number(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, birth_date="19860413", id_number=NUMBER)

    assert text(panel, "birth_date") == "1986-04-13"


# --- checks ---


def test_every_problem_of_a_visited_field_is_a_card_with_its_number(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, id_number=NUMBER, phone="1380000021", education="6x")

    assert [one.partition("里")[0][:4] for one in panel.checks.texts()] == ["文化程度", "手机号码"]
    words = {label.text() for label in panel.checks.findChildren(QLabel)}
    assert sum(bool(re.match(r"检查 \d{4}　可以先保存", one)) for one in words) == 2


def test_f7_goes_from_one_problem_to_the_next(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, id_number=NUMBER, phone="1380000021", education="6x")

    visited = []
    for _ in range(3):
        keys.press(Qt.Key.Key_F7)
        visited.append(keys.focus.objectName())

    assert visited == ["phone", "education", "phone"]


def test_f7_looks_at_all_fields_when_none_is_wrong_yet(panel: Panel, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F7)
    assert keys.focus.objectName() == "name"

    type_into(panel, keys, name="周春梅", id_number=NUMBER)
    keys.press(Qt.Key.Key_F7)
    assert panel.note.text() == "查过了，没有要改的"


def test_a_doubt_takes_a_reason_that_is_journalled_and_not_asked_again(
    panel: Panel, keys: Keys, desk: Desk
) -> None:
    type_into(panel, keys, name="周春梅", id_number=NUMBER, sex="1")
    assert panel.form.notes["sex"].tone == "amber"
    panel.form.focus_field("sex")

    keys.press(Qt.Key.Key_R, ALT)
    choice = keys.focus
    while choice is not None and not isinstance(choice, QComboBox):
        choice = choice.parentWidget()
    assert choice is not None
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    choice.hidePopup()
    keys.back_to(panel)

    assert keys.focus.objectName() == "sex"
    assert panel.form.notes["sex"].tone == ""
    keys.press(Qt.Key.Key_S, CTRL)
    keys.until(lambda: panel.note.text() == "已保存")
    with desk.database.read() as snapshot:
        (link,) = snapshot.about(panel.record.id)
    assert link.entry is not None
    assert REASONS[0] in link.entry.reason
    panel.begin(panel.record)
    type_into(panel, keys, phone="13800009021")
    assert panel.form.notes["sex"].tone == ""
    type_into(panel, keys, id_number="370403198604129106")
    assert panel.form.notes["sex"].tone == "amber"


# --- twins ---


def test_a_twin_is_compared_with_its_classes_and_benefits(panel: Panel, keys: Keys, desk: Desk) -> None:
    twin = known(desk)
    with desk.database.write("limin") as work:
        group = work.add(Class(id=new_id(), name="2025家政02班"))
        work.add(Enrolment(id=new_id(), class_id=group.id, trainee_id=twin.id))
        work.add(PriorBenefit(id=new_id(), id_number=OTHER, subsidy="01", state="paid"))

    type_into(panel, keys, name="陈桂芳", id_number=OTHER, phone="13800009021")

    lines = {label: (ours, theirs) for label, ours, theirs in panel.twins.lines()}
    assert panel.twins.why.text() == "同证件号码、同姓名、同出生日期"
    assert lines["手机号码"] == ("13800009021", "13800009217")
    assert lines["培训"] == ("", "2025家政02班")
    assert lines["已享补贴"] == ("", "1 次")
    differ = {cell.text() for cell in panel.twins.findChildren(QLabel) if cell.property("role") == "differ"}
    assert {"13800009021", "13800009217", "2025家政02班", "1 次"} <= differ
    assert "陈桂芳" not in differ


@pytest.mark.parametrize("field", ["phone", "education"])
def test_alt_1_says_that_it_is_the_same_person(panel: Panel, keys: Keys, desk: Desk, field: str) -> None:
    twin = known(desk)
    type_into(panel, keys, name="陈桂芳", id_number=OTHER)
    panel.form.focus_field(field)

    keys.press(Qt.Key.Key_1, ALT)

    assert panel.record.id == twin.id
    assert text(panel, "phone") == "13800009217"


# --- keys ---


def test_what_the_one_before_said_is_copied_into_the_field(panel: Panel, keys: Keys, desk: Desk) -> None:
    keys.press(Qt.Key.Key_D, CTRL)
    assert panel.note.text() == "这次还没有保存过，没有上一人可抄"
    type_into(panel, keys, name="周春梅", id_number=NUMBER, ethnicity="03", hukou_address="前进村12号")
    keys.press(Qt.Key.Key_Return, CTRL)

    for field in ("ethnicity", "hukou_address"):
        panel.form.focus_field(field)
        keys.press(Qt.Key.Key_D, CTRL)

    assert text(panel, "ethnicity").startswith("03 ")
    assert text(panel, "hukou_address") == "前进村12号"
    assert panel.note.text() == "同上一人「周春梅」"
    keys.until(lambda: len(stored(desk)) == 1)


def test_one_key_makes_the_residence_that_of_the_register(panel: Panel, keys: Keys) -> None:
    type_into(panel, keys, hukou_region="370403", hukou_address="前进村12号")
    panel.form.focus_field("residence_region")

    keys.press(Qt.Key.Key_H, CTRL)

    record, _ = panel.form.typed()
    assert (record.residence_region, record.residence_address) == (record.hukou_region, "前进村12号")
    assert record.hukou_region == "370403"


def test_escape_closes_the_list_before_the_form(panel: Panel, keys: Keys) -> None:
    closed: list[bool] = []
    panel.closed.connect(lambda: closed.append(True))
    panel.form.focus_field("education")
    keys.press(Qt.Key.Key_F4)

    keys.press(Qt.Key.Key_Escape)
    assert closed == []
    keys.press(Qt.Key.Key_Escape)
    assert closed == [True]


def test_the_filled_fields_are_counted(panel: Panel, keys: Keys) -> None:
    counts: list[str] = []
    panel.counted.connect(counts.append)

    type_into(panel, keys, name="周春梅", id_number=NUMBER)

    assert counts[-1] == "已填 5 / 38 项"


# --- drafts ---


def test_a_pause_keeps_what_stands_in_the_field(panel: Panel, keys: Keys, desk: Desk) -> None:
    panel.form.focus_field("name")
    keys.type("周春")
    assert panel._pause.isActive()
    assert desk.drafts.kept("limin") == []

    panel._pause.timeout.emit()

    (draft,) = desk.drafts.kept("limin")
    assert draft.texts == {"name": "周春"}
    assert panel.note.text() == "草稿已存 16:30:00"


def test_a_draft_holds_only_what_was_changed_so_that_a_colleagues_change_stays(
    panel: Panel, keys: Keys, desk: Desk
) -> None:
    person = known(desk, school="县一中")
    panel.begin(person)
    type_into(panel, keys, phone="13800009021")
    (draft,) = desk.drafts.kept("limin")
    assert draft.texts == {"phone": "13800009021"}
    panel.leave()
    with desk.database.write("wang") as work:
        work.change(replace(person, major="电气"))

    panel.begin_draft(person.id)

    assert text(panel, "major") == "电气"
    assert text(panel, "phone") == "13800009021"


def test_a_field_that_was_emptied_comes_back_empty(panel: Panel, keys: Keys, desk: Desk) -> None:
    person = known(desk, school="县一中")
    panel.begin(person)
    panel.form.focus_field("school")
    keys.press(Qt.Key.Key_Delete)
    panel.leave()

    panel.begin(person)

    assert text(panel, "school") == ""


def test_what_is_typed_back_leaves_no_draft(panel: Panel, keys: Keys, desk: Desk) -> None:
    person = known(desk)
    panel.begin(person)
    type_into(panel, keys, phone="13800009021")
    assert len(desk.drafts.kept("limin")) == 1

    type_into(panel, keys, phone="13800009217")

    assert desk.drafts.kept("limin") == []


def test_the_one_begun_is_set_aside_for_another(panel: Panel, keys: Keys, desk: Desk) -> None:
    type_into(panel, keys, name="周春梅")

    panel.begin_new()

    assert text(panel, "name") == ""
    assert panel.note.text() == "刚才那份已放进待完善"
    assert len(desk.drafts.kept("limin")) == 1


def test_what_may_not_be_saved_comes_back_with_its_draft(
    panel: Panel, keys: Keys, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise NotAllowed("您的角色不能增加学员。数据没有变化。请由有这个角色的同事来做。")

    monkeypatch.setattr(panel, "_write", refused)
    type_into(panel, keys, name="周春梅", id_number=NUMBER)
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)

    keys.press(Qt.Key.Key_Return, CTRL)
    keys.until(lambda: bool(dialogs.said))

    assert dialogs.said[0].heading == "您的角色不能增加学员"
    assert text(panel, "name") == "周春梅"
    assert len(desk.drafts.kept("limin")) == 1


# --- how it stands ---


def test_the_side_stands_beside_the_form_only_where_there_is_room(panel: Panel, keys: Keys) -> None:
    panel.form.focus_field("phone")
    assert panel._side.isVisible()
    assert panel.form.editors["name"].x() == panel.form.editors["document_type"].x()

    panel.resize(NARROW, 620)
    keys.until(lambda: not panel._side.isVisible())

    assert panel.twins.parentWidget() is not None
    assert keys.focus.objectName() == "phone"
    assert panel.form.editors["name"].y() == panel.form.editors["document_type"].y()
    right = panel.form.editors["id_number"]
    assert right.mapTo(panel, right.rect().topRight()).x() < NARROW


_KEYS = {"Ctrl", "Shift", "Alt", "Enter", "Esc", "Del", "S", "R", "D", "H", "Z", "F"}


def english(widget: QWidget) -> set[str]:
    """The English words that a person sees in a widget."""
    said = [
        *(one.text() for one in widget.findChildren(QLabel)),
        *(one.text() for one in widget.findChildren(QAbstractButton)),
        *(one.placeholderText() for one in widget.findChildren(QLineEdit)),
        *(one.text() for one in widget.findChildren(QLineEdit)),
        *(box.itemText(at) for box in widget.findChildren(QComboBox) for at in range(box.count())),
        *(one.toolTip() for one in widget.findChildren(QWidget)),
        *(one.accessibleName() for one in widget.findChildren(QWidget)),
    ]
    plain = (re.sub(r"<[^>]*>", "", one) for one in said)
    return {word for one in plain for word in re.findall(r"[A-Za-z]+", one)} - _KEYS


@pytest.mark.parametrize(
    "screen", [one for one in SCREENS if one.blank and one.save], ids=lambda screen: screen.key
)
def test_no_form_says_an_english_word(keys: Keys, desk: Desk, screen: Screen[Trainee]) -> None:
    assert screen.blank is not None
    panel = RecordPanel(desk, screen, screen.blank)
    keys.show(panel, width=WIDE)
    panel.begin_new()

    keys.press(Qt.Key.Key_F7)

    assert english(panel) <= {"L", "S"}  # 绿色L/数字S标识


def test_no_form_with_mistakes_and_a_twin_says_an_english_word(panel: Panel, keys: Keys, desk: Desk) -> None:
    known(desk)
    type_into(
        panel,
        keys,
        name="陈桂芳",
        id_number=OTHER,
        phone="138",
        sex="2",
        birth_date="1",
        account_holder="王五",
    )

    assert panel.twins.isVisible()
    assert english(panel) == set()
