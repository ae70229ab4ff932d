from datetime import date

import pytest

from skilldesk.core.case import CaseCertificate
from skilldesk.core.policies import certificate
from tests.support.cases import ORDINARY, case, shipped, terms, use

ISSUED = date(2020, 6, 12)


@pytest.mark.parametrize(
    ("held", "outcome", "why"),
    [
        (CaseCertificate(obtained=True, issued_on=ISSUED), "pass", "obtained"),
        (CaseCertificate(obtained=False), "fail", "absent"),
        (CaseCertificate(obtained=True, issued_on=ISSUED, revoked=True), "fail", "revoked"),
        (CaseCertificate(), "unknown", "no_record"),
        (CaseCertificate(obtained=True), "unknown", "no_date"),
    ],
)
def test_only_a_certificate_that_stands_will_do(held: CaseCertificate, outcome: str, why: str) -> None:
    finding = certificate.decide(case(certificate=held), shipped("R-CERT"))

    assert (finding.outcome, finding.facts["why"]) == (outcome, why)


@pytest.mark.parametrize(("kind", "outcome"), [("02", "pass"), ("04", "fail"), (None, "unknown")])
def test_a_document_may_accept_certain_kinds_only(kind: str | None, outcome: str) -> None:
    held = CaseCertificate(obtained=True, issued_on=ISSUED, certificate_kind=kind)
    only = terms(use("R-CERT", kinds=["01", "02", "03"]))

    assert certificate.decide(case(certificate=held), only).outcome == outcome


def test_a_document_that_names_no_kinds_takes_any() -> None:
    assert certificate.decide(ORDINARY, shipped("R-CERT")).outcome == "pass"
