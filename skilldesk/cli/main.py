"""Runs one command: its answer, or what went wrong, and the exit code that says which."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache

from skilldesk import log, platform
from skilldesk.cli import reply, usage
from skilldesk.cli.commands import COMMANDS
from skilldesk.cli.parser import Commands, Parser
from skilldesk.cli.usage import UsageError
from skilldesk.errors import SkillDeskError
from skilldesk.log import Log
from skilldesk.store.database import system_clock

UNFORESEEN = 3
STOPPED = 130
"""By Ctrl+C; what shells use for it."""

_EPILOG = """\
不带命令打开窗口；skilldesk --demo 打开虚构的示例县；skilldesk tour --out 文件夹 把主要工作演示一遍。

密码只从提示、密码文件或环境变量读取，不写在命令里：
  SKILLDESK_PASSWORD         打开单位的密码
  SKILLDESK_NEW_PASSWORD     新用户的密码，或要换成的密码
  SKILLDESK_HUB_PASSWORD     打开汇总端的密码
  SKILLDESK_ROOT_PASSPHRASE  根密钥文件的口令

退出码：0 已完成；1 已完成，但有内容要改正；2 命令写得不对；3 程序出错；10 起每种问题一个。"""


def main(arguments: Sequence[str]) -> int:
    """Run the command of these arguments; its exit code."""
    as_json = "--json" in arguments
    try:
        return _answered(arguments, as_json=as_json)
    except UsageError as wrong:
        return reply.show_error("Usage", str(wrong), usage.EXIT_CODE, as_json=as_json)
    except SkillDeskError as error:
        return reply.show_error(type(error).__name__, str(error), error.exit_code, as_json=as_json)
    except KeyboardInterrupt:
        text = "已停止，没做完的一步没有留下痕迹。数据没有变化。"
        return reply.show_error("Stopped", text, STOPPED, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - nothing personal may reach the screen in a traceback
        return _unforeseen(error, as_json=as_json)


@cache
def parser() -> Parser:
    whole = Parser(prog="skilldesk", description="职业技能培训实名管理：命令行。", epilog=_EPILOG)
    commands = Commands(whole)
    for command in COMMANDS:
        command.configure(commands)
    return whole


def _answered(arguments: Sequence[str], *, as_json: bool) -> int:
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as shown:  # argparse has shown its help
        return int(shown.code or 0)
    answer: reply.Reply = asked.run(asked)
    try:
        reply.show(answer, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.exit_code


def _unforeseen(error: Exception, *, as_json: bool) -> int:
    path = platform.user_folder() / log.FILE
    Log(path, clock=system_clock).failure("cli.unforeseen", error)
    text = (
        "程序出了意料之外的错，这个命令没有做完，没做完的一步没有留下。"
        f"请把 {path} 交给技术人员（里面没有个人信息）。"
    )
    return reply.show_error("Unforeseen", text, UNFORESEEN, as_json=as_json)
