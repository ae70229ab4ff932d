from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.case import Benefit, CaseClass
from skilldesk.core.levels import level
from skilldesk.core.policies import duplicate
from skilldesk.core.policy import Finding
from tests.support.cases import ORDINARY, benefit, case, shipped, terms, use

LONG_AGO = date(2012, 3, 1)


def judged(*history: Benefit) -> Finding:
    return duplicate.decide(case(history=history), shipped("R-DUP"))


@pytest.mark.parametrize(
    ("occupation", "grade", "outcome"),
    [
        ("焊工", "五级", "fail"),
        ("焊 工", "初级工", "fail"),
        ("　焊工", "5", "fail"),
        ("焊工", "四级", "pass"),
        ("电工", "五级", "pass"),
        ("电工", None, "pass"),
        ("焊工", None, "unknown"),
        (None, "五级", "unknown"),
        (None, "四级", "pass"),
        ("6-18-02-04", "五级", "unknown"),
    ],
)
def test_the_same_occupation_and_level_is_refused_for_ever(
    occupation: str | None, grade: str | None, outcome: str
) -> None:
    assert judged(benefit(LONG_AGO, occupation, grade)).outcome == outcome


def test_other_groups_of_subsidies_are_not_repetitions() -> None:
    assert judged(benefit(LONG_AGO, "焊工", subsidy="20")).outcome == "pass"
    assert judged(benefit(LONG_AGO, "焊工", subsidy=None)).outcome == "unknown"


def test_only_the_same_key_taken_back_is_for_a_person() -> None:
    same = judged(benefit(LONG_AGO, "焊工", state="recovered"))

    assert (same.outcome, same.needs_person) == ("unknown", True)
    assert judged(benefit(LONG_AGO, "电工", state="recovered")).outcome == "pass"


def test_rejected_withdrawn_and_drafts_do_not_count() -> None:
    finding = judged(
        benefit(LONG_AGO, "焊工", state="rejected"),
        benefit(LONG_AGO, "焊工", state="withdrawn"),
        benefit(LONG_AGO, "焊工", state="draft"),
    )

    assert (finding.outcome, finding.facts["drafts"]) == ("pass", 1)


def test_an_open_line_of_the_batch_with_the_same_key_is_for_a_person() -> None:
    assert judged(benefit(LONG_AGO, "焊工", state="undecided")).needs_person


def test_the_earliest_one_is_named() -> None:
    finding = judged(benefit(date(2016, 1, 1), "焊工"), benefit(LONG_AGO, "焊工"), benefit(None, "焊工"))

    assert finding.facts["earlier_date"] == "2012-03-01"


def test_a_key_may_be_the_occupation_alone() -> None:
    alone = terms(use("R-DUP", key=["occupation"], subsidies=["10"]))
    higher = CaseClass(occupation="焊工", level=level("四级"))

    assert (
        duplicate.decide(case(training=higher, history=(benefit(LONG_AGO, "焊工"),)), alone).outcome == "fail"
    )


def test_two_codes_are_compared_as_they_stand() -> None:
    coded = case(training=CaseClass(occupation="6-18-02-04", level=level("五级")))

    def outcome(other: str) -> str:
        return duplicate.decide(replace(coded, history=(benefit(LONG_AGO, other),)), shipped("R-DUP")).outcome

    assert (outcome("６-18-02-04"), outcome("6-31-01-03")) == ("fail", "pass")


def test_a_history_that_is_only_ours_can_refuse_but_not_prove() -> None:
    ours = replace(ORDINARY, history_complete=False)

    assert duplicate.decide(ours, shipped("R-DUP")).facts["why"] == "local_only"
    assert (
        duplicate.decide(replace(ours, history=(benefit(LONG_AGO, "焊工"),)), shipped("R-DUP")).outcome
        == "fail"
    )
