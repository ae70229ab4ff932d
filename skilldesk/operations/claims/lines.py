"""What a line of a claim keeps of the check: the outcomes as found, and the files that were used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from skilldesk.core.claims import ClaimLine, PolicyDocument
from skilldesk.core.explain import Reason, explain
from skilldesk.core.policy import Decision, Finding, Policy
from skilldesk.operations.claims.checking import Checked, Question
from skilldesk.store.queries import training
from skilldesk.store.work import Work, new_id


def as_found(line: ClaimLine, checked: Checked, asked: Question) -> ClaimLine:
    """The line with the outcomes as they were found; sentences are made when somebody looks."""
    standard = next((one.facts for one in checked.decision.findings if "standard_document" in one.facts), {})
    standard_id = standard.get("standard_id")
    leading = next((one for one in asked.policies if one.key in checked.decision.policies), None)
    return replace(
        line,
        certificate_id=checked.certificate.id if checked.certificate else None,
        standard_id=str(standard_id) if standard_id else None,
        document=str(standard.get("standard_document", "")) or None,
        amount=checked.decision.payable_fen,
        verdict=checked.decision.verdict,
        outcomes=outcomes_text(checked.decision),
        policy=leading.key if leading else None,
        policy_sha256=leading.file_sha256 if leading else None,
    )


def outcomes_text(decision: Decision) -> str:
    """The findings as canonical JSON, as a claim line keeps them."""
    plain = [finding.plain() for finding in decision.findings]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kept_reasons(line: ClaimLine, policies: Sequence[Policy]) -> list[tuple[Finding, Reason]]:
    """The outcomes that a claim line keeps, in words."""
    findings = [Finding.of(one) for one in json.loads(line.outcomes or "[]")]
    return [(finding, explain(finding, policies)) for finding in findings]


def keep_documents(work: Work, checked: Checked, asked: Question) -> None:
    """The policy files that were used, each once, held to its digest."""
    known = {(one.key, one.file_sha256) for one in training.documents(work)}
    for policy in asked.policies:
        if policy.key in checked.decision.policies and (policy.key, policy.file_sha256) not in known:
            work.add(
                PolicyDocument(
                    id=new_id(), key=policy.key, document=policy.document, file_sha256=policy.file_sha256
                )
            )
