"""The grid at the keyboard."""

from collections.abc import Sequence
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from skilldesk.core.problems import Problem, Severity
from skilldesk.core.repairs import Repair
from skilldesk.gui.grid.delegate import CodeCell
from skilldesk.gui.grid.model import GridModel
from skilldesk.gui.grid.sheet import Finding, GridColumn, Judged, Line, Sheet
from skilldesk.gui.grid.view import GridView
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.theme import Theme
from tests.gui.keys import ALT, CTRL, SHIFT, Keys

Key = Qt.Key

COLUMNS = (
    GridColumn(key="number", heading="号码", width=120, latin=True),
    GridColumn(key="name", heading="姓名", width=80, required=True),
    GridColumn(key="length", heading="长", width=60, derived=True),
    GridColumn(key="education", heading="文化程度", width=100, table="education"),
)
WRONG = Finding(
    problem=Problem(code="ID-CHECK", text="校验不对。"), repair=Repair(label="改为 good", text="good")
)
ODD = Finding(problem=Problem(code="NAME-ODD", text="请核对。", severity=Severity.WARNING))


def judge(lines: Sequence[Line]) -> list[Judged]:
    return [
        Judged(
            derived={"length": str(len(line.text("name")))},
            findings={
                **({"number": (ODD, WRONG)} if line.text("number") == "bad" else {}),
                **({"name": (ODD,)} if line.text("name") == "odd" else {}),
            },
        )
        for line in lines
    ]


@pytest.fixture
def grid(theme: Theme, lookup: Lookup, keys: Keys) -> GridView:
    made = count()
    model = GridModel(Sheet(COLUMNS, new_key=lambda: f"k{next(made)}"), judge)
    model.show_lines([Line("a", {"number": "1", "name": "王"}), Line("b", {"number": "2", "name": "李"})])
    view = GridView(theme, lookup, model)
    view.pasted.connect(lambda text: view.paste_block([row.split("\t") for row in text.splitlines()]))
    keys.show(view, width=700, height=400)
    view.setFocus()
    view.go_to(0, 0)
    return view


def model_of(grid: GridView) -> GridModel:
    model = grid.model()
    assert isinstance(model, GridModel)
    return model


def texts(grid: GridView, key: str) -> list[str]:
    return [line.text(key) for line in model_of(grid).sheet.lines]


def test_typing_replaces_and_enter_goes_down(grid: GridView, keys: Keys) -> None:
    keys.enter("77", "88")

    assert texts(grid, "number") == ["77", "88"]
    assert grid.place() == (2, 0)


def test_the_empty_row_at_the_end_begins_a_new_line(grid: GridView, keys: Keys) -> None:
    grid.go_to(2, 0)
    keys.enter("3", "4")

    assert texts(grid, "number") == ["1", "2", "3", "4"]
    assert model_of(grid).rowCount() == 5


def test_tab_goes_right_past_what_is_worked_out_and_into_the_next_row(grid: GridView, keys: Keys) -> None:
    for place in ((0, 1), (0, 3), (1, 0)):
        keys.press(Key.Key_Tab)
        assert grid.place() == place
    keys.press(Key.Key_Backtab, SHIFT)
    assert grid.place() == (0, 3)


def test_tab_out_of_an_editor_keeps_what_was_typed(grid: GridView, keys: Keys) -> None:
    keys.type("9")
    keys.press(Key.Key_Tab)

    assert texts(grid, "number") == ["9", "2"]
    assert grid.place() == (0, 1)


def test_shift_enter_goes_up(grid: GridView, keys: Keys) -> None:
    grid.go_to(1, 0)
    keys.press(Key.Key_Return, SHIFT)

    assert grid.place() == (0, 0)


def test_f2_edits_what_is_there_and_escape_leaves_it(grid: GridView, keys: Keys) -> None:
    keys.press(Key.Key_F2)
    assert isinstance(keys.focus, QLineEdit)
    keys.press(Key.Key_End)
    keys.type("5")
    keys.press(Key.Key_Escape)
    assert texts(grid, "number")[0] == "1"

    keys.press(Key.Key_F2)
    keys.press(Key.Key_End)
    keys.enter("5")
    assert texts(grid, "number")[0] == "15"


def test_chinese_is_typed_through_the_input_method(grid: GridView, keys: Keys) -> None:
    grid.go_to(0, 1)
    keys.type("孙䶮")
    keys.press(Key.Key_Return)

    assert texts(grid, "name") == ["孙䶮", "李"]


def test_the_input_method_is_off_where_digits_go(grid: GridView) -> None:
    on = Qt.WidgetAttribute.WA_InputMethodEnabled
    grid.go_to(0, 0)
    assert not grid.testAttribute(on)
    grid.go_to(0, 1)
    assert grid.testAttribute(on)


def test_a_code_is_chosen_from_its_list(grid: GridView, keys: Keys) -> None:
    grid.go_to(0, 3)
    keys.type("61")
    assert isinstance(keys.focus, CodeCell)
    keys.press(Key.Key_Return)

    assert texts(grid, "education")[0] == "61 普高"
    assert grid.place() == (1, 3)


def test_fill_down_takes_the_top_of_the_choice(grid: GridView, keys: Keys) -> None:
    keys.press(Key.Key_Down, SHIFT)
    keys.press(Key.Key_D, CTRL)

    assert texts(grid, "number") == ["1", "1"]


def test_fill_down_of_one_cell_takes_the_one_above(grid: GridView, keys: Keys) -> None:
    grid.go_to(1, 1)
    keys.press(Key.Key_D, CTRL)

    assert texts(grid, "name") == ["王", "王"]


def test_clear_undo_and_redo(grid: GridView, keys: Keys) -> None:
    keys.press(Key.Key_Delete)
    assert texts(grid, "number") == ["", "2"]
    keys.press(Key.Key_Z, CTRL)
    assert texts(grid, "number") == ["1", "2"]
    keys.press(Key.Key_Y, CTRL)
    assert texts(grid, "number") == ["", "2"]


def test_cells_are_copied_for_excel_and_pasted_with_more_rows_than_there_are(
    grid: GridView, keys: Keys
) -> None:
    keys.press(Key.Key_Down, SHIFT)
    keys.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1\r\n2\r\n"

    grid.go_to(2, 0)
    QGuiApplication.clipboard().setText("3\t张\tx\t61\n4\t刘")
    keys.press(Key.Key_V, CTRL)
    assert texts(grid, "number") == ["1", "2", "3", "4"]
    assert texts(grid, "name")[2:] == ["张", "刘"]
    assert texts(grid, "education")[2] == "61"

    keys.press(Key.Key_Z, CTRL)
    assert texts(grid, "number") == ["1", "2"]


def test_a_problem_is_said_under_its_cell_and_repaired_at_one_key(grid: GridView, keys: Keys) -> None:
    keys.enter("bad")
    assert not grid.card.isVisible()
    keys.press(Key.Key_Up)
    assert grid.card.isVisible()
    assert grid.card.text.text() == "校验不对。"
    assert grid.card.button.text() == "改为 good"

    keys.press(Key.Key_Return, ALT)
    assert texts(grid, "number")[0] == "good"
    assert not grid.card.isVisible()


def test_the_next_problem_is_found_round_the_end(grid: GridView) -> None:
    model = model_of(grid)
    model.put_block(0, [{"name": "odd"}, {"number": "bad"}])
    grid.go_to(0, 0)

    places = []
    for _ in range(3):
        grid.next_problem()
        places.append(grid.place())
    assert places == [(0, 1), (1, 0), (0, 1)]


def test_a_sheet_to_be_read_takes_nothing(grid: GridView, keys: Keys) -> None:
    model = model_of(grid)
    model.read_only = True
    model.show_lines(model.sheet.lines)
    grid.go_to(0, 0)
    keys.type("9")
    keys.press(Key.Key_Delete)
    QGuiApplication.clipboard().setText("9")
    keys.press(Key.Key_V, CTRL)

    assert texts(grid, "number") == ["1", "2"]
    assert model.rowCount() == 2


def test_what_is_worked_out_cannot_be_typed_over(grid: GridView, keys: Keys) -> None:
    grid.go_to(0, 2)
    keys.type("9")

    assert model_of(grid).text(0, 2) == "1"
    assert keys.focus is grid


def test_the_state_of_a_cell_is_read_aloud_with_its_word(grid: GridView) -> None:
    model = model_of(grid)
    model.put(0, "number", "bad")

    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "bad　必须改：校验不对。"


def test_the_grid_is_painted_in_every_state(grid: GridView) -> None:
    model_of(grid).put_block(0, [{"name": "odd"}, {"number": "bad"}])

    assert not grid.grab().isNull()
