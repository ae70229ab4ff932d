"""What is done with any described record: examined, saved, read from and told in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from skilldesk.core.checks import check, unidentified, unreadable
from skilldesk.core.fields import Step, fields_of
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record, plain
from skilldesk.errors import Refused
from skilldesk.store.work import Work

R = TypeVar("R", bound=Record)


def examine(record: Record, today: date, step: Step = "filing") -> list[Problem]:
    """All that is wrong or missing up to that step of the work."""
    return list(check(record, step, today))


def save(work: Work, record: R, today: date) -> R:
    """Store a record that has no version yet, or the new state of one that has.

    Refused if it does not say whom it is about: that is a draft, not a record.
    """
    record = record.completed()
    if faults := unidentified(type(record), check(record, "record", today)):
        raise Refused(f"还不能保存：{faults[0].text}已填的内容留作草稿，没有丢。请改正后再保存。")
    return work.change(record) if record.version else work.add(record)


def filled(record: R, texts: Mapping[str, Any]) -> tuple[R, list[Problem]]:
    """The record with these fields as a person wrote them, by name; what cannot be read stays as it was.

    Raises Refused for a name that the record does not have.
    """
    fields = {field.name: field for field in fields_of(type(record))}
    if unknown := sorted(set(texts) - set(fields)):
        raise Refused(f"没有名为 {'、'.join(unknown)} 的字段。数据没有变化。请对照字段表改正后再试。")
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in texts.items():
        try:
            values[name] = _value(fields[name].kind, text)
        except (ValueError, TypeError):
            problems.append(unreadable(fields[name]))
    return replace(record, **values), problems


def _value(kind: Any, text: Any) -> object:
    if text is None or text == "":
        return kind.blank() or None
    return kind.parse(text) if isinstance(text, str) else kind.from_plain(text)


def told(record: Record) -> dict[str, Any]:
    """The record as JSON tells it: its id, version and what its fields say, by name."""
    return {"id": record.id, "version": record.version, **plain(record)}
