import pytest

from skilldesk.core.fields import Code, Day, DocumentNumber, Whole
from skilldesk.core.kinds import KINDS
from skilldesk.core.layout import DERIVED, SYSTEM_SOURCES, Column, Rate, Words, described


@pytest.mark.parametrize(
    ("record", "source", "kind"),
    [
        ("trainee", "id_number", DocumentNumber),
        ("claim_line", "trainee_id.employer_id.credit_code", object),
        ("enrolment", "class_id.starts_on", Day),
        ("enrolment", "class_id.enrolled_count", Whole),
        ("enrolment", "attended_rate", Rate),
        ("enrolment", "trainee_id.category_fact.category", Code),
        ("class", "@today", Day),
    ],
)
def test_a_source_is_described_by_the_field_at_its_end(record: str, source: str, kind: type) -> None:
    assert isinstance(described(record, source), kind)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("nonsense", "trainee 没有“nonsense”"),
        ("name.sex", "“name”不指向另一条记录"),
        ("employer_id", "“employer_id”不是可以写在表格里的内容"),
        ("photo", "“photo”不是可以写在表格里的内容"),
        ("employer_id.", "institution 没有“”"),
        ("@nonsense", "没有“@nonsense”，只有 @row、"),
    ],
)
def test_a_source_that_leads_nowhere_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        described("trainee", source)


def test_what_is_derived_hides_no_field() -> None:
    for record, derived in DERIVED.items():
        assert not set(derived) & set(KINDS[record].__dataclass_fields__)
    assert all(source.startswith("@") for source in SYSTEM_SOURCES)


def test_a_column_offers_its_own_choices_before_those_of_its_words() -> None:
    words = Words({"1": "男"}, {"男": "1"}, ("男", "女"))

    assert Column(label="性别", words=words).offered == ("男", "女")
    assert Column(label="性别", words=words, choices=("男",)).offered == ("男",)
    assert Column(label="姓名").offered == ()


def test_what_no_record_fills_is_filled_by_hand() -> None:
    assert Column(label="批次").by_hand
    assert not Column(label="理论考试", fixed="新考").by_hand
    assert not Column(label="姓名", source="name").by_hand
