"""The steps of a class (domain §6.2): from which state, to which, by which role, and who may not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from skilldesk.core.training import Class


@dataclass(frozen=True)
class ClassStep:
    """`not_by` are earlier steps whose actor must be another person; `after` is the field that holds the
    day before which the step is too early.
    """

    key: str
    label: str
    from_states: frozenset[str]
    to_state: str
    roles: frozenset[str]
    not_by: frozenset[str] = frozenset()
    after: str = ""

    @property
    def verb(self) -> str:
        return f"class.{self.key}"


DRAFT = "10"
SUBMITTED = "20"
RETURNED = "25"
FILED = "30"

OPEN = frozenset({DRAFT, RETURNED})
"""States in which the roster is still being made: nobody else relies on it yet."""
SUBMIT = "submit"
FILE = "file"
_BY_SUBMITTER = "class.submit"


def _step(key: str, label: str, from_states: str, to_state: str, roles: str) -> ClassStep:
    return ClassStep(key, label, frozenset(from_states.split()), to_state, frozenset(roles.split()))


def _review(key: str, label: str, from_states: str, to_state: str) -> ClassStep:
    """A step of a reviewer, who must not be the one who submitted."""
    return ClassStep(
        key,
        label,
        frozenset(from_states.split()),
        to_state,
        frozenset({"first_review"}),
        frozenset({_BY_SUBMITTER}),
    )


def _dated(key: str, label: str, from_state: str, to_state: str, after: str) -> ClassStep:
    return ClassStep(key, label, frozenset({from_state}), to_state, frozenset({"entry"}), after=after)


STEPS: tuple[ClassStep, ...] = (
    _step(SUBMIT, "提交备案", "10 25", SUBMITTED, "entry"),
    _review(FILE, "同意备案", "20", FILED),
    _review("return", "退回补正", "20", RETURNED),
    _review("refuse", "不予备案", "20", "29"),
    _step("ask_change", "申请变更", "30", "35", "entry"),
    _review("allow_change", "同意变更", "35", FILED),
    _dated("start", "开班", "30", "40", "starts_on"),
    _step("fail", "检查不合格", "40 50", "45", "inspector first_review"),
    _dated("end", "结课", "40", "50", "ends_on"),
    _step("assess", "评价完成", "50", "60", "entry"),
    _step("claim", "已申请补贴", "60", "70", "entry"),
    _step("archive", "办结归档", "60 70", "80", "entry"),
    _step("stop", "中止培训班", "20 25 30 35 40 45 50 60", "90", "entry"),
)

BY_KEY: Mapping[str, ClassStep] = {step.key: step for step in STEPS}


def why_not(step: ClassStep, one: Class, *, roles: Collection[str], barred: bool, today: date) -> str | None:
    """Why the step may not be taken, as a clause of a sentence; none if it may."""
    if (one.state or DRAFT) not in step.from_states:
        return f"这个班现在的状态不能「{step.label}」"
    if step.roles.isdisjoint(roles):
        return f"您的角色不能「{step.label}」"
    if barred:
        return f"「{step.label}」不能由提交备案的人来做"
    day = getattr(one, step.after) if step.after else None
    if day and day > today:
        return f"{day}还没有到，不能「{step.label}」"
    return None


def is_open(one: Class) -> bool:
    """Whether the roster is still being made."""
    return (one.state or DRAFT) in OPEN
