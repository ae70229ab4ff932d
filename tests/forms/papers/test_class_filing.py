from collections.abc import Mapping
from dataclasses import replace

from skilldesk.forms import form
from skilldesk.forms.paper import Rule
from skilldesk.forms.papers.class_filing import FORM
from skilldesk.progress import Progress
from tests.forms.reading import darkness, said_by

LABELS = (
    "培训机构名称（加盖公章）｜统一社会信用代码｜班期名称｜职业名称｜工种｜培训等级｜补贴类别｜取证类型｜人数｜负责人｜联系电话"
    "｜学习形式｜培训地点｜开班时间｜结课时间｜理论课时｜实训课时｜开班备案号｜备案时间"
)

LONGEST = {"institution_name": 100, "class_name": 100, "occupation": 60, "trade": 60, "site": 200}

SEAL = (120.0, 180.0, 186.0, 235.0)


def drawn(values: Mapping[str, str]) -> bytes:
    sheet = replace(FORM.example, values={**FORM.example.values, **values}, practice=False)
    return form.draw(FORM, [sheet], Progress()).pdf


def test_its_labels_are_those_of_the_domain_in_their_order() -> None:
    assert "｜".join(label for _, label in FORM.fields) == LABELS


def test_the_longest_texts_are_printed_whole() -> None:
    longest = {name: (FORM.example.values[name] * 200)[:length] for name, length in LONGEST.items()}
    said = said_by(drawn({**longest, "principal": "阿卜杜热合曼·艾合买提江" * 4}))

    for text in longest.values():
        assert text in said


def test_it_has_two_sides_and_cells_to_be_written_in() -> None:
    said = said_by(drawn({}))

    for words in ("培训机构填写", "人力社保部门填写", "评价机构", "年度备案序号", "审核人：", "制表人签章："):
        assert words in said


def test_the_seal_has_room_and_is_not_drawn() -> None:
    (page,) = FORM.draw(FORM, FORM.example)
    office = max(
        (one.box for one in page.template.marks if isinstance(one, Rule) and one.box.x > 110),
        key=lambda box: box.height,
    )

    assert office.height >= 45
    assert darkness(drawn({}), SEAL) < 0.01


def test_a_class_that_is_not_filed_yet_leaves_the_cells_of_the_office_empty() -> None:
    said = said_by(drawn({"filing_number": "", "filed_on": ""}))

    assert FORM.example.values["filed_on"] not in said
