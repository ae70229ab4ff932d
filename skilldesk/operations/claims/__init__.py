"""补贴申领: who of a class may have what, the claims, and their steps from desk to desk."""

from skilldesk.core.policy import Finding
from skilldesk.operations.claims.cases import PASSED
from skilldesk.operations.claims.checking import (
    CLAIMABLE,
    Checked,
    Question,
    certificate_of,
    check_class,
    question,
)
from skilldesk.operations.claims.lines import kept_reasons, outcomes_text
from skilldesk.operations.claims.making import INSTITUTION, PERSON, create, create_for_institution, payee
from skilldesk.operations.claims.steps import Taken, act, act_each, why_not_by

__all__ = [
    "CLAIMABLE",
    "INSTITUTION",
    "PASSED",
    "PERSON",
    "Checked",
    "Finding",
    "Question",
    "Taken",
    "act",
    "act_each",
    "certificate_of",
    "check_class",
    "create",
    "create_for_institution",
    "kept_reasons",
    "outcomes_text",
    "payee",
    "question",
    "why_not_by",
]
