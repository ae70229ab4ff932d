import pytest
from pytestqt.qtbot import QtBot

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.quota_boxes import QuotaBoxes


@pytest.mark.parametrize(
    ("used", "allowed", "full", "boxes"), [(0, 3, 0, 3), (2, 3, 2, 3), (4, 3, 4, 4), (2, 40, 2, 10)]
)
def test_used_boxes_are_filled(
    qtbot: QtBot, theme: Theme, used: int, allowed: int, full: int, boxes: int
) -> None:
    widget = QuotaBoxes(theme, used, allowed)
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    image = widget.grab().toImage()
    step = widget.sizeHint().width() // boxes
    accent = theme.colour("accent").name()

    seen = [
        image.pixelColor(at * step + step // 2, image.height() // 2).name() == accent for at in range(boxes)
    ]

    assert sum(seen) == full
    assert widget.accessibleName() == f"已用{used}次，共{allowed}次"
