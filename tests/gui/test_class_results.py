"""成绩与证书 by keyboard with the real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate
from skilldesk.gui.class_results import COLUMNS, FORM, ResultsPart
from skilldesk.gui.desk import Desk
from skilldesk.operations import rosters
from skilldesk.operations.rosters import Entry
from skilldesk.store.queries import records
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys
from tests.support.rosters import FIXED, NAMES, TODAY, add_class, texts

Key = Qt.Key

AT = {column.key: at for at, column in enumerate(COLUMNS)}
FIRST = "S000037000999265900001"


@pytest.fixture
def class_id(desk: Desk) -> RecordId:
    made = add_class(desk.store)
    lines = [Entry(enrolment=new_id(), position=at + 1, texts=texts(at)) for at in range(3)]
    with desk.database.write(desk.actor) as work:
        rosters.save(work, made, lines, fixed=FIXED, today=TODAY)
    return made


@pytest.fixture
def part(desk: Desk, keys: Keys, class_id: RecordId) -> ResultsPart:
    made = ResultsPart(desk)
    keys.show(made)
    made.show_class(class_id)
    keys.until(lambda: len(made.model.sheet.lines) == 3)
    made.take_focus()
    return made


def column(part: ResultsPart, key: str) -> list[str]:
    return [line.text(key) for line in part.model.sheet.lines]


def certificates(desk: Desk) -> list[Certificate]:
    with desk.database.read() as snapshot:
        return records.everything(snapshot, Certificate)


def test_hours_are_pasted_and_saved_with_what_they_mean(
    part: ResultsPart, keys: Keys, desk: Desk, class_id: RecordId
) -> None:
    part.view.go_to(0, AT["attended_hours"])
    QGuiApplication.clipboard().setText("95%\t85分\t合格\r\n１１６\t77.5\t不合格\r\n116课时\r\n")
    keys.press(Key.Key_V, CTRL)
    assert column(part, "attended_hours") == ["114", "116", "116"]
    assert column(part, "result") == ["4 结业合格", "5 结业不合格", "1 报名"]
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: not part.has_unsaved and not part._saving)

    with desk.database.read() as snapshot:
        found = [one.enrolment for one in rosters.of_class(snapshot, class_id).members]
    assert [(one.attended_hours, one.score, one.state) for one in found] == [
        (1140, 850, "4"),
        (1160, 775, "5"),
        (1160, None, "1"),
    ]
    assert desk.drafts.kept(desk.actor, FORM) == []


def test_a_number_brings_kind_and_level_and_says_what_it_says(part: ResultsPart, keys: Keys) -> None:
    part.view.go_to(0, AT["number"])
    keys.enter(FIRST)

    assert column(part, "certificate_kind")[0] == "02 职业技能等级证书"
    assert column(part, "level")[0] == "5 五级"
    assert part.model.text(0, AT["told"]) == "社会评价 山东 2026 五级"


def test_numbers_count_on_only_after_a_look(part: ResultsPart, keys: Keys, desk: Desk) -> None:
    part.view.go_to(0, AT["number"])
    keys.enter(FIRST)
    part.view.go_to(0, AT["issued_on"])
    keys.enter("2026年11月19日")
    part.view.go_to(0, AT["number"])
    keys.press(Key.Key_F8)
    assert isinstance(desk.dialogs, FakeDialogs)
    assert desk.dialogs.said[0].act == "填入 2 个编号"
    assert ("最后一个", f"{NAMES[2]}　S000037000999265900003") in desk.dialogs.said[0].lines
    assert column(part, "number")[1:] == ["", ""]
    assert desk.dialogs.last is not None
    desk.dialogs.last.accept()

    assert column(part, "number") == [FIRST, "S000037000999265900002", "S000037000999265900003"]
    assert column(part, "issued_on") == ["2026-11-19"] * 3
    part.view.undo()
    assert column(part, "number") == [FIRST, "", ""]


@pytest.mark.usefixtures("part")
def test_counting_on_from_nothing_says_why_not(keys: Keys, desk: Desk) -> None:
    keys.press(Key.Key_F8)

    assert isinstance(desk.dialogs, FakeDialogs)
    assert "还没有证书编号" in desk.dialogs.said[0].heading


def test_certificates_are_saved_and_what_cannot_be_read_stays_a_draft(
    part: ResultsPart, keys: Keys, desk: Desk
) -> None:
    part.view.go_to(0, AT["number"])
    keys.enter(FIRST)
    part.view.go_to(1, AT["score"])
    keys.enter("优秀")
    keys.press(Key.Key_S, CTRL)
    keys.until(lambda: not part._saving and len(certificates(desk)) == 1)
    keys.until(lambda: column(part, "score")[1] == "优秀" and part.has_unsaved)

    assert [one.number for one in certificates(desk)] == [FIRST]
    (draft,) = desk.drafts.kept(desk.actor, FORM)
    assert "优秀" in draft.texts["cells"]
    assert FIRST not in draft.texts["cells"]


def test_a_contradiction_is_said_at_the_number(part: ResultsPart, keys: Keys) -> None:
    part.view.go_to(0, AT["number"])
    keys.enter("S000037000999264900001")

    found = part.model.judged(0).findings["number"]
    assert [one.problem.code for one in found] == ["CERT-LEVEL"]
    keys.press(Key.Key_F7)
    assert part.view.place() == (0, AT["number"])


def test_more_rows_than_people_are_told_not_lost_in_silence(part: ResultsPart, keys: Keys) -> None:
    part.view.go_to(1, AT["score"])
    QGuiApplication.clipboard().setText("60\n61\n62\n63")
    keys.press(Key.Key_V, CTRL)

    assert column(part, "score") == ["", "60", "61"]
    assert "超出名单的 2 行没有贴入" in part.count


def test_an_empty_cell_changes_nothing_pasted_or_emptied(part: ResultsPart, keys: Keys) -> None:
    part.view.go_to(0, AT["result"])
    QGuiApplication.clipboard().setText("\n合格")
    keys.press(Key.Key_V, CTRL)
    assert column(part, "result") == ["1 报名", "4 结业合格", "1 报名"]

    keys.press(Key.Key_Delete)
    assert "登记的「1 报名」会保留" in part.view.card.text.text()
    keys.press(Key.Key_Return, ALT)
    assert column(part, "result")[0] == "1 报名"
