import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.fields import fields_of
from skilldesk.core.kinds import RECORDS
from skilldesk.gui.form_grid import MOST, Spot, Width, broken, columns_for, flow

WIDTHS = st.lists(st.sampled_from(["one", "wide", "whole"]), max_size=12)


def test_fields_fill_the_lines_in_their_order() -> None:
    assert list(flow(["one", "one", "one", "one"], 3)) == [
        Spot(0, 0, 1),
        Spot(0, 1, 1),
        Spot(0, 2, 1),
        Spot(1, 0, 1),
    ]


def test_a_wide_field_takes_two_columns_or_what_is_left_of_the_line() -> None:
    assert list(flow(["one", "wide"], 3)) == [Spot(0, 0, 1), Spot(0, 1, 2)]
    assert list(flow(["one", "one", "wide"], 3))[2] == Spot(0, 2, 1)
    assert list(flow(["one", "wide"], 2))[1] == Spot(1, 0, 2)


def test_a_number_is_never_squeezed() -> None:
    assert list(flow(["one", "one", "whole"], 3))[2] == Spot(1, 0, 2)


@given(widths=WIDTHS, columns=st.integers(1, MOST))
def test_no_two_fields_stand_in_one_place_and_none_beyond_the_edge(widths: list[Width], columns: int) -> None:
    spots = list(flow(widths, columns))
    taken = [(spot.line, spot.column + at) for spot in spots for at in range(spot.span)]

    assert len(spots) == len(widths)
    assert taken == sorted(set(taken))
    assert all(column < columns for _, column in taken)


@pytest.mark.parametrize(("width", "columns"), [(854, 3), (780, 3), (600, 2), (459, 1)])
def test_there_are_as_many_columns_as_there_is_room(width: int, columns: int) -> None:
    assert columns_for(width) == columns


def test_a_long_label_is_parted_where_a_word_ends() -> None:
    assert broken("手机号码") == "手机号码"
    assert broken("紧急联系人及电话") == "紧急联系人\n及电话"
    assert broken("无证件号码原因") == "无证件号码\n原因"
    assert broken("社保卡金融账号") == "社保卡\n金融账号"
    assert broken("拨付比例（万分之）") == "拨付比例\n（万分之）"


def test_every_label_fits_in_two_lines() -> None:
    for kind in RECORDS:
        for field in fields_of(kind):
            assert max(map(len, broken(field.label).split("\n"))) <= 6, field.label
