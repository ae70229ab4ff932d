from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.case import Benefit, BenefitState, Days
from skilldesk.core.policies import count_limit
from skilldesk.core.policy import Finding, Outcome
from tests.support.cases import ORDINARY, benefit, case, shipped, terms, use

THREE = tuple(benefit(day) for day in (date(2020, 1, 1), date(2020, 6, 1), date(2020, 12, 31)))


def judged(issued: date | None, history: tuple[Benefit, ...]) -> Finding:
    return count_limit.decide(case(issued=issued, history=history), shipped("R-CNT"))


@pytest.mark.parametrize(
    ("issued", "history", "outcome"),
    [
        pytest.param(date(2020, 12, 31), (), "pass", id="the_first_ever"),
        pytest.param(date(2020, 12, 31), THREE[:2], "pass", id="the_third_on_31_december"),
        pytest.param(date(2020, 12, 31), THREE, "fail", id="the_fourth_on_31_december"),
        pytest.param(date(2021, 1, 1), THREE, "pass", id="the_fourth_a_day_later"),
        pytest.param(date(2019, 12, 31), THREE, "pass", id="the_year_before"),
        pytest.param(None, THREE, "unknown", id="no_year"),
    ],
)
def test_so_many_in_a_calendar_year_and_no_more(
    issued: date | None, history: tuple[Benefit, ...], outcome: Outcome
) -> None:
    assert judged(issued, history).outcome == outcome


def test_the_facts_say_which_one_it_is() -> None:
    facts = judged(date(2020, 7, 1), THREE[:2]).facts

    assert (facts["year"], facts["counted"], facts["limit"], facts["nth"]) == (2020, 2, 3, 3)


@pytest.mark.parametrize("state", ["recovered", "refunded", "revoked"])
def test_what_was_taken_back_in_the_year_is_for_a_person(state: BenefitState) -> None:
    finding = judged(date(2020, 7, 1), (benefit(date(2020, 3, 1), state=state),))

    assert (finding.outcome, finding.needs_person) == ("unknown", True)
    assert judged(date(2021, 7, 1), (benefit(date(2020, 3, 1), state=state),)).outcome == "pass"


def test_three_that_count_are_enough_to_refuse_whatever_was_taken_back() -> None:
    finding = judged(date(2020, 7, 1), (*THREE, benefit(date(2020, 3, 1), state="recovered")))

    assert (finding.outcome, finding.needs_person) == ("fail", False)


def test_drafts_are_named_and_do_not_count() -> None:
    finding = judged(date(2020, 7, 1), (*THREE[:2], benefit(date(2020, 3, 1), state="draft")))

    assert (finding.outcome, finding.facts["drafts"]) == ("pass", 1)


@pytest.mark.parametrize(
    "unclear",
    [
        benefit(None),
        benefit(date(2020, 3, 1), subsidy=None),
        benefit(date(2020, 3, 1), state=None),
    ],
    ids=["no_date", "no_subsidy", "no_state"],
)
def test_a_record_that_tells_too_little_matters_only_where_it_could_be_the_last_one(unclear: Benefit) -> None:
    assert judged(date(2020, 7, 1), (benefit(date(2020, 3, 1)), unclear)).outcome == "pass"
    assert judged(date(2020, 7, 1), (*THREE[:2], unclear)).outcome == "unknown"
    assert judged(date(2020, 7, 1), (*THREE, unclear)).outcome == "fail"


def test_an_earlier_line_of_the_batch_without_a_decision_leaves_the_last_one_open() -> None:
    open_line = benefit(date(2020, 3, 1), state="undecided")

    assert judged(date(2020, 7, 1), (*THREE[:1], open_line)).outcome == "pass"
    finding = judged(date(2020, 7, 1), (*THREE[:2], open_line))
    assert (finding.outcome, finding.needs_person) == ("unknown", True)


def test_a_history_that_is_only_ours_can_refuse_but_not_prove() -> None:
    ours = replace(ORDINARY, history=THREE[:1], history_complete=False)

    assert count_limit.decide(ours, shipped("R-CNT")).facts["why"] == "local_only"
    assert count_limit.decide(replace(ours, history=THREE), shipped("R-CNT")).outcome == "fail"


def test_a_limit_may_hold_for_a_lifetime_and_needs_no_year() -> None:
    ever = terms(use("R-CNT", limit=3, window="lifetime", per="group", subsidies=["10", "11"]))
    years = tuple(benefit(date(year, 5, 1)) for year in (2014, 2016, 2018))

    assert count_limit.decide(case(history=years[:2]), ever).outcome == "pass"
    assert count_limit.decide(case(issued=None, history=years), ever).outcome == "fail"


def test_a_limit_may_hold_for_each_subsidy_apart() -> None:
    each = terms(use("R-CNT", limit=1, window="calendar_year", per="subsidy"))
    other, same = benefit(date(2020, 3, 1), subsidy="15"), benefit(date(2020, 3, 1), subsidy="10")

    assert count_limit.decide(case(history=(other,)), each).outcome == "pass"
    assert count_limit.decide(case(history=(same,)), each).outcome == "fail"
    assert count_limit.decide(case(history=(same,), subsidy=None), each).outcome == "unknown"


def test_the_year_is_that_of_the_day_which_the_document_names() -> None:
    dates = replace(shipped("R-CNT").policy.dates, year="application")
    by_claim = terms(use("R-CNT", limit=1, window="calendar_year", per="group"), dates=dates)
    earlier = Benefit(
        subsidy="10", state="paid", days=Days(certificate=date(2019, 12, 1), application=date(2020, 1, 5))
    )

    found = count_limit.decide(case(history=(earlier,), applied_on=date(2020, 7, 1)), by_claim)
    assert found.outcome == "fail"
