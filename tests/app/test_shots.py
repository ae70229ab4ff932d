"""The pictures of the handbook can be taken again."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from skilldesk.app import shots
from skilldesk.gui import help_book

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.usefixtures("qapp")
def test_every_picture_of_the_handbook_is_taken_and_small(tmp_path: Path) -> None:
    assert QApplication.instance() is not None

    taken = shots.handbook(tmp_path)

    assert {one.name for one in taken} == {name for each in help_book.chapters() for name in each.pictures}
    for path in taken:
        assert QImage(str(path)).size().toTuple() == shots.SIZE
        assert path.stat().st_size < 120 * 1024
