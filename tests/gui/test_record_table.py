from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from skilldesk.core.claims import Standard
from skilldesk.core.people import Trainee
from skilldesk.gui.columns import of_kind
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.record_table import PAGE, RecordTableModel, as_table
from skilldesk.reference import codes, roles
from skilldesk.store.office import Store
from skilldesk.store.queries import records
from skilldesk.store.work import new_id

COLUMNS = ("name", "id_number", "sex", "phone")
Filled = Callable[[int], RecordTableModel[Trainee]]


@pytest.fixture
def filled(store: Store) -> Filled:
    lookup = Lookup(store.database, codes.load(), roles.rights(("entry",)))

    def fill(number: int) -> RecordTableModel[Trainee]:
        people = [
            Trainee(id=new_id(), name=f"学员{at:06}", id_number="370403198604129026", sex="2")
            for at in range(number)
        ]
        with store.database.write("limin") as work:
            work.add_many(people)
        with store.database.read() as snapshot:
            numbers = records.rows(snapshot, Trainee, order="name")
        model = RecordTableModel(Trainee, COLUMNS, store.database, lookup)
        model.show_rows(numbers)
        return model

    return fill


def test_the_model_is_sound_over_a_border_of_pages(filled: Filled, qtmodeltester: ModelTester) -> None:
    model = filled(PAGE + 3)

    qtmodeltester.check(model)
    assert model.rowCount() == PAGE + 3
    assert model.index(PAGE, 0).data() == f"学员{PAGE:06}"


def test_cells_say_what_people_read(filled: Filled) -> None:
    model = filled(1)

    assert [model.index(0, column).data() for column in range(4)] == [
        "学员000000",
        "370403 19860412 9026",
        "女",
        "",
    ]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "证件号码"


def test_only_the_pages_that_are_looked_at_are_read(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    model = filled(5 * PAGE)
    asked: list[int] = []
    page = records.page
    monkeypatch.setattr(
        records, "page", lambda snapshot, kind, rows: asked.append(len(rows)) or page(snapshot, kind, rows)
    )

    for row in (0, 1, 99, 499, 0):
        model.index(row, 0).data()

    assert asked == [PAGE, PAGE]


def test_a_record_that_went_meanwhile_leaves_an_empty_row(filled: Filled) -> None:
    model = filled(2)
    model.show_rows(array("q", [*model.numbers_at([0, 1]), 999_999]))

    assert model.index(2, 0).data() == ""
    assert model.record_at(2) is None
    assert model.record_at(-1) is None


def test_amounts_stand_right_and_words_left(empty_store: Store, lookup: Lookup) -> None:
    model = RecordTableModel(Standard, ("key", "amount"), empty_store.database, lookup)

    sides = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        for column in (0, 1)
    ]

    assert sides[0] & Qt.AlignmentFlag.AlignLeft
    assert sides[1] & Qt.AlignmentFlag.AlignRight


def test_sorting_is_asked_of_the_store(filled: Filled, qtbot: QtBot) -> None:
    model = filled(2)

    with qtbot.waitSignal(model.sort_asked) as caught:
        model.sort(1, Qt.SortOrder.DescendingOrder)

    assert caught.args == ["id_number", True]


def test_a_copied_table_keeps_all_18_digits_in_excel() -> None:
    columns = [of_kind(Trainee)[name] for name in ("id_number", "name")]

    data = as_table(columns, [("370403 19860412 9026", "周<春>梅")])

    assert data.text() == "证件号码\t姓名\r\n370403198604129026\t周<春>梅\r\n"
    assert "mso-number-format:'\\@'" in data.html()
    assert "周&lt;春&gt;梅" in data.html()
