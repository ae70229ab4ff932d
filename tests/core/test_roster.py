from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.roster import CELLS, FixedItems, doubles, with_headings

HEAD = ["序号", "学员姓名", "身份证号", "性别", "学历", "联系电话", "户籍所在地", "人员类型"]


def test_columns_are_found_by_what_they_are_called_in_any_order() -> None:
    rows = [
        ["示例职校 2026年第3期", "", "", "", "", "", "", ""],
        HEAD,
        ["1", "周春梅", "370403199203079122", "女", "初中", "13800009902", "陶庄镇前进村12号", "农民工"],
        ["", "", "", "", "", "", "", ""],
        ["2", "马翠平", "370403198603059281", "女", "", "", "", ""],
    ]
    found = with_headings(rows)

    assert found is not None
    assert found.lines[0] == {
        "name": "周春梅",
        "id_number": "370403199203079122",
        "education": "初中",
        "phone": "13800009902",
        "hukou_address": "陶庄镇前进村12号",
        "category": "农民工",
    }
    assert found.lines[1] == {"name": "马翠平", "id_number": "370403198603059281"}
    assert found.left_out == ("序号", "性别")


def test_a_table_that_does_not_say_whom_it_is_about_has_no_headings() -> None:
    assert with_headings([["周春梅", "370403199203079122"]]) is None
    assert with_headings([["学历", "联系电话"], ["初中", "13800009902"]]) is None
    assert with_headings([]) is None


def test_the_first_of_two_columns_with_one_meaning_counts() -> None:
    found = with_headings([["姓名", "联系电话", "手机"], ["周春梅", "", "13800009902"]])

    assert found is not None
    assert found.lines[0]["phone"] == "13800009902"


@given(st.lists(st.lists(st.text(max_size=8) | st.sampled_from(HEAD), max_size=6), max_size=8))
def test_only_cells_of_the_roster_come_out(rows: list[list[str]]) -> None:
    found = with_headings(rows)

    for line in found.lines if found else ():
        assert set(line) <= set(CELLS)
        assert all(line.values())


def test_doubles_name_the_other_place() -> None:
    assert doubles(["a", "b", "a", "", ""]) == {0: 2, 2: 0}


@given(st.lists(st.sampled_from("abcd ")))
def test_a_double_points_to_another_with_the_same_number(numbers: list[str]) -> None:
    for at, other in doubles(numbers).items():
        assert at != other
        assert numbers[at] == numbers[other]


@given(
    st.dictionaries(
        st.sampled_from(["category", "ethnicity", "same_address", "of a newer program"]), st.text()
    )
)
def test_fixed_items_are_kept_as_they_are(said: dict[str, str]) -> None:
    items = FixedItems.of(said)

    assert FixedItems.of(items.said()) == items


def test_what_is_for_the_class_is_not_for_the_person() -> None:
    items = FixedItems(category="04", ethnicity="01", same_address="1")

    assert items.for_person() == {"ethnicity": "01"}
