"""Who may do what, asked before it is done; and what was shown to somebody who sees masked numbers."""

from __future__ import annotations

from skilldesk.core.fields import fields_of
from skilldesk.core.records import Record, kind_of
from skilldesk.core.rights import Act, Rights
from skilldesk.errors import NotAllowed, NotFound
from skilldesk.operations import offices
from skilldesk.reference import roles
from skilldesk.store.office import SYSTEM
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work

SHOWN = "number.shown"
"""The act under which the journal keeps that somebody looked at a masked number."""

_SAFE = "数据没有变化。请由有这个角色的同事来做，或请管理员调整角色。"


def of_user(snapshot: Snapshot, account: str) -> Rights:
    """What the roles of that user allow; nothing for somebody whom the office does not know."""
    try:
        return roles.rights(offices.user(snapshot, account).roles)
    except NotFound:
        return Rights()


def expect(snapshot: Snapshot, account: str, act: Act, words: str) -> None:
    """NotAllowed, with these words for the act, unless a role of the user allows it."""
    if not of_user(snapshot, account).allows(act):
        raise NotAllowed(f"您的角色不能{words}。{_SAFE}")


def expect_writer(work: Work, kind: type[Record]) -> None:
    """NotAllowed unless whoever writes may write records of that kind. The program itself may."""
    actor = work.author.actor
    if actor != SYSTEM and not of_user(work, actor).may_write(kind_of(kind)):
        raise NotAllowed(f"您的角色不能增加、修改或作废{label_of(kind)}。{_SAFE}")


def label_of(kind: type[Record]) -> str:
    """What people call records of that kind."""
    return label_named(kind_of(kind))


def label_named(kind: str) -> str:
    """The same by the name of the kind; one of a newer program has no word yet."""
    return _LABELS.get(kind, "这类记录")


_LABELS = {
    "trainee": "学员",
    "category_fact": "人员类别",
    "status_fact": "身份事项",
    "prior_benefit": "历史享受记录",
    "institution": "机构",
    "occupation": "职业（工种）",
    "level": "等级",
    "catalogue_entry": "目录",
    "class": "培训班",
    "enrolment": "花名册",
    "lesson": "教学计划",
    "inspection": "检查记录",
    "certificate": "证书",
    "employment": "就业跟踪",
    "standard": "补贴标准",
    "claim": "申领单",
    "attachment": "附件",
    "claim_line": "申领明细",
    "policy_document": "政策文件",
    "office": "单位信息",
    "device": "电脑",
    "user": "用户",
}


def show_whole(work: Work, record: Record) -> None:
    """Journal that the user looked at the masked numbers of a record; it stays on this PC."""
    expect(work, work.author.actor, "unmask", "查看完整号码")
    work.note(SHOWN, kind=kind_of(type(record)), record=record.id)


def is_masked(rights: Rights, kind: type[Record]) -> bool:
    """Whether records of that kind have something that these rights show masked."""
    return not rights.shows("numbers") and any(field.kind.sensitive for field in fields_of(kind))
