"""What was committed survives that the program is killed at any moment."""

from pathlib import Path
from random import Random

import pytest

from skilldesk.core.people import Trainee
from skilldesk.progress import Progress
from skilldesk.store import headfile, office
from skilldesk.store.verify import verify
from tests.support.killed import killed_while, write_for_ever
from tests.support.stores import new_office, opened


def survives(folder: Path, kills: int) -> None:
    random = Random(20261120)  # noqa: S311 - so that it can be repeated
    store = new_office(folder)
    keys = opened(store)
    store.close()
    path = store.database.path
    for _ in range(kills):
        seed, after = random.getrandbits(60), random.random() * 0.1
        reported = killed_while(write_for_ever, path, keys.keys[path.name], seed=seed, after=after)
        store = office.open_folder(folder, keys)
        with store.database.read() as snapshot:
            held = {one.id: one for one in snapshot.find(Trainee)}
            side = headfile.read(folder)
            assert side.seq <= snapshot.head_of(side.device, side.epoch).seq
        assert [one for one in reported if is_lost(one, held)] == []
        assert list(verify(store, Progress())) == []
        store.close()


def is_lost(reported: Trainee, held: dict[str, Trainee]) -> bool:
    """Whether the store does not know of this state of a person; it may know of a later one."""
    known = held.get(reported.id)
    if known is None or known.version < reported.version:
        return True
    return known.version == reported.version and known != reported


def test_every_commit_survives_twenty_kills(tmp_path: Path) -> None:
    survives(tmp_path / "office", 20)


@pytest.mark.soak
def test_every_commit_survives_a_thousand_kills(tmp_path: Path) -> None:
    for round in range(40):
        survives(tmp_path / f"office-{round}", 25)
