from pytestqt.qtbot import QtBot

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.count_tabs import Count, CountTabs

COUNTS = (
    Count("", "全部", 39),
    Count("eligible", "符合", 34, "green"),
    Count("unknown", "资料不足", 3, "amber"),
)


def test_one_is_chosen_and_the_choice_is_told(qtbot: QtBot, theme: Theme) -> None:
    tabs = CountTabs(theme)
    qtbot.addWidget(tabs)
    tabs.show_counts(COUNTS, "eligible")

    with qtbot.waitSignal(tabs.chosen) as caught:
        tabs.choose(2)

    assert caught.args == ["unknown"]
    assert [tab.isChecked() for tab in tabs.tabs] == [False, False, True]


def test_a_click_chooses_as_well(qtbot: QtBot, theme: Theme) -> None:
    tabs = CountTabs(theme)
    qtbot.addWidget(tabs)
    tabs.show_counts(COUNTS, "")

    with qtbot.waitSignal(tabs.chosen) as caught:
        tabs.tabs[1].click()

    assert caught.args == ["eligible"]


def test_there_is_no_fourth_of_three(qtbot: QtBot, theme: Theme) -> None:
    tabs = CountTabs(theme)
    qtbot.addWidget(tabs)
    tabs.show_counts(COUNTS, "")

    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.choose(3)


def test_words_and_numbers_have_room(qtbot: QtBot, theme: Theme) -> None:
    tabs = CountTabs(theme)
    qtbot.addWidget(tabs)
    tabs.show_counts((Count("", "仅依据本机数据", 123456),), "")
    tab = tabs.tabs[0]

    assert tab.sizeHint().width() > tab.fontMetrics().horizontalAdvance("仅依据本机数据123,456") + 20
    assert tab.accessibleName() == "仅依据本机数据 123456"
    assert not tab.grab().isNull()
