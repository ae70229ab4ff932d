import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.fields import Field, fields_of
from skilldesk.core.headings import field
from skilldesk.core.kinds import RECORDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import kind_of
from tests.support.monsters import ANY_TEXT, MONSTERS

PATHS = {
    one.name if record is Trainee else f"{kind_of(record)}.{one.name}": one
    for record in RECORDS
    for one in fields_of(record)
}
OTHERS = (
    "教师",
    "授课教师",
    "法人",
    "法定代表人",
    "联系人",
    "监护人",
    "户主",
    "推荐人",
    "班主任",
    "负责人",
    "校长",
    "经办人",
)


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("姓名", "name"),
        ("姓 名", "name"),
        ("*姓名", "name"),
        ("姓名（必填）", "name"),
        ("姓名（必填，与身份证一致）", "name"),
        ("身份证号码（18位，末位X大写）", "id_number"),
        ("补贴金额（元）", "claim.amount"),
        ("学员姓名", "name"),
        ("参训人员的姓名", "name"),
        ("身份证号", "id_number"),
        ("身份证\n号码", "id_number"),
        ("2.身份证号码(18位)", "id_number"),
        ("社会保障号码", "id_number"),
        ("学员身份证号", "id_number"),
        ("证件类型", "document_type"),
        ("性别(男/女)", "sex"),
        ("出生年月（如1990-01-01）", "birth_date"),
        ("民族", "ethnicity"),
        ("学历", "education"),
        ("联系电话", "phone"),
        ("手机号码", "phone"),
        ("户籍所在地", "hukou_address"),
        ("家庭住址", "residence_address"),
        ("银行账号", "bank_account"),
        ("社保卡号", "social_card_number"),
        ("开户行", "bank_branch"),
        ("户名", "account_holder"),
        ("工作单位", "employer_id"),
        ("备注", "remark"),
        ("人员类别", "category_fact.category"),
        ("序号", "enrolment.position"),
        ("班级名称", "class.name"),
        ("班级开班日期", "class.starts_on"),
        ("开班时间", "class.starts_on"),
        ("培训工种", "class.occupation_id"),
        ("培训等级", "class.level"),
        ("证书编号", "certificate.number"),
        ("证书等级", "certificate.level"),
        ("发证日期", "certificate.issued_on"),
        ("机构名称", "institution.name"),
        ("培训机构名称", "institution.name"),
        ("培训机构", "institution.name"),
        ("统一社会信用代码", "institution.credit_code"),
        ("法人姓名", "institution.legal_representative"),
        ("联系人姓名", "institution.contact_person"),
        ("机构电话", "institution.phone"),
        ("班主任", "class.head_teacher"),
        ("职业编码", "occupation.code"),
        ("补贴金额", "claim.amount"),
    ],
)
def test_a_heading_of_a_school_means_its_field(heading: str, path: str) -> None:
    assert field(heading) == path


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "教师姓名",
            "户主姓名",
            "监护人姓名",
            "推荐人姓名",
            "姓名（联系人）",
            "姓名（法人）",
            "姓名拼音",
        ),
        *(
            "教师身份证号",
            "法人身份证号码",
            "联系人电话",
            "法人手机",
            "年龄",
            "签字",
            "等级",
            "状态",
            "起",
            "是否",
            "",
        ),
        *("1", "（必填）", "身份证号码2", "学员", "培训时间", "金额"),
    ],
)
def test_what_is_another_ones_or_no_field_is_nothing(heading: str) -> None:
    assert field(heading) is None


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("of", ["", "的"])
@pytest.mark.parametrize("what", ["姓名", "身份证号", "性别", "电话", "学历", "民族"])
def test_what_is_another_ones_is_never_the_trainees(other: str, of: str, what: str) -> None:
    assert "." in (field(f"{other}{of}{what}") or ".")


@pytest.mark.parametrize(("path", "one"), PATHS.items(), ids=PATHS)
def test_every_word_of_a_field_means_it_or_a_nearer_one_or_nothing(path: str, one: Field) -> None:
    for word in (one.label, *one.kind.synonyms):
        found = field(word)
        assert found in (None, path) or word in (PATHS[found].label, *PATHS[found].kind.synonyms)


@pytest.mark.parametrize("one", fields_of(Trainee), ids=lambda one: one.name)
def test_every_word_of_a_trainee_means_that_field_alone(one: Field) -> None:
    for word in (one.label, *one.kind.synonyms):
        assert field(word) == one.name


@given(path=st.sampled_from(sorted(PATHS)), mark=st.sampled_from(["*", " ", "：", "（必填）", "\n", "　"]))
def test_marks_around_a_heading_change_nothing(path: str, mark: str) -> None:
    label = PATHS[path].label

    assert field(label + mark) == field(label)
    assert field(mark + label) == field(label)


@given(text=ANY_TEXT)
def test_any_text_is_a_field_or_nothing(text: str) -> None:
    assert field(text) in {None, *PATHS}


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_heading(monster: str) -> None:
    assert field(monster) is None
