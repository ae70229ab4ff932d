"""What people call the acts that the journal keeps, and what stands in those that are about no record."""

from __future__ import annotations

from collections.abc import Mapping

from skilldesk.core.claim_steps import STEPS

_WORDS: Mapping[str, str] = {
    "add": "新增",
    "change": "修改",
    "void": "作废",
    "rule": "裁定",
    "form.draw": "生成申请表",
    "session.login": "登录",
    "user.password": "重设密码",
    "handover": "交接工作",
    "handover.saved": "另存交接清单",
    "backup.made": "备份",
    "backup.restored": "从备份恢复",
    "epoch.begin": "换了新的记录段",
    "number.shown": "查看完整号码",
    "journal.export": "导出操作记录",
    "list.saved": "导出表格",
    "reconcile.save": "导出对账表",
    "enrol.request": "申请入网",
    "enrol.accept": "收到入网答复",
    "enrol.confirm": "确认入网",
    "package.export": "导出报送包",
    "package.receipt": "读入回执",
    "template.export": "导出上报表",
    "template.result": "读入上报结果",
    "hub.receive": "收下报送包",
    "hub.admit": "准予入网",
    "hub.fork": "发现复制的电脑",
    "hub.release": "放行",
    "hub.revoke": "注销电脑",
    **{step.verb: step.label for step in STEPS},
}

_FAMILIES: Mapping[str, str] = {
    "claim": "办理申领",
    "class": "办理培训班",
    "fund": "办理资金",
    "certificate": "办理证书",
    "import": "导入",
    "package": "报送",
    "template": "上报表",
    "user": "管理用户",
    "backup": "备份",
    "hub": "省级办理",
}
"""By what stands before the full stop: acts that newer parts of the program have."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("新增", ("add",)),
    ("修改", ("change", "rule")),
    ("作废", ("void",)),
    ("办理申领", ("claim.", "form.draw")),
    ("报送与回执", ("package.", "enrol.", "template.")),
    ("登录与密码", ("session.login", "user.password")),
    ("查看与导出", ("number.shown", "journal.export", "list.saved", "reconcile.save")),
    ("备份与交接", ("backup.", "handover", "handover.", "epoch.begin")),
)
"""What one may ask for in the list: a word, and the verbs it stands for."""

LABELS: Mapping[str, str] = {
    "account": "账号",
    "gone": "交出",
    "heir": "接手",
    "drafts": "草稿",
    "claims": "申领单",
    "classes": "培训班",
    "standards": "补贴标准",
    "file": "文件",
    "size": "大小",
    "where": "位置",
    "rows": "行数",
    "entries": "条数",
    "layout": "表样",
    "number": "编号",
    "office": "单位编码",
    "at": "时间",
    "record": "对象",
    "seq": "接着第几条",
}
"""What the values of an act about no record are called; others are of no use to people."""

VALUES: Mapping[str, str] = {"same_disk": "与单位同一个盘", "other_disk": "另一个盘"}
"""What values of such acts mean that are not words."""


def word(verb: str) -> str:
    """What people call the act."""
    return _WORDS.get(verb) or _FAMILIES.get(verb.partition(".")[0], "其他操作")
