"""What a role lets somebody do, in words, from the same file that allows it."""

from __future__ import annotations

from collections.abc import Mapping

from skilldesk.core.claim_steps import STEPS
from skilldesk.core.kinds import KINDS
from skilldesk.operations.rights import label_of
from skilldesk.reference import roles

_ACTS: Mapping[str, str] = {
    "print": "打印表格",
    "save": "另存表格和导出文件",
    "report": "报送和读入回执",
    "backup": "做备份",
    "restore": "恢复备份",
    "users": "管理用户、角色和密码",
    "unmask": "查看完整号码（会记下来）",
    "verify": "核对数据是否完好",
    "journal": "看操作记录",
}


def explained(role: str) -> tuple[tuple[str, str], ...]:
    """Lines of a word and what the role allows there; the same order for every role."""
    rights = roles.rights((role,))
    steps = [step.label for step in STEPS if role in step.roles]
    seen = "完整的证件号、银行账号和电话" if "numbers" in rights.sees else "号码中间几位隐去"
    told = [
        ("登记修改", "、".join(label_of(record) for kind, record in KINDS.items() if kind in rights.writes)),
        ("办理申领", "、".join(steps)),
        ("可以", "、".join(words for act, words in _ACTS.items() if act in rights.may)),
        ("看到", seen),
    ]
    return tuple((word, text or "没有") for word, text in told if text or word != "办理申领")
