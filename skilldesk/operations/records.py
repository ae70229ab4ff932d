"""What is done with any described record: examined, saved, read from and told in plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from skilldesk.core.checks import check, unidentified, unreadable
from skilldesk.core.claims import Standard
from skilldesk.core.fields import Code, Codes, Kind, Ref, Step, YesNo, fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record, empty, plain
from skilldesk.errors import Refused
from skilldesk.operations import rights, standards
from skilldesk.reference import codes
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

R = TypeVar("R", bound=Record)

MADE_ELSEWHERE: Mapping[str, str] = {
    "office": "单位信息在建立单位时写定",
    "device": "电脑由入网办理",
    "user": "用户用 user 命令管理",
    "claim": "申领单用 claim 命令办理",
    "claim_line": "申领明细随申领单生成",
    "policy_document": "政策文件随申领单登记",
    "attachment": "附件随文件存入",
    "printing": "打印台账由程序登记",
}
"""Kinds of records that nobody fills in by hand, and where they come from."""


def kind_named(name: str) -> type[Record]:
    """The kind of record of that name."""
    if name not in KINDS:
        raise Refused(f"没有「{name}」这类记录。数据没有变化。可用的有：{'、'.join(KINDS)}。")
    return KINDS[name]


def typed_kind(name: str) -> type[Record]:
    """The same for a kind that people fill in; Refused for those that other steps make."""
    kind = kind_named(name)
    if name in MADE_ELSEWHERE:
        raise Refused(f"{MADE_ELSEWHERE[name]}，不能在这里增改或作废。数据没有变化。请从那里办理。")
    return kind


def blank(kind: type[R]) -> R:
    """A new record of that kind, with what one begins with."""
    begun = {one.name for one in dataclasses.fields(kind) if one.default is not dataclasses.MISSING}
    unsaid: dict[str, Any] = {one.name: one.blank() for one in fields_of(kind) if one.name not in begun}
    return kind(id=new_id(), **unsaid)


def examine(record: Record, today: date, step: Step = "filing") -> list[Problem]:
    """All that is wrong or missing up to that step of the work."""
    return list(check(record, step, today))


def save(work: Work, record: R, today: date, *, reason: str = "") -> R:
    """Store a record that has no version yet, or the new state of one that has; the reason is journalled.

    Refused if it does not say whom it is about: that is a draft, not a record. NotAllowed for a user whose
    roles do not write such records.
    """
    rights.expect_writer(work, type(record))
    record = record.completed()
    found = [*check(record, "record", today), *astray(work, record)]
    if faults := unidentified(type(record), found):
        raise Refused(f"没有保存：{faults[0].text}已填的内容没有丢。请改正后再保存。")
    if isinstance(record, Standard):
        record = cast("R", standards.signed(work, record))
    return work.change(record, reason=reason) if record.version else work.add(record, reason=reason)


def void(work: Work, record: R, reason: str) -> R:
    """Keep a record, and why it no longer counts; NotAllowed as for saving it."""
    rights.expect_writer(work, type(record))
    return work.void(record, reason)


def take_back(work: Work, record: R) -> R:
    """Let a record that was made void count again; NotAllowed as for saving it."""
    rights.expect_writer(work, type(record))
    return work.change(replace(record, voided=None))


def astray(snapshot: Snapshot, record: Record) -> list[Problem]:
    """References to records that are not on this PC."""
    return [
        Problem(code="REF-MISSING", field=one.name, text=f"{one.label}所指的记录不在本机，请核对编号。")
        for one in fields_of(type(record))
        if isinstance(one.kind, Ref)
        and (id := getattr(record, one.name))
        and snapshot.get(KINDS[one.kind.to], id) is None
    ]


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
            values[name] = _held(fields[name].kind, _value(fields[name].kind, text))
        except (ValueError, TypeError):
            problems.append(unreadable(fields[name]))
    return replace(record, **values), problems


def _held(kind: Kind, value: Any) -> object:
    """The value, if a store can keep it; ValueError otherwise."""
    if not empty(value) and not kind.holds(kind.to_plain(value)):
        raise ValueError(value)
    return value


def _value(kind: Kind, said: Any) -> object:
    """The value that a text means to a person, or any other JSON value to the journal."""
    if said in (None, "", []):
        return kind.blank()
    if isinstance(said, list) and isinstance(kind, Codes):
        said = " ".join(map(str, said))
    if isinstance(said, str):
        return _coded(kind, kind.parse(said))
    plain_value = int(said) if isinstance(said, bool) and isinstance(kind, YesNo) else said
    if not kind.holds(plain_value):
        raise ValueError(said)
    return kind.from_plain(plain_value)


def _coded(kind: Kind, value: Any) -> object:
    """The same with codes in place of their names."""
    if isinstance(kind, Code):
        return _code(kind.table, value)
    if isinstance(kind, Codes) and kind.table:
        return tuple(_code(kind.table, one) for one in value)
    return value


def _code(table: str, text: str) -> str:
    """The code itself, or the one code of that name; ValueError otherwise."""
    entries = codes.load()[table].entries
    if any(entry.code == text for entry in entries):
        return text
    (found,) = {entry.code for entry in entries if text in (entry.name, entry.short)}
    return found


def told(record: Record) -> dict[str, Any]:
    """The record as JSON tells it: its id, version and what its fields say, by name."""
    return {"id": record.id, "version": record.version, **plain(record)}
