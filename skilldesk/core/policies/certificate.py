"""R-CERT: a certificate was obtained, of a kind that the document accepts, and still stands."""

from __future__ import annotations

from skilldesk.core import wording
from skilldesk.core.case import Case, CaseCertificate
from skilldesk.core.policy import SUBSIDIES, Facts, Finding, Outcome, Parameter, Rule, Sentence, Terms

CODE = "R-CERT"


def decide(case: Case, terms: Terms) -> Finding:
    certificate = case.certificate
    facts: Facts = {
        "issued_date": wording.iso(certificate.issued_on),
        "certificate_kind": certificate.certificate_kind,
    }
    outcome, why = _judge(certificate, terms.use.texts("kinds"))
    return Finding(rule=CODE, outcome=outcome, facts={"why": why, **facts})


def _judge(certificate: CaseCertificate, accepted: tuple[str, ...]) -> tuple[Outcome, str]:
    kind = certificate.certificate_kind
    answers: tuple[tuple[bool, Outcome, str], ...] = (
        (certificate.obtained is False, "fail", "absent"),
        (certificate.revoked, "fail", "revoked"),
        (certificate.obtained is None, "unknown", "no_record"),
        (bool(accepted) and kind is None, "unknown", "no_kind"),
        (bool(accepted) and kind not in accepted, "fail", "wrong_kind"),
        (certificate.issued_on is None, "unknown", "no_date"),
        (True, "pass", "obtained"),
    )
    return next((outcome, why) for holds, outcome, why in answers if holds)


RULE = Rule(
    code=CODE,
    title="取得证书",
    parameters=(SUBSIDIES, Parameter(name="kinds", holds="texts", needed=False)),
    decide=decide,
    sentences={
        "obtained": Sentence("已取得证书，发证日期{issued_date}。"),
        "absent": Sentence("没有取得证书，不能享受补贴。", "请在取得证书后再申领。"),
        "revoked": Sentence(
            "证书已被撤销，不能享受补贴。", "请核对证书的撤销记录；撤销有误的，由发证机构更正后再申领。"
        ),
        "wrong_kind": Sentence(
            "证书类型（代码{certificate_kind}）不在文件认可的范围内。",
            "请核对证书类型，或取得文件认可的证书后再申领。",
        ),
        "no_record": Sentence("没有证书的资料。", "请录入证书；确实没有证书的，请注明没有取得。"),
        "no_kind": Sentence("没有填写证书类型。", "请补录证书类型。"),
        "no_date": Sentence("没有填写发证日期。", "请按证书补录发证日期。"),
    },
)
