"""What a command reads: values line by line, one JSON object; in UTF-8, or as Chinese Windows writes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from skilldesk.errors import NotFound, Refused

STDIN = Path("-")


def lines() -> list[str]:
    """The lines of stdin that hold something."""
    text = _text(sys.stdin.buffer.read()).replace("\r\n", "\n")
    return [line for line in text.split("\n") if line.strip()]


def json_object(source: Path) -> dict[str, Any]:
    """The object in that file, or in stdin for `-`."""
    name = "标准输入" if source == STDIN else source.name
    try:
        told = json.loads(_text(sys.stdin.buffer.read() if source == STDIN else source.read_bytes()))
    except json.JSONDecodeError as error:
        raise Refused(
            f"{name} 不是正确的 JSON，第 {error.lineno} 行第 {error.colno} 个字附近有误。"
            "数据没有变化。请改正后再试。"
        ) from error
    except RecursionError as error:
        raise Refused(f"{name} 的 JSON 嵌套太深。数据没有变化。请改正后再试。") from error
    except OSError as error:
        raise NotFound(f"读不出文件 {source}。数据没有变化。请核对文件名和位置。") from error
    if not isinstance(told, dict):
        raise Refused(f'{name} 最外层应是一个对象，写成 {{"name": "…"}} 的样子。数据没有变化。请改正后再试。')
    return told


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
