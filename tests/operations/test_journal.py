"""Writing the journal out is for those who may read it and may save files in clear."""

from pathlib import Path

import pytest

from skilldesk.errors import NotAllowed
from skilldesk.operations import journal
from tests.support.county import CLERK, LEADER, World

HEADINGS = ("时间", "谁", "做了什么", "种类", "对象", "原因", "改动")


def test_who_may_not_save_files_exports_nothing(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="不能导出操作记录"):
        journal.export(world.pc, LEADER, [HEADINGS], tmp_path / "out.xlsx")

    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_file_that_is_there_is_not_written_over(world: World, tmp_path: Path) -> None:
    first, second = (journal.export(world.pc, CLERK, [HEADINGS], tmp_path / "out.xlsx") for _ in range(2))

    assert first.name == "out.xlsx"
    assert second != first
