from datetime import date, timedelta

import pytest

from skilldesk.core.case import CasePerson, DatedFact
from skilldesk.core.policies import pension
from skilldesk.core.policy import Finding
from tests.support.cases import DAY, case, shipped, terms, use


def fact(kind: str, *, value: bool | None = True, **dates: date) -> DatedFact:
    return DatedFact(kind=kind, value=value, **dates)


def judged(*facts: DatedFact) -> Finding:
    return pension.decide(case(person=CasePerson(facts=facts)), shipped("R-PENSION"))


NO = fact("entitled", value=False)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        pytest.param([], "unknown", id="nothing_known"),
        pytest.param([NO], "pass", id="not_entitled"),
        pytest.param([fact("entitled")], "fail", id="entitled"),
        pytest.param([fact("entitled"), fact("pension_employee", value=False)], "fail", id="not_drawn_yet"),
        pytest.param([NO, fact("pension_employee")], "fail", id="draws_employee"),
        pytest.param([NO, fact("pension_office")], "fail", id="draws_office"),
        pytest.param([fact("pension_employee", value=False)], "unknown", id="only_not_drawn"),
        pytest.param([fact("entitled", value=None)], "unknown", id="asked_and_not_told"),
        pytest.param([fact("entitled", valid_from=DAY)], "fail", id="from_that_day"),
        pytest.param([fact("entitled", valid_from=DAY + timedelta(1))], "pass", id="from_the_next_day"),
        pytest.param(
            [fact("pension_employee", valid_from=DAY + timedelta(1))], "pass", id="drawn_from_the_next_day"
        ),
        pytest.param(
            [fact("pension_resident", valid_from=DAY + timedelta(1))], "unknown", id="residents_later"
        ),
        pytest.param([fact("entitled", valid_until=DAY - timedelta(1))], "pass", id="ended_the_day_before"),
        pytest.param([fact("entitled", valid_until=DAY)], "fail", id="ended_that_day"),
    ],
)
def test_entitled_or_drawing_on_the_day_of_reference_is_left_out(
    facts: list[DatedFact], outcome: str
) -> None:
    assert judged(*facts).outcome == outcome


@pytest.mark.parametrize(
    ("resident", "outcome", "needs_person"),
    [("person", "unknown", True), ("fail", "fail", False), ("pass", "pass", False)],
)
def test_a_residents_pension_means_what_the_document_says(
    *, resident: str, outcome: str, needs_person: bool
) -> None:
    person = CasePerson(facts=(NO, fact("pension_resident")))
    finding = pension.decide(case(person=person), terms(use("R-PENSION", resident=resident)))

    assert (finding.outcome, finding.needs_person) == (outcome, needs_person)


def test_sources_that_differ_are_for_a_person() -> None:
    finding = judged(NO, fact("entitled"))

    assert (finding.outcome, finding.needs_person, finding.facts["kinds"]) == ("unknown", True, ["entitled"])


def test_without_a_day_of_reference_only_what_always_holds_decides() -> None:
    undated = case(issued=None, person=CasePerson(facts=(fact("entitled", valid_from=DAY),)))

    assert pension.decide(undated, shipped("R-PENSION")).outcome == "unknown"
