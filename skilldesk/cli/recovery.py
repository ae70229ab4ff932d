"""The recovery sheet on the screen: once, to be copied by hand, never into a file."""

from __future__ import annotations

from skilldesk.cli.reply import say
from skilldesk.core.recovery_sheet import RecoverySheet


def show(sheet: RecoverySheet) -> None:
    groups = "　".join(f"{place}）{group}" for place, group in enumerate(sheet.groups, start=1))
    say(
        "恢复单（只显示这一次）：\n"
        f"    {groups}\n"
        "请用笔把 5 组字符抄在纸上，逐组核对后锁进保险柜；不要拍照，不要存成文件。"
        "所有人都忘了密码时，只有它能打开数据。"
    )
