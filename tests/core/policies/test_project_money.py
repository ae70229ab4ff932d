from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.case import CaseProject
from skilldesk.core.policies import project_money
from skilldesk.core.policy import Finding
from tests.support.cases import case, shipped, terms, use

sums = st.integers(1, 10**14)


def judged(project: CaseProject) -> Finding:
    return project_money.decide(case(ask="instalment", project=project), shipped("R-PROJECT"))


def checked(trained: int | None, employed: int | None, paid: int | None = 6_000_000) -> Finding:
    return judged(
        CaseProject(
            amount_fen=10_000_000,
            trained=trained,
            employed=employed,
            advanced_fen=paid,
            stage="after_employment_check",
        )
    )


@pytest.mark.parametrize(
    ("trained", "employed", "outcome"),
    [
        (100, 85, "pass"),
        (100, 84, "fail"),
        (1, 1, "pass"),
        (1, 0, "fail"),
        (20, 17, "pass"),
        (25_000, 21_249, "fail"),
        (1_000_000, 850_000, "pass"),
        (1_000_000, 849_999, "fail"),
        (45, 38, "fail"),
        (45, 39, "pass"),
        (0, 0, "unknown"),
        (10, 11, "unknown"),
        (None, 10, "unknown"),
        (10, None, "unknown"),
    ],
)
def test_the_whole_is_paid_at_85_percent_and_not_below(
    trained: int | None, employed: int | None, outcome: str
) -> None:
    finding = checked(trained, employed)

    assert finding.outcome == outcome
    assert finding.facts.get("payable_fen") == {"pass": 4_000_000, "fail": 0, "unknown": None}[outcome]


def test_contradictions_are_for_a_person_and_gaps_are_not() -> None:
    assert checked(0, 0).needs_person
    assert checked(10, 11).needs_person
    assert checked(10, 9, paid=10_000_001).needs_person
    assert judged(CaseProject(amount_fen=0, stage="implemented")).needs_person
    assert not checked(None, None).needs_person


def test_a_rate_is_shown_cut_and_never_rounded_up() -> None:
    assert checked(25_000, 21_249).facts["rate_bp"] == 8499


def test_a_rate_too_low_holds_the_balance_back_even_if_what_was_paid_is_not_known() -> None:
    assert checked(100, 84, paid=None).outcome == "fail"
    assert checked(100, 85, paid=None).facts["why"] == "paid_not_known"


def test_nothing_is_paid_twice() -> None:
    done = CaseProject(amount_fen=10_000_000, advanced_fen=6_000_000, stage="implemented")

    assert judged(done).facts["why"] == "advanced_already"
    assert checked(10, 10, paid=10_000_000).facts["why"] == "paid_already"


def test_a_part_of_the_advance_leaves_the_rest_of_it() -> None:
    part = CaseProject(amount_fen=10_000_000, advanced_fen=1, stage="implemented")

    assert judged(part).facts["payable_fen"] == 5_999_999


def test_before_the_training_nothing_is_paid_and_the_remedy_knows_how_much_comes() -> None:
    finding = judged(CaseProject(amount_fen=10_000_000, trained=0, stage="not_started"))

    assert (finding.outcome, finding.facts["payable_fen"], finding.facts["advance_fen"]) == (
        "fail",
        0,
        6_000_000,
    )


@pytest.mark.parametrize("project", [CaseProject(amount_fen=1), CaseProject(stage="implemented")])
def test_a_project_without_a_stage_or_an_amount_is_not_decided(project: CaseProject) -> None:
    assert judged(project).outcome == "unknown"


def test_the_base_of_the_rate_is_what_the_document_says() -> None:
    passed = terms(use("R-PROJECT", advance_bp=6000, full_bp=8500, base="passed"))
    project = CaseProject(
        amount_fen=100, trained=100, passed=50, employed=45, advanced_fen=60, stage="after_employment_check"
    )

    assert project_money.decide(case(ask="instalment", project=project), passed).outcome == "pass"
    assert judged(project).outcome == "fail"


@given(sums, st.integers(0, 10_000))
def test_an_advance_is_the_share_half_up_to_the_fen(total: int, ratio: int) -> None:
    exact = Fraction(total * ratio, 10_000)

    assert -Fraction(1, 2) < project_money.advance_fen(total, ratio) - exact <= Fraction(1, 2)
    assert 0 <= project_money.advance_fen(total, ratio) <= total


@pytest.mark.parametrize(
    ("total", "ratio", "fen"), [(1, 5000, 1), (3, 5000, 2), (1, 4999, 0), (12_345, 6000, 7407)]
)
def test_half_a_fen_goes_up(total: int, ratio: int, fen: int) -> None:
    assert project_money.advance_fen(total, ratio) == fen


@given(sums)
def test_advance_and_balance_are_the_total(total: int) -> None:
    advance = judged(CaseProject(amount_fen=total, stage="implemented")).facts["payable_fen"]
    assert isinstance(advance, int)
    last = judged(
        CaseProject(
            amount_fen=total, trained=1, employed=1, advanced_fen=advance, stage="after_employment_check"
        )
    )

    assert advance + int(str(last.facts["payable_fen"])) == total


@given(st.integers(1, 10**6), st.data())
def test_the_rate_is_compared_exactly(base: int, data: st.DataObject) -> None:
    employed = data.draw(st.integers(0, base))

    assert project_money.reaches(employed, base, 8500) == (Fraction(employed, base) >= Fraction(85, 100))
