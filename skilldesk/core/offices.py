"""The office, its PCs and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from skilldesk.core.fields import Code, Codes, Day, PersonName, Text, Whole
from skilldesk.core.records import Record

PRACTICE_CODES = "99"
"""Codes of practice offices begin like that; no real office has such a code."""


def is_practice(office_code: str) -> bool:
    return office_code.startswith(PRACTICE_CODES)


@dataclass(frozen=True, kw_only=True)
class Office(Record):
    """The office to which this store belongs; its code need not be one of GB/T 2260."""

    code: Annotated[str, Text("单位编码", needed="record", max_length=12)]
    name: Annotated[str, Text("单位名称", needed="record", max_length=60)]
    level: Annotated[str | None, Code("层级", table="office_level")] = None
    regions: Annotated[tuple[str, ...], Codes("辖区区划")] = ()


@dataclass(frozen=True, kw_only=True)
class Device(Record):
    """A PC of the office. Its id is the device of its journal entries."""

    number: Annotated[int | None, Whole("设备号", least=1, largest=99)] = None
    enrolled_at: Annotated[date | None, Day("启用时间")] = None


@dataclass(frozen=True, kw_only=True)
class User(Record):
    """Somebody who may log in; the password lies in keys.json, not here."""

    account: Annotated[str, Text("账号", needed="record", max_length=30)]
    name: Annotated[str, PersonName("姓名", needed="record")]
    roles: Annotated[tuple[str, ...], Codes("角色", table="role", needed="filing")] = ()
