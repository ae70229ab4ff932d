"""What can be said about a record from its descriptions and from its own fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

from skilldesk.core.fields import Field, Step, fields_of
from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record, empty

EMPTY = "FIELD-EMPTY"
UNREADABLE = "FIELD-UNREADABLE"

STEPS: tuple[Step, ...] = get_args(Step)


def check(record: Record, step: Step, today: date) -> Iterator[Problem]:
    """Every problem of a record that is to pass this step, and so all those before it."""
    due = STEPS[: STEPS.index(step) + 1]
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if empty(value):
            if field.needed in due and not _excused(record, field):
                yield Problem(code=EMPTY, field=field.name, text=f"{field.label}不能为空。")
        elif problem := field.kind.fault(value):
            yield replace(problem, field=field.name)
    yield from record.faults(today)


def _excused(record: Record, field: Field) -> bool:
    """A person may have no number, if it is said why."""
    return isinstance(record, Trainee) and field.name == "id_number" and record.no_number_reason is not None


def unidentified(kind: type[Record], problems: Iterable[Problem]) -> list[Problem]:
    """The only problems that keep what was typed a draft: errors in the fields that say whom it is about."""
    identity = {field.name for field in fields_of(kind) if field.needed == "record"}
    return [one for one in problems if one.severity is Severity.ERROR and one.field in identity]


def refusals(record: Record, today: date) -> list[Problem]:
    """What the descriptions say against a record so that nobody takes it: values that cannot be read, and
    that it does not say whom it is about.
    """
    extra = dict(record.extra)
    unread = [unreadable(field) for field in fields_of(type(record)) if field.name in extra]
    return [*unread, *unidentified(type(record), check(record, "record", today))]


def unreadable(field: Field) -> Problem:
    """Says that what was typed is no value of the field."""
    text = f"{field.label}看不懂，请写成「{field.kind.EXAMPLE}」的样子。"
    return Problem(code=UNREADABLE, field=field.name, text=text)
