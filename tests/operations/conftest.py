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


@pytest.fixture
def unreported(tmp_path: Path) -> Iterator[World]:
    """The same before the first report."""
    world = copied(tmp_path / "unreported", "unreported")
    yield world
    world.close()
