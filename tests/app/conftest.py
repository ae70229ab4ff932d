import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.county import World, copied


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A practice county, its second PC, another office and their hub, which has heard of all of it."""
    world = copied(tmp_path / "world")
    yield world
    world.close()
