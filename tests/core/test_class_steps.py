from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.class_steps import BY_KEY, STEPS, is_open, why_not
from skilldesk.core.training import Class
from skilldesk.reference import codes, roles

TODAY = date(2026, 11, 20)
CLASS = Class(id="c1" * 16, name="电工01", state="10")


def told(key: str, one: Class, *has: str, barred: bool = False) -> str | None:
    return why_not(BY_KEY[key], one, roles=has, barred=barred, today=TODAY)


def test_every_state_of_a_step_is_in_the_table() -> None:
    states = {entry.code for entry in codes.load()["class_state"].entries}

    assert {step.to_state for step in STEPS} <= states
    assert all(step.from_states <= states for step in STEPS)


def test_every_role_of_a_step_is_known() -> None:
    known = {entry.code for entry in codes.load()["role"].entries}

    assert all(step.roles <= known for step in STEPS)
    assert roles.rights(("entry",)).may_write("class")


def test_a_class_goes_from_the_draft_to_the_file() -> None:
    state = "10"
    for key in ("submit", "return", "submit", "file", "start", "end", "assess", "claim", "archive"):
        assert state in BY_KEY[key].from_states
        state = BY_KEY[key].to_state
    assert state == "80"


def test_a_class_without_a_state_is_a_draft() -> None:
    assert told("submit", replace(CLASS, state=None), "entry") is None
    assert is_open(replace(CLASS, state=None))
    assert not is_open(replace(CLASS, state="20"))


def test_who_may_not_is_told_why() -> None:
    assert told("submit", CLASS, "leader") == "您的角色不能「提交备案」"
    assert told("file", CLASS, "first_review") == "这个班现在的状态不能「同意备案」"
    submitted = replace(CLASS, state="20")
    assert told("file", submitted, "first_review") is None
    assert told("file", submitted, "first_review", barred=True) == "「同意备案」不能由提交备案的人来做"


@pytest.mark.parametrize(("key", "state"), [("start", "30"), ("end", "40")])
def test_a_class_neither_begins_nor_ends_before_its_day(key: str, state: str) -> None:
    late = replace(CLASS, state=state, starts_on=date(2026, 11, 21), ends_on=date(2026, 12, 11))

    assert "还没有到" in (told(key, late, "entry") or "")
    begun = replace(late, starts_on=TODAY, ends_on=TODAY)
    assert told(key, begun, "entry") is None
