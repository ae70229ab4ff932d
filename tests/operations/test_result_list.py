from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.layout import Answers
from skilldesk.errors import SheetUnreadable
from skilldesk.excel.reading import Grid, Row
from skilldesk.operations.result_list import Said, parse
from skilldesk.reference import templates

PEOPLE = templates.load().named("people")
SUBSIDIES = templates.load().named("subsidies")
NUMBER = "370403199001019914"


def grid(*rows: tuple[str, ...], name: str = "", rounded: int | None = None) -> Grid:
    lost = frozenset() if rounded is None else frozenset({rounded})
    return Grid(name, tuple(Row(at, cells, lost) for at, cells in enumerate(rows, 1)))


def said(*rows: tuple[str, ...], answers: Answers | None = None) -> list[Said]:
    layout = PEOPLE if answers is None else replace(PEOPLE, answers=answers)
    found, problems = parse([grid(*rows)], layout, "结果.xlsx")
    assert problems == []
    return found


def problems(*rows: tuple[str, ...], rounded: int | None = None) -> list[str]:
    found, wrong = parse([grid(*rows, rounded=rounded)], PEOPLE, "结果.xlsx")
    assert found == []
    return [one.text for one in wrong]


HEAD = ("行号", "证件号", "错误代码", "错误信息")


def test_a_row_with_a_fault_was_rejected_and_one_without_was_taken() -> None:
    taken, refused = said(HEAD, ("2", NUMBER, "", ""), ("3", "370403199001019025", "E12", "号码和姓名不符"))

    assert (taken.number, taken.keys, taken.fate) == (2, {0: NUMBER}, "ACCEPTED")
    assert (refused.number, refused.fate, refused.code, refused.text) == (
        3,
        "REJECTED",
        "E12",
        "号码和姓名不符",
    )


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("身份证号码", "处理结果"), (NUMBER, "人员已在其他班")),
        (("姓名", "证 件 号 码*", "失败原因"), ("周春梅", NUMBER, "人员已在其他班")),
        (("公民身份号码", "状态", "错误信息"), (NUMBER.lower(), "失败", "人员已在其他班")),
        (("行 号", "结果"), ("2", "失败")),
    ],
)
def test_headings_are_found_in_every_usual_writing(head: tuple[str, ...], row: tuple[str, ...]) -> None:
    (one,) = said(("甲省平台导入结果",), head, row)

    assert one.fate == "REJECTED"
    assert one.keys == {0: NUMBER} or one.number == 2


@pytest.mark.parametrize(
    ("row", "fate"),
    [(("2", "成功", ""), "ACCEPTED"), (("2", "失败", "x"), "REJECTED"), (("2", "", ""), "ACCEPTED")],
)
def test_a_state_decides_before_what_else_is_said(row: tuple[str, ...], fate: str) -> None:
    (one,) = said(("行号", "状态", "错误信息"), row)

    assert one.fate == fate


def test_a_message_of_success_is_no_fault() -> None:
    (one,) = said(HEAD, ("2", NUMBER, "", "导入成功"))

    assert (one.fate, one.text) == ("ACCEPTED", "")


def test_row_numbers_may_count_only_the_data() -> None:
    (one,) = said(HEAD, ("1", "", "E1", "x"), answers=Answers(numbered="data"))

    assert one.number == 2


def test_a_layout_may_bring_its_own_words() -> None:
    answers = Answers(row=("序号",), state=("校验",), accepted=("OK",), rejected=("NG",))
    one, other = said(("序号", "校验"), ("2", "OK"), ("3", "NG"), answers=answers)

    assert (one.fate, other.fate) == ("ACCEPTED", "REJECTED")


def test_a_column_of_our_own_file_is_no_answer() -> None:
    """补贴明细 has a 状态 of its own; a list that repeats our columns does not answer with it."""
    rows = [("申请编号", "证件号码", "状态", "错误信息"), ("BT1", NUMBER, "50", "")]
    (one,), wrong = parse([grid(*rows)], SUBSIDIES, "结果.xlsx")

    assert (one.fate, one.keys, wrong) == ("ACCEPTED", {0: "BT1", 1: NUMBER}, [])


@pytest.mark.parametrize(
    ("row", "rounded", "sentence"),
    [
        (("", "", "", "x"), None, "名单第2行既没有行号，也没有可以对照的号码，没有采用。"),
        (("", NUMBER, "", ""), 1, "名单第2行的号码在表格里是数字，末几位已经丢失"),
    ],
)
def test_a_row_that_means_nobody_is_said(row: tuple[str, ...], rounded: int | None, sentence: str) -> None:
    (text,) = problems(HEAD, row, rounded=rounded)

    assert text.startswith(sentence)


def test_a_rounded_number_does_no_harm_where_there_is_a_row_number() -> None:
    found, _ = parse([grid(HEAD, ("2", NUMBER, "", ""), rounded=1)], PEOPLE, "结果.xlsx")

    assert [(one.number, one.keys) for one in found] == [(2, {})]


def test_a_state_that_nobody_knows_is_left_to_a_person() -> None:
    assert problems(("行号", "状态"), ("2", "审核中")) == [
        "名单第2行的结果“审核中”看不懂，没有采用。请人工核对。"
    ]


@pytest.mark.parametrize(
    "rows",
    [(), (("姓名", "电话"), ("周春梅", "1")), (("行号", "姓名"), ("2", "周春梅")), (("错误信息",), ("x",))],
)
def test_what_is_no_result_list_is_refused(rows: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(
        SheetUnreadable, match=r"文件 结果\.xlsx 里没有找到结果名单的表头。数据没有变化。.*“证件号码”"
    ):
        parse([grid(*rows)], PEOPLE, "结果.xlsx")


CELLS = st.sampled_from(
    ["行号", "证件号码", "错误信息", "状态", "2", "成功", "失败", NUMBER, "", "x"]
) | st.text(max_size=5)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8), st.sampled_from(["", "人员", "其他"]))
def test_any_table_is_understood_or_refused(rows: list[tuple[str, str, str]], name: str) -> None:
    try:
        found, wrong = parse([grid(*rows, name=name)], PEOPLE, "结果.xlsx")
    except SheetUnreadable:
        return
    assert len(found) + len(wrong) < len(rows)
    assert all(one.keys or one.number is not None for one in found)
