"""Long plain lists that the program ships: resources/codes/lists/*.csv, each with its own columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from skilldesk import resources
from skilldesk.errors import ProgramFileDamaged


def rows(name: str, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a list without its headings; ProgramFileDamaged if it is not as it was shipped."""
    file = resources.path("codes", "lists", f"{name}.csv")
    try:
        found = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise _damaged(name) from wrong
    if not found or found[0] != [*columns] or any(len(row) != len(columns) for row in found):
        raise _damaged(name)
    return found[1:]


def _damaged(name: str) -> ProgramFileDamaged:
    return ProgramFileDamaged(f"程序自带的「{name}.csv」读不出来。业务数据没有变化，请重新安装程序。")
