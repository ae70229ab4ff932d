"""R-PROJECT: project money is paid in two parts, the second only at the rate of employment that is asked.

advance = total × ratio, half up to the fen; balance = total − paid. The rate is compared as integers
(employed × 10000 ≥ bp × base) and never rounded; what is shown is cut, so that 84.99…% never reads 85%.
"""

from __future__ import annotations

from skilldesk.core import wording
from skilldesk.core.case import Case, CaseProject
from skilldesk.core.policy import Facts, Finding, Json, Outcome, Parameter, Rule, RuleUse, Sentence, Terms

CODE = "R-PROJECT"
WHOLE_BP = 10_000

_BASES = {"trained": "参训人数", "passed": "合格人数"}
_WRONG = {"no_amount", "overpaid", "base_zero", "too_many_employed"}
"""Why only a person can go on: the data contradict themselves."""


def advance_fen(total_fen: int, ratio_bp: int) -> int:
    """The share of a sum, half up to the fen."""
    return (total_fen * ratio_bp + WHOLE_BP // 2) // WHOLE_BP


def reaches(employed: int, base: int, rate_bp: int) -> bool:
    return employed * WHOLE_BP >= rate_bp * base


def decide(case: Case, terms: Terms) -> Finding:
    project, use = case.project, terms.use
    base_kind = use.text("base")
    base = project.trained if base_kind == "trained" else project.passed
    facts: dict[str, Json] = {
        "advance_bp": use.number("advance_bp"),
        "full_bp": use.number("full_bp"),
        "base_kind": base_kind,
        "stage": project.stage,
        "amount_fen": project.amount_fen,
    }
    outcome, why, more = _judge(project, base, use)
    return Finding(
        rule=CODE, outcome=outcome, facts={"why": why, **facts, **more}, needs_person=why in _WRONG
    )


def _judge(project: CaseProject, base: int | None, use: RuleUse) -> tuple[Outcome, str, dict[str, Json]]:
    """Outcome, why, and the facts that belong to it."""
    wrong = _missing(project) or _contradiction(project, base)
    if wrong is not None:
        seen: dict[str, Json] = {"paid_fen": project.advanced_fen, "employed": project.employed, "base": base}
        return "unknown", wrong, seen
    if project.stage == "after_employment_check":
        return _balance(project, base, use)
    paid = project.advanced_fen or 0
    advance = advance_fen(project.amount_fen or 0, use.number("advance_bp"))
    if project.stage == "not_started":
        return "fail", "not_started", {"advance_fen": advance, "payable_fen": 0}
    payable = max(0, advance - paid)
    facts: dict[str, Json] = {"advance_fen": advance, "paid_fen": paid, "payable_fen": payable}
    return ("pass", "advance", facts) if payable else ("fail", "advanced_already", facts)


def _missing(project: CaseProject) -> str | None:
    if project.stage is None:
        return "no_stage"
    return "amount_not_known" if project.amount_fen is None else None


def _contradiction(project: CaseProject, base: int | None) -> str | None:
    """What only a person can put right."""
    total, paid, employed = project.amount_fen or 0, project.advanced_fen, project.employed
    answers = (
        (total <= 0, "no_amount"),
        (paid is not None and paid > total, "overpaid"),
        (base is None or project.stage == "not_started", None),
        (base is not None and base <= 0, "base_zero"),
        (employed is not None and base is not None and employed > base, "too_many_employed"),
    )
    return next((why for holds, why in answers if holds), None)


def _balance(project: CaseProject, base: int | None, use: RuleUse) -> tuple[Outcome, str, dict[str, Json]]:
    employed, paid, total = project.employed, project.advanced_fen, project.amount_fen or 0
    if employed is None or base is None:
        return "unknown", "rate_not_known", {}
    facts: dict[str, Json] = {"employed": employed, "base": base, "rate_bp": employed * WHOLE_BP // base}
    if paid is not None:
        facts |= {"paid_fen": paid, "balance_fen": total - paid}
    if not reaches(employed, base, use.number("full_bp")):
        return "fail", "below_rate", {**facts, "payable_fen": 0}
    if paid is None:
        return "unknown", "paid_not_known", facts
    if paid == total:
        return "fail", "paid_already", {**facts, "payable_fen": 0}
    return "pass", "balance", {**facts, "payable_fen": total - paid}


def words(facts: Facts) -> dict[str, str]:
    balance = facts.get("balance_fen")
    return {
        "base_kind": _BASES[str(facts["base_kind"])],
        "balance": f"尾款{wording.yuan(balance)}" if isinstance(balance, int) else "尾款",
    }


RULE = Rule(
    code=CODE,
    title="项目制资金",
    answers=frozenset({"instalment"}),
    parameters=(
        Parameter(name="advance_bp", holds="number"),
        Parameter(name="full_bp", holds="number"),
        Parameter(name="base", holds="text", choices=tuple(_BASES)),
    ),
    decide=decide,
    sentences={
        "advance": Sentence(
            "培训已实施，可先行拨付{advance_bp}，即{advance_fen}；已拨付{paid_fen}，这次拨付{payable_fen}。"
        ),
        "advanced_already": Sentence(
            "先行拨付的{advance_bp}（{advance_fen}）已经付清，现在没有可拨付的资金。",
            "请在培训后就业率核查达到{full_bp}以上时，再申请拨付尾款。",
        ),
        "not_started": Sentence(
            "培训尚未实施，还不能拨付资金。", "请在培训实施后，申请先行拨付{advance_bp}，即{advance_fen}。"
        ),
        "balance": Sentence(
            "{base_kind}{base}人，就业{employed}人，就业率{rate_bp}，达到{full_bp}；"
            "总额{amount_fen}，已拨付{paid_fen}，拨付尾款{payable_fen}。"
        ),
        "below_rate": Sentence(
            "{base_kind}{base}人，就业{employed}人，就业率{rate_bp}，没有达到{full_bp}，{balance}暂不拨付。",
            "请在就业率达到{full_bp}以上时，再申请拨付尾款。",
        ),
        "paid_already": Sentence("项目资金{amount_fen}已经全部拨付，没有尾款。", "请核对已拨付的金额。"),
        "no_stage": Sentence("没有填写项目进行到哪一步。", "请填写项目的阶段：未开始、已实施或已核查就业。"),
        "amount_not_known": Sentence("没有填写项目金额。", "请按合同补录项目金额。"),
        "no_amount": Sentence("项目金额是{amount_fen}，不能计算拨付。", "请按合同改正项目金额。"),
        "overpaid": Sentence(
            "已拨付{paid_fen}，多于项目总额{amount_fen}。", "请核对项目金额和已拨付的金额，改正其中一个。"
        ),
        "rate_not_known": Sentence(
            "没有填写{base_kind}或就业人数，不能计算就业率。", "请补录就业核查的结果。"
        ),
        "base_zero": Sentence("{base_kind}是{base}，不能计算就业率。", "请改正{base_kind}。"),
        "too_many_employed": Sentence(
            "就业{employed}人多于{base_kind}{base}人，数据有误。", "请核对就业核查的结果，改正人数。"
        ),
        "paid_not_known": Sentence(
            "没有填写已拨付的金额，不能计算尾款。", "请补录已拨付的金额；没有拨付过的，请填0。"
        ),
    },
    words=words,
)
