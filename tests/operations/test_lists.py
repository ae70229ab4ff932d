"""A list leaves the store as a workbook only for those who may, and the journal knows of it."""

import io
import zipfile
from pathlib import Path

import pytest

from skilldesk.core.people import Trainee
from skilldesk.errors import NotAllowed, NotWritten
from skilldesk.excel.reading import read
from skilldesk.operations import lists
from skilldesk.operations.lists import SAVED, Table
from skilldesk.progress import Cancelled, Progress
from tests.support.county import CLERK, LEADER, World

ROWS = [("周春梅", "370403198604129026"), ("陈桂芳", "=1+1")]
TABLE = Table(title="学员", kind=Trainee, headings=("姓名", "证件号码"), rows=ROWS)


def test_cells_are_texts_under_headings_that_stay_in_sight(world: World, tmp_path: Path) -> None:
    path = tmp_path / "学员.xlsx"

    assert lists.save(world.pc, CLERK, TABLE, path, Progress()) == 2

    (grid,) = read(path.read_bytes(), path.name)
    assert [list(row.cells) for row in grid.rows] == [["姓名", "证件号码"], *map(list, ROWS)]
    inside = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("xl/worksheets/sheet1.xml").decode()
    assert 'topLeftCell="A2"' in inside
    assert "<f>" not in inside


def test_the_journal_is_told_how_many_rows_of_what_and_nothing_of_whom(world: World, tmp_path: Path) -> None:
    lists.save(world.pc, CLERK, TABLE, tmp_path / "学员.xlsx", Progress())

    with world.pc.database.read() as snapshot:
        (link,) = snapshot.notes(SAVED)
    assert link.entry is not None
    assert link.entry.changes == {"kind": (None, "trainee"), "rows": (None, 2)}
    assert link.content is not None
    assert "周春梅" not in link.content.decode()


def test_a_role_that_saves_no_files_is_refused_and_no_file_is_there(world: World, tmp_path: Path) -> None:
    path = tmp_path / "学员.xlsx"

    with pytest.raises(NotAllowed, match="不能把列表另存为文件"):
        lists.save(world.pc, LEADER, TABLE, path, Progress())

    assert not path.exists()


def test_a_place_that_cannot_be_written_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="表格没有存成。数据没有变化。"):
        lists.save(world.pc, CLERK, TABLE, tmp_path / "没有" / "学员.xlsx", Progress())


def test_stopping_leaves_no_file_and_no_entry(world: World, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        lists.save(world.pc, CLERK, TABLE, tmp_path / "学员.xlsx", progress)

    assert list(tmp_path.glob("学员*")) == []
    with world.pc.database.read() as snapshot:
        assert snapshot.notes(SAVED) == []
