from pytestqt.qtbot import QtBot

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.steps import Steps

NAMES = ("写出申请", "读入答复", "电话核对")


def test_each_step_looks_different_from_the_one_before(qtbot: QtBot, theme: Theme) -> None:
    steps = Steps(theme, NAMES)
    qtbot.addWidget(steps)
    steps.resize(steps.sizeHint())
    pictures = []
    for now in range(len(NAMES) + 1):
        steps.show_step(now)
        pictures.append(steps.grab().toImage())

    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


def test_it_says_what_is_done(qtbot: QtBot, theme: Theme) -> None:
    steps = Steps(theme, NAMES)
    qtbot.addWidget(steps)

    steps.show_step(2)

    assert steps.accessibleName() == "写出申请、读入答复 已完成"
