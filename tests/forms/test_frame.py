from datetime import UTC, datetime

import pytest

from skilldesk.core.check_code import PaperCode
from skilldesk.forms import fonts, frame
from skilldesk.forms.frame import ACROSS, UPRIGHT, Frame, Room
from skilldesk.forms.paper import A4, A4_ACROSS, MM, Box, Size, Text

AROUND = Frame(
    code=PaperCode(form="F10", number="BT990000-1-26-00001", check_code="8F3A21C7"),
    version=1,
    stamps=("演练", "未入网"),
    hand_note=frame.hand_note([("姓名", "马𰾄翀")]),
    printed_at=datetime(2026, 12, 31, 16, 5, tzinfo=UTC),
    printed_by="李敏",
)


def test_characters_to_be_written_by_hand_are_told_by_place_and_code_point() -> None:
    note = frame.hand_note([("姓名", "马𰾄翀"), ("户籍地", "薛城区"), ("常住地", "甲乙\U000300ab")])

    assert note == "字库里没有的字，请在横线上手写：姓名第2字（U+30F84）、常住地第3字（U+300AB）。"


def test_nothing_is_said_where_all_prints() -> None:
    assert frame.hand_note([("姓名", "马𬭎翀")]) == ""


def test_of_many_characters_the_first_places_are_told_and_their_number() -> None:
    note = frame.hand_note((f"第{row}行姓名", "马𰾄") for row in range(1, 31))

    assert note.endswith("第4行姓名第2字（U+30F84）等30处。")


def test_the_time_of_printing_is_told_in_china_time() -> None:
    said = AROUND.foot(A4, "第 1 页", pages=1)

    assert said[-1].text == "打印时间 2027-01-01 00:05　制表人 李敏"


def test_several_pages_ask_for_a_seal_across_them() -> None:
    assert "骑缝章" not in str(AROUND.foot(A4, "第 1 页　共 1 页", pages=1))
    assert "骑缝章" in str(AROUND.foot(A4, "第 1 页　共 2 页", pages=2))


@pytest.mark.parametrize(("size", "room"), [(A4, UPRIGHT), (A4_ACROSS, ACROSS)])
def test_the_frame_keeps_to_the_paper_and_out_of_its_room(size: Size, room: Room) -> None:
    marks = [*AROUND.head(size), *AROUND.foot(size, "第 1 页", pages=2), *frame.title(room, "申请表")]

    for mark in marks:
        box = Box(mark.x, mark.y, 0, 0) if isinstance(mark, Text) else mark.box
        assert room.left - 1.2 <= box.x
        assert box.right <= room.right
        assert box.y >= 7
        assert box.bottom <= size[1] - 7
        assert box.bottom <= room.top or room.bottom <= box.y


def test_a_long_title_shrinks_beside_the_code() -> None:
    (title, *_) = frame.title(ACROSS, "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗职业技能培训学员花名册")

    assert isinstance(title, Text)
    assert title.x > ACROSS.left + 22
    assert title.x + fonts.width(title.text, title.size, title.face) / MM < ACROSS.right - 22
