from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk.core.identity import check_character, masked
from skilldesk.forms import form
from skilldesk.forms.form import Sheet
from skilldesk.forms.paper import Rule
from skilldesk.forms.papers.roster import FORM, PUBLIC
from skilldesk.progress import Progress
from tests.forms.reading import qr_codes_of, texts_of

COLUMNS = (
    "序号｜姓名｜性别｜身份证号码｜民族｜文化程度｜户籍地（镇村）"
    "｜人员类别｜就业单位｜联系电话｜证书名称等级｜证书编号｜备注"
)
SIXTY = (
    "示例省示例市示例县示例街道新能源汽车与高端装备制造产业工人职业技能提升"
    "公共实训基地暨鲁南示范职业技术培训学校有限责任公司"
)
LONGEST = {
    "name": 50,
    "hukou_address": 200,
    "category": 60,
    "employer": 100,
    "certificate": 20,
    "certificate_number": 30,
}
MARGINS = (14.0, 7.0, 283.0, 203.0)

characters = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("㛃䶮𬭎龑·（）A1")


def person(place: int, **changes: str) -> Mapping[str, str]:
    """The first person of the example, or the second, in that place."""
    return {**FORM.example.rows[place % 2], "position": str(place), "category": "就业困难人员", **changes}


def roster(count: int, **values: str) -> Sheet:
    rows = tuple(person(place) for place in range(1, count + 1))
    return replace(FORM.example, rows=rows, values={**FORM.example.values, **values}, practice=False)


def pages(sheet: Sheet) -> list[str]:
    texts = texts_of(form.draw(FORM, [sheet], Progress()).pdf)
    return ["".join(text.split()) for text in texts]


def test_its_columns_are_those_of_the_domain_in_their_order() -> None:
    assert "｜".join(label for _, label in FORM.columns) == COLUMNS
    assert FORM.wording["sign"] == "学员签字"


@pytest.mark.parametrize(
    ("count", "on_pages"), [(1, [1]), (20, [20]), (21, [20, 1]), (23, [21, 2]), (47, [21, 21, 5])]
)
def test_a_page_has_twenty_rows_and_more_and_its_own_sum(count: int, on_pages: list[int]) -> None:
    found = pages(roster(count))

    assert len(found) == len(on_pages)
    for place, (people, said) in enumerate(zip(on_pages, found, strict=True), start=1):
        assert f"本页小计：{people}人" in said
        assert f"第{place}页共{len(on_pages)}页" in said
        assert ("以下空白" in said) == (f"合计：{count}人" in said) == (place == len(on_pages))
        assert "序号" in said
        assert said.count("马𬭎翀") + said.count("周春梅") == people


def test_sums_are_of_what_is_printed() -> None:
    rows = (person(1), person(2), person(3, sex="女", certificate="", certificate_number=""))
    (said,) = pages(replace(roster(0), rows=rows))

    assert "合计：3人，其中女2人，取得证书2人" in said


def test_every_page_can_be_scanned() -> None:
    sheet = roster(47)
    codes = qr_codes_of(form.draw(FORM, [sheet], Progress()).pdf, dpi=100)

    assert codes == [f"SD1|F02|{sheet.number}|{FORM.check_code(sheet)}"] * 3


def test_an_institution_of_sixty_characters_stands_whole_on_every_page() -> None:
    assert len(SIXTY) == 60
    assert all(SIXTY in said for said in pages(roster(23, institution_name=SIXTY)))


def test_the_longest_texts_are_printed_whole() -> None:
    longest = {name: ("样例镇前进村甲乙丙丁" * 30)[:length] for name, length in LONGEST.items()}
    head = dict.fromkeys(("institution_name", "class_name"), ("样例职业培训学校" * 30)[:100])
    sheet = replace(roster(0, **head, occupation="样例工种" * 32), rows=(person(1, **longest), person(2)))
    said = "".join(pages(sheet))

    for text in (*longest.values(), *head.values()):
        assert text in said


@given(
    st.lists(st.fixed_dictionaries({name: st.text(characters, max_size=40) for name in LONGEST}), max_size=4)
)
@settings(max_examples=10, deadline=None)
def test_whatever_is_in_a_row_is_on_the_paper(people: list[dict[str, str]]) -> None:
    sheet = replace(roster(0), rows=tuple(person(place, **one) for place, one in enumerate(people, start=1)))
    said = "".join(pages(sheet))

    for one in people:
        assert all(text in said for text in one.values())


def test_the_public_roster_has_its_own_columns_and_check_code() -> None:
    for_the_file = roster(23)
    hidden = dict.fromkeys(("hukou_address", "phone", "employer", "certificate_number"), "")
    rows = tuple({**row, **hidden, "id_number": masked(row["id_number"])} for row in for_the_file.rows)
    values = {**for_the_file.values, PUBLIC: "公开版：证件号码隐去部分位数"}
    said = pages(public := replace(for_the_file, rows=rows, values=values))

    assert all("公开版：证件号码隐去部分位数" in one for one in said)
    assert "370403********9914" in said[0]
    assert "370403199001019914" not in "".join(said)
    assert "联系电话" not in said[0]
    assert "学员签字" not in said[0]
    assert FORM.check_code(public) != FORM.check_code(for_the_file)


def test_all_rules_lie_within_the_margins() -> None:
    for page in FORM.draw(FORM, roster(47)):
        boxes = [mark.box for mark in (*page.template.marks, *page.marks) if isinstance(mark, Rule)]

        assert min(box.x for box in boxes) >= MARGINS[0]
        assert min(box.y for box in boxes) >= MARGINS[1]
        assert max(box.right for box in boxes) <= MARGINS[2]
        assert max(box.bottom for box in boxes) <= MARGINS[3]


def test_the_examples_are_nobody() -> None:
    for row in FORM.example.rows:
        number = row["id_number"]
        assert number[17] == check_character(number[:17])
        assert 900 <= int(number[14:17]) <= 999
