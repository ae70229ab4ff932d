from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk.core.identity import check_character
from skilldesk.forms import form
from skilldesk.forms.paper import Rule
from skilldesk.forms.papers.personal_claim import FORM
from skilldesk.progress import Progress
from tests.forms.reading import darkness, said_by

LABELS = (
    "姓名｜性别｜出生年月｜身份证号｜民族｜文化程度｜户籍地｜常住地｜享受补贴人员范围｜就业状态/单位｜联系电话｜证书类型"
    "｜证书编号｜职业（工种）｜等级｜证书取得时间｜发证机构｜开户行支行全称｜银行卡号（社保卡）｜补贴金额合计（大写）｜（小写）"
)

LONGEST = {
    "name": 50,
    "hukou_address": 200,
    "residence_address": 200,
    "category": 60,
    "employment_status": 110,
    "certificate_number": 30,
    "occupation": 121,
    "issuer": 100,
    "bank_branch": 60,
}

MARGINS = (20.0, 20.0, 190.0, 297 - 20.0)

characters = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from(
    "㛃䶮𬭎𫖯龑翀玥·（）A1"
)


def said_with(values: Mapping[str, str]) -> str:
    sheet = replace(FORM.example, values={**FORM.example.values, **values}, practice=False)
    return said_by(form.draw(FORM, [sheet], Progress()).pdf)


def test_its_labels_are_those_of_the_domain_in_their_order() -> None:
    assert "｜".join(label for _, label in FORM.fields) == LABELS


def test_the_longest_texts_are_printed_whole() -> None:
    longest = {name: (FORM.example.values[name] * 200)[:length] for name, length in LONGEST.items()}

    said = said_with(longest)

    for text in longest.values():
        assert "".join(text.split()) in said


@given(
    st.fixed_dictionaries({name: st.text(characters, max_size=length) for name, length in LONGEST.items()})
)
@settings(max_examples=15, deadline=None)
def test_whatever_is_in_a_field_is_on_the_paper(values: dict[str, str]) -> None:
    said = said_with(values)

    for text in values.values():
        assert text in said


def test_an_empty_field_leaves_an_empty_cell() -> None:
    said = said_with(dict.fromkeys(LONGEST, ""))

    assert FORM.example.values["issuer"] not in said
    assert FORM.example.values["id_number"] in said


def test_all_rules_lie_within_the_margins() -> None:
    (page,) = FORM.draw(FORM, FORM.example)
    boxes = [mark.box for mark in page.template.marks if isinstance(mark, Rule) and mark.box.height]

    assert min(box.x for box in boxes) >= MARGINS[0]
    assert min(box.y for box in boxes) >= MARGINS[1]
    assert max(box.right for box in boxes) <= MARGINS[2]
    assert max(box.bottom for box in boxes) <= MARGINS[3]


def test_four_opinions_have_room_for_a_hand_and_two_for_a_seal() -> None:
    (page,) = FORM.draw(FORM, FORM.example)
    opinions = [mark.box for mark in page.template.marks if isinstance(mark, Rule) and mark.box.width == 83]

    assert len(opinions) == 4
    assert all(box.height >= 30 for box in opinions)
    assert sum(box.height >= 45 for box in opinions) == 2
    said = said_with({})
    assert said.count("（签字/盖章）") == 4
    for opinion in ("受理意见", "初审意见", "复核意见", "审批意见"):
        assert opinion in said


def test_the_promise_is_signed_with_name_and_finger() -> None:
    said = said_with({})

    assert "".join(FORM.wording["promise"].split()) in said
    assert "签字按手印" in said


def test_the_place_for_a_photo_is_a_matter_of_the_wording() -> None:
    plain = replace(FORM, wording={**FORM.wording, "photo": ""})
    sheet = replace(FORM.example, practice=False)
    with_photo = form.draw(FORM, [sheet], Progress()).pdf
    without = form.draw(plain, [sheet], Progress()).pdf

    assert "照片" in said_by(with_photo)
    assert "照片" not in said_by(without)
    assert darkness(with_photo, (161.0, 52.0, 187.0, 55.0)) == 0
    assert darkness(without, (161.0, 52.0, 187.0, 55.0)) > 0


def test_the_example_is_nobody() -> None:
    number = FORM.example.values["id_number"]

    assert number[17] == check_character(number[:17])
    assert 900 <= int(number[14:17]) <= 999


@pytest.mark.parametrize("name", ["㛃䶮", "马𬭎翀", "龑玥𫖯", "艾合买提江·阿卜杜热合曼"])
def test_rare_names_copy_as_they_are_written(name: str) -> None:
    assert name in said_with({"name": name})
