from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.policy import Finding, Parameter, all_of
from tests.support.cases import SD2019, policy, use


def test_a_policy_holds_from_its_first_day_to_its_last() -> None:
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2021, 12, 31), date(2022, 1, 1)]

    assert [day for day in days if SD2019.in_force_on(day)] == [date(2019, 1, 1), date(2021, 12, 31)]
    assert replace(SD2019, valid_to=None).in_force_on(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("scope", "governed"),
    [
        ("000000", ["370402", "222401"]),
        ("370000", ["370402"]),
        ("370400", ["370402"]),
        ("370402", ["370402"]),
        ("371000", []),
    ],
)
def test_a_scope_holds_the_places_within_it(scope: str, governed: list[str]) -> None:
    places = ["370402", "222401"]

    assert [place for place in places if policy(scope=scope).governs(place)] == governed


def test_a_document_refines_a_wider_one_only_if_it_names_it() -> None:
    province = policy(scope="370000", key="SD")
    city = policy(scope="370400", key="ZZ", based_on=("SD",))

    assert city.refines(province)
    assert replace(city, based_on=(province.document,)).refines(province)
    assert not replace(city, based_on=()).refines(province)
    assert not province.refines(city)
    assert not replace(city, scope="370000").refines(province)


def test_a_rule_speaks_of_the_subsidies_it_names_and_otherwise_of_all() -> None:
    assert use("R-CNT", subsidies=["10"]).covers("10")
    assert not use("R-CNT", subsidies=["10"]).covers("40")
    assert use("R-CNT").covers("40")
    assert use("R-CNT", subsidies=["10"]).covers(None)


@pytest.mark.parametrize(
    ("recovered", "weight"), [("person", "taken_back"), ("counts", "counted"), ("does_not_count", "none")]
)
def test_what_was_taken_back_weighs_what_the_document_says(recovered: str, weight: str) -> None:
    assert policy(recovered=recovered).weigh("recovered", belongs=True) == weight


@pytest.mark.parametrize(
    ("answers", "together"),
    [((True, True), True), ((True, None), None), ((None, False), False), ((), True)],
)
def test_a_no_is_stronger_than_what_is_not_known(
    *, answers: tuple[bool | None, ...], together: bool | None
) -> None:
    assert all_of(*answers) is together


def test_a_finding_comes_back_from_what_was_kept() -> None:
    finding = Finding(rule="R-CNT", outcome="fail", facts={"why": "over", "counted": 3}, policy="SD-2019")

    assert Finding.of({**finding.plain(), "of_a_newer_program": 1}) == finding


@pytest.mark.parametrize(
    ("parameter", "right", "wrong"),
    [
        (Parameter(name="limit", holds="number"), [0, 3], [True, -1, "3", None, 1.5]),
        (Parameter(name="window", holds="text", choices=("lifetime",)), ["lifetime"], ["year", 3, []]),
        (
            Parameter(name="key", holds="texts", choices=("level",)),
            [["level"]],
            ["level", [], ["age"], [1], 1],
        ),
    ],
)
def test_a_parameter_takes_only_what_it_is_for(
    parameter: Parameter, right: list[object], wrong: list[object]
) -> None:
    assert all(parameter.fits(value) for value in right)  # type: ignore[arg-type]
    assert not any(parameter.fits(value) for value in wrong)  # type: ignore[arg-type]


def test_a_parameter_of_another_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        use("R-CNT", limit="3").number("limit")
    with pytest.raises(TypeError):
        use("R-CNT", key="level").texts("key")
