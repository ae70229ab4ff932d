from datetime import UTC, datetime

from skilldesk.forms import frame


def test_characters_to_be_written_by_hand_are_told_by_place_and_code_point() -> None:
    note = frame.hand_note([("姓名", "马𰾄翀"), ("户籍地", "薛城区"), ("常住地", "甲乙\U000300ab")])

    assert note == "字库里没有的字，请在横线上手写：姓名第2字（U+30F84）、常住地第3字（U+300AB）。"


def test_nothing_is_said_where_all_prints() -> None:
    assert frame.hand_note([("姓名", "马𬭎翀")]) == ""


def test_the_time_of_printing_is_told_in_china_time() -> None:
    said = frame.foot(
        "F10", "第 1 页", printed_at=datetime(2026, 12, 31, 16, 5, tzinfo=UTC), printed_by="李敏"
    )

    assert said[-1].text == "打印时间 2027-01-01 00:05　制表人 李敏"
