"""The steps of a claim (domain §6.4): from which state, to which, by which role, and who may not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ClaimStep:
    """`acts` names it in the journal; `not_by` are earlier steps whose actor must be another person."""

    key: str
    label: str
    from_states: frozenset[str]
    to_state: str
    roles: frozenset[str]
    not_by: frozenset[str] = frozenset()

    @property
    def verb(self) -> str:
        return f"claim.{self.key}"

    @property
    def goes_back(self) -> bool:
        """Whether it stops the claim or gives it back: that wants a reason."""
        return self.to_state in _BACK


_BACK = frozenset({"25", "35", "39", "45", "99"})
"""退回补正, 初审退回, 不予支持, 复核退回, 撤销."""


DRAFT = "10"
SUBMITTED = "20"

TYPED = "add"
"""Whoever typed the draft is its 录入员 (domain §6.5), even if a colleague submits it."""
ENTERED = "claim.submit"
FIRST = "claim.first_review"
SECOND = "claim.second_review"


def _step(key: str, label: str, from_states: str, to_state: str, roles: str, *not_by: str) -> ClaimStep:
    return ClaimStep(
        key, label, frozenset(from_states.split()), to_state, frozenset(roles.split()), frozenset(not_by)
    )


STEPS: tuple[ClaimStep, ...] = (
    _step("submit", "提交", "10 25 35 45", "20", "entry"),
    _step("receive", "受理", "20", "30", "window"),
    _step("return", "退回补正", "20", "25", "window"),
    _step("first_review", "初审通过", "30", "40", "first_review", TYPED, ENTERED),
    _step("first_return", "初审退回", "30", "35", "first_review", TYPED, ENTERED),
    _step("refuse", "不予支持", "30", "39", "first_review", TYPED, ENTERED),
    _step("second_review", "复核通过", "40", "50", "second_review", TYPED, ENTERED, FIRST),
    _step("second_return", "复核退回", "40", "45", "second_review", TYPED, ENTERED, FIRST),
    _step("withdraw", "撤销", "10 20 25 30 35 40 45 50", "99", "entry second_review"),
)

BY_KEY: Mapping[str, ClaimStep] = {step.key: step for step in STEPS}

_BENEFIT_STATES = {
    "draft": "10 25 35 45",
    "submitted": "20 30 40",
    "approved": "50 60 65 70 80 91",
    "paid": "90",
    "rejected": "39",
    "withdrawn": "99",
    "recovered": "95 96",
}
_BY_STATE = {state: name for name, states in _BENEFIT_STATES.items() for state in states.split()}


IN_HAND = tuple(state for state, name in _BY_STATE.items() if name == "draft")
"""States in which the claim lies with whoever enters it: 草稿 first, then what came back."""


def benefit_state(claim_state: str | None) -> str:
    """What a claim in that state is to the rules: it counts from 已提交 on, as approved from 复核通过."""
    return _BY_STATE.get(claim_state or DRAFT, "draft")


def why_not(step: ClaimStep, *, state: str | None, roles: Collection[str], barred: bool) -> str | None:
    """Why the step may not be taken, as a clause of a sentence; none if it may."""
    if (state or DRAFT) not in step.from_states:
        return f"这张申领单现在的状态不能「{step.label}」"
    if step.roles.isdisjoint(roles):
        return f"您的角色不能「{step.label}」"
    if barred:
        return f"「{step.label}」不能由办过前一步的人来做"
    return None
