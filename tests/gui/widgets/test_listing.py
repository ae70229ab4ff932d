from pytestqt.modeltest import ModelTester

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.listing import STATE_ROLE, ChipDelegate, Column, Listing
from skilldesk.gui.widgets.signs import Sign

COLUMNS: tuple[Column[int], ...] = (
    Column("数", str, right=True),
    Column(
        "状态",
        lambda one: "大" if one > 5 else "小",
        state=lambda one: (Sign.DOT, "大" if one > 5 else "小", ""),
    ),
)


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    listing = Listing(COLUMNS)
    listing.show_values([3, 8])

    qtmodeltester.check(listing)
    assert [listing.index(row, 1).data() for row in (0, 1)] == ["小", "大"]
    assert listing.index(1, 1).data(STATE_ROLE) == (Sign.DOT, "大", "")
    assert listing.at(1) == 8
    assert listing.at(2) is None


def test_a_state_needs_room_for_its_sign(theme: Theme) -> None:
    delegate = ChipDelegate(theme, COLUMNS)

    assert delegate.width_of(1, "未回执") > delegate.width_of(0, "未回执")
