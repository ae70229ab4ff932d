from datetime import date

from skilldesk.reference import calendar, lists

CALENDAR = calendar.load()
ROWS = lists.rows("workdays", ("day", "kind", "holiday", "document"))


def test_every_row_is_a_day_off_or_a_weekend_that_is_worked() -> None:
    days = [row[0] for row in ROWS]

    assert days == sorted(set(days))
    for day, kind, holiday, document in ROWS:
        found = date.fromisoformat(day)
        assert kind in {"rest", "work"}
        assert kind == "rest" or found.weekday() >= 5
        assert holiday in {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
        assert document.startswith("国办发明电〔")


def test_every_year_has_its_holidays() -> None:
    for year in CALENDAR.years:
        resting = {row[2] for row in ROWS if row[0].startswith(str(year)) and row[1] == "rest"}
        assert {"元旦", "春节", "清明节", "劳动节", "端午节", "国庆节"} <= resting


def test_a_year_has_about_two_hundred_and_fifty_working_days() -> None:
    for year in CALENDAR.years:
        assert 247 <= CALENDAR.between(date(year, 1, 1), date(year, 12, 31)) <= 251


def test_the_changes_of_a_later_notice_are_in_it() -> None:
    named = {row[0]: row[3] for row in ROWS}

    assert named["2019-05-02"] == "国办发明电〔2019〕3号"
    assert named["2020-02-01"] == "国办发明电〔2020〕1号"
    assert not CALENDAR.is_workday(date(2020, 2, 1))


def test_the_schedules_of_retirement_are_three() -> None:
    assert {kind: one.base_months for kind, one in calendar.retirement().items()} == {
        "man": 720,
        "woman_55": 660,
        "woman_50": 600,
    }
