from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core import amounts, claims
from skilldesk.core.levels import level
from skilldesk.core.policy import CalculationUse, Finding, Policy, StandardEntry
from tests.support.cases import ORDINARY, SD2019, case

USE = SD2019.calculations[0]


def standard(**changes: object) -> claims.Standard:
    told = claims.Standard(
        id="a" * 32,
        policy="SD-2019",
        subsidy="10",
        key="5",
        amount=70_000,
        document="演示标准",
        valid_from=date(2019, 1, 1),
        valid_until=date(2020, 12, 31),
        entered_by="甲",
        approved_by="乙",
    )
    return replace(told, **changes)  # type: ignore[arg-type]


def amount(*standards: claims.Standard, of: Policy = SD2019, **changes: object) -> Finding:
    return amounts.amount(replace(ORDINARY, **changes), of, USE, standards)  # type: ignore[arg-type]


def test_an_approved_standard_fills_what_the_file_calls_empty() -> None:
    finding = amount(standard())

    assert finding.outcome == "pass"
    assert finding.facts["amount_fen"] == 70_000
    assert finding.facts["standard_document"] == "演示标准"
    assert finding.facts["standard_id"] == "a" * 32


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"approved_by": None}, "not_approved"),
        ({"approved_by": "甲"}, "not_approved"),
        ({"entered_by": None}, "not_approved"),
        ({"entered_by": ""}, "not_approved"),
        ({"valid_from": date(2020, 6, 13)}, "empty"),
        ({"valid_until": date(2020, 6, 11)}, "empty"),
        ({"valid_from": None}, "empty"),
        ({"policy": "CN-2024"}, "empty"),
        ({"subsidy": "12"}, "empty"),
        ({"key": "4"}, "empty"),
    ],
)
def test_any_other_standard_blocks_the_amount_and_never_makes_it_0(
    changes: dict[str, object], why: str
) -> None:
    finding = amount(standard(**changes))

    assert (finding.outcome, finding.facts["why"]) == ("unknown", why)
    assert "amount_fen" not in finding.facts


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subsidy": None}, "no_key"),
        ({"training": replace(ORDINARY.training, level=None)}, "no_key"),
        ({"training": replace(ORDINARY.training, level=level("特级技师"))}, "not_listed"),
        ({"certificate": replace(ORDINARY.certificate, issued_on=None)}, "no_key"),
    ],
)
def test_without_its_key_no_standard_is_chosen(changes: dict[str, object], why: str) -> None:
    assert amount(standard(), **changes).facts["why"] == why


def test_two_approved_standards_that_differ_are_for_a_person() -> None:
    other = standard(id="b" * 32, amount=80_000)

    assert amount(standard(), other).needs_person
    assert amount(standard(), standard(id="b" * 32)).facts["standard_id"] == "a" * 32


def test_an_amount_of_the_file_is_not_overridden_by_the_office() -> None:
    fixed = replace(
        SD2019, standards=(StandardEntry(subsidy="10", key="5", amount_fen=90_000, clause="第三条"),)
    )

    assert amount(standard(), of=fixed).facts["amount_fen"] == 90_000


def test_the_standard_is_that_of_the_day_which_the_document_names() -> None:
    by_claim = replace(SD2019, dates=replace(SD2019.dates, standard="application"))
    late = case(applied_on=date(2021, 1, 1))

    assert amounts.amount(late, by_claim, USE, [standard()]).facts["why"] == "empty"


def test_every_method_can_be_used_by_a_file() -> None:
    assert [amounts.BY_CODE[method.code] for method in amounts.METHODS] == list(amounts.METHODS)
    assert isinstance(USE, CalculationUse)
