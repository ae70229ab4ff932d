"""Wrong usage, said in Chinese: argparse tells it in English."""

from __future__ import annotations

import re

EXIT_CODE = 2

_SENTENCES = (
    (r"the following arguments are required: (.+)", "还要写上 {0}。"),
    (r"one of the arguments (.+) is required", "{0} 要写一个。"),
    (r"unrecognized arguments: (\S+).*", "不认识 {0}。"),
    (r"argument (.+?): expected .+", "{0} 后面还缺内容。"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0} 不能是 {1}，只能是 {2}。"),
    (r"argument (.+?): invalid .+ value: (.+)", "{0} 的内容 {1} 不合要求。"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} 和 {1} 不能一起写。"),
    (r"argument (.+?): ignored explicit argument .+", "{0} 后面不能写内容。"),
)
_OWN = re.compile(r"argument (.+?): ([\u4e00-\u9fff].*)", re.DOTALL)


class UsageError(Exception):
    """The command was not written as it must be; nothing was done."""


def translated(message: str) -> str:
    """What argparse found wrong, as a sentence."""
    if own := _OWN.fullmatch(message):
        return f"{own[1]}：{own[2]}"
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*(_listed(part) for part in found.groups()))
    return "命令的写法不对。"


def _listed(part: str) -> str:
    return "、".join(part.replace("'", "").split(", "))
