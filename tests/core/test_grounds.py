from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.grounds import grounds, leading
from tests.support.cases import ORDINARY, SD2019, case, policy, use

CERTIFIED = use("R-CERT", subsidies=["10"])


def whys(given: object, *policies: object) -> list[str]:
    standing, refused = grounds(given, policies)  # type: ignore[arg-type]
    found = [finding for ground in standing for finding in ground.findings] or refused
    return [str(finding.facts["why"]) for finding in found]


@pytest.mark.parametrize(
    ("issued", "why"),
    [
        (date(2018, 12, 31), "not_in_force"),
        (date(2019, 1, 1), "in_force"),
        (date(2021, 12, 31), "in_force"),
        (date(2022, 1, 1), "not_in_force"),
        (None, "no_day"),
    ],
)
def test_a_document_applies_only_while_it_is_in_force(issued: date | None, why: str) -> None:
    assert whys(case(issued=issued), SD2019) == [why]


def test_a_day_that_was_given_picks_the_documents() -> None:
    assert whys(case(picked_on=date(2022, 1, 1)), SD2019) == ["not_in_force"]
    assert whys(case(issued=None, picked_on=date(2020, 1, 1)), SD2019) == ["in_force"]


def test_the_document_says_which_day_picks_it() -> None:
    by_start = policy(CERTIFIED, dates=replace(SD2019.dates, set="class_start"))
    started = replace(ORDINARY.training, starts_on=date(2018, 12, 1))

    assert whys(replace(ORDINARY, training=started), by_start) == ["not_in_force"]


def test_of_several_only_those_in_force_apply() -> None:
    old = policy(CERTIFIED, key="OLD", valid_to=date(2019, 12, 31))
    standing, refused = grounds(ORDINARY, (old, SD2019))

    assert [ground.policy.key for ground in standing] == ["SD-2019"]
    assert refused == ()


def test_no_criteria_means_nobody() -> None:
    assert whys(replace(ORDINARY, subsidy="40"), SD2019) == ["no_criteria"]
    assert whys(replace(ORDINARY, ask="instalment"), policy(CERTIFIED)) == ["no_criteria"]
    assert whys(ORDINARY) == ["none_found"]


def test_project_money_is_judged_by_the_document_named_even_without_a_certificate() -> None:
    assert whys(case(issued=None, ask="instalment"), SD2019) == ["project_undated"]


@pytest.mark.parametrize(
    ("applied", "over"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True), (None, False)]
)
def test_after_its_funding_every_result_needs_a_person(*, applied: date | None, over: bool) -> None:
    ended = policy(CERTIFIED, funding_to=date(2020, 12, 31))
    standing, _ = grounds(case(applied_on=applied), (ended,))

    assert [finding.needs_person for finding in standing[0].findings] == ([False, True] if over else [False])


def test_a_certificate_after_the_funding_needs_a_person_too() -> None:
    ended = policy(CERTIFIED, funding_to=date(2020, 6, 11))

    assert whys(ORDINARY, ended) == ["in_force", "over"]


def test_an_unknown_subsidy_matters_where_the_document_treats_them_differently() -> None:
    unnamed = replace(ORDINARY, subsidy=None)
    two_groups = policy(CERTIFIED, use("R-CERT", subsidies=["20"]))

    assert whys(unnamed, SD2019) == ["in_force"]
    assert whys(unnamed, two_groups) == ["in_force", "no_subsidy"]


def test_the_most_specific_document_that_names_the_broader_one_leads() -> None:
    province = policy(CERTIFIED, key="SD", scope="370000")
    city = policy(CERTIFIED, key="ZZ", scope="370400", based_on=("SD",))
    county = policy(CERTIFIED, key="TZ", scope="370481")

    assert leading((province, city)) == (city,)
    assert leading((province, county)) == (province, county)
