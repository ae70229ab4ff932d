"""What a person confirmed of a doubtful record: kept as the reason of the change, and found again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from skilldesk.core.fields import fields_of
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record
from skilldesk.store.snapshot import Snapshot

REASONS = (
    "已对照证件原件核对",
    "证件原件就是这样",
    "本人书面说明",
    "村（居）委会已说明",
    "系统外核实，材料已留存",
)
"""What one may confirm by; other words may be typed."""

_ONE = re.compile(r"检查(\d{4})：([^；]+)")


def reason(confirmed: Mapping[Problem, str]) -> str:
    """The words under which a change is journalled: 确认 检查4711：已对照证件原件核对."""
    told = [f"检查{one.number}：{_plain(why)}" for one, why in confirmed.items() if _plain(why)]
    return f"确认 {'；'.join(told)}" if told else ""


def kept(snapshot: Snapshot, record: Record, problems: Iterable[Problem]) -> dict[Problem, str]:
    """Which of these doubts were confirmed, while what they are about is still the same."""
    doubts = {one.number: one for one in problems if one.severity is Severity.WARNING}
    if not (doubts and record.version):
        return {}
    about = {field.name for field in fields_of(type(record)) if field.needed == "record"}
    found: dict[Problem, str] = {}
    for entry in (link.entry for link in snapshot.about(record.id)):
        if entry is None:
            continue
        changed = set(entry.changes)
        found = {one: why for one, why in found.items() if not changed & ({one.field} | about)}
        found |= {doubts[number]: why for number, why in _ONE.findall(entry.reason) if number in doubts}
    return found


def _plain(why: str) -> str:
    return " ".join(why.replace("；", "，").split())
