from skilldesk.forms import blocks
from skilldesk.forms.blocks import Cell, Row
from skilldesk.forms.paper import Box

WITHIN = Box(20, 50, 160, 0)


def test_cells_fill_the_width_from_the_top_down() -> None:
    rows = (Row(9, ("name",)), Row(8, ("sex", "phone"), (100,)), Row(10, ("site", "hours"), (120,), (15, 25)))

    assert list(blocks.cells(rows, WITHIN, 30)) == [
        Cell("name", Box(20, 50, 30, 9), Box(50, 50, 130, 9)),
        Cell("sex", Box(20, 59, 30, 8), Box(50, 59, 50, 8)),
        Cell("phone", Box(100, 59, 30, 8), Box(130, 59, 50, 8)),
        Cell("site", Box(20, 67, 15, 10), Box(35, 67, 85, 10)),
        Cell("hours", Box(120, 67, 25, 10), Box(145, 67, 35, 10)),
    ]
    assert blocks.height(rows) == 27
