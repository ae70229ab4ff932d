"""How an amount is worked out: the methods of calculation, and the standards that fill them.

A standard that the file calls EMPTY is filled only by one that somebody entered and somebody else
approved; without it there is no amount, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from skilldesk.core import wording
from skilldesk.core.case import Case
from skilldesk.core.policy import (
    SUBSIDIES,
    CalculationUse,
    Finding,
    Json,
    Outcome,
    Parameter,
    Policy,
    Sentence,
    Standard,
)

CODE = "R-STANDARD"


@dataclass(frozen=True, kw_only=True)
class Method:
    """`key` names the standard that applies to a case; `amount` makes whole fen of it."""

    code: str
    title: str
    parameters: tuple[Parameter, ...]
    key: Callable[[Case], str | None]
    amount: Callable[[int, Case, CalculationUse], int]


def _level(case: Case) -> str | None:
    return case.level.code if case.level else None


def _as_it_stands(standard_fen: int, _case: Case, _use: CalculationUse) -> int:
    return standard_fen


FIXED_BY_LEVEL = Method(
    code="FIXED_BY_LEVEL",
    title="按等级定额",
    parameters=(SUBSIDIES,),
    key=_level,
    amount=_as_it_stands,
)

METHODS: tuple[Method, ...] = (FIXED_BY_LEVEL,)
BY_CODE: dict[str, Method] = {method.code: method for method in METHODS}


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A standard of the file or of the office, or why there is none."""

    why: str
    amount_fen: int | None = None
    document: str = ""
    standard_id: str | None = None


def amount(case: Case, policy: Policy, use: CalculationUse, standards: Sequence[Standard]) -> Finding:
    """The amount of a case under one calculation; `facts["amount_fen"]` is there if it passes."""
    method = BY_CODE[use.method]
    key, day = method.key(case), case.days.on(policy.dates.standard)
    facts: dict[str, Json] = {
        "method": method.code,
        "subsidy": case.subsidy,
        "key": key,
        "date_kind": policy.dates.standard,
        "standard_date": wording.iso(day),
    }
    if case.subsidy is None or key is None or day is None:
        return _finding("no_key", facts)
    found = _standard(policy, (case.subsidy, key), day, standards)
    if found.amount_fen is None:
        return _finding(found.why, facts)
    facts |= {
        "amount_fen": method.amount(found.amount_fen, case, use),
        "standard_document": found.document,
        "standard_id": found.standard_id,
    }
    return _finding(found.why, facts)


def no_calculation(case: Case) -> Finding:
    """Says that no document in force tells how the amount of that subsidy is worked out."""
    return _finding("no_calculation", {"subsidy": case.subsidy})


def _finding(why: str, facts: dict[str, Json]) -> Finding:
    outcome: Outcome = "pass" if why == "found" else "unknown"
    return Finding(
        rule=CODE, outcome=outcome, facts={"why": why, **facts}, needs_person=why == "standards_differ"
    )


def _standard(policy: Policy, key: tuple[str, str], day: date, standards: Sequence[Standard]) -> _Found:
    entry = next((one for one in policy.standards if (one.subsidy, one.key) == key), None)
    if entry is None:
        return _Found(why="not_listed")
    if entry.amount_fen is not None:
        return _Found(why="found", amount_fen=entry.amount_fen, document=policy.document)
    fitting = [
        one
        for one in standards
        if one.policy == policy.key and (one.subsidy, one.key) == key and _holds_on(one, day)
    ]
    approved = [one for one in fitting if _approved(one)]
    if len({one.amount for one in approved}) > 1:
        return _Found(why="standards_differ")
    if approved:
        chosen = min(approved, key=lambda one: one.id)
        return _Found(why="found", amount_fen=chosen.amount, document=chosen.document, standard_id=chosen.id)
    return _Found(why="not_approved" if fitting else "empty")


def _holds_on(standard: Standard, day: date) -> bool:
    """A standard without a first day does not hold yet: the office has not finished entering it."""
    if standard.valid_from is None or day < standard.valid_from:
        return False
    return standard.valid_until is None or day <= standard.valid_until


def _approved(standard: Standard) -> bool:
    people = {standard.entered_by, standard.approved_by}
    return len(people) == 2 and None not in people and "" not in people


_ENTER = "请在「补贴标准」中录入政策文号、标准和起止日期，并由另一位同事审批。"

SENTENCES = {
    "found": Sentence("标准{amount_fen}，依据{standard_document}，按{date_kind}{standard_date}确定。"),
    "empty": Sentence("本地标准尚未录入（政策文号、标准、起止日期），不能计算金额。", _ENTER),
    "not_approved": Sentence(
        "本地标准已经录入，但还没有由另一位同事审批，不能计算金额。", "请由录入人以外的同事审批这一标准。"
    ),
    "not_listed": Sentence("文件没有列出这一补贴类型和等级的标准，不能计算金额。", "请核对补贴类型和等级。"),
    "no_key": Sentence(
        "没有补贴类型、等级或{date_kind}，不能确定用哪一个标准。", "请补录补贴类型、等级和{date_kind}。"
    ),
    "no_calculation": Sentence("文件没有规定这一补贴类型怎样计算，不能计算金额。", "请核对补贴类型。"),
    "standards_differ": Sentence(
        "同一天有几个已审批的标准，金额不同，不能确定用哪一个。", "请由负责人核对文件，作废多余的标准。"
    ),
}
