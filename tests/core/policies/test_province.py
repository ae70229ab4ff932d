import pytest

from skilldesk.core.case import CaseClass
from skilldesk.core.policies import province
from tests.support.cases import case, shipped


@pytest.mark.parametrize(("held", "outcome"), [("37", "pass"), ("32", "fail"), (None, "unknown")])
def test_only_training_in_the_province_is_subsidised(held: str | None, outcome: str) -> None:
    training = CaseClass(province=held)

    assert province.decide(case(training=training), shipped("R-PROVINCE")).outcome == outcome
