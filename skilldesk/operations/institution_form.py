"""What an institution's claim says on paper (F09): the class, its results, every person with the amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from skilldesk.core import wording
from skilldesk.core.capitals import capitals, figures
from skilldesk.core.claims import Claim, ClaimLine, PolicyDocument
from skilldesk.core.fields import Money, Tenths
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Certificate, Class, Employment, Enrolment
from skilldesk.errors import NotFound
from skilldesk.operations.claims import PASSED
from skilldesk.operations.known import Reader, labels, short_labels
from skilldesk.reference.codes import Codes

INSTITUTIONS = ("2", "3", "4")
"""Kinds of applicants that are no persons (domain §2.14)."""

_EMPLOYED = frozenset({"1", "2", "3"})
"""就业, 创业, 灵活就业."""

_AMOUNT = Money("金额")
_HOURS = Tenths("课时")


def values(reader: Reader, claim: Claim, lines: Sequence[ClaimLine], codes: Codes) -> dict[str, str]:
    """The fields of the form, by their names."""
    institution = reader.get(Institution, claim.applicant_id)
    training_class = reader.get(Class, claim.class_id)
    if institution is None or training_class is None:
        raise NotFound("申领单所指的机构或培训班不在本机。没有生成表格，数据没有变化。请先接收完整的数据包。")
    label = labels(codes)
    amount = claim.amount
    return {
        "institution_name": institution.name,
        "credit_code": institution.credit_code or "",
        "legal_representative": institution.legal_representative or "",
        "contact": _joined(institution.contact_person, institution.phone),
        "address": institution.registered_address or "",
        "applicant_kind": _kinds(claim, codes),
        "account_holder": claim.payee_holder or "",
        "bank_branch": claim.payee_branch or "",
        "bank_account": claim.payee_account or "",
        "subsidy": label("subsidy", claim.subsidy),
        "documents": _documents(reader, lines),
        "class_name": training_class.name,
        "filing_number": training_class.filing_number or "",
        "occupation": occupation_of(reader, training_class, codes),
        "days": days_of(training_class),
        "hours": _hours(training_class),
        **_results(reader, training_class),
        "rates": _rates(lines),
        "fund_source": label("fund_source", claim.fund_source),
        "amount_capitals": capitals(amount) if amount is not None else "",
        "amount": figures(amount) if amount is not None else "",
    }


def rows(reader: Reader, lines: Sequence[ClaimLine], codes: Codes) -> tuple[Mapping[str, str], ...]:
    """The people in their order, by the names of the columns."""
    return tuple(_row(reader, line, place, codes) for place, line in enumerate(lines, start=1))


def _row(reader: Reader, line: ClaimLine, place: int, codes: Codes) -> dict[str, str]:
    trainee = reader.get(Trainee, line.trainee_id)
    certificate = reader.get(Certificate, line.certificate_id)
    if trainee is None or certificate is None:
        raise NotFound("申领单所指的学员或证书不在本机。没有生成表格，数据没有变化。请先接收完整的数据包。")
    category = reader.get(CategoryFact, line.category_fact_id)
    occupation = reader.get(Occupation, certificate.occupation_id)
    label = short_labels(codes)
    return {
        "position": str(place),
        "name": trainee.name,
        "id_number": trainee.id_number or "",
        "category": label("person_category", category.category if category else None),
        "phone": trainee.phone or "",
        "occupation": certificate.trade or (occupation.name if occupation else ""),
        "level": label("level", certificate.level),
        "certificate_number": certificate.number,
        "issued_on": day(certificate.issued_on),
        "document": line.document or "",
        "amount": _AMOUNT.format(line.amount or 0),
    }


def occupation_of(reader: Reader, training_class: Class, codes: Codes) -> str:
    """电工（电梯电工）　五级/初级工."""
    found = reader.get(Occupation, training_class.occupation_id)
    name = f"{found.name}（{found.trade}）" if found and found.trade else found.name if found else ""
    return _joined(name, labels(codes)("level", training_class.level))


def days_of(training_class: Class) -> str:
    """From the first day to the last, if both are known."""
    first, last = day(training_class.starts_on), day(training_class.ends_on)
    return f"{first}至{last}" if first and last else first or last


def day(known: date | None) -> str:
    return wording.day(known.isoformat()) if known else ""


def _joined(*words: str | None) -> str:
    return "　".join(filter(None, words))


def _kinds(claim: Claim, codes: Codes) -> str:
    """All kinds of applicants, the one of this claim marked."""
    kinds = codes["applicant_kind"]
    return " ".join(
        f"{'■' if one == claim.applicant_kind else '□'}{kinds.label(one)}" for one in INSTITUTIONS
    )


def _documents(reader: Reader, lines: Sequence[ClaimLine]) -> str:
    """The policy files by which the amounts were decided."""
    used = dict.fromkeys((line.policy, line.policy_sha256) for line in lines)
    found = [
        one.document
        for key, digest in used
        for one in reader.those(PolicyDocument, "key", key)
        if one.file_sha256 == digest
    ]
    return "、".join(dict.fromkeys(found))


def _hours(one: Class) -> str:
    if one.hours is None or one.theory_hours is None or one.practice_hours is None:
        return ""
    parts = f"{_HOURS.format(one.theory_hours)}/{_HOURS.format(one.practice_hours)}"
    return f"{_HOURS.format(one.hours)}（{parts}）"


def _results(reader: Reader, training_class: Class) -> dict[str, str]:
    """How many began and finished, got a certificate, found work; the base of the rate is told with it."""
    roster = reader.those(Enrolment, "class_id", training_class.id)
    issued = reader.those(Certificate, "class_id", training_class.id)
    certified = {one.trainee_id for one in issued if one.revoked_on is None}
    told = [found for one in roster if (found := reader.those(Employment, "enrolment_id", one.id))]
    passed = sum(one.state in PASSED for one in roster)
    obtained = sum(one.trainee_id in certified for one in roster)
    employed = sum(any(one.state in _EMPLOYED for one in found) for found in told)
    share = f"（占结业人数{wording.percent(employed * 10_000 // passed)}）" if told and passed else ""
    return {
        "counts": f"{len(roster)}人/{passed}人",
        "results": f"{obtained}人/{employed}人{share}" if told else f"{obtained}人/就业未登记",
    }


def _rates(lines: Sequence[ClaimLine]) -> str:
    """1,500.00元/人×2人＝3,000.00元, a line for each amount, the largest first."""
    counted = Counter(line.amount or 0 for line in lines)
    return "\n".join(
        f"{wording.yuan(amount)}/人×{people}人＝{wording.yuan(amount * people)}"
        for amount, people in sorted(counted.items(), reverse=True)
    )
