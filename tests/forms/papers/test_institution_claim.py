from collections.abc import Mapping
from dataclasses import replace

import pytest

from skilldesk.core.identity import check_character
from skilldesk.forms import form
from skilldesk.forms.form import Sheet
from skilldesk.forms.paper import A4, A4_ACROSS, Rule
from skilldesk.forms.papers.institution_claim import FORM
from skilldesk.progress import Progress
from tests.forms.reading import qr_codes_of, texts_of

LABELS = (
    "单位名称｜统一社会信用代码｜法定代表人｜联系人及电话｜单位地址｜单位类型｜开户名称｜开户银行（支行）｜账号｜补贴类型"
    "｜政策依据（文号）｜班期名称｜备案号｜职业（工种）及等级｜培训起止时间｜总课时（理论/实操）｜开班人数/结业人数"
    "｜取证人数/就业人数（率）｜补贴标准×人数｜资金渠道｜申请金额（大写）｜（小写）"
)
SIXTY = (
    "示例省示例市示例县示例街道新能源汽车与高端装备制造产业工人职业技能提升"
    "公共实训基地暨鲁南示范职业技术培训学校有限责任公司"
)
LONGEST = {
    "institution_name": 100,
    "legal_representative": 50,
    "contact": 70,
    "address": 200,
    "account_holder": 100,
    "bank_branch": 60,
    "documents": 200,
    "class_name": 100,
    "occupation": 130,
}


def claim(people: int, **values: str) -> Sheet:
    rows = tuple(person(place) for place in range(1, people + 1))
    return replace(FORM.example, rows=rows, values={**FORM.example.values, **values}, practice=False)


def person(place: int) -> Mapping[str, str]:
    return {**FORM.example.rows[place % 2], "position": str(place)}


def pages(sheet: Sheet) -> list[str]:
    texts = texts_of(form.draw(FORM, [sheet], Progress()).pdf)
    return ["".join(text.split()) for text in texts]


def test_its_labels_are_those_of_the_domain() -> None:
    assert "｜".join(label for _, label in FORM.fields) == LABELS


@pytest.mark.parametrize(("people", "on_pages"), [(3, [3]), (23, [22, 1]), (47, [22, 22, 3])])
def test_the_people_follow_on_pages_that_lie_across(people: int, on_pages: list[int]) -> None:
    first, *following = FORM.draw(FORM, claim(people))
    said = pages(claim(people))

    assert first.size == A4
    assert {page.size for page in following} == {A4_ACROSS}
    assert len(said) == 1 + len(on_pages)
    for place, (count, text) in enumerate(zip(on_pages, said[1:], strict=True), start=2):
        assert f"本页小计：{count}人，{count * 1500:,}.00元" in text
        assert f"第{place}页共{len(said)}页" in text
        assert ("以下空白" in text) == ("合计" in text) == (place == len(said))


def test_the_total_is_told_in_capitals_too() -> None:
    assert "合计：23人，34,500.00元（人民币叁万肆仟伍佰元整）" in pages(claim(23))[-1]


def test_every_page_can_be_scanned() -> None:
    sheet = claim(23)
    codes = qr_codes_of(form.draw(FORM, [sheet], Progress()).pdf, dpi=100)

    assert codes == [f"SD1|F09|{sheet.number}|{FORM.check_code(sheet)}"] * 3


def test_an_institution_of_sixty_characters_stands_whole_on_every_page() -> None:
    assert all(SIXTY in said for said in pages(claim(3, institution_name=SIXTY)))


def test_the_longest_texts_are_printed_whole() -> None:
    longest = {name: ("样例职业培训学校有限公司" * 30)[:length] for name, length in LONGEST.items()}
    rates = "\n".join(f"{amount},999.99元/人×99人＝9,999,999.99元" for amount in range(1, 6))
    said = pages(claim(1, **longest, rates=rates, amount_capitals="人民币" + "玖仟玖佰" * 9 + "元整"))[0]

    for text in longest.values():
        assert text in said
    assert "".join(rates.split()) in said


def test_opinions_have_room_for_a_hand_and_two_for_a_seal() -> None:
    page = FORM.draw(FORM, FORM.example)[0]
    opinions = [mark.box for mark in page.template.marks if isinstance(mark, Rule) and mark.box.width == 83]

    assert len(opinions) == 4
    assert all(box.height >= 30 for box in opinions)
    assert sum(box.height >= 45 for box in opinions) == 2
    said = pages(claim(1))[0]
    for words in ("初审意见", "复核意见", "人社部门意见", "财政部门意见", "核定人数", "（公章）"):
        assert words in said


def test_all_rules_lie_within_the_margins() -> None:
    page = FORM.draw(FORM, FORM.example)[0]
    boxes = [mark.box for mark in page.template.marks if isinstance(mark, Rule) and mark.box.height]

    assert min(box.x for box in boxes) >= 20
    assert min(box.y for box in boxes) >= 20
    assert max(box.right for box in boxes) <= 190
    assert max(box.bottom for box in boxes) <= 277


def test_the_examples_are_nobody() -> None:
    for row in FORM.example.rows:
        number = row["id_number"]
        assert number[17] == check_character(number[:17])
        assert 900 <= int(number[14:17]) <= 999
