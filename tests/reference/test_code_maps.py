from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk import resources
from skilldesk.errors import TemplateFault
from skilldesk.reference import codes
from skilldesk.reference.code_maps import COLUMNS, CodeMap, CodeMaps, Pair, _expect_both_ways, read

SHIPPED = CodeMaps([resources.path("codes", "maps")])


def written(folder: Path, *rows: str, name: str = "sex-some") -> Path:
    file = folder / f"{name}.csv"
    file.write_bytes("\n".join([",".join(COLUMNS), *rows, ""]).encode())
    return file


@pytest.mark.parametrize("name", SHIPPED.names)
@pytest.mark.parametrize("show", ["code", "name"])
def test_a_shipped_map_is_good_both_ways(name: str, show: str) -> None:
    found = SHIPPED.named(name)
    ours = {entry.code for entry in codes.load()[found.table].entries}
    words = found.words(show)  # type: ignore[arg-type]  # both are ways to show

    assert {*words.texts, *words.codes.values()} <= ours
    for code, text in words.texts.items():
        assert words.texts[words.codes[text]] == text, code
    assert set(words.choices) == {*words.texts.values(), *words.codes}


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("marital_status-one_digit", "22", "2"),
        ("education-gb1984", "44", "50"),
        ("level-tibet", "1", "401"),
        ("certificate_kind-tibet", "03", "4"),
    ],
)
def test_codes_go_out_as_the_receiving_system_has_them(name: str, ours: str, theirs: str) -> None:
    assert SHIPPED.named(name).words("code").texts[ours] == theirs


def test_labels_stand_in_place_of_codes_where_a_layout_asks_for_them() -> None:
    words = SHIPPED.named("education-zhejiang").words("name")

    assert words.texts["31"] == "大学专科和专科学校"
    assert words.codes["文盲或半文盲"] == "90"
    assert "90" not in words.texts
    assert "文盲或半文盲" in words.choices


def test_a_later_folder_replaces_a_map_of_the_same_name(tmp_path: Path) -> None:
    written(tmp_path, "1,M,男,both,某省", name="level-tibet")

    assert CodeMaps([resources.path("codes", "maps"), tmp_path]).named("level-tibet").pairs == (
        Pair("1", "M", "男", "both"),
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["1,M,男,both"], "第2行有误：应有5列，现在有4列"),
        (["1,M,男,twice,某省"], "way 不能是“twice”，只能是 both、out、in"),
        (["1,M,,both,某省"], "their_label 没有填写"),
        (["1,M,男,both,某省", "1,F,女,both,某省"], "“1”重复"),
        (["1,M,男,both,某省", "2,M,女,both,某省"], "“M”重复"),
        (["1,M,男,out,某省"], "“1”写成“M”以后读不回来"),
        (["1,M,男,out,某省", "2,M,男,in,某省"], "“1”写成“M”以后读不回来"),
        (["1,M,男,both,某省", "2,M,女,out,某省"], "“2”写成“女”以后读不回来"),
        (['1,"M,男,both,某省'], "第2行有误"),
    ],
)
def test_a_map_that_is_not_good_both_ways_is_refused_with_its_place(
    tmp_path: Path, rows: list[str], sentence: str
) -> None:
    with pytest.raises(TemplateFault, match=rf"^代码对照表「sex-some\.csv」.*{sentence}.*业务数据没有变化"):
        read(written(tmp_path, *rows))


def test_other_columns_and_other_bytes_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "sex-some.csv"
    file.write_bytes(b"ours,theirs\n1,2\n")
    with pytest.raises(TemplateFault, match="列标题应是 our_code,their_code,their_label,way,source"):
        read(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFault, match="读不出来"):
        read(file)


PAIRS = st.builds(
    Pair,
    st.sampled_from("123"),
    st.sampled_from("AB"),
    st.sampled_from("甲乙"),
    st.sampled_from(["both", "out", "in"]),
)


@given(st.lists(PAIRS, max_size=4))
def test_every_map_that_is_taken_is_good_both_ways(pairs: list[Pair]) -> None:
    found = CodeMap("sex-some", tuple(pairs))
    try:
        _expect_both_ways(found)
    except ValueError:
        return
    for show in ("code", "name"):
        words = found.words(show)  # type: ignore[arg-type]  # both are ways to show
        for text in words.texts.values():
            assert words.texts[words.codes[text]] == text
