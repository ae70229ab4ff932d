import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.provinces import PROVINCES, province
from skilldesk.reference import codes


@pytest.mark.parametrize(
    "text", ["山东", "山东省", " 山 东 省 ", "37", "370000", "370402", "３７", "370402001001"]
)
def test_a_province_is_read_from_its_name_or_from_any_longer_code(text: str) -> None:
    assert province(text) == "37"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广西", "45"),
        ("广西壮族自治区", "45"),
        ("内蒙古自治区", "15"),
        ("北京市", "11"),
        ("新疆维吾尔自治区", "65"),
    ],
)
def test_long_and_short_names_are_the_same_province(text: str, code: str) -> None:
    assert province(text) == code


@pytest.mark.parametrize("text", ["", "鲁", "山东省枣庄市", "99", "3", "37040", "齐鲁"])
def test_what_is_no_province_is_not_guessed(text: str) -> None:
    assert province(text) is None


@given(st.text(max_size=8))
def test_any_text_is_a_province_or_none(text: str) -> None:
    assert province(text) in {None, *PROVINCES}


def test_the_provinces_are_those_of_the_code_table() -> None:
    assert {one.code: one.name for one in codes.load()["province"].entries if one.listed} == PROVINCES
