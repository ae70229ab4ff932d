from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.case import CaseCertificate, DatedFact
from skilldesk.core.levels import BY_CODE
from skilldesk.core.scenario import Scenario, choice, overlaid, read
from skilldesk.errors import ScenarioFault
from tests.support.cases import EXAMPLE


def test_a_whole_scenario_is_read() -> None:
    case = read(EXAMPLE).cases[0]

    assert (case.ask, case.subsidy, case.applied_on) == ("eligible", "10", date(2020, 7, 1))
    assert case.person.facts[0].valid_from == date(2020, 8, 9)
    assert case.person.facts[1] == DatedFact(kind="insured_months", value=36)
    assert case.person.categories[0].code == "04"
    assert (case.training.province, case.training.level, case.training.hours) == ("37", BY_CODE["5"], 1200)
    assert case.enrolment.attended_rate == Fraction(93, 100)
    assert case.certificate.issued_on == date(2020, 6, 12)
    assert case.history[0].level == BY_CODE["5"]
    assert (case.project.amount_fen, case.project.advanced_fen) == (10_000_000, 6_000_000)
    assert case.history_complete


@pytest.mark.parametrize("part", [key for key in EXAMPLE if key != "policies"])
def test_every_part_may_be_missing(part: str) -> None:
    assert read({key: value for key, value in EXAMPLE.items() if key != part}).cases


def test_an_empty_scenario_knows_nothing() -> None:
    case = read({}).cases[0]

    assert case.certificate.obtained is None
    assert case.days.certificate is None
    assert not case.history_complete


def test_null_certificate_says_that_there_is_none_and_a_missing_one_says_nothing() -> None:
    assert read({"certificate": None}).cases[0].certificate == CaseCertificate(obtained=False)
    assert read({"certificate": False}).cases[0].certificate == CaseCertificate(obtained=False)
    assert read({"certificate": {}}).cases[0].certificate.obtained


def test_an_empty_history_is_known_and_a_missing_one_is_not() -> None:
    assert read({"history": []}).cases[0].history_complete
    assert not read({"history": None}).cases[0].history_complete


def test_a_class_is_filed_or_filed_on_a_day() -> None:
    filed = [
        read({"class": {"filed": value}}).cases[0].training for value in (True, False, "2020-05-01", None)
    ]

    assert [one.filed for one in filed] == [True, False, True, None]
    assert filed[2].filed_on == date(2020, 5, 1)


def test_what_is_ordinary_lies_below_what_is_said() -> None:
    ordinary = {
        "class": {"province": "山东", "mode": "1"},
        "person": {"facts": [{"kind": "entitled", "value": False}, {"kind": "student", "value": False}]},
    }
    said = {
        "class": {"province": "江苏"},
        "person": {"facts": [{"kind": "entitled", "value": True}]},
        "given": "ordinary",
    }
    case = read(said, [ordinary]).cases[0]

    assert (case.training.province, case.training.mode) == ("32", "1")
    assert {(fact.kind, fact.value) for fact in case.person.facts} == {("entitled", True), ("student", False)}


def test_lines_of_a_batch_keep_their_order_and_say_only_what_differs() -> None:
    scenario = read(
        {
            "person": EXAMPLE["person"],
            "certificate": {"type": "02"},
            "claims": [
                {"certificate": {"issued": "2020-06-12"}, "class": {"occupation": "焊工"}},
                {"certificate": None, "claim": {"subsidy": "12"}},
            ],
        }
    )

    assert scenario.is_batch
    assert [case.certificate.obtained for case in scenario.cases] == [True, False]
    assert scenario.cases[0].certificate.certificate_kind == "02"
    assert [case.subsidy for case in scenario.cases] == [None, "12"]
    assert all(case.person.facts for case in scenario.cases)


def test_standards_may_be_assumed() -> None:
    told = {"policy": "SD-2019", "subsidy": "10", "key": "5", "amount": "700.00", "document": "演示标准"}
    standard = read({"standards": [told]}).standards[0]

    assert (standard.amount, standard.approved_by) == (70_000, None)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"certficate": None}, "certficate"),
        ({"person": {"fact": []}}, "person.fact"),
        ({"person": {"facts": [{"kind": "pension"}]}}, r"person.facts\[1\].kind"),
        ({"person": {"facts": [{"value": True}]}}, r"person.facts\[1\].kind"),
        ({"person": {"facts": [{"kind": "entitled", "value": 3}]}}, r"person.facts\[1\].value"),
        ({"class": {"level": "七级"}}, "class.level"),
        ({"class": {"province": "齐鲁"}}, "class.province"),
        ({"class": {"start": "2020-02-30"}}, "class.start"),
        ({"enrolment": {"attended_rate": 93}}, "enrolment.attended_rate"),
        ({"certificate": "有"}, "certificate"),
        ({"certificate": {"issue": "2020-06-12"}}, "certificate.issue"),
        ({"history": [{"state": "payed"}]}, r"history\[1\].state"),
        ({"history": [{"state": "undecided"}]}, r"history\[1\].state"),
        ({"project": {"trained": -1}}, "project.trained"),
        ({"project": {"amount": "十万"}}, "project.amount"),
        ({"project": {"stage": "done"}}, "project.stage"),
        ({"claim": {"day": "2020-07-01"}}, "claim.day"),
        ({"claims": [{"history": []}]}, r"claims\[1\].history"),
        ({"claims": [{"class": {"level": "七级"}}]}, r"claims\[1\].class.level"),
        ({"standards": [{"policy": "SD-2019"}]}, r"standards\[1\]"),
        ({"ask": "money"}, "ask"),
        ({"given": "normal"}, "given"),
        ({"region": "齐鲁"}, "region"),
        ({"policies": ["SD-2019"], "region": "370402"}, "policies"),
        ({"date": "明天"}, "date"),
    ],
)
def test_a_fault_names_its_key(said: dict[str, Any], key: str) -> None:
    with pytest.raises(ScenarioFault, match=f"^{key}"):
        read(said)


@pytest.mark.parametrize(("told", "code"), [("山东", "370000"), ("370402", "370402"), ("37", "37")])
def test_a_region_is_a_code_or_the_name_of_a_province(told: str, code: str) -> None:
    assert choice({"region": told, "date": "2020-06-12"}).region == code


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*EXAMPLE, *EXAMPLE["class"], "kind", "facts", "claims", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from([*EXAMPLE, "claims", "standards", "given", "region"]), plain, max_size=4)
)
def test_any_plain_data_is_a_scenario_or_a_fault(said: dict[str, Any]) -> None:
    try:
        assert isinstance(read({**EXAMPLE, **said}), Scenario)
    except ScenarioFault as fault:
        assert str(fault).endswith("。")  # noqa: PT017 - either answer is right


@given(st.dictionaries(st.sampled_from("abc"), plain, max_size=3))
def test_nothing_laid_over_something_changes_nothing(below: dict[str, Any]) -> None:
    assert overlaid(below, {}) == overlaid({}, below) == below
